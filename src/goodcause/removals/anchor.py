"""How a line is aligned: what its start, its middle or its end stays true to when it is set again.

A line begins where it does because of what stands on it, unless it is aligned on the left. So
its own start is kept only where nothing better is known: the edge that other lines share, the
middle or the right edge that they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from goodcause.base.geometry import Box
from goodcause.removals.ground import ALIGNED, Ground

NEAR = 150
"""Pixels (half an inch) within which a paragraph's edge lies from where a line begins."""
_GRID = 16  # places that only removed words tell are known to so many pixels
_SHARED = 2  # so many other lines make an edge


class Side(Enum):
    """Which part of a line keeps its place."""

    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a line stays true to.

    Attributes:
        side: which part keeps its place.
        at: its column; twice the column for the middle, so that it is whole.
    """

    side: Side
    at: int

    def start(self, total: int) -> int:
        """Where matter of that many columns begins."""
        if self.side is Side.LEFT:
            return self.at
        if self.side is Side.RIGHT:
            return self.at - total
        return (self.at - total) // 2


def anchor(ground: Ground, box: Box, before: int, own: tuple[int, int], *, stays: bool) -> Anchor:
    """What the part of a line in that box stays true to.

    Args:
        ground: the page.
        box: around every word of the part, those that go included.
        before: the right end of what stands before it on its line; 0 for the first part.
        own: rows of the part.
        stays: whether its first word survives.
    """
    # What several lines share goes before what one does: among lines that are centred, one may
    # begin where this one happens to begin.
    if before == 0 and (found := _shared(ground, box)) is not None:
        return found
    column = _column(ground, box.left)
    if column is not None:
        return Anchor(Side.LEFT, column)
    if before == 0:
        found = _on_page(ground, box)
        if found is not None:
            return found
    if stays:
        return Anchor(Side.LEFT, box.left)
    return Anchor(Side.LEFT, _edge(ground, (before, box.left), own))


def _column(ground: Ground, start: int) -> int | None:
    """The left edge that other lines share where this one begins."""
    near = Counter(b.left for _, b in ground.starts if abs(b.left - start) <= ALIGNED)
    leftmost = min((b.left for _, b in ground.starts), default=None)
    if near.total() < _SHARED and leftmost not in near:
        return None
    return min(near, key=lambda left: (-near[left], left))


def _on_page(ground: Ground, box: Box) -> Anchor | None:
    """The middle of the page, for a line far from where any line begins."""
    margin = min((b.left for _, b in (*ground.starts, *ground.touched_starts)), default=box.left)
    if abs(box.left + box.right - ground.page.width) > 2 * ALIGNED or box.left <= margin + NEAR:
        return None
    return Anchor(Side.MIDDLE, ground.page.width)


def _shared(ground: Ground, box: Box) -> Anchor | None:
    """The middle or the right edge of several other lines, each of which begins elsewhere."""
    lefts = [left for left, _ in ground.extents]
    # A line at the left edge of all may be an ordinary one, and says nothing of its other end.
    loners = [
        (left, right)
        for left, right in ground.extents
        if left > min(lefts) and sum(abs(left - other) <= ALIGNED for other in lefts) == 1
    ]
    twice = box.left + box.right
    middles = [a + b for a, b in loners if abs(a + b - twice) <= 2 * ALIGNED]
    if len(middles) >= _SHARED:
        return Anchor(Side.MIDDLE, _usual(middles))
    rights = [b for _, b in loners if abs(b - box.right) <= ALIGNED]
    return Anchor(Side.RIGHT, _usual(rights)) if len(rights) >= _SHARED else None


def _usual(values: Sequence[int]) -> int:
    return Counter(sorted(values)).most_common(1)[0][0]


def _edge(ground: Ground, between: tuple[int, int], own: tuple[int, int]) -> int:
    """The left edge of the paragraph: that of the nearest line that begins with what survives.

    A line that begins where this one does is preferred to one that is indented otherwise; what
    stands further left on this line (the number of the line, another column) bounds the search.
    """
    before, start = between
    near = [
        (
            abs(box.left - start) > ALIGNED,
            abs(box.top - own[0]),
            box.top < own[0],
            abs(box.left - start),
            box.left,
        )
        for _, box in (*ground.starts, *ground.touched_starts)
        if abs(box.left - start) <= NEAR and box.left >= before
    ]
    return min(near)[-1] if near else max(start // _GRID * _GRID, min(before, start))
