"""The mark across a page: drawn last, after the text of the page is known, into the pixels.

A layer or an annotation could be taken off again. What is drawn depends on what survives on the
page, on its number and on whose copy it is; never on anything that was removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import Box
from goodcause.order.clause import Watermark
from goodcause.production import broken
from goodcause.production.lettering import fitted_size, letters
from goodcause.removals.rebuild import Rebuilt

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WHITE = 255
_DOTS: Final = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float64) / 16
)  # thresholds of an ordered pattern: how a page of black and white shows a grey mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its mark.

    Attributes:
        page: its pixels.
        kept: share of the mark's ink, as it is on an empty page, that was added to this one;
            1 where the series bears no mark.
    """

    page: Rebuilt
    kept: float


def stamp(
    page: Rebuilt, mark: Watermark | None, seed: bytes = b"", clear: Sequence[Box] = ()
) -> Marked:
    """The page with the mark over it; the page itself when its series bears none.

    Args:
        page: the page, with everything else on it already; changed in place.
        mark: the mark, or ``None``.
        seed: decides the pattern of a broken outline: the page's number and whose copy it is.
        clear: places where no mark may stand (removals), so that whoever checks a volume can
            ask that nothing at all stands there but the label.

    Returns:
        The marked page.
    """
    if mark is None:
        return Marked(page, 1.0)
    if mark.dash_pt > 0 and mark.style == "hollow":
        strokes = broken.placed(page, mark, seed, clear)
        shape, kept = strokes.shape, strokes.kept
    else:
        shape, kept = mask(page.width, page.height, mark), 1.0
    _add(page, shape, mark.grey)
    return Marked(page, kept)


@lru_cache(maxsize=16)
def mask(width: int, height: int, mark: Watermark) -> NDArray[np.uint8]:
    """Packed bits of an unbroken mark on a page of that size; not writable, for it is shared.

    Args:
        width: columns of the page.
        height: rows of the page.
        mark: what the order says of it.

    Returns:
        Shape ``(height, ceil(width / 8))``, 1 = where the mark stands, be it black or grey.
    """
    size, _ = fitted_size(width, height, mark)
    drawn = letters(mark, size, hollow=mark.style != "solid")
    high, wide = (min(n, most) for n, most in zip(drawn.shape, (height, width), strict=True))
    down, across = (drawn.shape[0] - high) // 2, (drawn.shape[1] - wide) // 2
    drawn = drawn[down : down + high, across : across + wide]
    top, left = (height - high) // 2, (width - wide) // 2
    bits = np.zeros((height, (width + 7) // 8), np.uint8)
    packed = np.packbits(np.pad(drawn, ((0, 0), (left % 8, 0))), axis=1)
    bits[top : top + high, left // 8 : left // 8 + packed.shape[1]] = packed
    bits.flags.writeable = False
    return bits


def _add(page: Rebuilt, shape: NDArray[np.uint8], grey: float) -> None:
    """Put the mark down: more ink on a bitonal page, the darker of the two on a tone page."""
    if page.bits is not None:
        ink = shape & _pattern(page.width, page.height, grey) if grey > 0 else shape
        np.bitwise_or(page.bits, ink, out=page.bits)
        return
    if page.grey is None:
        raise ValueError("a page without pixels cannot be marked")
    where = np.unpackbits(shape, axis=1)[:, : page.width]
    shade = np.where(where, np.uint8(round(grey * _WHITE)), np.uint8(_WHITE))
    np.minimum(page.grey, shade, out=page.grey)


@lru_cache(maxsize=4)
def _pattern(width: int, height: int, grey: float) -> NDArray[np.uint8]:
    """Packed dots that show a grey on paper of that size."""
    rows, columns = np.arange(height) % 4, np.arange(width) % 4
    return np.packbits(_DOTS[np.ix_(rows, columns)] >= grey, axis=1)
