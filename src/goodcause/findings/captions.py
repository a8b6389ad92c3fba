"""Whether a page prints its labels under the lines they belong to, as many old forms do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box
from goodcause.findings.labels import Label
from goodcause.findings.layout import Sheet, form_cell
from goodcause.pages.page import Word

_NEAR = 2.2  # letter heights between a label and its value
_ENOUGH = 2  # shapes over their labels; one may belong to the line before
_TOUCH = 1.0  # letter heights between a rule and the label under it
_SHAPES = {
    "ssn": (7, 11),
    "driver_license": (5, 10),
    "date_of_birth": (3, 8),
    "home_phone": (6, 11),
    "work_phone": (6, 11),
    "phone": (6, 11),
    "zip": (5, 9),
}
"""How many digits the value of a label has, at least and at most."""


def stand_below(sheet: Sheet, labels: Sequence[Label], starts: dict[int, tuple[int, ...]]) -> bool:
    """Whether the labels of a page that stand in no cell belong to what is over them.

    Values that have a shape (numbers, dates) vote by the side on which the shape stands; where
    there are none to read, rules close over the labels and nothing under them decide.
    """
    loose = [lab for lab in labels if form_cell(sheet, sheet.runs[lab.run]) is None]
    if not loose:
        return False
    taken = {w for label in labels for w in label.words}
    words = _Heights.of([w for i, w in enumerate(sheet.page.words) if i not in taken])
    stops = {
        label: min(
            (x for x in starts[sheet.runs[label.run].line] if x > label.box.left),
            default=sheet.page.width,
        )
        for label in loose
    }
    over = under = 0
    for label in loose:
        shape = _SHAPES.get(label.kind)
        if shape is not None:
            stop = stops[label]
            over += words.fits(above(label.box, stop, sheet.size), shape)
            under += words.fits(_under(label.box, stop, sheet.size), shape)
            under += words.fits(_beside(label.box, stop), shape)
    if over >= _ENOUGH and over > 2 * under:
        return True
    if under:
        return False
    ruled = sum(_rule_over(sheet, label.box) for label in loose)
    filled = sum(words.any_in(_beside(label.box, stops[label])) for label in loose)
    return 2 * ruled > len(loose) > 1 and 4 * filled < len(loose)


@dataclass(frozen=True, slots=True)
class _Heights:
    """Words by the height at which they stand."""

    middles: tuple[float, ...]
    words: tuple[Word, ...]

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Heights:
        ordered = sorted(words, key=lambda w: w.box.top + w.box.bottom)
        return cls(tuple((w.box.top + w.box.bottom) / 2 for w in ordered), tuple(ordered))

    def inside(self, band: Box) -> list[Word]:
        first, last = bisect_left(self.middles, band.top), bisect_left(self.middles, band.bottom)
        return [
            w
            for w in self.words[first:last]
            if 2 * band.left <= w.box.left + w.box.right < 2 * band.right
        ]

    def any_in(self, band: Box) -> bool:
        return any(any(c.isalnum() for c in w.text) for w in self.inside(band))

    def fits(self, band: Box, shape: tuple[int, int]) -> bool:
        least, most = shape
        return least <= sum(c.isdigit() for w in self.inside(band) for c in w.text) <= most


def above(label: Box, stop: int, size: int) -> Box:
    """The band over a label, as wide as the label's part of its line."""
    left = max(label.left - size // 2, 0)
    top = max(label.top - round(size * _NEAR), 0)
    return Box(left, top, max(stop - size // 8, left), max(label.top, top))


def _under(label: Box, stop: int, size: int) -> Box:
    left = max(label.left - size // 2, 0)
    return Box(left, label.bottom, max(stop, left), label.bottom + round(size * _NEAR))


def _beside(label: Box, stop: int) -> Box:
    return Box(label.right, label.top, max(stop, label.right), label.bottom)


def _rule_over(sheet: Sheet, label: Box) -> bool:
    return any(
        rule.width > rule.height
        and -sheet.size // 3 <= label.top - rule.bottom <= _TOUCH * sheet.size
        and rule.left - sheet.size <= label.left
        and rule.right >= label.right - sheet.size
        for rule in sheet.page.rules
    )
