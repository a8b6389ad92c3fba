"""What a volume took out, in the pixels of the source: the measure of a demo's score."""

from __future__ import annotations

import pytest

from goodcause.base.geometry import union
from goodcause.demo.score import COVERED, cover
from goodcause.pages.page import Origin
from goodcause.pipeline.served import gone
from goodcause.removals.plan import plan_page

from tests.removals.drawing import Line, accepted, page

TEXT = (
    "the goods I carry are easily sold",
    "from 2218 Quail Hollow Court to all",
    "and that is it",
)


@pytest.mark.parametrize("pitch", [60, 90])
@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize("going", [range(7, 9), range(8, 12), range(3, 9), range(12, 14)])
def test_words_that_go_are_blanked_and_phrases_beside_them_are_not(
    going: range, origin: Origin, pitch: int
) -> None:
    lines = [Line(300, 400 + pitch * n, tuple(text.split())) for n, text in enumerate(TEXT)]
    made = page(lines, origin=origin)

    blank = tuple(gone(made, plan_page(made, "s000001", [accepted(going)])))

    assert all(cover([made.words[i].box], blank) >= COVERED for i in going)
    for number in range(len(lines)):
        line = [i for i, word in enumerate(made.words) if word.line == number]
        for phrase in ([i for i in line if i < going[0]], [i for i in line if i > going[-1]]):
            if phrase:
                assert cover([union(made.words[i].box for i in phrase)], blank) <= 0.05
