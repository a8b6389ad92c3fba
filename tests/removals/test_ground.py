"""Words are found by the rows they stand in; nothing that asking each of them finds is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.pages.page import Page, Word
from goodcause.removals import cells
from goodcause.removals.ground import Ground

_SIDE = st.integers(0, 300)


@st.composite
def _boxes(draw: st.DrawFn) -> Box:
    left, top = draw(_SIDE), draw(_SIDE)
    return Box(left, top, left + draw(_SIDE), top + draw(_SIDE))


def _ground(boxes: list[Box]) -> Ground:
    words = tuple(Word("x", box, n) for n, box in enumerate(boxes))
    return Ground(page=Page(number=1, width=600, height=600, words=words), boxes=tuple(boxes))


@given(boxes=st.lists(_boxes(), max_size=12), sought=_boxes())
def test_what_a_box_meets_is_what_asking_every_word_finds(boxes: list[Box], sought: Box) -> None:
    every = [i for i, box in enumerate(boxes) if box.meets(sought)]
    assert _ground(boxes).meeting(sought) == every


@given(boxes=st.lists(_boxes(), max_size=12), sought=_boxes())
def test_the_words_inside_a_box_are_those_whose_middle_is(boxes: list[Box], sought: Box) -> None:
    every = {
        i
        for i, box in enumerate(boxes)
        if sought.left <= box.centre[0] < sought.right
        and sought.top <= box.centre[1] < sought.bottom
    }
    assert cells.inside(sought, _ground(boxes)) == every


@given(boxes=st.lists(_boxes(), max_size=12), top=_SIDE, bottom=_SIDE)
def test_no_word_of_some_rows_is_missed_even_if_they_end_before_they_begin(
    boxes: list[Box], top: int, bottom: int
) -> None:
    about = _ground(boxes).about(top, bottom)
    assert about == sorted(set(about))
    for i, box in enumerate(boxes):
        if box.bottom > top and box.top < bottom:
            assert i in about
