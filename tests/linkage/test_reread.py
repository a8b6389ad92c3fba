"""A doubtful line of a scanned schedule is read again, and what stays in doubt is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.linkage.reread import in_doubt, look_again
from goodcause.linkage.schedule import read_sheet
from goodcause.pages.page import Origin, Page
from goodcause.programs.reading import OcrWord

from benchmarks.linkage.schedules import entries, paper, read

GREY: NDArray[np.uint8] = np.full((3300, 2550), 255, np.uint8)


@pytest.fixture(scope="module")
def plain() -> Page:
    """A page as a scan gives it, every word read with confidence."""
    found = [replace(entries(1, 99)[0], name="Vandermeer, Ida", code="IND", mark="", through="")]
    page = read(paper(found, "plain").pdf, scanned=False, seed=1)
    words = tuple(replace(w, origin=Origin.OCR, confidence=0.97) for w in page.words)
    return replace(page, words=words)


def misread(page: Page, right: str, wrong: str, confidence: float = 0.6) -> Page:
    words = tuple(
        replace(w, text=wrong, confidence=confidence) if w.text == right else w for w in page.words
    )
    assert words != page.words
    return replace(page, words=words)


class Reader:
    """Gives what it is told, one reading after another, as words side by side."""

    def __init__(self, *readings: str) -> None:
        self.readings = list(readings)
        self.asked = 0

    def __call__(self, crop: NDArray[np.uint8]) -> Sequence[OcrWord]:
        text = self.readings[self.asked % len(self.readings)]
        self.asked += 1
        wide = crop.shape[1] - 40
        each = wide // max(len(text.split()), 1)
        return [
            OcrWord(word, Box(20 + n * each, 20, 20 + n * each + each - 4, 40), 0.9)
            for n, word in enumerate(text.split())
        ]


def name_of(page: Page) -> str:
    sheet = read_sheet(page, "x", "x")
    assert sheet is not None
    (line,) = sheet.lines
    return f"{line.gift.written.last}, {line.gift.written.first}"


def test_a_letter_that_the_other_readings_outvote_is_set_right(plain: Page) -> None:
    page = misread(plain, "Vandermeer,", "Vandermccr,")
    reader = Reader("Vandermeer, Ida")
    seen = look_again(page, GREY, reader)

    assert name_of(page) == "Vandermccr, Ida"
    assert name_of(seen.page) == "Vandermeer, Ida"
    assert seen.doubts == ()
    assert reader.asked == 4


def test_readings_that_differ_are_told_to_a_person(plain: Page) -> None:
    page = misread(plain, "Vandermeer,", "Vandermccr,")
    seen = look_again(page, GREY, Reader("Vandermeer, Ida", "Vandermoor, Ida"))

    (doubt,) = seen.doubts
    assert "Vandermeer" in doubt
    assert "Vandermoor" in doubt


def test_a_line_read_with_confidence_is_not_read_again(plain: Page) -> None:
    reader = Reader("something else")
    seen = look_again(plain, GREY, reader)

    assert not in_doubt(plain)
    assert (reader.asked, seen.page) == (0, plain)


def test_words_run_together_are_parted_as_most_readings_have_it(plain: Page) -> None:
    page = misread(plain, "Ida", "Id a", 0.5)
    seen = look_again(page, GREY, Reader("Vandermeer, Ida"))

    assert name_of(seen.page) == "Vandermeer, Ida"


def test_a_reader_that_sees_nothing_changes_nothing(plain: Page) -> None:
    page = misread(plain, "Vandermeer,", "Vandermccr,")
    seen = look_again(page, GREY, Reader(""))

    assert [w.text for w in seen.page.words] == [w.text for w in page.words]


def test_digital_words_are_never_read_again(plain: Page) -> None:
    words = tuple(replace(w, origin=Origin.DIGITAL, confidence=0.1) for w in plain.words)

    assert not in_doubt(replace(plain, words=words))
