"""Boxes on tone pages: a JPEG rings around letters, and ringing outside a box tells digits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from goodcause.base.geometry import Box

GRID = 16
"""Blocks of a JPEG are at most so many pixels wide."""


def widened(box: Box, beside: Iterable[Box], size: tuple[int, int]) -> tuple[Box, bool]:
    """Grow a box to whole blocks and one block more, where nothing that survives is touched.

    Args:
        box: what is blanked.
        beside: what survives near it and must not be met.
        size: width and height of the page.

    Returns:
        The grown box, and whether it could be grown on every side.
    """
    obstacles = tuple(beside)
    whole = True
    wide = box.grown(GRID).snapped(GRID).clipped(*size)
    for side in ("left", "right", "top", "bottom"):
        larger = replace(box, **{side: getattr(wide, side)})
        if any(larger.meets(b) for b in obstacles):
            whole = False
        else:
            box = larger
    return box, whole
