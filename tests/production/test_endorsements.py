from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.plate import Mode
from goodcause.production.endorse import Endorsements, endorse
from goodcause.removals.rebuild import Rebuilt

from tests.production.making_volumes import DRESS, drawn

TEXTS = Endorsements(legend=DRESS.legend, note=DRESS.margin_note, number="CCW0000001")
NUMBER = Endorsements(legend="", note="", number="CCW0000001")


def blank(width: int = 2550, height: int = 3300, mode: Mode = Mode.BITONAL) -> Rebuilt:
    if mode is Mode.TONE:
        grey = np.full((height, width), 255, np.uint8)
        return Rebuilt(width=width, height=height, mode=mode, grey=grey)
    bits = np.zeros((height, (width + 7) // 8), np.uint8)
    return Rebuilt(width=width, height=height, mode=mode, bits=bits)


def of(ink: NDArray[np.bool_]) -> Rebuilt:
    height, width = ink.shape
    bits = np.packbits(ink, axis=1)
    return Rebuilt(width=width, height=height, mode=Mode.BITONAL, bits=bits)


def ink(page: Rebuilt) -> NDArray[np.bool_]:
    return np.unpackbits(page.ink(), axis=1)[:, : page.width].astype(bool)


def test_legend_note_and_number_stand_on_one_row_from_left_to_right() -> None:
    page, words = endorse(blank(), TEXTS)

    assert " ".join(word.text for word in words) == f"{TEXTS.legend} {TEXTS.note} CCW0000001"
    assert [word.box.left for word in words] == sorted(word.box.left for word in words)
    assert len({word.box.top for word in words}) == 1
    assert words[0].box.left < 200
    assert words[-1].box.right > page.width - 200
    assert [word.line for word in (words[0], words[-2], words[-1])] == [0, 1, 2]


def test_they_stand_within_six_tenths_of_an_inch_of_the_foot() -> None:
    page, words = endorse(blank(), TEXTS)

    assert page.height == 3300
    assert all(w.box.top >= 3300 - 180 and w.box.bottom < 3300 for w in words)


@pytest.mark.parametrize("mode", list(Mode))
def test_each_printed_word_has_its_ink_under_it(mode: Mode) -> None:
    page, words = endorse(blank(mode=mode), TEXTS)

    for word in words:
        box = word.box
        assert ink(page)[box.top : box.bottom, box.left : box.right].any(), word.text


def test_a_full_foot_gets_a_band_below_and_keeps_every_pixel() -> None:
    full = np.ones((3300, 2550), bool)

    page, words = endorse(of(full.copy()), TEXTS)

    assert page.height >= 3300 + 90
    assert ink(page)[:3300].all()
    assert all(word.box.top >= 3300 for word in words)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", [(2550, 3300), (301, 60), (90, 90), (1, 1), (2551, 100)], ids=str)
def test_no_page_is_too_small(size: tuple[int, int], mode: Mode) -> None:
    page, words = endorse(blank(*size, mode=mode), TEXTS)

    assert page.width >= size[0]
    assert page.height >= size[1]
    text = " ".join(word.text for word in words)
    assert text == f"{TEXTS.legend} {TEXTS.note} CCW0000001"
    assert all(Box(0, 0, page.width, page.height).contains(word.box) for word in words)
    boxes = [word.box for word in words]
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_they_go_where_the_foot_is_empty() -> None:
    page = np.zeros((3300, 2550), bool)
    page[3180:3240] = True  # a footer of the source in the usual place

    marked, words = endorse(of(page), TEXTS)

    assert marked.height == 3300
    footer = Box(0, 3180, 2550, 3240)
    assert not any(word.box.grown(5).meets(footer) for word in words)


def test_the_place_of_a_removal_is_not_printed_over_although_it_is_white() -> None:
    taken = Box(0, 3120, 2550, 3300)

    page, words = endorse(blank(), NUMBER, [taken])

    assert page.height > 3300
    assert not any(word.box.meets(taken) for word in words)


def test_a_removal_elsewhere_on_the_row_does_not_move_the_number() -> None:
    _, free = endorse(blank(), NUMBER)
    _, words = endorse(blank(), NUMBER, [Box(0, 3120, 1200, 3300)])

    assert words == free


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 900), st.integers(380, 599), st.integers(1, 500), st.integers(1, 60)
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_every_pixel_of_ink_survives_and_no_letter_touches_one(
    marks: list[tuple[int, int, int, int]], tone: bool
) -> None:
    before = np.zeros((600, 1000), bool)
    for left, top, wide, high in marks:
        before[top : top + high, left : left + wide] = True
    page = of(before.copy())
    if tone:
        grey = np.where(before, 90, 250).astype(np.uint8)
        page = replace(page, mode=Mode.TONE, bits=None, grey=grey)

    endorsed, words = endorse(page, NUMBER)

    after = ink(endorsed)
    assert not (before & ~after[:600, :1000]).any()
    added = after.copy()
    added[:600, :1000] &= ~before
    (box,) = (word.box.grown(3) for word in words)
    assert added.any()
    outside = added.copy()
    outside[box.top : box.bottom, box.left : box.right] = False
    assert not outside.any()
    inside = before[max(box.top, 0) : box.bottom, box.left : box.right]
    assert not inside.any()


def test_faint_pencil_on_a_tone_page_is_ink_and_a_grey_paper_is_not() -> None:
    white, tinted = blank(mode=Mode.TONE), blank(mode=Mode.TONE)
    assert white.grey is not None
    assert tinted.grey is not None
    white.grey[3120:3300:3] = 190
    tinted.grey[:] = 190

    extended, _ = endorse(white, NUMBER)
    kept, _ = endorse(tinted, NUMBER)

    assert extended.height > 3300
    assert kept.height == 3300


def test_a_dark_page_gets_a_white_band() -> None:
    dark = blank(mode=Mode.TONE)
    assert dark.grey is not None
    dark.grey[:] = 60

    page, (word,) = endorse(dark, NUMBER)

    assert word.box.top >= 3300
    assert page.grey is not None
    assert page.grey[3300:].max() == 255


def test_a_long_legend_is_broken_into_lines() -> None:
    long = Endorsements(legend="CONFIDENTIAL " * 20, note="9:99", number="CCW0000001")

    page, words = endorse(blank(), long)

    assert page.width == 2550
    assert len({word.box.top for word in words}) > 1
    assert [w.text for w in words[-2:]] == ["9:99", "CCW0000001"]


def test_control_characters_of_an_order_are_not_printed() -> None:
    odd = Endorsements(legend="A\x00B \n\t C\ud800", note="", number="CCW0000001")

    _, words = endorse(blank(), odd)

    assert [word.text for word in words] == ["A?B", "C?", "CCW0000001"]


def test_words_of_the_page_are_not_touched() -> None:
    page = drawn()

    marked, _ = endorse(page.rebuilt(), TEXTS)

    assert np.array_equal(ink(marked)[:3000], page.ink[:3000])
