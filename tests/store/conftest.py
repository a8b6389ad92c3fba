"""Servers that cases can be kept on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store import servers
from tests.store.servers import Custodian, Postgres, Storage


@pytest.fixture(scope="session")
def postgres_server() -> str:
    return servers.start()


@pytest.fixture
def postgres(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postgres]:
    """A database that cases made in this test go to."""
    with servers.database(postgres_server) as made:
        monkeypatch.setenv("DATABASE_URL", made.url)
        yield made


@pytest.fixture(scope="session")
def storage_server() -> Iterator[str]:
    with servers.storage_server() as endpoint:
        yield endpoint


@pytest.fixture
def storage(storage_server: str, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A bucket that the blobs of cases made in this test go to."""
    for name, value in servers.KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", storage_server)
    made = servers.fresh_bucket(storage_server)
    monkeypatch.setenv("GOODCAUSE_BLOBS", made.url)
    return made


@pytest.fixture(scope="session")
def custodian(tmp_path_factory: pytest.TempPathFactory) -> Custodian:
    return servers.fresh_custodian(tmp_path_factory.mktemp("custodian"))
