"""A page's final pixels as the compressed image that is served, in a PDF or as a file."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from goodcause.base.geometry import DPI
from goodcause.pages.plate import Mode
from goodcause.programs.libtiff import encode_g4, g4_tiff
from goodcause.removals.rebuild import Rebuilt

_QUALITY = 80
_DENSITY = struct.pack(">BHH", 1, DPI, DPI)  # dots an inch, across and down
_DENSITY_AT = 13  # SOI, then APP0: marker, length, "JFIF\0", version


@dataclass(frozen=True, slots=True)
class Picture:
    """One compressed page image.

    Attributes:
        width, height: pixels.
        mode: bitonal (a raw G4 strip) or tone (a grey baseline JPEG).
        data: the bytes.
    """

    width: int
    height: int
    mode: Mode
    data: bytes

    @property
    def extension(self) -> str:
        """Of the file that holds the image alone."""
        return "tif" if self.mode is Mode.BITONAL else "jpg"

    def file(self) -> bytes:
        """The image as a file of its own: a TIFF around the strip, or the JPEG itself."""
        if self.mode is Mode.BITONAL:
            return g4_tiff(self.data, self.width, self.height)
        return self.data


def compress(page: Rebuilt) -> Picture:
    """The page's pixels as they are served; the same pixels give the same bytes."""
    data = encode_g4(page.bits, page.width) if page.bits is not None else _jpeg(page)
    return Picture(page.width, page.height, page.mode, data)


def _jpeg(page: Rebuilt) -> bytes:
    """A grey baseline JPEG that says nothing but its pixels and its density."""
    import cv2  # noqa: PLC0415  imported late: bitonal volumes never need it

    if page.grey is None:
        raise ValueError("a tone page without pixels cannot be compressed")
    flags = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY, cv2.IMWRITE_JPEG_PROGRESSIVE, 0]
    ok, data = cv2.imencode(".jpg", page.grey, flags)
    if not ok:
        raise ValueError("a tone page could not be compressed")
    raw = data.tobytes()
    return raw[:_DENSITY_AT] + _DENSITY + raw[_DENSITY_AT + len(_DENSITY) :]
