"""Loose boxes (advance and ascent) of the characters and words of a PDFium text page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

_APART = 1.0  # heights: characters further from each other than this are not of one word

# PDFium's own prototypes build Python objects on every call; this one takes plain numbers.
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


def word_boxes(
    text_page: Any, spans: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], NDArray[np.float64]]:
    """Words and their left, top, right, bottom in the page's own space; NaN for no place at all.

    The union of the first and the last character is that of all, where both stand upright on
    one line and the last is to the right. Elsewhere every character is asked, and a word whose
    characters lie apart is several: PDFium sets no space where the writing turns.

    Args:
        text_page: PDFium's handle.
        spans: character numbers of each word, the end exclusive.
    """
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    first, last = _ends(handle, spans)
    boxes = _union(first, last)
    slack = 0.1 * np.abs(first[:, 1] - first[:, 3])
    level = np.abs(first[:, 1] - last[:, 1]) <= slack
    level &= np.abs(first[:, 3] - last[:, 3]) <= slack
    ordinary = level & (last[:, 2] >= first[:, 2])  # False wherever a number is missing
    if ordinary.all():
        return list(spans), boxes
    words: list[tuple[int, int]] = []
    places: list[NDArray[np.float64]] = []
    for span, box, plain in zip(spans, boxes, ordinary.tolist(), strict=True):
        parts = [(span, box)] if plain else _asked(handle, *span)
        for part, place in parts:
            words.append(part)
            places.append(place)
    return words, np.array(places)


def _ends(
    handle: int | None, spans: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ends = np.full((len(spans), 2, 4), np.nan, np.float32)
    at = ends.ctypes.data
    for start, end in spans:
        _loose_box(handle, start, at)
        if end - start > 1:
            _loose_box(handle, end - 1, at + 16)
        at += 32
    alone = np.array([end - start == 1 for start, end in spans])
    ends[alone, 1] = ends[alone, 0]
    return ends[:, 0].astype(np.float64), ends[:, 1].astype(np.float64)


def _union(first: NDArray[np.float64], last: NDArray[np.float64]) -> NDArray[np.float64]:
    boxes = np.empty_like(first)
    boxes[:, 0] = np.minimum(first[:, 0], last[:, 0])
    boxes[:, 1] = np.maximum(first[:, 1], last[:, 1])
    boxes[:, 2] = np.maximum(first[:, 2], last[:, 2])
    boxes[:, 3] = np.minimum(first[:, 3], last[:, 3])
    return boxes


def _asked(
    handle: int | None, start: int, end: int
) -> Iterator[tuple[tuple[int, int], NDArray[np.float64]]]:
    """The word character by character, cut where two neighbours lie apart."""
    every = np.full((end - start, 4), np.nan, np.float32)
    for index in range(end - start):
        _loose_box(handle, start + index, every.ctypes.data + 16 * index)
    boxes = every.astype(np.float64)
    begin = 0
    for index in range(1, end - start):
        if _lie_apart(boxes[index - 1], boxes[index]):
            yield (start + begin, start + index), _around(boxes[begin:index])
            begin = index
    yield (start + begin, end), _around(boxes[begin:])


def _lie_apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether there is more than a letter's height between them; False where a place is missing."""
    height = max(one[1] - one[3], other[1] - other[3])
    across = max(one[0], other[0]) - min(one[2], other[2])
    along = max(one[3], other[3]) - min(one[1], other[1])
    return bool(max(across, along) > _APART * height)


def _around(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    good = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(good):
        return np.full(4, np.nan)
    xs, ys = good[:, [0, 2]], good[:, [1, 3]]
    return np.array([xs.min(), ys.max(), xs.max(), ys.min()])
