"""Anchors of the trail: what they show that the chain alone cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from goodcause.base.errors import UsageError
from goodcause.pipeline import trail
from goodcause.store import audit
from goodcause.store.append_only import allow
from goodcause.store.matter import Matter, new_matter
from goodcause.store.models import EventRow


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    made = new_matter(tmp_path / "case", "order", "schema: order-file/0.1\n")
    for n in range(6):
        audit.record("decide", {"finding": f"f{n}", "by": "Ada Wren"})
    return made


def open_the_database_with_another_program() -> None:
    with connection.schema_editor() as editor:
        allow(None, editor)


def test_a_whole_trail_agrees_with_its_anchors_and_grows_past_them(matter: Matter) -> None:
    taken = trail.anchor(matter, "VOL001", "0" * 64)
    audit.record("sign", {"by": "Cora Lind"})
    found = trail.check(matter, [taken])

    assert found.problems == ()
    assert (found.anchors, found.head.events) == (2, audit.head().events)


def test_a_trail_cut_short_is_whole_by_its_chain_and_betrayed_by_an_anchor(matter: Matter) -> None:
    trail.anchor(matter, "VOL001", "0" * 64)
    open_the_database_with_another_program()
    last = EventRow.objects.order_by("-number").first()
    assert last is not None
    last.delete()

    assert audit.broken_at() is None
    (problem,) = trail.check(matter).problems
    assert "VOL001-trail.json" in problem and "ends before" in problem


def test_a_trail_written_anew_is_whole_by_its_chain_and_betrayed_by_an_anchor(
    matter: Matter,
) -> None:
    trail.anchor(matter, "VOL001", "0" * 64)
    open_the_database_with_another_program()
    said = [(row.what, dict(row.facts)) for row in EventRow.objects.order_by("number")]
    EventRow.objects.all().delete()
    for what, facts in said:
        audit.record(what, {**facts, "by": "somebody else"})

    assert audit.broken_at() is None
    (problem,) = trail.check(matter).problems
    assert "is another than" in problem


def test_an_anchor_kept_elsewhere_shows_what_those_in_the_case_no_longer_do(
    matter: Matter, tmp_path: Path
) -> None:
    taken = trail.anchor(matter, "VOL001", "0" * 64)
    kept = tmp_path / "with counsel.json"
    kept.write_bytes(taken.read_bytes())
    open_the_database_with_another_program()
    EventRow.objects.order_by("-number")[0].delete()
    taken.unlink()

    assert trail.check(matter).problems == ()
    assert len(trail.check(matter, [kept]).problems) == 1


def test_an_exported_trail_is_checked_without_its_case(matter: Matter, tmp_path: Path) -> None:
    taken = trail.anchor(matter, "VOL001", "0" * 64)
    out = tmp_path / "trail.jsonl"
    assert trail.export(out) == audit.head().events
    assert trail.check_exported(out, [taken]).problems == ()

    lines = out.read_text(encoding="utf-8").splitlines()
    third = json.loads(lines[2])
    third["facts"]["by"] = "somebody else"
    out.write_text("\n".join([*lines[:2], json.dumps(third), *lines[3:]]), encoding="utf-8")
    assert trail.check_exported(out).broken == 3
    out.write_text("\n".join(lines[:-1]), encoding="utf-8")
    assert trail.check_exported(out).problems == ()
    assert "ends before" in trail.check_exported(out, [taken]).problems[0]


@pytest.mark.parametrize(
    "words", ["", "[]", "{}", '{"volume": 1}', "[" * 100_000, '{"events": -1}',
              '{"volume": "V", "manifest": "", "events": 1, "chain": "short"}'],
)  # fmt: skip
def test_what_is_no_anchor_is_refused_in_a_sentence(
    matter: Matter, tmp_path: Path, words: str
) -> None:
    path = tmp_path / "anchor.json"
    path.write_text(words, encoding="utf-8")

    with pytest.raises(UsageError, match="no anchor"):
        trail.check(matter, [path])
    with pytest.raises(UsageError, match="no exported trail"):
        trail.check_exported(tmp_path / "no such file")
