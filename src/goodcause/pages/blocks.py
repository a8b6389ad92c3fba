"""Blocks of lossy pictures: how far from a letter its own trace reaches.

A JPEG spoils whole blocks: a letter alters every pixel of each block that it touches, on paper
and on the letters beside it, and so tells a little of itself outside its own box.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box

JPEG = 8
"""Pixels of a JPEG's block of light and shade, each way."""
COLOURED = 16
"""Pixels of its blocks of colour, where the picture was not decoded to grey at once."""
WAVELETS = 64
"""Pixels by which a JPEG 2000 picture is taken to spread; its blocks overlap."""

_RIM = 1  # pixels by which a reader's box may cut into letters
_SOFT = 3  # pixels of the picture over which glass and sensor spread the rim of a letter
_BLUR = 2  # pixels of the picture to which a change of its size, or a turn, spreads each
_WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Blocks:
    """The grid of the lossy picture that a page came from, in pixels of the page.

    Attributes:
        wide, high: size of a block on the page; of several pictures, of the coarsest.
        left, top: a corner of some block; meaningless unless ``known``.
        known: whether the grid lies square and where ``left`` and ``top`` say.
        again: whether the page is kept as a JPEG of ours, whose own blocks come on top.
    """

    wide: float
    high: float
    left: float = 0.0
    top: float = 0.0
    known: bool = False
    again: bool = False

    def stained(self, box: Box) -> Box:
        """Everything that the ink of a word may have altered, the word itself included.

        Args:
            box: as a reader gives it, close to the ink.
        """
        scale = max(self.wide, self.high) / JPEG
        ink = box.grown(_RIM + math.ceil(_SOFT * scale))
        blur = 0 if self.known and scale == 1 else math.ceil(_BLUR * scale)
        if self.known:
            left, right = _outward((ink.left, ink.right), self.left, self.wide)
            top, bottom = _outward((ink.top, ink.bottom), self.top, self.high)
        else:
            x, y = math.ceil(self.wide), math.ceil(self.high)
            left, right, top, bottom = ink.left - x, ink.right + x, ink.top - y, ink.bottom + y
        stain = Box(left, top, right, bottom).grown(blur)
        return stain.snapped(JPEG) if self.again else stain

    def turned(self, slant: float) -> Blocks:
        """The grid of a page set straight: blocks slant now, and only their size is known."""
        if not slant:
            return self
        angle = math.radians(abs(slant))
        cos, sin = math.cos(angle), math.sin(angle)
        return Blocks(self.wide * cos + self.high * sin, self.high * cos + self.wide * sin)

    def relaid(self, degrees: int) -> Blocks:
        """The grid of a page turned by quarters or mirrored: blocks may begin at the other edge."""
        across = degrees % 180 != 0
        return Blocks(*((self.high, self.wide) if across else (self.wide, self.high)))


def coarsest(several: Sequence[Blocks]) -> Blocks | None:
    """One grid for a page with several lossy pictures, of which no place is known."""
    if not several:
        return None
    return Blocks(max(b.wide for b in several), max(b.high for b in several))


def _outward(ends: tuple[int, int], start: float, pitch: float) -> tuple[int, int]:
    first = math.floor((ends[0] - start) / pitch + _WHOLE)
    last = math.ceil((ends[1] - start) / pitch - _WHOLE)
    return math.floor(start + first * pitch), math.ceil(start + last * pitch)
