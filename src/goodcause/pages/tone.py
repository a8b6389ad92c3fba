"""Ink or tone: how a page's grey becomes black and white, and when it must stay grey."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.pages.raster import SHRINK, shrink

_DARK, _PALE = 50, 205  # shades between are neither ink nor paper
_SOME = 0.006  # of a sample: below, letters' rims are all the grey there is
_PLATEAU = 0.01  # of the page: a photograph of half an inch by an inch and a half
_FLAT = 0.7  # of a plateau in three shades: shading, not a photograph
_TINY = 1e-6  # keeps a page of one row or column solvable
_BACKGROUND = 7  # squares of the small picture: wider than a pen's stroke, narrower than a photo
_PHOTO_DARK, _PHOTO_PALE = 0.15, 0.6  # of the light that falls there
_PHOTO = 0.02  # of the page
_UNEVEN = 0.8  # the darkest light as a share of the brightest
_WHITE = 235  # paper this pale all over needs no evening out
_LOWEST_CUT, _HIGHEST_CUT = 110, 190
_CUT_STEP = 20
_PLAIN_CUT = 150  # for a page that shows no two shades


def drawn_tone(grey: NDArray[np.uint8]) -> bool:
    """Whether a born-digital page shows photographs or shades that black and white would ruin."""
    sample = grey[::8, ::8].copy()  # together in memory: five times faster to look through
    middling = (sample > _DARK) & (sample < _PALE)
    # The rims of letters are grey as well, but seldom at two places of the sample side by side.
    if np.count_nonzero(middling[:, 1:] & middling[:, :-1]) < _SOME * sample.size:
        return False
    small = shrink(grey) if grey.shape[0] % SHRINK == 0 else grey[::SHRINK, ::SHRINK]
    shaded = ((small > _DARK) & (small < _PALE)).view(np.uint8)
    if np.count_nonzero(shaded) < _PLATEAU * small.size:
        return False
    broad = cv2.erode(shaded, np.ones((5, 5), np.uint8)) != 0
    shades = small[broad]
    if shades.size < _PLATEAU * small.size:
        return False
    return not _flat(shades)


def _flat(shades: NDArray[np.uint8]) -> bool:
    histogram = np.bincount(shades, minlength=256).astype(np.float64)
    around = np.convolve(histogram, np.ones(7), mode="same")
    share = 0.0
    for _ in range(3):
        peak = int(around.argmax())
        share += around[peak] / shades.size
        around[max(peak - 6, 0) : peak + 7] = 0
    return share >= _FLAT


def scanned_ink(grey: NDArray[np.uint8], into: NDArray[np.uint8]) -> tuple[bool, bool]:
    """Find the ink of a scan.

    Args:
        grey: the padded scan.
        into: where the ink goes, 255 on 0.

    Returns:
        Whether the page must stay grey all the same, and whether its light is so uneven that a
        reader wants it evened out.
    """
    paper = _paper(grey)
    light = _light(paper)
    shade = paper / light
    tone = np.count_nonzero((shade > _PHOTO_DARK) & (shade < _PHOTO_PALE)) > _PHOTO * shade.size
    uneven = bool(not tone and light.min() < _UNEVEN * light.max())
    even = evened(grey, paper) if paper.min() < _WHITE else grey
    cv2.threshold(even, _cut(even), 255, cv2.THRESH_BINARY_INV, dst=into)
    return bool(tone), uneven


def _light(paper: NDArray[np.uint8]) -> NDArray[np.float64]:
    """A smooth surface through the paper, which pictures and dark corners do not pull down."""
    rows, columns = paper.shape
    terms = _terms(rows, columns)
    values = paper.reshape(-1).astype(np.float64)
    keep = np.ones(len(values), np.bool_)
    surface = values
    for _ in range(4):
        kept = terms[keep]
        # Six unknowns: the normal equations are exact enough, and many times faster.
        weights = np.linalg.solve(kept.T @ kept + _TINY * np.eye(6), kept.T @ values[keep])
        surface = terms @ weights
        keep = values >= surface - 12  # shades of grey
        if np.count_nonzero(keep) < len(values) // 10:
            break
    return np.asarray(np.maximum(surface, 1.0).reshape(rows, columns), np.float64)


@lru_cache(maxsize=4)
def _terms(rows: int, columns: int) -> NDArray[np.float64]:
    """The six terms of the surface at every square; pages of one size share them."""
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1).reshape(-1, 6)
    terms.flags.writeable = False
    return np.asarray(terms, np.float64)


def _shade(shades: NDArray[np.uint8], percent: float) -> float:
    """The shade that so many of a hundred are darker than, as ``numpy.percentile`` has it.

    That one loads a large part of numpy when it is first called, and sorts.
    """
    below = np.cumsum(np.bincount(shades.reshape(-1), minlength=256))
    place = percent / 100 * (shades.size - 1)
    first = int(place)
    low = int(np.searchsorted(below, first, side="right"))
    high = int(np.searchsorted(below, min(first + 1, shades.size - 1), side="right"))
    part = place - first
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)  # noqa: PLR2004


def _paper(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The paper without the print: a picture of a sixteenth of the size each way."""
    rows, columns = grey.shape
    size = (max(columns // 16, 1), max(rows // 16, 1))
    small = cv2.resize(shrink(grey), size, interpolation=cv2.INTER_AREA)
    kernel = np.ones((_BACKGROUND, _BACKGROUND), np.uint8)
    return np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), np.uint8)


def evened(grey: NDArray[np.uint8], paper: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
    """The page as if lit evenly: each shade as a share of the paper around it.

    Paper much darker than elsewhere is ink or a picture, not shadow, and is not made pale.
    """
    paper = _paper(grey) if paper is None else paper
    floor = max(int(0.45 * _shade(paper, 90)), 1)
    smooth = cv2.blur(np.maximum(paper, floor), (_BACKGROUND, _BACKGROUND))
    rows, columns = grey.shape
    light = cv2.resize(smooth, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, light, scale=255), np.uint8)


def _cut(grey: NDArray[np.uint8]) -> int:
    """The shade between ink and paper: Otsu's, within sane bounds."""
    sample = np.ascontiguousarray(grey[::2, ::2])
    few = sample[::4, ::4]
    if _shade(few, 99) - _shade(few, 0.5) < _DARK:
        return _PLAIN_CUT
    cut, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # In steps, for it is taken from the whole page: what is removed from one place must not move
    # the edges of letters everywhere else.
    cut = (cut + _CUT_STEP / 2) // _CUT_STEP * _CUT_STEP
    return int(min(max(cut, _LOWEST_CUT), _HIGHEST_CUT))
