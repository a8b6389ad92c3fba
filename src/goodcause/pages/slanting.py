"""Where something on a page that was set straight lay on the slanting scan."""

from __future__ import annotations

import math

from goodcause.base.geometry import Box


def slanted(box: Box, slant: float, size: tuple[int, int]) -> Box:
    """An upright box of the straight page, moved to where its middle was.

    Args:
        box: on the straight page; small, so that turning it does not matter.
        slant: degrees by which the page was turned back.
        size: width and height of the straight page.
    """
    angle = math.radians(slant)
    cos, sin = math.cos(angle), math.sin(angle)
    width, height = _before(size, abs(sin), cos)
    x, y = box.centre
    dx, dy = x - size[0] / 2, y - size[1] / 2
    there = width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos
    return box.moved(round(there[0] - x), round(there[1] - y))


def _before(size: tuple[int, int], sin: float, cos: float) -> tuple[float, float]:
    """Width and height of the slanting page, from those of the paper it was turned on."""
    wide, high = size
    spread = cos * cos - sin * sin
    return (wide * cos - high * sin) / spread, (high * cos - wide * sin) / spread
