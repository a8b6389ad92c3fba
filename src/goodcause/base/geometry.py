"""Boxes on a page: whole pixels at 300 dpi, origin at the top left, right and bottom exclusive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DPI = 300
"""Every page is 300 dots an inch once it is read; a point (1/72 inch) is 25/6 pixels."""


def px(points: float) -> int:
    """Points (1/72 inch) as whole pixels at 300 dpi, rounded to the nearest."""
    return round(points * DPI / 72)


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in page pixels. ``left <= right`` and ``top <= bottom`` always hold."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if self.left > self.right or self.top > self.bottom:
            raise ValueError(f"a box cannot end before it begins: {self}")

    @property
    def width(self) -> int:
        """Columns covered."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows covered."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels covered."""
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: Box) -> bool:
        """Whether the two share at least one pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def overlap(self, other: Box) -> int:
        """How many pixels the two share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0) * max(high, 0)

    def shared(self, other: Box) -> Box:
        """The part that lies in the other as well; empty when they do not meet."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, max(left, right), max(top, bottom))

    def contains(self, other: Box) -> bool:
        """Whether every pixel of the other lies in this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def grown(self, margin: int) -> Box:
        """The same box with ``margin`` pixels more on every side."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def moved(self, dx: int, dy: int = 0) -> Box:
        """The same box elsewhere."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def clipped(self, width: int, height: int) -> Box:
        """The part of the box that lies on a page of that size; may be empty."""
        left, right = (min(max(v, 0), width) for v in (self.left, self.right))
        top, bottom = (min(max(v, 0), height) for v in (self.top, self.bottom))
        return Box(left, top, right, bottom)

    def snapped(self, grid: int) -> Box:
        """The smallest box on multiples of ``grid`` that contains this one."""
        return Box(
            self.left // grid * grid,
            self.top // grid * grid,
            -(-self.right // grid) * grid,
            -(-self.bottom // grid) * grid,
        )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that contains them all.

    Raises:
        ValueError: there is no box.
    """
    every = tuple(boxes)
    if not every:
        raise ValueError("the union of no boxes is not a box")
    return Box(
        min(b.left for b in every),
        min(b.top for b in every),
        max(b.right for b in every),
        max(b.bottom for b in every),
    )
