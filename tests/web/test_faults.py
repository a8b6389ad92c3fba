"""What goes wrong under a running server: a sentence, and no decision lost or made twice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

from goodcause.base.errors import CaseError
from goodcause.store.matter import FORMAT, open_matter
from goodcause.store.models import DecisionRow, ItemRow

from tests.web.serving import Answer, Server, Visitor, serving

DECIDE = "/c/case/do/decide"


def act(case: Path, number: int = 0) -> dict[str, object]:
    """A decision on the n-th open finding, as a page sends it."""
    open_matter(case)
    item = ItemRow.objects.filter(state="open").order_by("pk")[number]
    connections.close_all()
    return {"key": f"a key of its own, {item.pk}", "items": {str(item.pk): item.version},
            "outcome": "remove"}  # fmt: skip


def decided(case: Path) -> int:
    open_matter(case)
    count = DecisionRow.objects.count()
    connections.close_all()
    return count


def told(answer: Answer, *words: str) -> None:
    """It was refused for now, in a sentence: a page keeps the decision and sends it again."""
    assert answer.status == 503, answer.text[:300]
    for word in words:
        assert word in str(answer.facts["error"])


@pytest.fixture(scope="module")
def ada(shared: Server) -> Visitor:
    visitor = Visitor(shared.port)
    visitor.enter(shared.link.removeprefix(shared.root))
    visitor.act("/c/case/do/take", {})  # fetches the token of the session
    return visitor


@pytest.fixture(scope="module")
def case(shared_case: Path) -> Path:
    """The case of the one server here; each test puts right what it spoiled."""
    return shared_case


def made_once(case: Path, ada: Visitor, sent: dict[str, object]) -> None:
    """What was kept is sent again, and once more: it is decided once."""
    before = decided(case)
    assert "error" not in ada.act(DECIDE, sent).facts["done"][0]  # type: ignore[index]
    assert "error" not in ada.act(DECIDE, sent).facts["done"][0]  # type: ignore[index]
    assert decided(case) == before + 1


def test_a_decision_on_a_locked_database_is_kept_and_made_once_it_is_free(
    case: Path, ada: Visitor
) -> None:
    sent: dict[str, object] = {"acts": [act(case)]}
    held = sqlite3.connect(case / "case.db", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    told(ada.act(DECIDE, sent), "another command", "kept")
    held.execute("ROLLBACK")
    held.close()

    made_once(case, ada, sent)


def test_a_database_that_was_moved_away_takes_no_decision_until_it_is_back(
    case: Path, ada: Visitor
) -> None:
    sent: dict[str, object] = {"acts": [act(case)]}
    (case / "case.db").rename(case / "elsewhere.db")
    told(ada.act(DECIDE, sent), "no longer the file", "kept")
    assert "no longer the file" in ada.ask("/c/case/queue").text
    (case / "elsewhere.db").rename(case / "case.db")

    made_once(case, ada, sent)


def test_a_backup_put_in_the_place_of_an_open_database_takes_no_decision(
    case: Path, ada: Visitor
) -> None:
    sent: dict[str, object] = {"acts": [act(case)]}
    (case / "case.db").rename(case / "elsewhere.db")
    shutil.copy(case / "elsewhere.db", case / "case.db")
    told(ada.act(DECIDE, sent), "no longer the file")
    (case / "elsewhere.db").replace(case / "case.db")

    made_once(case, ada, sent)


def test_a_case_that_a_newer_version_took_over_is_left_to_it(case: Path, ada: Visitor) -> None:
    sent: dict[str, object] = {"acts": [act(case)]}
    with of_version(case, 99):
        told(ada.act(DECIDE, sent), "newer version", "kept")
        assert "newer version" in ada.ask("/c/case/queue").text

    made_once(case, ada, sent)


@contextmanager
def of_version(case: Path, version: int) -> Iterator[None]:
    """As if another version of the program had been at the case."""
    rows = sqlite3.connect(case / "case.db", timeout=30)
    rows.execute("UPDATE store_factrow SET value = ? WHERE name = 'format'", (str(version),))
    rows.commit()
    yield
    rows.execute("UPDATE store_factrow SET value = ? WHERE name = 'format'", (str(FORMAT),))
    rows.commit()
    rows.close()


def test_a_case_of_a_newer_version_is_not_opened(case: Path) -> None:
    with of_version(case, 99), pytest.raises(CaseError, match="newer version"):
        open_matter(case)


def test_an_order_file_that_went_missing_is_told_of_and_costs_no_decision(
    case: Path, ada: Visitor
) -> None:
    sent: dict[str, object] = {"acts": [act(case)]}
    (order,) = (case / "order").iterdir()
    order.rename(case / "order.yaml")
    told(ada.act(DECIDE, sent), "order file")
    (case / "order.yaml").rename(order)

    made_once(case, ada, sent)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    place, mount, umount = tmp_path / "disk", shutil.which("mount"), shutil.which("umount")
    place.mkdir()
    if mount is None or umount is None:
        pytest.skip("a small disk needs `mount`")
    made = [mount, "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(place)]
    if subprocess.run(made, check=False, capture_output=True).returncode:  # noqa: S603  fixed words
        pytest.skip("only the superuser can mount a small disk")
    yield place
    subprocess.run([umount, "--lazy", str(place)], check=True)  # noqa: S603  fixed words


def test_a_decision_on_a_full_disk_is_kept_and_made_once_there_is_room(
    made_case: Path, disk: Path
) -> None:
    case = Path(shutil.copytree(made_case, disk / "case"))
    sent: dict[str, object] = {"acts": [act(case)]}
    with serving(case) as running:
        ada = Visitor(running.port)
        ada.enter(running.link.removeprefix(running.root))
        ada.act("/c/case/do/take", {})
        room = os.statvfs(disk)
        filler = disk / "filler"
        filler.write_bytes(bytes(room.f_bavail * room.f_frsize))
        told(_write_until_it_is_full(ada), "disk")
        told(ada.act(DECIDE, sent), "disk")
        filler.unlink()

        made_once(case, ada, sent)


def _write_until_it_is_full(ada: Visitor) -> Answer:
    """The database's log has pages of its own to fill up first."""
    facts = {"document": "s000001", "page": 1, "words": "w" * 2000}
    for number in range(2000):
        answer = ada.act("/c/case/do/note", {"key": f"a note of its own {number}", **facts})
        if answer.status != 200:
            return answer
    raise AssertionError("the disk was never full")
