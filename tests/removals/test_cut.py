"""Words cut out of scans: their own ink and nothing of what stands around them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from goodcause.base.geometry import Box
from goodcause.pages.page import Origin, Page, Word
from goodcause.pages.plate import Plate
from goodcause.removals.cut import cut_words
from goodcause.removals.plan import plan_page, touched
from goodcause.removals.rebuild import rebuild

from tests.removals.drawing import Line, bits_of, drawn, page, plate_of
from tests.removals.test_interference import Item, texts, two_pages


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_scans_that_differ_in_what_goes_have_the_same_pixels(
    text: tuple[list[list[Item]], int, list[int]],
) -> None:
    lines = [line if any(isinstance(i, str) for i in line) else [*line, "at"] for line in text[0]]
    pixels = []
    for made, some, removals in two_pages(
        ([["I", "live"], *lines], text[1], [0, *text[2]]), Origin.OCR
    ):
        plate = plate_of(made, some)
        letters = cut_words(made, plate, touched(made, removals))
        plan = plan_page(made, "s000001", removals, lettering=letters)
        assert plan.moves == ()
        pixels.append(rebuild(plate, plan).bits)

    assert pixels[0] is not None
    assert np.array_equal(pixels[0], pixels[1])


def made_of(*boxes: tuple[str, Box]) -> Page:
    words = tuple(Word(t, b, n, 1.0, Origin.OCR) for n, (t, b) in enumerate(boxes))
    return Page(number=1, width=400, height=300, words=words)


def plate_with(*inked: Box) -> Plate:
    pixels = np.zeros((300, 400), np.uint8)
    for box in inked:
        pixels[box.top : box.bottom, box.left : box.right] = 1
    return Plate.from_bits(np.packbits(pixels, axis=1), 400)


def test_a_letter_that_the_readers_box_cuts_is_whole() -> None:
    body = Box(100, 100, 140, 140)

    cut = cut_words(made_of(("a", Box(103, 102, 131, 137))), plate_with(body), [0])[0]

    assert (cut.left, cut.top, cut.width, cut.height) == (0, -2, 40, 40)
    assert cut.advance == 40
    assert not cut.drawn


def test_the_tail_of_the_line_above_stays_behind() -> None:
    tail, body = Box(110, 60, 114, 104), Box(100, 108, 140, 140)
    made = made_of(("g", Box(100, 60, 140, 104)), ("a", Box(100, 100, 140, 140)))

    cut = cut_words(made, plate_with(tail, body), [1])[1]

    assert (cut.top, cut.height) == (8, 32)


def test_the_ink_of_the_word_beside_stays_behind() -> None:
    mine, other = Box(100, 100, 140, 140), Box(144, 100, 180, 140)
    made = made_of(("a", Box(100, 100, 141, 140)), ("b", Box(144, 100, 180, 140)))

    cut = cut_words(made, plate_with(mine, other), [0])[0]

    assert cut.width == 40


def test_of_a_ruled_line_only_what_is_in_the_box_comes_along() -> None:
    body, rule = Box(100, 100, 140, 140), Box(20, 138, 380, 141)

    cut = cut_words(made_of(("a", Box(100, 100, 140, 141))), plate_with(body, rule), [0])[0]

    assert (cut.width, cut.height) == (40, 41)


def test_a_word_without_ink_is_not_cut() -> None:
    made = made_of(("a", Box(100, 100, 140, 140)), ("off", Box(500, 500, 520, 520)))

    assert cut_words(made, plate_with(), [0, 1]) == {}


@pytest.mark.parametrize("word", ["jogging", "Quay,", "i"])
def test_a_cut_word_is_the_word_as_drawn(word: str) -> None:
    lines = [Line(300, 400, ("live", word, "by"))]
    made = page(lines, origin=Origin.OCR)

    cut = cut_words(made, plate_of(made, lines), [1])[1]

    alone = [Line(300, 400, (word,))]
    ink = np.unpackbits(bits_of(drawn(page(alone), alone)), axis=1)
    rows, columns = np.nonzero(ink)
    whole = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert np.array_equal(cut.pixels() == 0, whole == 1)


def test_on_a_grey_page_ringing_around_a_word_is_not_cut_with_it() -> None:
    grey = np.full((300, 400), 255, np.uint8)
    grey[90:150, 90:150] = 225
    grey[100:140, 100:140] = 20
    made = made_of(("a", Box(100, 100, 140, 140)))

    cut = cut_words(made, Plate.from_grey(grey), [0])[0]

    assert cut.width <= 42
    assert set(np.unique(cut.pixels() // 200)) <= {0, 1}
