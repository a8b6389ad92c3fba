"""What a removal has cut is said by no layer; what it only touches is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.pages.page import Origin
from goodcause.pages.plate import Plate
from goodcause.programs.reader import best_reader, reader_kind
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import Fill, PagePlan, Stamp
from goodcause.removals.reread import legible, touched

from tests.removals.drawing import Line, drawn, page, plate_of

pytestmark = pytest.mark.skipif(not reader_kind(), reason="no reader of scans is installed")

LINE = Line(300, 700, ("Signed", "by", "Margaret", "Kowalczyk", "in", "Sacramento"))
BELOW = Line(300, 770, ("Countersigned", "yesterday"))
SCAN = page([LINE, BELOW], origin=Origin.OCR)
PLATE = plate_of(SCAN, [LINE, BELOW])
TONE = Plate.from_grey(np.asarray(drawn(SCAN, [LINE, BELOW])))
NAMES = {word.text: word.box for word in SCAN.words}


def cut(*blanks: Box, hanging: bool = False, stamps: tuple[Stamp, ...] = ()) -> PagePlan:
    fills = tuple(Fill(box, hanging) for box in blanks)
    return PagePlan(page=1, moves=(), fills=fills, stamps=stamps, words=SCAN.words, removals=())


def said(plan: PagePlan) -> list[str]:
    reader = best_reader()
    assert reader is not None
    built = rebuild(PLATE, plan)
    return [word.text for word in legible(plan, built, reader)]


def part_of(text: str, first: float, last: float) -> Box:
    """The columns of a word from one share of its width to another."""
    box = NAMES[text]
    left, right = (round(box.left + share * box.width) for share in (first, last))
    return Box(left, box.top - 6, right, box.bottom + 6)


def test_words_away_from_every_removal_are_not_read_again() -> None:
    assert touched(cut(part_of("Kowalczyk", 0, 1))) == (3,)
    assert touched(cut(Box(1500, 2000, 1800, 2100))) == ()


@pytest.mark.parametrize("shares", [(0.5, 1), (0, 0.5), (0.65, 1), (0, 0.35), (0, 1)])
@pytest.mark.parametrize("word", ["Kowalczyk", "Margaret", "Sacramento", "Countersigned"])
def test_a_word_of_which_a_part_is_blanked_is_said_no_more(
    word: str, shares: tuple[float, float]
) -> None:
    assert word not in said(cut(part_of(word, *shares)))


def test_a_word_that_a_blank_touches_without_taking_ink_is_said_still() -> None:
    box = NAMES["Kowalczyk"]
    beside = Box(box.left - 12, box.top, box.left + 1, box.bottom)

    assert said(cut(beside)) == [w.text for w in SCAN.words]


def test_a_label_beside_a_word_is_not_read_into_it() -> None:
    box = NAMES["Kowalczyk"]
    stamp = Stamp("(REMOVED)", 8.0, box.left - 260, box.top)
    words = said(cut(Box(box.left - 270, box.top, box.left + 1, box.bottom), stamps=(stamp,)))

    assert "Kowalczyk" in words and "Margaret" not in words


def test_digital_words_are_drawn_again_and_not_read() -> None:
    plan = cut(part_of("Kowalczyk", 0.5, 1))
    digital = tuple(replace(word, origin=Origin.DIGITAL) for word in plan.words)

    assert touched(replace(plan, words=digital)) == ()


@settings(max_examples=10)
@given(
    st.lists(
        st.builds(
            lambda x, y, w, h: Box(x, y, x + w, y + h),
            st.integers(0, 1800), st.integers(600, 800), st.integers(1, 400), st.integers(1, 90),
        ),
        max_size=3,
    )
)  # fmt: skip
def test_only_words_that_a_removal_touches_can_go_and_the_rest_keeps_its_order(
    blanks: list[Box],
) -> None:
    plan = cut(*blanks)
    kept = said(plan)
    sure = [w.text for at, w in enumerate(plan.words) if at not in touched(plan)]

    assert [text for text in kept if text in sure] == sure
    assert [w.text for w in plan.words if w.text in kept] == kept


def test_a_page_in_grey_is_read_as_one_in_black_and_white() -> None:
    plan = cut(part_of("Kowalczyk", 0.5, 1))
    reader = best_reader()
    assert reader is not None
    grey = rebuild(TONE, plan)
    assert grey.grey is not None and np.any(grey.grey < 128)

    assert [word.text for word in legible(plan, grey, reader)] == said(plan)
