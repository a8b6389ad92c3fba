"""Ruled lines of a page, as thin boxes: the borders of cells and the lines one writes on.

Candidates come from the thumbnail, where they are cheap; each is then measured on the page's
own pixels, because a row of dense print looks like a line from afar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.lines import Spot
from goodcause.pages.raster import SHRINK, Raster

_SHORTEST = 24  # thumbnail pixels: 96 pixels of the page, a third of an inch
_SHORTEST_DRAWN = 13
_THICKEST = 16  # pixels; thicker is a bar, not a line
_SLANT = 12  # a slanting scan: at most one pixel down in this many along
_FAINTEST = 40  # of 255: a line one pixel thick fills a quarter of its squares
_UNBROKEN = 0.9
_SLACK = 8  # pixels: lines are found to two thumbnail pixels
_DRIFT = 6  # pixels: a line that climbs further is given in pieces, each a thin box
_AT_ONCE = 1_000_000  # pairs of a rule and a word
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
        for box in _lines(np.asarray(cv2.transpose(faint), np.uint8), turned, shortest, flat=drawn)
    ]
    if drawn:
        down = _attached(down, across)
    page = raster.page
    every = sorted(across, key=lambda b: (b.top, b.left)) + sorted(down)
    return tuple(box for box in (b.clipped(page.right, page.bottom) for b in every) if box.area)


def beside_words(rules: tuple[Box, ...], words: Sequence[Spot]) -> tuple[Box, ...]:
    """The rules without those that are strokes of words: the bars of TTTT, the rows of ====."""
    if not rules or not words:
        return rules
    left, top, right, bottom = _edges(word.box for word in words)
    left, right = left - _SLACK, right + _SLACK
    strokes: set[int] = set()
    some = max(_AT_ONCE // len(words), 1)
    for first in range(0, len(rules), some):
        edges = _edges(rules[first : first + some])[:, :, None]
        inside = (left <= edges[0]) & (right >= edges[2]) & (top <= edges[1]) & (bottom >= edges[3])
        for rule, word in np.argwhere(inside).tolist():
            # A row of underscores is a line to write on.
            if set(words[word].text) - {"_"}:
                strokes.add(first + rule)
    return tuple(rule for n, rule in enumerate(rules) if n not in strokes)


def _edges(boxes: Iterable[Box]) -> NDArray[np.int64]:
    """Left, top, right and bottom of boxes, a row each."""
    return np.array([(b.left, b.top, b.right, b.bottom) for b in boxes], np.int64).T


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
        level = _level(raster.ink, place)
        if level is not None:
            yield level
        elif not flat:
            yield from _slanting(raster.ink, runs, place)


def _level(ink: NDArray[np.uint8], place: tuple[int, int, int, int]) -> Box | None:
    """The exact rows of a drawn line, or nothing: most candidates are print, whose rows have gaps.

    Every fourth column is enough to see that a row is full.
    """
    x0, y0, x1, y1 = _pixels(place)
    sparse = ink[y0:y1, x0:x1:SHRINK]
    rows = np.add.reduce(sparse, axis=1, dtype=np.int64) // 255
    full = np.flatnonzero(rows >= _UNBROKEN * sparse.shape[1])
    if not len(full) or full[-1] - full[0] >= _THICKEST:
        return None
    return Box(x0, y0 + int(full[0]), x1, y0 + int(full[-1]) + 1)


def _slanting(
    ink: NDArray[np.uint8], runs: NDArray[np.uint8], place: tuple[int, int, int, int]
) -> Iterable[Box]:
    """A scanned line that climbs, as level pieces; nothing when its pixels are not a line's."""
    left, top, wide, high = place
    down, along = np.nonzero(runs[top : top + high, left : left + wide])
    slope, start = np.polyfit(along, down, 1) if high > 1 else (0.0, float(down.mean()))
    columns = np.arange(left * SHRINK, (left + wide) * SHRINK)
    middle = (top + start + 0.5) * SHRINK + slope * (columns - left * SHRINK)
    reach = _THICKEST // 2 + SHRINK
    # The strip along the line, straightened: print above and below it stays outside.
    rows = np.rint(middle).astype(np.int64)[None, :] + np.arange(-reach, reach + 1)[:, None]
    strip = ink[np.clip(rows, 0, ink.shape[0] - 1), np.minimum(columns, ink.shape[1] - 1)] != 0
    thick = np.count_nonzero(strip, axis=0)
    if np.count_nonzero(thick) < _UNBROKEN * len(thick) or np.median(thick) > _THICKEST:
        return
    filled = np.flatnonzero(np.count_nonzero(strip, axis=1) >= 0.5 * len(columns))
    if not len(filled) or filled[-1] - filled[0] > _THICKEST:
        return
    above, below = int(filled[0]) - reach, int(filled[-1]) - reach + 1
    piece = len(columns) if abs(slope) * len(columns) <= _DRIFT else int(_DRIFT / abs(slope))
    for first in range(0, len(columns), max(piece, 1)):
        part = middle[first : first + piece]
        lowest, highest = float(part.max()), float(part.min())
        yield Box(
            int(columns[first]),
            max(round(highest) + above, 0),
            int(columns[first]) + len(part),
            max(round(lowest) + below, 0),
        )


def _pixels(place: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """A place of the thumbnail as pixels of the page, with one row of squares more both ways."""
    left, top, wide, high = place
    return (
        left * SHRINK,
        max((top - 1) * SHRINK, 0),
        (left + wide) * SHRINK,
        (top + high + 1) * SHRINK,
    )
