from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from goodcause.engine.inline import Inline
from goodcause.order.load import parse_order
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.recusal import actors, likened
from goodcause.pipeline.status import standing
from goodcause.store.models import EventRow

from tests.pipeline.making import registered, wanted
from tests.pipeline.papers import JEWELER, application
from tests.production.making_volumes import rules


@pytest.mark.parametrize(
    ("name", "person", "likeness"),
    [
        ("Morrison C. Able", "Able, Morrison", "same name"),
        ("Morrison Able", "ABLE, Morrison Christopher Jr.", "same name"),
        ("Morrison Able", "Able, Morrisson", "nearly the same name"),
        ("Morrison Able", "Morrison, Able", "nearly the same name"),
        ("Able", "Able, Ruth", "same last name"),
        ("M. Able", "Able, Morrison", "same last name"),
        ("Morrison Able", "Able, Ruth", ""),
        ("Morrison C. Able", "Able, Morrison D.", ""),
        ("Morrison Able", "Baker, Morrison", ""),
        ("Able", "", ""),
        ("County", "Delgado, Anton", ""),
    ],
)
def test_names_are_alike_as_far_as_they_say_so(name: str, person: str, likeness: str) -> None:
    assert likened(name, person) == likeness


def test_judges_of_the_orders_and_parties_of_the_caption_are_looked_for_unasked() -> None:
    assert set(actors(rules().order)) == {
        ("judge", "Mueller"),
        ("judge", "England"),
        ("party", "Mehl"),
        ("party", "Blanas"),
    }


@pytest.mark.parametrize("written", ["Able, J.", "Able, C.J.", "Able, M.J.", "Able, D.J.", "Able"])
def test_a_judge_is_a_judge_however_the_order_writes_it(written: str) -> None:
    order = rules().order
    judged = replace(order, orders=(replace(order.orders[0], judge=written),))

    assert ("judge", "Able") in set(actors(judged))


def test_a_whole_name_of_the_file_takes_the_place_of_a_surname() -> None:
    order = rules().order
    case = replace(order.case, people=(("judge", "Morrison England"), ("expert", "Ann Baker")))

    found = list(actors(replace(order, case=case)))

    assert found[:2] == [("judge", "Morrison England"), ("expert", "Ann Baker")]
    assert ("judge", "England") not in found


def test_somebody_of_the_case_among_the_applicants_is_told_before_anything_is_served(
    tmp_path: Path,
) -> None:
    (tmp_path / "papers" / "ccw").mkdir(parents=True)
    judge = replace(JEWELER, name="England, Morrison")
    application(tmp_path / "papers" / "ccw" / "e.pdf", judge)
    matter = registered(tmp_path / "case", tmp_path / "papers")

    (told,) = read(matter, Inline(), Silent()).recusal
    made = produce(matter, wanted(), Inline(), Silent())

    assert "England, judge in the case" in told
    assert told.endswith("e.pdf")
    assert standing(matter).recusal == made.recusal == (told,)
    assert EventRow.objects.filter(what="recusal").get().facts["people"] == [told]
    served = [p.read_bytes() for p in made.folder.rglob("*") if p.is_file()]
    assert not any(b"same last name" in data or b"e.pdf" in data for data in served)


def test_an_order_file_names_people_with_a_role(tmp_path: Path) -> None:
    from goodcause.order.load import packaged_order  # noqa: PLC0415

    text = packaged_order("mehl-v-blanas").read_text(encoding="utf-8")
    people = '  people: [{role: counsel, name: "Ruth Able"}]\n'
    order = parse_order(text.replace("  producing_party:", people + "  producing_party:", 1), "o")

    assert order.case.people == (("counsel", "Ruth Able"),)
