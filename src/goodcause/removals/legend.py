"""Callouts for labels that do not fit, and the legend in an empty part of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goodcause.base.geometry import Box
from goodcause.removals import label
from goodcause.removals.ground import EDGE
from goodcause.removals.removal import Stamp

_SIZES = label.SIZES[1:]
_FOOT = 180  # pixels (0.6 inch) at the foot are the endorsement's
_MARGIN = 450  # the margins reach so far into the page
_HEAD = 60
_CLEAR = 6  # pixels of air around a legend
_STEP = 8
_LINES = 3


class Callouts:
    """The numbers of the legends of one page; equal labels share one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number that stands for a label."""
        return self._numbers.setdefault(text, len(self._numbers) + 1)

    def legends(self) -> tuple[tuple[int, str], ...]:
        """Each number with the line that explains it, in the order of first use."""
        return tuple((n, f"{mark(n)} {text}") for text, n in self._numbers.items())


def mark(number: int) -> str:
    """What is printed in the place of a removal whose label stands in the margin."""
    return f"[{number}]"


def placed(text: str, width: int, height: int, occupied: Sequence[Box]) -> Stamp:
    """Find an empty strip for a legend: the foot margin, the head, then between the lines.

    Args:
        text: the line.
        width: columns of the page.
        height: rows of the page.
        occupied: everything that must stay clear.

    Returns:
        The legend's stamp. On a page without any empty strip it stands in the upper left
        corner, and what it covers is for the caller to report.
    """
    for rows in _zones(height):
        for size in _SIZES:
            for lines in range(1, _LINES + 1):
                broken = label.wrapped(text, lines)
                if broken is None:
                    break
                found = _first(broken, size, (width, rows), occupied)
                if found is not None:
                    return found
    return Stamp(text, _SIZES[-1], 0, 0)


def _zones(height: int) -> Iterator[range]:
    yield range(height - _FOOT, max(height - _MARGIN, 0), -_STEP)
    yield range(min(_MARGIN, height), _HEAD, -_STEP)
    yield range(height - _MARGIN, _MARGIN, -_STEP)


def _first(
    text: str, size: float, area: tuple[int, range], occupied: Iterable[Box]
) -> Stamp | None:
    wide = label.width(text, size) + 2 * _CLEAR
    high = label.height(text, size) + 2 * _CLEAR
    span = area[1]
    if not span or area[0] - 2 * EDGE < wide:
        return None
    low, top = max(span), min(span) - high
    near = [b for b in occupied if b.area and b.top < low and b.bottom > top]
    for bottom in span:
        left = _gap(near, (bottom - high, bottom), wide, area[0])
        if left is not None and bottom - high >= 0:
            return Stamp(text, size, left + _CLEAR, bottom - high + _CLEAR)
    return None


def _gap(boxes: Iterable[Box], rows: tuple[int, int], wide: int, width: int) -> int | None:
    """The leftmost place in a strip where so many columns are free."""
    cursor = EDGE
    for box in sorted(b for b in boxes if b.top < rows[1] and rows[0] < b.bottom):
        if box.left - cursor >= wide:
            break
        cursor = max(cursor, box.right)
    return cursor if width - EDGE - cursor >= wide else None
