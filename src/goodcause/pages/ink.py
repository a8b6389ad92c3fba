"""Which words can be seen, and which ink no word accounts for.

Both questions are answered on the thumbnail first. A word whose box holds one shade only is
not there for the eye; ink outside every word and every ruled line is a stamp, a signature, a
pasted picture or handwriting, and must be read or shown to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.lines import Spot
from goodcause.pages.raster import SHRINK, Raster

_LEAST = 0.006  # share of a box that the smallest full stop fills
_MOST = 0.97
_SPECK = 90  # pixels of ink: less is dust, a dot of a leader or a corner of a rule
_GAP = 7  # thumbnail pixels: ink closer than this belongs together
_LIGHT = 28  # of 255 in a thumbnail square: lighter is the rim of something else
_SOLID = 0.96  # share of ink: a bar, a blot, an earlier blackout
_EDGE = 3  # thumbnail pixels that the side of an empty frame may be thick
_STRAIGHT = 0.85
_CONTRAST = 40  # shades of grey between paper and lettering that an eye notices


@dataclass(frozen=True, slots=True)
class Cluster:
    """Ink that belongs together.

    Attributes:
        box: pixels of the page.
        ink: pixels of ink in it.
    """

    box: Box
    ink: int


def seen_words(raster: Raster, words: Sequence[Spot]) -> tuple[list[Spot], list[Spot], list[Spot]]:
    """Sort words into seen, faint and unseen.

    Faint words can be told from the grey page but not from its ink: lettering on a dark shade.
    """
    if not words:
        return [], [], []
    shares = _shares(raster.thumb, [word.box for word in words])
    sure = ((shares > _LEAST) & (shares < _MOST)).tolist()
    seen: list[Spot] = []
    faint: list[Spot] = []
    unseen: list[Spot] = []
    for word, plain in zip(words, sure, strict=True):
        if plain or _shows(raster.ink, word.box, 255):
            seen.append(word)
        elif _shows(raster.grey, word.box, _CONTRAST):
            faint.append(word)
        else:
            unseen.append(word)
    return seen, faint, unseen


def sharpen(raster: Raster, words: Iterable[Spot]) -> NDArray[np.uint8]:
    """The page's ink with the surroundings of faint words judged by their own shades."""
    ink = raster.ink
    for word in words:
        box = word.box.grown(2).clipped(raster.width, raster.height)
        rows, columns = slice(box.top, box.bottom), slice(box.left, box.right)
        part = np.ascontiguousarray(raster.grey[rows, columns])
        if part.size:
            _, cut = cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
            paper_is_dark = np.count_nonzero(cut) * 2 > cut.size
            ink[rows, columns] = 255 - cut if paper_is_dark else cut
    return ink


def uncovered(
    raster: Raster, boxes: Iterable[Box], rules: Iterable[Box], gap: int = _GAP
) -> tuple[Cluster, ...]:
    """Clusters of ink outside the boxes and off the ruled lines, from the top down."""
    left = dark_squares(raster)
    cover(left, boxes)
    cover(left, rules)
    return clusters(raster, left, gap)


def dark_squares(raster: Raster) -> NDArray[np.uint8]:
    """A mask, 1 or 0, of the squares of the thumbnail that hold ink, to be covered in part."""
    return (raster.thumb > _LIGHT).view(np.uint8)


def cover(left: NDArray[np.uint8], boxes: Iterable[Box]) -> None:
    """Take boxes of the page out of a mask."""
    for box in boxes:
        top, bottom = box.top // SHRINK - 1, box.bottom // SHRINK + 2
        start = box.left // SHRINK - 1
        left[max(top, 0) : bottom, max(start, 0) : box.right // SHRINK + 2] = 0


def clusters(raster: Raster, left: NDArray[np.uint8], gap: int = _GAP) -> tuple[Cluster, ...]:
    """Clusters of the ink that a mask leaves over, from the top down."""
    height, width = left.shape
    if not np.count_nonzero(left):
        return ()
    near = cv2.dilate(left, np.ones((gap, gap), np.uint8))
    contours, _ = cv2.findContours(near, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    dark = cv2.multiply(raster.thumb, left)
    edge = gap // 2
    found: list[Cluster] = []
    for contour in contours:
        x, y, wide, high = cv2.boundingRect(contour)
        x0, x1 = min(x + edge, width), min(max(x + wide - edge, 0), width)
        y0, y1 = min(y + edge, height), min(max(y + high - edge, 0), height)
        ink = int(dark[y0:y1, x0:x1].sum()) * SHRINK * SHRINK // 255
        if ink >= _SPECK:
            box = Box(x0 * SHRINK, y0 * SHRINK, x1 * SHRINK, y1 * SHRINK)
            found.append(Cluster(box.clipped(raster.width, raster.height), ink))
    return tuple(sorted(found, key=lambda c: (c.box.top, c.box.left)))


def notable(raster: Raster, clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """The clusters that may say something: empty frames and solid bars do not."""
    return tuple(c for c in clusters if not _says_nothing(raster, c))


def _says_nothing(raster: Raster, cluster: Cluster) -> bool:
    box = cluster.box
    if cluster.ink >= _SOLID * box.area:
        return True
    part = raster.thumb[
        box.top // SHRINK : -(-box.bottom // SHRINK), box.left // SHRINK : -(-box.right // SHRINK)
    ]
    inside = part[_EDGE:-_EDGE, _EDGE:-_EDGE]
    if not inside.size or inside.max() > _LIGHT:
        return False
    level = (part[:_EDGE].max(axis=0), part[-_EDGE:].max(axis=0))
    upright = (part[:, :_EDGE].max(axis=1), part[:, -_EDGE:].max(axis=1))
    # A written O is empty inside as well, but its strokes do not fill four straight sides.
    return all(float(np.mean(side > _LIGHT)) > _STRAIGHT for side in (*level, *upright))


def ink_of(raster: Raster) -> int:
    """Pixels of ink on the whole page."""
    return int(raster.thumb.sum(dtype=np.int64)) * SHRINK * SHRINK // 255


def _shares(thumb: NDArray[np.uint8], boxes: Sequence[Box]) -> NDArray[np.float64]:
    """The share of ink in the middle of each box, where its neighbours' ink does not reach."""
    sums = cv2.integral(thumb)
    edges = np.array([(b.left, b.top, b.right, b.bottom) for b in boxes], np.float64)
    inset = 0.16 * (edges[:, 3] - edges[:, 1])
    left = np.floor(edges[:, 0] / SHRINK).astype(np.int64)
    right = np.maximum(np.ceil(edges[:, 2] / SHRINK).astype(np.int64), left + 1)
    top = np.floor((edges[:, 1] + inset) / SHRINK).astype(np.int64)
    bottom = np.maximum(np.ceil((edges[:, 3] - inset) / SHRINK).astype(np.int64), top + 1)
    height, width = thumb.shape
    right, bottom = np.minimum(right, width), np.minimum(bottom, height)
    left, top = np.minimum(left, right), np.minimum(top, bottom)
    ink = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    area = np.maximum((right - left) * (bottom - top), 1) * 255.0
    return np.asarray(ink / area, np.float64)


def _shows(picture: NDArray[np.uint8], box: Box, contrast: int) -> bool:
    part = picture[box.top : box.bottom, box.left : box.right]
    return part.size > 0 and int(part.max()) - int(part.min()) >= contrast
