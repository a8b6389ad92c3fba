"""Servers that cases can be kept on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodcause.store.matter import Matter, open_matter

from tests.cli.command import new_case
from tests.store import servers
from tests.store.filled import filled
from tests.store.servers import Custodian, Postgres, Storage


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with servers.postgres_server() as admin:
        yield admin


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


@pytest.fixture
def matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Matter:
    """A case in a folder with a row in every kind of column, and some blobs."""
    for name in ("DATABASE_URL", "GOODCAUSE_BLOBS"):
        monkeypatch.delenv(name, raising=False)
    return filled(open_matter(new_case(tmp_path / "case")))
