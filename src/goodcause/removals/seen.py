"""Whether a word of the text layer can be seen: its own produced pixels must hold ink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from goodcause.base.geometry import Box
from goodcause.pages.page import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROWS = (5, 6, 4, 7)  # tenths of a box's height at which most letters have ink


def confirmed(words: Sequence[Word], bits: NDArray[np.uint8], width: int) -> tuple[Word, ...]:
    """The words whose boxes hold ink, in the same order.

    Args:
        words: words at their final places.
        bits: the rebuilt page, packed, 1 = ink, shape (height, ceil(width / 8)).
        width: columns of the page.

    Returns:
        The words that stay in the text layer. A word off the page, or over white pixels
        (white text, text behind a picture, a layer out of place), is not among them.
    """
    sight = _Glance(bits)
    return tuple(word for word in words if sight.sees(word.box) or holds_ink(word.box, bits, width))


class _Glance:
    """A quick look along a few rows of a box; most words are seen at once.

    Looking at every pixel of every word cost as much as compressing the page.
    """

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        self._raw = bits.tobytes()
        self._high, self._stride = (int(n) for n in bits.shape)
        self._blank = bytes(self._stride)

    def sees(self, box: Box) -> bool:
        """Whether one of the rows holds ink in the bytes that lie wholly in the box."""
        first, last = max(box.left, 0) // 8 + 1, min(box.right // 8, self._stride)
        top, height = box.top, box.bottom - box.top
        if first >= last or not height:
            return False
        blank = self._blank[first:last]
        for tenths in _ROWS:
            row = top + height * tenths // 10
            start = row * self._stride
            if 0 <= row < self._high and self._raw[start + first : start + last] != blank:
                return True
        return False


def holds_ink(box: Box, bits: NDArray[np.uint8], width: int) -> bool:
    """Whether at least one pixel of the box is ink."""
    box = box.clipped(width, int(bits.shape[0]))
    if box.area == 0:
        return False
    first, last = box.left // 8, (box.right - 1) // 8
    columns = bytearray(
        np.bitwise_or.reduce(bits[box.top : box.bottom, first : last + 1], axis=0).tobytes()
    )
    # A box covers whole bytes but for the two at its edges, whose outer bits are not its own.
    columns[0] &= 0xFF >> (box.left % 8)
    columns[-1] &= 0xFF << (7 - (box.right - 1) % 8) & 0xFF
    return any(columns)
