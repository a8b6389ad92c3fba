"""Where the strokes of a broken outline stand on one page: clear of its print, each in its turn.

Every stroke has a place of its own, moved a little this way or that by the page's seed: that
pattern tells whose copy a page is. Where print is near, the stroke slides along its letter to
the freest place; where none is free it is left out, as long as enough of the mark remains.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import Box, px
from goodcause.order.clause import Watermark
from goodcause.production.outline import STEPS, Outline, draw, outline
from goodcause.removals.rebuild import Rebuilt

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ACROSS, _DOWN = 8, 2  # pixels of a cell of the map of print
# A stroke in the gap between two words joins them to a reading machine, one between two lines
# does not: cells are wide and low, so that a stroke keeps away from print sideways more.
_DRIFT: Final = 0.3  # pixels of clearance that one step away from a stroke's own place is worth
_OWN: Final = 1  # steps by which the seed moves a stroke
_TOUCH: Final = 1.0  # pixels of clearance that one point on ink is worth
_CLOSE: Final = 2.0  # pixels; farther from print a stroke touches none
_TRIES = 4
_FAR: Final = 1000.0  # cells
_RULE: Final = 96  # pixels; a straight line so long is ruled, not part of a letter
_THIN: Final = 16  # pixels; what is thicker is a bar, not a line
_FULL = 255
_BARRED: Final = -1e6  # clearance where no stroke may stand


@dataclass(frozen=True, slots=True)
class Placed:
    """A broken outline on one page.

    Attributes:
        shape: packed bits, 1 = where the mark stands.
        kept: share of the mark's ink, as on an empty page, that this page shows.
    """

    shape: NDArray[np.uint8]
    kept: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One place for every stroke, and which of the strokes are drawn.

    Attributes:
        step: the place of each stroke, from 0.
        clearance: pixels to the nearest print, counted as it hurts reading.
    """

    step: NDArray[np.intp]
    clearance: NDArray[np.float32]

    def drawn(self, halo: float, share: float) -> NDArray[np.bool_]:
        """Strokes to draw: all that are clear, and the clearest others up to that share."""
        chosen = self.clearance >= halo
        count = len(self.clearance)
        best = np.argsort(-self.clearance, kind="stable")[: math.ceil(share * count)]
        chosen[best] = True
        return chosen & (self.clearance > _BARRED)


def placed(page: Rebuilt, mark: Watermark, seed: bytes, clear: Sequence[Box]) -> Placed:
    """The mark on a page: within the order's halo, and with no less ink than its floor.

    Args:
        page: with everything on it but the mark.
        mark: what the order says of it.
        seed: decides the pattern.
        clear: places where no stroke may stand.

    Returns:
        The mark. It has less ink than the floor only where the page's print or its removals
        leave no room even for strokes that touch print.
    """
    halo, share = float(px(mark.halo_pt)), mark.keep
    lines, clearance = room(outline(page.width, page.height, mark), page, clear, halo)
    choice = choose(lines, clearance, seed)
    ink = page.ink()
    for _ in range(_TRIES):
        which = choice.drawn(halo, share)
        strokes = lines.points[which, choice.step[which]]
        shape = np.packbits(draw(strokes, lines.width, (page.width, page.height)), axis=1)
        added = int(np.bitwise_count(shape & ~ink).sum())
        kept = min(added / max(lines.ink, 1), 1.0) if lines.ink else 1.0
        if kept >= mark.keep or share >= 1.0:
            break
        share = min(float(which.mean()) + (mark.keep - kept) * 1.25 + 0.01, 1.0)
    return Placed(shape, kept)


def room(
    lines: Outline, page: Rebuilt, clear: Sequence[Box], halo: float
) -> tuple[Outline, NDArray[np.float32]]:
    """The strokes as this page lets them lie, and how far each is from print at each place.

    A stroke follows its letter where that leaves it clear of print. Where it does not, and the
    order lets strokes yield, it lies level: so it fits between two lines of text. Whose copy the
    page is plays no part in it.

    Args:
        lines: the strokes along their letters.
        page: with everything on it but the mark.
        clear: places where no stroke may stand.
        halo: pixels that a stroke is to keep from print.
    """
    along = clearances(lines, page, clear)
    if lines.level is None:
        return lines, along
    level = clearances(replace(lines, points=lines.level), page, clear)
    free, freer = along.max(axis=1, initial=_BARRED), level.max(axis=1, initial=_BARRED)
    yields = (free < np.float32(halo)) & (freer > free)
    points = np.where(yields[:, None, None, None], lines.level, lines.points)
    return replace(lines, points=points, level=None), np.where(yields[:, None], level, along)


