"""The broken outline: clear of print, enough of it on every page, one pattern a copy."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodcause.base.geometry import Box, px
from goodcause.pages.plate import Mode
from goodcause.production import broken, watermark
from goodcause.production.outline import outline
from goodcause.production.watermark import Marked
from goodcause.removals.rebuild import Rebuilt

from tests.production.making_volumes import MARK, TEXT, Drawn, drawn

BROKEN = replace(MARK, dash_pt=3.6, gap_pt=3.6, halo_pt=2.0, keep=0.62)
DENSE = drawn(TEXT * 18)
SPARSE = drawn(TEXT)
EMPTY = drawn("")


def marked(page: Drawn, seed: bytes = b"1", *clear: Box, **changes: object) -> Marked:
    return watermark.stamp(page.rebuilt(), replace(BROKEN, **changes), seed, clear)  # type: ignore[arg-type]


def added(page: Drawn, mark: Marked) -> NDArray[np.bool_]:
    ink = np.unpackbits(mark.page.ink(), axis=1)[:, : page.width].astype(bool)
    return ink & ~page.ink


def copied(ink: NDArray[np.bool_], seed: int) -> NDArray[np.float64]:
    """How dark each pixel is after three copies at 97 %, each blurred, noisy and cut to black
    and white, set back to the first size."""
    chance = np.random.default_rng(seed)
    page = np.where(ink, 0.0, 255.0)
    for _ in range(3):
        page = cv2.resize(page, None, fx=0.97, fy=0.97, interpolation=cv2.INTER_AREA)
        page = cv2.GaussianBlur(page, (0, 0), 0.8) + chance.normal(0, 12, page.shape)
        page = np.where(page < 128, 0.0, 255.0)
    height, width = ink.shape
    return 255 - cv2.resize(page, (width, height), interpolation=cv2.INTER_LINEAR)


def test_on_an_empty_page_the_whole_mark_stands() -> None:
    assert marked(EMPTY).kept >= 0.95


@pytest.mark.parametrize("page", [DENSE, SPARSE, EMPTY], ids=["dense", "sparse", "empty"])
def test_enough_of_the_mark_remains_on_every_page_and_is_counted_truly(page: Drawn) -> None:
    mark = marked(page)

    whole = outline(page.width, page.ink.shape[0], BROKEN).ink
    assert mark.kept >= BROKEN.keep
    assert added(page, mark).sum() == pytest.approx(mark.kept * whole)


def test_with_room_around_it_no_stroke_comes_near_print() -> None:
    mark = added(SPARSE, marked(SPARSE))

    near = cv2.dilate(SPARSE.ink.astype(np.uint8), np.ones((2 * px(2.0) - 3,) * 2, np.uint8))
    assert not (mark & near.astype(bool)).any()


def test_on_a_dense_page_more_of_the_mark_is_asked_than_has_room_and_more_is_drawn() -> None:
    assert marked(DENSE, keep=0.9).kept > marked(DENSE, keep=0.4).kept + 0.1


def test_nothing_of_the_mark_stands_in_the_place_of_a_removal() -> None:
    removals = (Box(300, 1200, 2200, 1400), Box(0, 0, 5000, 700), Box(1200, 1600, 1201, 1700))

    mark = added(DENSE, marked(DENSE, b"1", *removals, keep=1.0))

    for box in removals:
        assert not mark[box.top : box.bottom, box.left : box.right].any()


def test_what_a_page_has_no_room_for_is_said() -> None:
    everything = Box(0, 0, 2550, 3300)

    mark = marked(EMPTY, b"1", everything)

    assert mark.kept == 0
    assert not added(EMPTY, mark).any()


def test_three_copies_leave_three_quarters_of_what_is_drawn_dark() -> None:
    mark = added(DENSE, marked(DENSE))
    ink = mark | DENSE.ink

    dark = copied(ink, 7)[mark]

    assert (dark > 127).mean() >= 0.75


YIELDING = {"strokes": "yielding", "dash_pt": 4.8, "gap_pt": 4.8}


@pytest.mark.parametrize("page", [DENSE, SPARSE, EMPTY], ids=["dense", "sparse", "empty"])
def test_strokes_that_yield_keep_as_much_ink_and_survive_copies(page: Drawn) -> None:
    mark = marked(page, **YIELDING)
    ink = added(page, mark)

    assert mark.kept >= BROKEN.keep
    assert (copied(ink | page.ink, 7)[ink] > 127).mean() >= 0.75


def test_strokes_that_yield_touch_less_print_than_strokes_along_their_letter() -> None:
    fine = np.zeros((3300, 2550), bool)  # as words of 7 points stand
    for row in range(300, 3000, 34):
        for column in range(200, 2300, 80):
            fine[row : row + 16, column : column + 62] = True
    page = Drawn((), fine)
    beside = cv2.dilate(fine.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)

    def touching(**changes: object) -> int:
        return int((added(page, marked(page, **changes)) & beside).sum())

    assert touching(**YIELDING) < 0.7 * touching()


def test_strokes_follow_their_letters_wherever_there_is_room() -> None:
    along = marked(EMPTY, **(YIELDING | {"strokes": "along"}))

    assert np.array_equal(added(EMPTY, marked(EMPTY, **YIELDING)), added(EMPTY, along))


def test_strokes_that_yield_lie_level() -> None:
    strokes = outline(2550, 3300, replace(BROKEN, strokes="yielding")).level

    assert strokes is not None
    assert (np.ptp(strokes[..., 1], axis=-1) == 0).all()
    assert np.ptp(strokes[..., 0], axis=-1) == pytest.approx(px(3.6), abs=1)


def test_a_ruled_line_is_no_print_but_a_word_is() -> None:
    lines = np.zeros((3300, 2550), bool)
    lines[::40] = True
    ruled = Drawn((), lines)

    assert marked(ruled, keep=0.3).kept > 0.8
    assert marked(DENSE, keep=0.3).kept < 0.8


def test_each_copy_has_a_pattern_of_its_own_and_the_same_copy_the_same() -> None:
    first, again, other = (added(SPARSE, marked(SPARSE, seed)) for seed in (b"a", b"a", b"b"))

    assert np.array_equal(first, again)
    both = (first & other).sum() / first.sum()
    assert 0.3 < both < 0.9


def test_a_tone_page_is_marked_like_a_bitonal_one() -> None:
    tone = watermark.stamp(SPARSE.rebuilt(Mode.TONE), BROKEN, b"1")

    ink = np.unpackbits(tone.page.ink(), axis=1)[:, :2550].astype(bool)
    assert np.array_equal(ink & ~SPARSE.ink, added(SPARSE, marked(SPARSE)))


@pytest.mark.parametrize("size", [(1, 1), (40, 40), (8, 3000), (301, 217), (2553, 3299)], ids=str)
def test_a_page_of_any_size_is_marked_as_far_as_it_goes(size: tuple[int, int]) -> None:
    width, height = size
    bits = np.zeros((height, (width + 7) // 8), np.uint8)
    page = Rebuilt(width=width, height=height, mode=Mode.BITONAL, bits=bits)

    mark = watermark.stamp(page, BROKEN, b"1")

    assert 0 <= mark.kept <= 1
    assert not np.unpackbits(mark.page.ink(), axis=1)[:, width:].any()


@given(seed=st.binary(max_size=40), count=st.integers(0, 900))
@settings(max_examples=40, deadline=None)
def test_a_pattern_is_fixed_by_its_seed_and_favours_no_side(seed: bytes, count: int) -> None:
    signs = broken.pattern(seed, count)

    assert np.array_equal(signs, broken.pattern(seed, count))
    assert set(signs.tolist()) <= {-1, 1}
    assert abs(int(signs.sum())) <= 6 * count**0.5
