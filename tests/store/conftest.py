"""Servers that cases can be kept on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store import servers
from tests.store.servers import Postgres


@pytest.fixture(scope="session")
def postgres_server() -> str:
    return servers.start()


@pytest.fixture
def postgres(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postgres]:
    """A database that cases made in this test go to."""
    with servers.database(postgres_server) as made:
        monkeypatch.setenv("DATABASE_URL", made.url)
        yield made
