"""The page behind every number: all stand in the table, and what cannot be found is said."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goodcause.linkage.answers import Answers, answer
from goodcause.linkage.facts import Applicant, Outcome, Place, as_served
from goodcause.linkage.link import Hop, Link, LinkType, Standing
from goodcause.linkage.party import ADDRESS
from goodcause.linkage.places import Books, Found, places, places_csv
from goodcause.linkage.scoring import Bar

from tests.linkage.making import applicant, gift, person

BOX = (300, 600, 900, 660)


def page(number: int, item: str = "", box: tuple[int, int, int, int] | tuple[()] = ()) -> Place:
    return Place(f"CCW{number:06d}", number, item, box)


def linked(who: str, row: str, *bars: Bar) -> Link:
    return Link(
        applicant=who,
        row=row,
        kind=LinkType.SAME_PERSON,
        weight=20.0,
        probability=0.9999,
        standing=Standing.AUTOMATIC,
        bars=bars,
    )


GIVER = applicant(
    person("A", "Ida", "Tamarisk", street="1 Elm St"),
    at=page(1, "application", BOX),
    outcome=Outcome.ISSUED,
)
HIDDEN = applicant(
    replace(person("B", "Otto", "Oleander"), removed=frozenset(ADDRESS)),
    at=page(2, "application", BOX),
)
OTHER = applicant(person("C", "Pia", "Wisteria"), at=Place("roll.csv", 3))
GIFTS = [
    gift(
        person("D1", "Ida", "Tamarisk"),
        at=page(11, "Schedule A, line 2", BOX),
        amount=Decimal(250),
    ),
    gift(person("D2", "Otto", "Oleander"), at=page(12, "Schedule A, line 3")),
    gift(person("D3", "Ida", "Tamarisk"), at=page(13), received=date(2001, 1, 1)),
]
LINKS = [
    linked("A", "D1", Bar("address", "same address", 9.0)),
    linked("A", "D3", Bar("last_name", "same", 9.0)),
    linked("B", "D2", Bar("last_name", "same", 9.0), Bar("address", "same address", 9.0)),
]


@pytest.fixture
def answers() -> Answers:
    return answer(LINKS, [GIVER, HIDDEN, OTHER], GIFTS)


def fact(found: list[Found], source: str) -> Found:
    (one,) = [f for f in found if f.at.source == source]
    return one


def test_the_rows_of_each_figure_are_as_many_as_the_figure_says(answers: Answers) -> None:
    people: dict[str, set[str]] = {}
    for found in places(answers):
        people.setdefault(found.figure, set()).add(found.applicant)

    table = answers.main.table
    assert len(people["donors, issued"]) == table.a == 1
    assert len(people["donors, denied"]) == table.b == 1
    assert len(people["others, denied"]) == table.d == 1
    assert "others, issued" not in people
    assert table.c == 0


def test_every_gift_stands_with_its_page_and_spot_and_whether_it_counts(answers: Answers) -> None:
    found = places(answers)

    assert fact(found, "CCW000011").spot == (
        "Schedule A, line 2; 1.0 to 3.0 in from the left, 2.0 to 2.2 in down"
    )
    assert fact(found, "CCW000011").counted
    assert not fact(found, "CCW000013").counted
    assert "after decision" in fact(found, "CCW000013").fact


def test_what_the_other_side_cannot_find_is_said(answers: Answers) -> None:
    found = places(answers)

    assert fact(found, "CCW000001").trouble == ""
    assert fact(found, "CCW000011").trouble == ""
    assert fact(found, "CCW000012").trouble == "the link rests on more than is served"
    assert fact(found, "roll.csv").trouble == "the page has no Bates number"
    assert replace(fact(found, "roll.csv"), at=Place("", 0)).trouble == "no page is given"


def test_a_link_from_what_is_served_alone_can_be_found() -> None:
    by_name = linked("B", "D2", Bar("last_name", "same", 9.0), Bar("address", "not compared", 0))

    assert fact(places(answer([by_name], [HIDDEN], GIFTS)), "CCW000012").trouble == ""


@pytest.mark.parametrize("box", [BOX, (300, 600, 2000, 660)])
@pytest.mark.parametrize("served", [True, False])
def test_the_length_of_removed_words_is_not_told(
    box: tuple[int, int, int, int], served: bool
) -> None:
    hidden: Applicant = replace(HIDDEN, at=page(2, "application", box))
    found = places(answer(LINKS, [as_served(hidden) if served else hidden], GIFTS))

    assert fact(found, "CCW000002").spot == "application"


def test_the_table_is_no_formula(answers: Answers) -> None:
    evil = replace(answers.people[2], at=Place("=cmd()", 1))
    rows = csv.DictReader(io.StringIO(places_csv(replace(answers, people=(evil,))), newline=""))

    assert [row["Bates page or file"] for row in rows] == ["'=cmd()"]


def known(*served: str) -> Books:
    return Books(
        served=frozenset(served),
        pages={("s1", 1): ("Ada Wren",)},
        pairs={("A", "D1", "same_person"): ("Ben Finch",)},
    )


def of_case(at: Place, document: str) -> Place:
    return replace(at, document=document)


def test_a_page_in_no_volume_and_a_page_nobody_looked_at_are_said() -> None:
    giver = replace(GIVER, at=of_case(GIVER.at, "s1"), decided_at=of_case(page(5, "letter"), "s2"))
    gave = replace(GIFTS[0], at=of_case(GIFTS[0].at, "s3"), also=(of_case(page(21), "s4"),))
    found = places(
        answer(LINKS, [replace(giver, at=replace(giver.at, page=1))], [gave]), known("s1", "s3")
    )

    assert fact(found, "CCW000001").trouble == ""
    assert fact(found, "CCW000001").checked == "Ada Wren"
    assert fact(found, "CCW000011").checked == "Ben Finch"
    assert fact(found, "CCW000011").trouble == ""
    unserved = "the page stands in no served volume"
    assert fact(found, "CCW000005").trouble == f"{unserved}; no person has checked the page"
    assert fact(found, "CCW000021").trouble == unserved


def test_the_other_side_is_not_told_who_looked() -> None:
    giver = replace(GIVER, at=of_case(GIVER.at, "s1"))
    books = Books(served=frozenset(["s1"]), looked=False)
    found = places(answer(LINKS, [giver], GIFTS[:1]), books)

    assert fact(found, "CCW000001").checked == ""
    assert fact(found, "CCW000001").trouble == ""


def test_the_page_of_an_outcome_and_of_every_step_stands_beside_the_gift() -> None:
    step = Hop("owner in owners.csv", "A", "Tamarisk Roofing", 0.99, page(31))
    chain = replace(LINKS[0], kind=LinkType.OWNER, hops=(step, Hop("gave", "Roofing", "D1", 0.99)))
    giver = replace(GIVER, decided_at=page(5, "letter"))
    found = places(answer([chain], [giver], GIFTS[:1]))

    assert fact(found, "CCW000031").fact == "Tamarisk Roofing: owner in owners.csv"
    assert fact(found, "CCW000005").fact == "outcome, issued, 2000-06-01"
