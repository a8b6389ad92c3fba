"""Pixels of one page while it is read: grey, ink, and a quarter-size picture of the ink.

Arrays are padded with white to whole bytes across and to multiples of four down, because
halving twice is many times cheaper when the sides divide.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.plate import Plate

cv2.setNumThreads(1)  # pages are spread over processes; threads inside one only add cost

SHRINK = 4
"""A pixel of the thumbnail is this many pixels of the page each way."""

_STRIP = 256  # rows worked on at a time
CUT = 160
"""Born-digital pages: lighter than this is paper. Shaded table headings (80 % white and lighter)
go white, grey lettering down to 60 % stays."""


@dataclass(frozen=True, slots=True)
class Raster:
    """One page as arrays.

    Attributes:
        width, height: pixels of the page, without padding.
        grey: 0 = black; padded.
        ink: 255 where there is ink, 0 elsewhere; padded.
        thumb: share of ink (0 to 255) of each square of four by four pixels.
    """

    width: int
    height: int
    grey: NDArray[np.uint8]
    ink: NDArray[np.uint8]
    thumb: NDArray[np.uint8]

    @property
    def page_grey(self) -> NDArray[np.uint8]:
        """The grey page without padding."""
        return self.grey[: self.height, : self.width]

    @property
    def page(self) -> Box:
        """The page as a box."""
        return Box(0, 0, self.width, self.height)

    def plate(self) -> Plate:
        """The page's ink as a bitonal plate."""
        # Rows are whole bytes: packed as one long row, which is three times faster, they are alike.
        rows = np.ascontiguousarray(self.ink[: self.height])
        bits = np.packbits(rows.reshape(-1)).reshape(self.height, -1)
        return Plate.from_bits(bits, self.width)

    def tone_plate(self) -> Plate:
        """The page's grey pixels as a tone plate."""
        return Plate.from_grey(np.ascontiguousarray(self.page_grey))


class Canvas:
    """White paper that is used again for page after page, as fresh memory costs time."""

    def __init__(self) -> None:
        self._grey = np.empty(0, np.uint8)
        self._ink = np.empty(0, np.uint8)

    def blank(self, width: int, height: int) -> NDArray[np.uint8]:
        """A white padded page; the one handed out before is overwritten."""
        rows, columns = padded(width, height)
        if self._grey.size < rows * columns:
            self._grey = np.empty(rows * columns, np.uint8)
            self._ink = np.empty(rows * columns, np.uint8)
        page = self._grey[: rows * columns].reshape(rows, columns)
        page.fill(255)
        return page

    def ink(self, shape: tuple[int, int]) -> NDArray[np.uint8]:
        """Room for the ink of a page of that padded shape."""
        rows, columns = shape
        if self._ink.size < rows * columns:
            self._ink = np.empty(rows * columns, np.uint8)
        return self._ink[: rows * columns].reshape(shape)


def padded(width: int, height: int) -> tuple[int, int]:
    """Rows and columns of the padded arrays of a page."""
    return -(-height // SHRINK) * SHRINK, -(-width // 8) * 8


def shrink(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A padded picture at a quarter of its size, each pixel the mean of sixteen."""
    rows, columns = picture.shape
    small = np.empty((rows // SHRINK, columns // SHRINK), np.uint8)
    for top in range(0, rows, _STRIP):
        _shrink(picture[top : top + _STRIP], small[top // SHRINK : (top + _STRIP) // SHRINK])
    return small


def _shrink(picture: NDArray[np.uint8], into: NDArray[np.uint8]) -> None:
    """Halve twice; the halves of a strip stay in the processor's own memory."""
    rows, columns = picture.shape
    half = cv2.resize(picture, (columns // 2, rows // 2), interpolation=cv2.INTER_AREA)
    cv2.resize(half, (columns // SHRINK, rows // SHRINK), dst=into, interpolation=cv2.INTER_AREA)


def make_raster(
    grey: NDArray[np.uint8], width: int, height: int, canvas: Canvas, cut: int = CUT
) -> Raster:
    """Tell ink from paper on a padded grey page: darker than or equal to ``cut`` is ink."""
    rows, columns = grey.shape
    ink = canvas.ink((rows, columns))
    thumb = np.empty((rows // SHRINK, columns // SHRINK), np.uint8)
    for top in range(0, rows, _STRIP):
        strip = ink[top : top + _STRIP]
        cv2.threshold(grey[top : top + _STRIP], cut, 255, cv2.THRESH_BINARY_INV, dst=strip)
        _shrink(strip, thumb[top // SHRINK : (top + _STRIP) // SHRINK])
    return Raster(width, height, grey, ink, thumb)


def with_ink(raster: Raster, ink: NDArray[np.uint8]) -> Raster:
    """The same page with another opinion of what is ink."""
    return Raster(raster.width, raster.height, raster.grey, ink, shrink(ink))


def pad(grey: NDArray[np.uint8], canvas: Canvas) -> NDArray[np.uint8]:
    """A page copied onto padded white paper."""
    height, width = grey.shape
    paper = canvas.blank(width, height)
    paper[:height, :width] = grey
    return paper