def choose(lines: Outline, clearance: NDArray[np.float32], seed: bytes) -> Choice:
    """The place of every stroke under a seed: its own where that is clear, else the freest.

    Args:
        lines: the strokes.
        clearance: of every place, ``(strokes, STEPS)``.
        seed: decides the pattern.
    """
    own = STEPS // 2 + _OWN * pattern(seed, len(clearance))
    away = np.abs(np.arange(STEPS)[None, :] - own[:, None])
    enough = np.minimum(clearance, np.float32(lines.width * 2))
    step = np.argmax(enough - np.float32(_DRIFT) * away, axis=1)
    return Choice(step, np.take_along_axis(clearance, step[:, None], axis=1)[:, 0])


def pattern(seed: bytes, count: int) -> NDArray[np.int8]:
    """As many signs, -1 or 1, as there are strokes; without the seed nobody can foretell them."""
    drawn = hashlib.shake_256(b"goodcause mark\0" + seed).digest((count + 7) // 8)
    bits = np.unpackbits(np.frombuffer(drawn, np.uint8))[:count]
    return bits.astype(np.int8) * 2 - 1


def clearances(lines: Outline, page: Rebuilt, clear: Sequence[Box]) -> NDArray[np.float32]:
    """How far every place of every stroke is from print, ``(strokes, STEPS)``, in pixels."""
    import cv2  # noqa: PLC0415  imported late: --help must not load it

    free = _free(page.ink())
    barred = np.zeros_like(free)
    for box in clear:
        barred[_cells(box.grown(lines.width // 2 + 2))] = 1
    far = cv2.distanceTransform(free & (1 - barred), cv2.DIST_L2, cv2.DIST_MASK_3)
    row = (lines.points[..., 1] / _DOWN).astype(np.intp).clip(0, free.shape[0] - 1)
    column = (lines.points[..., 0] / _ACROSS).astype(np.intp).clip(0, free.shape[1] - 1)
    far = np.minimum(far, np.float32(_FAR))  # of a page without print there is no distance
    near = far[row, column].min(axis=2) * np.float32(_DOWN) - np.float32(lines.width / 2)
    close = near < _CLOSE
    near[close] -= np.float32(_TOUCH) * _touched(
        lines.points[close], lines.width, page.ink(), page.width
    )
    return np.where(barred[row, column].any(axis=2), np.float32(_BARRED), near)


def _touched(
    strokes: NDArray[np.float32], across: int, ink: NDArray[np.uint8], width: int
) -> NDArray[np.float32]:
    """How many points of strokes, and of their edges, lie on ink, for each stroke.

    Where all is dense, this tells the strokes that cross the fewest letters.
    """
    found = np.zeros(len(strokes), np.float32)
    half = across // 2 + 1
    for right, down in ((0, 0), (half, 0), (-half, 0), (0, half), (0, -half)):
        row = (strokes[..., 1] + down).astype(np.intp).clip(0, ink.shape[0] - 1)
        column = (strokes[..., 0] + right).astype(np.intp).clip(0, width - 1)
        found += (ink[row, column >> 3] >> (7 - (column & 7)) & 1).sum(axis=1)
    return found


def _free(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The cells of a page without print, 1 = free; a thin ruled line is no print.

    A stroke across a line of a form costs no reader a word, and forms have lines everywhere.
    """
    rows = ink if ink.shape[0] % _DOWN == 0 else np.pad(ink, ((0, 1), (0, 0)))
    used = np.asarray((rows[::_DOWN] | rows[1::_DOWN]) != 0, np.uint8)
    full = np.asarray((rows[::_DOWN] & rows[1::_DOWN] | rows[::_DOWN]) == _FULL, np.uint8)
    along = _opened(full, wide=_RULE // _ACROSS) & ~_opened(full, high=_THIN // _DOWN)
    down = _opened(used, high=_RULE // _DOWN) & ~_opened(used, wide=2)
    return np.asarray((used & ~(along | down)) == 0, np.uint8)


def _opened(cells: NDArray[np.uint8], *, wide: int = 1, high: int = 1) -> NDArray[np.uint8]:
    """What remains of the cells where a block of that size fits."""
    import cv2  # noqa: PLC0415  as above

    block = np.ones((high, wide), np.uint8)
    return np.asarray(cv2.morphologyEx(cells, cv2.MORPH_OPEN, block), np.uint8)


def _cells(box: Box) -> tuple[slice, slice]:
    """The cells that a box touches."""
    rows = slice(max(box.top, 0) // _DOWN, -(-max(box.bottom, 0) // _DOWN))
    return rows, slice(max(box.left, 0) // _ACROSS, -(-max(box.right, 0) // _ACROSS))
