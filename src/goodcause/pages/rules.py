"""Ruled lines of a page, as thin boxes: the borders of cells and the lines one writes on.

Candidates come from the thumbnail, where they are cheap; each is then measured on the page's
own pixels, because a row of dense print looks like a line from afar.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.raster import SHRINK, Raster

_SHORTEST = 24  # thumbnail pixels: 96 pixels of the page, a third of an inch
_THICKEST = 16  # pixels; thicker is a bar, not a line
_SLANT = 12  # a slanting scan: at most one pixel down in this many along
_FAINTEST = 40  # of 255: a line one pixel thick fills a quarter of its squares
_UNBROKEN = 0.9
_MOST = 2_000  # candidates each way; hatched drawings hold more and no cells


def ruled_lines(raster: Raster) -> tuple[Box, ...]:
    """Horizontal lines from the top, then vertical ones from the left."""
    faint = (raster.thumb >= _FAINTEST).view(np.uint8)
    across = list(_lines(faint, raster.ink))
    # A line that stands is one that lies, once rows and columns change places.
    down = [
        Box(box.top, box.left, box.bottom, box.right)
        for box in _lines(np.ascontiguousarray(faint.T), raster.ink.T)
    ]
    page = raster.page
    every = sorted(across, key=lambda b: (b.top, b.left)) + sorted(down)
    return tuple(box for box in (b.clipped(page.right, page.bottom) for b in every) if box.area)


def _lines(faint: NDArray[np.uint8], ink: NDArray[np.uint8]) -> Iterable[Box]:
    kernel = np.ones((1, _SHORTEST), np.uint8)
    runs = cv2.morphologyEx(faint, cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(runs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours[:_MOST]:
        left, top, wide, high = cv2.boundingRect(contour)
        if high > 4 + wide // _SLANT:
            continue
        box = _measured(ink, left, top, wide, high)
        if box is not None:
            yield box


def _measured(ink: NDArray[np.uint8], left: int, top: int, wide: int, high: int) -> Box | None:
    """The line's exact rows, or nothing when its pixels are not those of a line."""
    x0, x1 = left * SHRINK, (left + wide) * SHRINK
    y0, y1 = max((top - 1) * SHRINK, 0), (top + high + 1) * SHRINK
    part = ink[y0:y1, x0:x1] != 0
    columns = np.count_nonzero(part, axis=0)
    if np.count_nonzero(columns) < _UNBROKEN * len(columns):
        return None
    if np.median(columns) > _THICKEST:
        return None
    rows = np.count_nonzero(part, axis=1)
    # Level lines fill their rows; slanting ones fill a share of each row that they cross.
    full = np.flatnonzero(rows >= 0.5 * len(columns))
    if len(full) and full[-1] - full[0] < _THICKEST:
        return Box(x0, y0 + int(full[0]), x1, y0 + int(full[-1]) + 1)
    if high <= 2:  # noqa: PLR2004  low and yet no row is full: print, not a line
        return None
    touched = np.flatnonzero(rows)
    if _broken(part):
        return None
    return Box(x0, y0 + int(touched[0]), x1, y0 + int(touched[-1]) + 1)


def _broken(part: NDArray[np.bool_]) -> bool:
    """Whether a slanting run is anything but one thin stroke from column to column."""
    rows = np.arange(part.shape[0])[:, None]
    count = np.maximum(np.count_nonzero(part, axis=0), 1)
    middle = (part * rows).sum(axis=0) / count
    spread = np.sqrt(np.maximum((part * rows**2).sum(axis=0) / count - middle**2, 0))
    steps = np.abs(np.diff(middle))
    thick, jumpy = spread > _THICKEST / 3, steps > 3  # noqa: PLR2004
    return bool(np.mean(thick) > 1 - _UNBROKEN or np.mean(jumpy) > 1 - _UNBROKEN)
