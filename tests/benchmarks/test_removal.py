"""The bench of removal: its pairs are pairs, its attacks find what is there, the program holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.removal.attack import Eyes, recovered
from benchmarks.removal.classes import leaks
from benchmarks.removal.measure import judge, pairs, serve_alike
from benchmarks.removal.rivals import edit_tokens
from benchmarks.removal.subject import subject
from benchmarks.removal.table import as_table

LEAKS = leaks()
SLICE = ("plain text", "field with appearance", "hidden layer", "note", "info dictionary", "prose")


def test_there_are_as_many_classes_as_the_issue_asks_for() -> None:
    assert len(LEAKS) >= 40
    assert all(leak.about.endswith(".") and "\n" not in leak.about for leak in LEAKS)


@pytest.mark.parametrize("number", range(6))
def test_two_sides_of_a_pair_differ_in_the_secret_alone(number: int) -> None:
    one, other = subject(number, "a"), subject(number, "b")

    assert one.secret.value != other.secret.value
    assert [f for f in one.fields if f[1] != one.secret.value] == [
        f for f in other.fields if f[1] != other.secret.value
    ]
    assert (one.keepers, one.row) == (other.keepers, other.row)


@pytest.mark.parametrize("leak", LEAKS, ids=[leak.name for leak in LEAKS])
def test_a_paper_of_each_class_repeats_and_its_pair_differs(leak: object) -> None:
    (here,) = [one for one in LEAKS if one is leak]
    one, again = (here.make(subject(here.first, "a")) for _ in range(2))
    other = here.make(subject(here.first, "b"))

    assert one.files == again.files
    assert one.files != other.files


@pytest.mark.parametrize(
    "name",
    ["plain text", "note", "attachment", "xmp", "outline", "unreferenced object", "bytes around"],
)
def test_the_attacks_find_what_nobody_removed(name: str, tmp_path: Path) -> None:
    (leak,) = [one for one in LEAKS if one.name == name]
    who = subject(leak.first, "a")
    path = tmp_path / "paper.pdf"
    path.write_bytes(next(iter(leak.make(who).files.values())))

    assert recovered([path], who.secret.spelled)
    assert not recovered([path], ["Nowhere-to-be-found 4711"])


def test_an_editor_leaves_what_it_does_not_know(tmp_path: Path) -> None:
    (leak,) = [one for one in LEAKS if one.name == "tiling pattern"]
    who = subject(leak.first, "a")
    paper = leak.make(who)
    path = tmp_path / "edited.pdf"
    path.write_bytes(edit_tokens(next(iter(paper.files.values())), paper.boxes, who.secret.value))

    assert recovered([path], who.secret.spelled)


def test_pairs_through_the_program_end_in_the_same_bytes(tmp_path: Path) -> None:
    chosen = [leak for leak in LEAKS if leak.name in SLICE]
    by_class = [[pairs(leak, 1, side) for side in "ab"] for leak in chosen]
    whole = [dict(row for sides in by_class for row in sides[k].items()) for k in (0, 1)]

    served = serve_alike(whole, tmp_path)
    outcomes = [
        judge(leak.name, sides, served, Eyes(blind=True))
        for leak, sides in zip(chosen, by_class, strict=True)
    ]

    assert {(o.leak, o.recovered, o.unlike, o.lost) for o in outcomes} == {
        (leak.name, (), 0, 0) for leak in chosen
    }
    assert all(o.keepers_kept == o.keepers for o in outcomes)
    assert "0 classes leak, 0 tell pairs apart" in as_table(outcomes)
