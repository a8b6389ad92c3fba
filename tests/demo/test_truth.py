"""The boxes of the truth hold the ink of their values: the judge is judged first."""

from __future__ import annotations

import re

import numpy as np
import pypdfium2
import pytest

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.demo.truth import TrueValue, Truth

from tests.demo.case import Case

_DARK = 128


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_born_digital_words_stand_in_their_boxes(case: Case) -> None:
    checked = 0
    paths = sorted({value.document for value in case.truth.values if value.medium == "typed"})
    for path in paths:
        if not path.endswith(".pdf"):
            continue
        document = pypdfium2.PdfDocument(case.data(path))
        pages = [page.get_textpage() for page in document]
        for value in case.truth.values:
            if value.document == path and value.medium == "typed":
                read = "".join(_in_box(pages[value.page - 1], box) for box in value.boxes)
                assert _squeezed(read) == _squeezed(value.text), value
                checked += 1
    assert checked > 1000


def _in_box(page: pypdfium2.PdfTextPage, box: Box) -> str:
    """The characters whose middle lies in the box."""
    found = []
    for index in range(page.count_chars()):
        left, bottom, right, top = page.get_charbox(index)
        x, y = (left + right) / 2 * 300 / 72, (792 - (bottom + top) / 2) * 300 / 72
        if box.left <= x < box.right and box.top - 6 <= y < box.bottom + 6:
            found.append(page.get_text_range(index, 1))
    return "".join(found)


@pytest.mark.parametrize("medium", ["form", "scan", "poor_scan", "handwriting"])
def test_the_ink_fills_the_box_and_does_not_leave_it(case: Case, medium: str) -> None:
    """Ink reaches near every side of a box; hardly any lies in a thin frame around it."""
    values = [value for value in case.truth.values if value.medium == medium and value.boxes]
    pages: dict[tuple[str, int], list[TrueValue]] = {}
    for value in values:
        pages.setdefault((value.document, value.page), []).append(value)
    inside = outside = 0
    for (path, number), group in sorted(pages.items())[:8]:
        dark = case.page(path, number) < _DARK
        for value in group:
            for box in value.boxes:
                ink = dark[box.top : box.bottom, box.left : box.right]
                assert ink.mean() > 0.03, value
                columns = np.flatnonzero(ink.any(axis=0))
                assert columns[0] < 20 and columns[-1] > box.width - 20, value
                frame = box.grown(5)
                around = dark[frame.top : frame.bottom, frame.left : frame.right]
                inside += int(ink.sum())
                outside += int(around.sum()) - int(ink.sum())
    assert inside > 1000
    assert outside < 0.12 * inside


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"documents": [{}], "values": []}', "\x00"])
def test_what_is_not_a_truth_file_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="not a truth file"):
        Truth.from_json(text)
