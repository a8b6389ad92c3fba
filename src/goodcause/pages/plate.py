"""A page's pixels between reading and production: the only bridge from a source to a volume.

A plate is either *bitonal* (packed bits, 1 = ink, compressed with zstd) or *tone* (grey, as a
JPEG of ours). The writer of produced pages gets plates and values, never a source.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import zstandard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEAD = struct.Struct("<4sBII")
_MAGIC = b"GCPL"
_MAX_PIXELS = 20_000 * 20_000  # a plate that claims more was not written by us
_TONE_QUALITY = 92


class Mode(StrEnum):
    """How the pixels are kept."""

    BITONAL = "bitonal"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class Plate:
    """Pixels of one page at 300 dpi.

    Attributes:
        width, height: pixels.
        mode: bitonal or tone.
        data: zstd-compressed packed bits (rows padded to whole bytes, 1 = ink, most
            significant bit first), or JPEG bytes of the grey page.
    """

    width: int
    height: int
    mode: Mode
    data: bytes

    @classmethod
    def from_bits(cls, bits: NDArray[np.uint8], width: int) -> Plate:
        """Keep packed bits, shape (height, ceil(width / 8)), 1 = ink."""
        rows = bits if bits.flags.c_contiguous else bits.copy()
        data = zstandard.ZstdCompressor(level=1).compress(rows.data)
        return cls(width, int(bits.shape[0]), Mode.BITONAL, data)

    @classmethod
    def from_grey(cls, grey: NDArray[np.uint8]) -> Plate:
        """Keep a grey page, shape (height, width), 0 = black."""
        import cv2  # noqa: PLC0415  imported late: --help must not load it

        ok, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, _TONE_QUALITY])
        if not ok:
            raise ValueError("a grey page could not be encoded")
        height, width = grey.shape
        return cls(int(width), int(height), Mode.TONE, data.tobytes())

    def bits(self) -> NDArray[np.uint8]:
        """Packed bits, shape (height, ceil(width / 8)), 1 = ink; a fresh, writable array.

        Raises:
            ValueError: the plate is a tone plate.
        """
        import numpy as np  # noqa: PLC0415

        if self.mode is not Mode.BITONAL:
            raise ValueError("a tone plate has no bits; ask for grey()")
        stride = (self.width + 7) // 8
        raw = zstandard.ZstdDecompressor().decompress(
            self.data, max_output_size=stride * self.height
        )
        return np.frombuffer(raw, np.uint8).reshape(self.height, stride).copy()

    def grey(self) -> NDArray[np.uint8]:
        """Grey pixels, shape (height, width), 0 = black; a fresh, writable array."""
        import numpy as np  # noqa: PLC0415

        if self.mode is Mode.BITONAL:
            ink = np.unpackbits(self.bits(), axis=1)[:, : self.width]
            return np.asarray((1 - ink) * 255, np.uint8)
        import cv2  # noqa: PLC0415

        page = cv2.imdecode(np.frombuffer(self.data, np.uint8), cv2.IMREAD_GRAYSCALE)
        return np.asarray(page, np.uint8)

    def to_bytes(self) -> bytes:
        """As one blob; the same plate always gives the same bytes."""
        tone = 1 if self.mode is Mode.TONE else 0
        return _HEAD.pack(_MAGIC, tone, self.width, self.height) + self.data

    @classmethod
    def from_bytes(cls, blob: bytes) -> Plate:
        """Read a blob back.

        Raises:
            ValueError: the blob is not a plate.
        """
        if len(blob) < _HEAD.size:
            raise ValueError("not a plate: too short")
        magic, tone, width, height = _HEAD.unpack_from(blob)
        if magic != _MAGIC or width * height > _MAX_PIXELS:
            raise ValueError("not a plate")
        mode = Mode.TONE if tone else Mode.BITONAL
        return cls(width, height, mode, blob[_HEAD.size :])
