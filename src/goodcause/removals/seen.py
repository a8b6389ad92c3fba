"""Whether a word of the text layer can be seen: its own produced pixels must hold ink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from goodcause.base.geometry import Box
from goodcause.pages.page import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
    return tuple(word for word in words if holds_ink(word.box, bits, width))


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
