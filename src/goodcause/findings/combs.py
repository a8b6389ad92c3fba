"""Comb boxes: rows of small ruled boxes that take one sign each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box, union

_WIDEST = 4.0  # letter heights: a box for one sign is no wider
_NARROWEST = 0.6
_FEWEST = 3  # teeth a comb has at least, and two boxes between them
_EVEN = 0.35  # how far a box may differ in width from the one before
_LOWEST = 0.8  # letter heights a tooth reaches at least
_MOST = 400  # teeth looked at: a hostile page may have any number
_JOIN = 3.5  # boxes: between two combs of one field there is no wider gap


@dataclass(frozen=True, slots=True)
class Comb:
    """A row of boxes for one sign each; ``box`` lies inside its outer rules."""

    box: Box
    boxes: int


def combs(rules: Sequence[Box], size: int) -> tuple[Comb, ...]:
    """The combs of a page, by height and then from the left.

    Args:
        rules: ruled lines of the page.
        size: its usual letter height in pixels.
    """
    teeth = [r for r in rules if r.width < r.height and r.height >= _LOWEST * size]
    if len(teeth) > _MOST:
        teeth = sorted(teeth)[:_MOST]
    found: list[Comb] = []
    for row in _rows(teeth, size):
        found += _in_row(row, size)
    return tuple(sorted(found, key=lambda c: (c.box.top, c.box.left)))


def _rows(teeth: Sequence[Box], size: int) -> list[list[Box]]:
    """Teeth that begin and end at the same heights, from the left."""
    rows: list[list[Box]] = []
    slack = max(size // 3, 4)
    for tooth in sorted(teeth, key=lambda t: (t.top, t.left)):
        for row in reversed(rows[-12:]):
            first = row[0]
            level = (
                abs(first.top - tooth.top) <= slack and abs(first.bottom - tooth.bottom) <= slack
            )
            if level:
                row.append(tooth)
                break
        else:
            rows.append([tooth])
    return [sorted(row, key=lambda t: t.left) for row in rows if len(row) >= _FEWEST]


def _in_row(row: Sequence[Box], size: int) -> list[Comb]:
    found: list[Comb] = []
    run: list[Box] = [row[0]]
    for tooth in row[1:]:
        wide = tooth.left - run[-1].right
        before = run[-1].left - run[-2].right if len(run) > 1 else wide
        fits = _NARROWEST * size <= wide <= _WIDEST * size
        even = abs(wide - before) <= max(_EVEN * before, 3)
        if not (fits and even):
            found += _comb(run)
            run = [run[-1]] if fits else []
        run.append(tooth)
    return found + _comb(run)


def _comb(run: Sequence[Box]) -> list[Comb]:
    if len(run) < _FEWEST:
        return []
    top = max(t.top for t in run)
    bottom = min(t.bottom for t in run)
    inside = Box(run[0].right, top, run[-1].left, bottom)
    return [Comb(inside, len(run) - 1)] if inside.width > 0 and inside.height > 0 else []


def of_label(
    every: Sequence[Comb], label: Box, stop: int, size: int, cell: Box | None
) -> Box | None:
    """The comb or combs that a label asks to be filled: beside it, under it, or over it.

    Args:
        every: combs of the page.
        label: the box of the label's words.
        stop: where the next label of the line begins.
        size: usual letter height.
        cell: the ruled cell the label stands in, if any.
    """
    beside = [
        c.box
        for c in every
        if c.box.left >= label.right - size
        and c.box.left < stop
        and min(c.box.bottom, label.bottom + size) - max(c.box.top, label.top - size)
        > 0.5 * min(c.box.height, label.height)
        and (cell is None or c.box.meets(cell) or c.box.left - cell.right < size)
    ]
    if beside:
        return _joined(beside)
    under = [
        c.box
        for c in every
        if -size <= c.box.left - label.left < max(stop - label.left, size)
        and 0 <= c.box.top - label.bottom <= 1.2 * size
    ]
    return _joined(under) if under else None


def _joined(boxes: Sequence[Box]) -> Box:
    """The first comb and those that go on from it: 3, 2 and 4 boxes of one number."""
    ordered = sorted(boxes, key=lambda b: b.left)
    taken = [ordered[0]]
    for box in ordered[1:]:
        tooth = max(taken[-1].height, 1)
        if box.left - taken[-1].right > _JOIN * tooth:
            break
        taken.append(box)
    return union(taken)
