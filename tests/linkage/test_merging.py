"""One gift that two papers tell of is one gift; two gifts in one paper are two."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.linkage.facts import Gift, Place
from goodcause.linkage.merging import Merged, merged

from tests.linkage.making import gift, person

DAY = date(1998, 5, 1)


def row(key: str, paper: str, last: str = "Tamarisk", first: str = "Ida", **more: object) -> Gift:
    made = gift(
        person(key, first, last),
        received=DAY,
        amount=Decimal(250),
        committee="Friends of a Specimen Sheriff",
        at=Place(f"{paper}.pdf", 1, key, (), paper),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def of(*rows: Gift) -> Merged:
    return merged(rows, lambda g: g.at.document)


def keys(found: Merged) -> list[str]:
    return [g.key for g in found.gifts]


def test_a_gift_in_two_papers_is_one_and_keeps_both_places() -> None:
    found = of(row("a", "one"), row("b", "two"))

    assert keys(found) == ["a"]
    assert [p.source for p in found.gifts[0].also] == ["two.pdf"]
    assert (found.amended, found.repeated) == (0, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"received": date(1998, 5, 2)},
        {"amount": Decimal(251)},
        {"committee": "Friends of Another"},
        {"treatment": "returned"},
        {"last": "Oleander"},
        {"first": "Otto"},
        {"received": None},
    ],
)
def test_a_gift_that_differs_in_anything_is_another(other: dict[str, object]) -> None:
    assert keys(of(row("a", "one"), row("b", "two", **other))) == ["a", "b"]  # type: ignore[arg-type]


@pytest.mark.parametrize("last", ["Tamarsk", "TAMARISK", "Tamarisk, Jr.".replace(", Jr.", " ")])
def test_a_name_read_a_letter_otherwise_is_the_same(last: str) -> None:
    assert keys(of(row("a", "one"), row("b", "two", last=last))) == ["a"]


def test_two_gifts_of_one_day_in_one_paper_are_two() -> None:
    assert keys(of(row("a", "one"), row("b", "one"))) == ["a", "b"]
    assert keys(of(row("a", "one"), row("b", "one"), row("c", "two"))) == ["a", "b"]
    both = of(row("a", "one"), row("b", "one"), row("c", "two"), row("d", "two"), row("e", "two"))
    assert keys(both) == ["a", "b", "e"]


def test_an_amendment_restates_a_gift_with_another_amount() -> None:
    first = row("a", "one", filing="9900117")
    again = row("b", "two", filing="9900117", report=1, amount=Decimal(500))
    other = row("c", "one", "Oleander", filing="9900117")
    found = of(first, other, again)

    assert keys(found) == ["c", "b"]
    assert found.amended == 1
    assert [p.source for p in found.gifts[1].also] == ["one.pdf"]


def test_a_gift_that_an_amendment_does_not_name_stays() -> None:
    first = row("a", "one", filing="9900117")
    other = row("b", "two", "Oleander", filing="9900117", report=1)

    assert keys(of(first, other)) == ["a", "b"]


def test_rows_of_one_table_are_never_merged() -> None:
    rows = [row(str(n), "one") for n in range(3)]

    assert len(merged(rows).gifts) == 3


PAPERS = st.lists(
    st.tuples(st.sampled_from(["one", "two", "three"]), st.sampled_from(["Ida", "Otto", "Pia"])),
    max_size=12,
)


@given(PAPERS)
def test_each_gift_counts_as_often_as_the_paper_that_tells_most_of_it(
    told: list[tuple[str, str]],
) -> None:
    rows = [row(str(n), paper, first=first) for n, (paper, first) in enumerate(told)]
    found = of(*rows)

    most: Counter[str] = Counter()
    for (_, first), count in Counter(told).items():
        most[first] = max(most[first], count)
    assert Counter(g.written.first for g in found.gifts) == most
    assert sum(1 + len(g.also) for g in found.gifts) == len(rows)
