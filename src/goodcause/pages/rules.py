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
_SHORTEST_DRAWN = 13
_THICKEST = 16  # pixels; thicker is a bar, not a line
_SLANT = 12  # a slanting scan: at most one pixel down in this many along
_FAINTEST = 40  # of 255: a line one pixel thick fills a quarter of its squares
_UNBROKEN = 0.9
_MOST = 2_000  # candidates each way; hatched drawings hold more and no cells


def ruled_lines(raster: Raster, *, drawn: bool = False) -> tuple[Box, ...]:
    """Horizontal lines from the top, then vertical ones from the left.

    Args:
        raster: the page.
        drawn: whether the page is born-digital: there a short line that meets a long one is the
            end of a low field; on a scan it might be a written stroke on a line.
    """
    faint = (raster.thumb >= _FAINTEST).view(np.uint8)
    across = list(_lines(faint, raster, _SHORTEST, flat=drawn))
    # A line that stands is one that lies, once rows and columns change places.
    turned = Raster(raster.height, raster.width, raster.grey, raster.ink.T, raster.thumb.T)
    shortest = _SHORTEST_DRAWN if drawn else _SHORTEST
    down = [
        Box(box.top, box.left, box.bottom, box.right)
        for box in _lines(np.ascontiguousarray(faint.T), turned, shortest, flat=drawn)
    ]
    if drawn:
        down = _attached(down, across)
    page = raster.page
    every = sorted(across, key=lambda b: (b.top, b.left)) + sorted(down)
    return tuple(box for box in (b.clipped(page.right, page.bottom) for b in every) if box.area)


def _attached(upright: list[Box], level: list[Box]) -> list[Box]:
    """Long upright lines, and short ones that meet a level one."""
    return [
        box
        for box in upright
        if box.height >= _SHORTEST * SHRINK
        or any(box.grown(SHRINK).meets(other) for other in level)
    ]


def _lines(faint: NDArray[np.uint8], raster: Raster, shortest: int, *, flat: bool) -> Iterable[Box]:
    """Level lines; ``flat`` when they cannot slant, which tells print apart sooner."""
    kernel = np.ones((1, shortest), np.uint8)
    runs = cv2.morphologyEx(faint, cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(runs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours[:_MOST]:
        left, top, wide, high = cv2.boundingRect(contour)
        if high > 4 + wide // _SLANT:
            continue
        place = (left, top, wide, high)
        box = _level(raster.ink, place) if flat else _perhaps_slanting(raster.ink, place)
        if box is not None:
            yield box


def _level(ink: NDArray[np.uint8], place: tuple[int, int, int, int]) -> Box | None:
    """The exact rows of a drawn line, or nothing: most candidates are print, whose rows have gaps.

    Every fourth column is enough to see that a row is full.
    """
    x0, y0, x1, y1 = _pixels(place)
    sparse = ink[y0:y1, x0:x1:SHRINK]
    rows = np.count_nonzero(sparse, axis=1)
    full = np.flatnonzero(rows >= _UNBROKEN * sparse.shape[1])
    if not len(full) or full[-1] - full[0] >= _THICKEST:
        return None
    return Box(x0, y0 + int(full[0]), x1, y0 + int(full[-1]) + 1)


def _perhaps_slanting(ink: NDArray[np.uint8], place: tuple[int, int, int, int]) -> Box | None:
    """The rows that a scanned line crosses, or nothing when its pixels are not those of a line."""
    x0, y0, x1, y1 = _pixels(place)
    part = ink[y0:y1, x0:x1] != 0
    columns = np.count_nonzero(part, axis=0)
    broken = np.count_nonzero(columns) < _UNBROKEN * len(columns)
    if broken or np.median(columns) > _THICKEST:
        return None
    rows = np.count_nonzero(part, axis=1)
    # Level lines fill their rows; slanting ones fill a share of each row that they cross.
    full = np.flatnonzero(rows >= 0.5 * len(columns))
    if len(full) and full[-1] - full[0] < _THICKEST:
        return Box(x0, y0 + int(full[0]), x1, y0 + int(full[-1]) + 1)
    if place[3] <= 2 or _broken(part):  # noqa: PLR2004  low and yet no row is full: print
        return None
    touched = np.flatnonzero(rows)
    return Box(x0, y0 + int(touched[0]), x1, y0 + int(touched[-1]) + 1)


def _pixels(place: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """A place of the thumbnail as pixels of the page, with one row of squares more both ways."""
    left, top, wide, high = place
    return (
        left * SHRINK,
        max((top - 1) * SHRINK, 0),
        (left + wide) * SHRINK,
        (top + high + 1) * SHRINK,
    )


def _broken(part: NDArray[np.bool_]) -> bool:
    """Whether a slanting run is anything but one thin stroke from column to column."""
    rows = np.arange(part.shape[0])[:, None]
    count = np.maximum(np.count_nonzero(part, axis=0), 1)
    middle = (part * rows).sum(axis=0) / count
    spread = np.sqrt(np.maximum((part * rows**2).sum(axis=0) / count - middle**2, 0))
    steps = np.abs(np.diff(middle))
    thick, jumpy = spread > _THICKEST / 3, steps > 3  # noqa: PLR2004
    return bool(np.mean(thick) > 1 - _UNBROKEN or np.mean(jumpy) > 1 - _UNBROKEN)
