from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from goodcause.pages.plate import Mode
from goodcause.production import watermark

from tests.production.making_volumes import MARK, drawn

SIZES = [(2550, 3300), (3300, 2550), (1275, 1650), (5100, 6600), (2550, 4200), (301, 217)]


def unpacked(width: int, height: int, **changes: object) -> NDArray[np.bool_]:
    mark = replace(MARK, **changes)  # type: ignore[arg-type]
    return np.unpackbits(watermark.mask(width, height, mark), axis=1)[:, :width].astype(bool)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_whole_mark_fits_and_is_nowhere_cropped(size: tuple[int, int]) -> None:
    ink = unpacked(*size)

    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert rows[0] > 0
    assert columns[0] > 0
    assert rows[-1] < size[1] - 1
    assert columns[-1] < size[0] - 1


@pytest.mark.parametrize("size", SIZES[:5], ids=str)
def test_the_mark_is_substantial_and_crosses_the_middle_of_the_page(size: tuple[int, int]) -> None:
    ink = unpacked(*size)

    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert (rows[-1] - rows[0]) / size[1] > 0.5 or (columns[-1] - columns[0]) / size[0] > 0.5
    middle = ink[size[1] * 2 // 5 : size[1] * 3 // 5, size[0] // 4 : size[0] * 3 // 4]
    assert middle.any()


def test_letters_are_hollow() -> None:
    hollow, solid = unpacked(2550, 3300), unpacked(2550, 3300, style="solid")

    assert hollow.sum() < 0.7 * solid.sum()
    assert not (hollow & ~solid).any()


def test_a_grey_mark_is_a_thinner_pattern_of_the_same_letters() -> None:
    black = unpacked(2550, 3300)
    page = watermark.stamp(drawn("").rebuilt(), replace(MARK, grey=0.5)).page
    grey = np.unpackbits(page.ink(), axis=1)[:, :2550].astype(bool)

    assert not (grey & ~black).any()
    assert 0.4 < grey.sum() / black.sum() < 0.6


def test_lines_repeat() -> None:
    once, thrice = unpacked(2550, 3300, font_pt=30.0), unpacked(2550, 3300, font_pt=30.0, repeat=3)

    assert 2.9 < thrice.sum() / once.sum() < 3.1


def test_on_a_bitonal_page_ink_is_added_and_none_is_lost() -> None:
    page = drawn()

    marked = watermark.stamp(page.rebuilt(), MARK).page

    assert marked.bits is not None
    ink = np.unpackbits(marked.bits, axis=1)[:, :2550].astype(bool)
    assert np.array_equal(ink, page.ink | unpacked(2550, 3300))


def test_on_a_tone_page_the_darker_of_the_two_stays() -> None:
    page = drawn()
    before = page.rebuilt(Mode.TONE).grey
    assert before is not None

    marked = watermark.stamp(page.rebuilt(Mode.TONE), replace(MARK, grey=0.5)).page

    where = unpacked(2550, 3300)
    assert marked.grey is not None
    assert (marked.grey[where & page.ink] == 30).all()
    assert (marked.grey[where & ~page.ink] == 128).all()
    assert np.array_equal(marked.grey[~where], before[~where])


def test_a_series_without_a_mark_stays_as_it_is() -> None:
    page = drawn().rebuilt()

    assert watermark.stamp(page, None).page is page


def test_the_mark_is_drawn_once_for_all_pages_of_a_size() -> None:
    assert watermark.mask(1200, 1000, MARK) is watermark.mask(1200, 1000, replace(MARK))


@pytest.mark.parametrize("size", [(1, 1), (40, 40), (8, 3000)], ids=str)
@pytest.mark.parametrize("fit", [True, False])
def test_a_scrap_of_a_page_is_marked_as_far_as_it_goes(size: tuple[int, int], fit: bool) -> None:
    assert unpacked(*size, fit=fit, font_pt=500.0).shape == size[::-1]


@pytest.mark.parametrize("text", ["", " ", "\x00\n\ud800", "W" * 5000])
def test_no_text_of_an_order_breaks_the_drawing(text: str) -> None:
    assert unpacked(640, 480, text=text).shape == (480, 640)
