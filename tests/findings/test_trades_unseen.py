"""Classes of titles written apart from the word lists: the two errors, measured separately."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trades_unseen import HELD, JUSTICE, LAY, rows

from goodcause.findings.titles import occupation_of
from goodcause.order.load import load_order, packaged_order

RULES = load_order(packaged_order("mehl-v-blanas")).on(date(2007, 3, 5))
JUSTICE_CLASS, LAY_CLASS = "judicial_law_enforcement", "layperson"
DAMAGE = {"o": "0", "l": "1", "e": "c", "i": "l", "t": "f", "r": "n", "u": "v"}


def class_of(title: str, employer: str) -> str:
    return RULES.class_of(occupation_of(title, employer).occupation)


def wrong(text: str, taken_for: str) -> list[tuple[str, str]]:
    return [row for row in rows(text) if class_of(*row) == taken_for]


def test_nobody_of_the_justice_class_or_in_doubt_is_taken_for_a_layperson() -> None:
    assert wrong(JUSTICE, LAY_CLASS) == []
    assert wrong(HELD, LAY_CLASS) == []


def test_at_most_one_layperson_in_twenty_five_is_held_and_none_is_taken_for_an_officer() -> None:
    lay = rows(LAY)

    assert wrong(LAY, JUSTICE_CLASS) == []
    assert len(wrong(LAY, "unsettled")) <= len(lay) / 25


def test_titles_of_the_justice_class_settle_it() -> None:
    settled = rows(JUSTICE)

    assert len(wrong(JUSTICE, JUSTICE_CLASS)) >= 0.97 * len(settled)


@given(st.sampled_from(rows(JUSTICE)), st.data())
def test_a_letter_misread_in_an_office_makes_nobody_lay(
    row: tuple[str, str], data: st.DataObject
) -> None:
    title, employer = row
    places = [n for n, c in enumerate(title) if c in DAMAGE]
    place = data.draw(st.sampled_from(places)) if places else 0
    damaged = title[:place] + DAMAGE.get(title[place], title[place]) + title[place + 1 :]

    assert class_of(damaged, employer) != LAY_CLASS, damaged


@pytest.mark.parametrize(
    ("title", "employer"),
    [
        ("Deputy Distriet A ttamey", ""),
        ("Sherlff s Depu ty", ""),
        ("8800 Elk Grove Boulevard, 555-0197", ""),
        ("Policc 0fficcr", "Clty of Galt"),
    ],
)
def test_what_a_reader_mangled_is_held_or_justice(title: str, employer: str) -> None:
    assert class_of(title, employer) != LAY_CLASS
