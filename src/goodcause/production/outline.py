"""The outline of a mark's letters as short strokes, each with the places where it may stand.

A stroke slides along its own letter: it stays part of the outline wherever it comes to stand,
so the words remain to be read while the strokes keep clear of the page's print.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import px
from goodcause.order.clause import Watermark
from goodcause.production.lettering import fitted_size, letters, stroke_width

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS: Final = 7
"""Places of a stroke, evenly from half a pitch before its own to half a pitch after."""

POINTS: Final = 5
"""Points of a stroke, from end to end."""

_SHORTEST = 20  # pixels around; a shorter contour is a crumb of the drawing, no letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The strokes of a mark on a page of one size; arrays are shared and not writable.

    Attributes:
        points: of every stroke at every place, ``(strokes, STEPS, POINTS, 2)``, as column and
            row in pixels of the page.
        level: the same strokes lying level, as lines of text do, each about the same middle;
            nothing where the order lets none lie so.
        width: pixels across a stroke.
        ink: pixels of the whole mark on an empty page.
    """

    points: NDArray[np.float32]
    width: int
    ink: int
    level: NDArray[np.float32] | None = None


@lru_cache(maxsize=16)
def outline(width: int, height: int, mark: Watermark) -> Outline:
    """The strokes of a mark on a page of that size, none where the page is a scrap.

    Args:
        width: columns of the page.
        height: rows of the page.
        mark: what the order says of it; ``dash_pt`` and ``gap_pt`` are of letters at full size
            and shrink with the letters.
    """
    size, scale = fitted_size(width, height, mark)
    shapes = letters(mark, size, hollow=False)
    corner = (width - shapes.shape[1]) // 2, (height - shapes.shape[0]) // 2
    dash = max(px(mark.dash_pt) * scale, 2.0)
    pitch = dash + max(px(mark.gap_pt) * scale, 2.0)
    found = [_strokes(line + corner, dash, pitch) for line in _contours(shapes)]
    points = np.concatenate(found or [np.zeros((0, STEPS, POINTS, 2))]).astype(np.float32)
    points.flags.writeable = False
    wide = stroke_width(mark, size)
    whole = draw(points[:, STEPS // 2], wide, (width, height))
    level = _level(points, dash) if mark.strokes == "yielding" else None
    return Outline(points=points, width=wide, ink=int(whole.sum()), level=level)


def _level(points: NDArray[np.float32], dash: float) -> NDArray[np.float32]:
    """Strokes of that length, level, about the middle of each place of each stroke."""
    lying = np.repeat(points[..., POINTS // 2 : POINTS // 2 + 1, :], POINTS, axis=-2)
    lying[..., 0] += (np.linspace(-0.5, 0.5, POINTS) * dash).astype(np.float32)
    lying.flags.writeable = False
    return lying


def draw(strokes: NDArray[np.float32], width: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Strokes as pixels, 1 = ink, shape ``(size[1], size[0])``.

    Args:
        strokes: ``(strokes, POINTS, 2)``.
        width: pixels across.
        size: columns and rows of the page.
    """
    import cv2  # noqa: PLC0415  imported late: --help must not load it

    picture = np.zeros((size[1], size[0]), np.uint8)
    cv2.polylines(picture, list(np.rint(strokes).astype(np.int32)), False, (1,), width)
    return picture


def _contours(shapes: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """The edges of the letters, inner ones too, as closed lines of points (column, row)."""
    import cv2  # noqa: PLC0415  as above

    framed = np.pad(shapes, 1).astype(np.uint8)
    found, _ = cv2.findContours(framed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [c[:, 0, :].astype(np.float64) - 1 for c in found if len(c) >= _SHORTEST]


def _strokes(line: NDArray[np.float64], dash: float, pitch: float) -> NDArray[np.float64]:
    """The strokes along one closed line, evenly spread, at every place they may have."""
    closed = np.concatenate((line, line[:1]))
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))))
    count = max(int(along[-1] // pitch), 1)
    even = along[-1] / count
    middle = (np.arange(count) + 0.5) * even
    slide = np.linspace(-0.5, 0.5, STEPS) * even
    within = np.linspace(-0.5, 0.5, POINTS) * dash
    at = (middle[:, None, None] + slide[:, None] + within) % along[-1]
    return np.stack([np.interp(at, along, closed[:, axis]) for axis in (0, 1)], axis=-1)
