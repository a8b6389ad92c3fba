"""What counts as a word lost to a mark, and the picture that shows it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.pages.plate import Mode
from goodcause.production.legibility import PageLegibility, grey_of, lost_words, picture
from goodcause.programs.reading import OcrWord

from tests.production.making_volumes import TEXT, drawn

PAGE = drawn(TEXT)


def words(*texts: str, left: int = 100) -> list[OcrWord]:
    return [
        OcrWord(t, Box(left, 100 * n, left + 80, 100 * n + 40), 0.9) for n, t in enumerate(texts)
    ]


def test_a_word_not_read_again_in_its_place_is_lost() -> None:
    count, lost = lost_words(words("Harbor", "Lamp", "Works"), words("Harbor", "L4mp", "Works"))

    assert (count, lost) == (3, [Box(100, 100, 180, 140)])


def test_the_same_word_elsewhere_on_the_page_does_not_answer_for_it() -> None:
    assert lost_words(words("Harbor"), words("Harbor", left=900))[1] == [Box(100, 0, 180, 40)]


def test_one_second_reading_answers_for_one_word() -> None:
    twice = [*words("Harbor"), *words("Harbor", left=110)]

    assert len(lost_words(twice, words("Harbor"))[1]) == 1


def test_commas_capitals_and_widths_cost_nothing_and_specks_are_no_words() -> None:
    count, lost = lost_words(words("Harbor,", "|", "a", "(916)"), words("HARBOR", "", "", "916"))

    assert (count, lost) == (2, [])


@given(st.lists(st.text(max_size=6), max_size=20))
def test_a_page_read_alike_twice_loses_nothing(texts: list[str]) -> None:
    assert lost_words(words(*texts), words(*texts))[1] == []


@given(st.integers(0, 500), st.data())
def test_a_share_is_never_more_than_one_and_a_blank_page_is_legible(
    count: int, data: st.DataObject
) -> None:
    through = data.draw(st.integers(0, count))
    page = PageLegibility(bates="CCW0000001", words=count, through=through, kept=1.0, bar=0.97)

    assert 0 <= page.recall <= 1
    assert page.low == (through < 0.97 * count if count else False)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_picture_frames_the_lost_words_and_no_others(mode: Mode) -> None:
    page = PAGE.rebuilt(mode)
    lost = Box(400, 600, 700, 660)

    shown = cv2.imdecode(np.frombuffer(picture(page, [lost]), np.uint8), cv2.IMREAD_COLOR)

    assert shown is not None
    red = (shown[..., 2].astype(int) - shown[..., 0]) > 60
    down, across = (np.flatnonzero(red.any(axis=axis)) * 2 for axis in (1, 0))
    assert abs(down[0] - lost.top) < 20
    assert abs(across[-1] - lost.right) < 20


def test_reading_a_page_does_not_change_it() -> None:
    page = PAGE.rebuilt(Mode.TONE)

    grey_of(page)[:] = 0

    assert page.grey is not None
    assert page.grey.max() > 200
