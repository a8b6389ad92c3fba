"""Surviving words cut out of a page's pixels, where they cannot be drawn by themselves.

That is so on scans, and for lettering whose font will not draw it. A word is the ink that hangs
together with it: the tails of the lines above and below, and what goes beside it, stay behind;
on a grey page so does the ringing of a JPEG. It is trimmed, so that only its own shape counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.lettering import Lettering, trimmed
from goodcause.pages.page import Page
from goodcause.pages.plate import Plate

_REACH = 12  # pixels by which a reader's box cuts into letters
_PAPER = 200  # grey from here on is paper, and what rings in it
_HALF = 128
_MINE = 0.5  # of a piece of ink in the box makes it the word's


def cut_words(page: Page, plate: Plate, indices: Iterable[int]) -> dict[int, Lettering]:
    """Cut words of a page out of its plate.

    Returns:
        The lettering by index; a word without ink is not among them.
    """
    wanted = list(indices)
    if not wanted:
        return {}
    grey = plate.grey()
    found = {}
    for index in wanted:
        beside = [w.box for n, w in enumerate(page.words) if n != index]
        one = _cut(grey, page.words[index].box, beside)
        if one is not None:
            found[index] = one
    return found


@dataclass(frozen=True, slots=True)
class _Region:
    """A word's surroundings: what part of the page they are, and its pixels."""

    box: Box
    grey: NDArray[np.uint8]

    def share(self, mask: NDArray[np.bool_], box: Box) -> int:
        """How many pixels of a mask lie in a box of the page."""
        left, top = box.left - self.box.left, box.top - self.box.top
        rows = slice(max(top, 0), max(top + box.height, 0))
        return int(np.count_nonzero(mask[rows, max(left, 0) : max(left + box.width, 0)]))


def _cut(grey: NDArray[np.uint8], box: Box, beside: Sequence[Box]) -> Lettering | None:
    high, wide = grey.shape
    around = box.grown(_REACH).clipped(wide, high)
    if around.area == 0:
        return None
    region = _Region(around, grey[around.top : around.bottom, around.left : around.right])
    near = [b for b in beside if b.meets(around)]
    ink = np.where(region.grey < _PAPER, 1, 0).astype(np.uint8)
    count, labels = cv2.connectedComponents(ink, connectivity=8)
    mine = np.zeros(ink.shape, bool)
    for number in range(1, count):
        mine |= _part(region, labels == number, box, near)
    # The soft rim of a letter belongs to it; paper, and what rings in it, does not.
    picture = np.where(mine, region.grey, 255).astype(np.uint8)
    done = trimmed(picture, (box.left - around.left, box.top - around.top), 0, _HALF)
    if done is None:
        return None
    return replace(done, left=0, advance=done.width, drawn=False)


def _part(
    region: _Region, piece: NDArray[np.bool_], box: Box, near: Sequence[Box]
) -> NDArray[np.bool_]:
    """What of a piece of ink that hangs together is the word's."""
    here = region.share(piece, box)
    elsewhere = max((region.share(piece, b) for b in near), default=0)
    if elsewhere > here or here == 0:
        return np.zeros_like(piece)
    runs_on = bool(piece[:, 0].any() or piece[:, -1].any())
    if elsewhere == 0 and not runs_on and here >= _MINE * int(np.count_nonzero(piece)):
        return piece
    # It touches another word, or runs on as a ruled line does: only what is in the box.
    inside = np.zeros_like(piece)
    top, left = max(box.top - region.box.top, 0), max(box.left - region.box.left, 0)
    inside[top : top + box.height, left : left + box.width] = True
    return piece & inside
