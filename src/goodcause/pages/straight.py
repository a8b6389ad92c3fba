"""Scans laid crookedly on the glass, set straight before anything is read from them.

Removals are upright rectangles. On lines that slant by a degree an upright box over six inches
of a line either leaves letters of it or takes letters of its neighbours, so the page is turned
once, with nothing cut off, and read and served as it then stands.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHRINK = 0.25
_DARK = 140
_MOST = 4.0  # degrees; a page further off was drawn so, or is turned and is seen to elsewhere
_COARSE, _FINE = 0.25, 0.05
_LEAST = 0.2  # degrees: six inches of such a line climb by six pixels
_CLEAR = 1.06  # how much sharper the lines must become
_FEW = 80  # letters; a page with fewer has no lines to be sure of
_LOW, _HIGH, _WIDE = 3, 22, 130  # of letters and joined letters, at a quarter of the size
_MANY = 60_000


def slant_of(grey: NDArray[np.uint8]) -> float:
    """By how many degrees the lines of a page fall to the right; 0 when that is not clear.

    The right angle is the one at which rows of ink and rows of paper are told apart best
    (sum of squared differences of neighbouring rows).
    """
    points = _letters(grey)
    if points is None:
        return 0.0
    level = _sharpness(points, 0.0)
    coarse = _best(points, np.arange(-_MOST, _MOST + _COARSE / 2, _COARSE))
    fine = _best(points, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE))
    if abs(fine) < _LEAST or abs(fine) > _MOST or _sharpness(points, fine) < _CLEAR * level:
        return 0.0
    return round(fine, 2)


def straightened(grey: NDArray[np.uint8], slant: float) -> NDArray[np.uint8]:
    """The page turned back by its slant, on white paper just large enough to hold it."""
    height, width = (int(n) for n in grey.shape)
    matrix, size = turn(width, height, slant)
    out = cv2.warpAffine(
        grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(out, np.uint8)


def turn(width: int, height: int, slant: float) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """The affine matrix from a slanting page to the straight one, and the straight one's size."""
    angle = math.radians(slant)
    cos, sin = math.cos(angle), math.sin(angle)
    wide = math.ceil(width * cos + height * abs(sin))
    high = math.ceil(height * cos + width * abs(sin))
    matrix = np.array([[cos, sin, 0.0], [-sin, cos, 0.0]])
    matrix[:, 2] = (wide / 2, high / 2) - matrix[:, :2] @ (width / 2, height / 2)
    return matrix, (wide, high)


def _letters(grey: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Rows and columns of the ink of letters; nothing when a page has too few to have lines.

    Rules, pictures, stains and specks have slants of their own or none.
    """
    small = cv2.resize(grey, None, fx=_SHRINK, fy=_SHRINK, interpolation=cv2.INTER_AREA)
    ink = (small < _DARK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (high >= _LOW) & (high <= _HIGH) & (wide <= _WIDE) & (wide > 1)
    letter[0] = False  # the paper
    if np.count_nonzero(letter) < _FEW:
        return None
    rows, columns = np.nonzero(letter[labels])
    step = -(-len(rows) // _MANY)
    rows, columns = rows[::step], columns[::step]
    # Whole rows would favour no slant at all: each point is moved by a part of a row instead.
    part = (rows * 0.7549 + columns * 0.5698) % 1
    return (rows + part).astype(np.float32), columns.astype(np.float32)


def _best(
    points: tuple[NDArray[np.float32], NDArray[np.float32]], angles: NDArray[np.float64]
) -> float:
    return max((float(a) for a in angles), key=lambda angle: _sharpness(points, angle))


def _sharpness(points: tuple[NDArray[np.float32], NDArray[np.float32]], slant: float) -> float:
    rows, columns = points
    level = rows - columns * np.float32(math.tan(math.radians(slant)))
    counts = np.bincount((level - level.min()).astype(np.int32)).astype(np.float64)
    return float(np.sum(np.diff(counts) ** 2))
