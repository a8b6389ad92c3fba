"""Checks produced page images: nothing in them but the page, and decoded for the attacks."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodcause.programs.libtiff import decode_g4, encode_g4

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_PIXELS = 400_000_000
_ALLOWED = {0xDB: "DQT", 0xC0: "SOF0", 0xC4: "DHT", 0xDA: "SOS"}
_EOFB = 0x001001
_APP0, _SOF0, _SOF0_LENGTH = 0xE0, 0xC0, 9
_JFIF = b"JFIF\0\x01"
_DENSITY = b"\x01\x01\x2c\x01\x2c\0\0"  # dots an inch, 300 x 300, no thumbnail
_TIFF_TAGS = (256, 257, 258, 259, 262, 273, 277, 278, 279, 282, 283, 296)
_PATTERN = (2700, 160)  # pixels
_PATTERN_DIGEST = "48d810323ec0aee12fdc87ce1311ee994d362a2e300cb929dd58f15c20927005"
_SHORT, _LONG, _RATIONAL = 3, 4, 5


class PictureError(ValueError):
    """An image that is not made as the format says."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The pixels of one produced page.

    Attributes:
        width, height: pixels.
        bits: packed rows, 1 = ink, of a bitonal page; None for a tone page.
        grey: of a tone page; None for a bitonal one.
    """

    width: int
    height: int
    bits: NDArray[np.uint8] | None
    grey: NDArray[np.uint8] | None

    def same(self, other: Picture) -> bool:
        """Whether two pictures agree in every pixel."""
        import numpy as np  # noqa: PLC0415 - see crop

        pairs = ((self.bits, other.bits), (self.grey, other.grey))
        return (self.width, self.height) == (other.width, other.height) and all(
            (a is None and b is None) or (a is not None and b is not None and np.array_equal(a, b))
            for a, b in pairs
        )

    def crop(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """A part of the page as grey pixels, 0 = ink."""
        import numpy as np  # noqa: PLC0415 - heavy; only a verification needs it

        if self.grey is not None:
            return self.grey[top:bottom, left:right]
        if self.bits is None:
            raise PictureError("the picture has no pixels")
        first = left // 8
        rows = self.bits[top:bottom, first : (right + 7) // 8]
        ink = np.unpackbits(rows, axis=1)[:, left - 8 * first : right - 8 * first]
        return np.where(ink, np.uint8(0), np.uint8(255))

    def whole(self) -> NDArray[np.uint8]:
        """The page as grey pixels, 0 = ink."""
        return self.crop(0, 0, self.width, self.height)


def g4_picture(strip: bytes, width: int, height: int) -> Picture:
    """Decode a G4 strip that must be exactly what its own pixels encode to.

    Where this machine's coder codes otherwise than the format's (see `coder_agrees`), the strip
    must not be notably longer than that coder's own: what could hide in it is then bounded.

    Raises:
        PictureError: it does not decode to that size, or carries anything besides.
    """
    if min(width, height) < 1 or width * height > _MOST_PIXELS:
        raise PictureError("the image claims a size that no page has")
    if not _ends_with_eofb(strip):
        raise PictureError("the G4 strip does not end with its end mark and padding")
    try:
        bits = decode_g4(strip, width, height)
        again = encode_g4(bits, width)
    except (ValueError, OSError) as e:
        raise PictureError("the G4 strip does not decode to its size") from e
    same = again == strip if coder_agrees() else len(strip) <= len(again) + len(again) // 50 + 64
    if not same:
        raise PictureError("the G4 strip holds more than the pixels of the page")
    return Picture(width, height, bits, None)


@cache
def coder_agrees() -> bool:
    """Whether this machine codes Group 4 as the format's page does, told by a made pattern.

    The standard leaves a coder little freedom but some; another libtiff may use it otherwise.
    """
    import hashlib  # noqa: PLC0415 - asked once

    import numpy as np  # noqa: PLC0415 - heavy, see above

    # Runs of every length up to wide margins, lines that follow, pass and leave the one above.
    across, down = np.arange(_PATTERN[0]), np.arange(_PATTERN[1])[:, None]
    ink = (across * (down % 37 + 1) // 97 + down // 5) % 7 < 3  # noqa: PLR2004 - the pattern
    ink &= (across < 60 * (down % 40)) | (across > 2400)  # noqa: PLR2004 - the pattern
    strip = encode_g4(np.packbits(ink, axis=1), _PATTERN[0])
    return hashlib.sha256(strip).hexdigest() == _PATTERN_DIGEST


def jpeg_picture(data: bytes) -> Picture:
    """Decode a grey baseline JPEG of the allowed segments.

    Raises:
        PictureError: another segment, colour, a comment, trailing bytes or damage.
    """
    _check_segments(data)
    import numpy as np  # noqa: PLC0415 - heavy, see above
    from PIL import Image  # noqa: PLC0415 - heavy, see above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
                if image.mode != "L" or image.width * image.height > _MOST_PIXELS:
                    raise PictureError("the JPEG is not a grey page")
                grey = np.array(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as e:
        raise PictureError("the JPEG cannot be decoded") from e
    return Picture(grey.shape[1], grey.shape[0], None, grey)


def tiff_strip(data: bytes) -> tuple[bytes, int, int]:
    """The one G4 strip of a served TIFF file, with the width and height it claims.

    Raises:
        PictureError: any other tag, value, order or byte than the format allows.
    """
    try:
        return _tiff_strip(data)
    except struct.error as e:
        raise PictureError("the TIFF file is cut off") from e


def _tiff_strip(data: bytes) -> tuple[bytes, int, int]:
    if struct.unpack_from("<2sHI", data) != (b"II", 42, 8):
        raise PictureError("the TIFF file does not begin with its header and directory")
    (count,) = struct.unpack_from("<H", data, 8)
    if count != len(_TIFF_TAGS):
        raise PictureError("the TIFF directory does not have its twelve entries")
    values: dict[int, int] = {}
    for at in range(count):
        tag, kind, many, value = struct.unpack_from("<HHII", data, 10 + 12 * at)
        if tag != _TIFF_TAGS[at] or many != 1 or kind not in (_SHORT, _LONG, _RATIONAL):
            raise PictureError(f"the TIFF directory holds tag {tag}, which is not allowed there")
        values[tag] = value & 0xFFFF if kind == _SHORT else value
        if kind == _SHORT and value >> 16:
            raise PictureError("a TIFF entry hides bytes beside its value")
    end = 10 + 12 * count
    if struct.unpack_from("<I", data, end)[0]:
        raise PictureError("the TIFF file holds a second directory")
    _check_tiff_values(data, values, end + 4)
    strip = data[values[273] : values[273] + values[279]]
    return strip, values[256], values[257]


def _check_tiff_values(data: bytes, values: dict[int, int], after: int) -> None:
    fixed = {258: 1, 259: 4, 262: 0, 277: 1, 278: values[257], 282: after, 283: after + 8, 296: 2}
    for tag, expected in fixed.items():
        if values[tag] != expected:
            raise PictureError(f"TIFF tag {tag} has a value the format does not allow")
    if struct.unpack_from("<4I", data, after) != (300, 1, 300, 1):
        raise PictureError("the TIFF file does not say 300 dots an inch")
    if values[273] != after + 16 or values[273] + values[279] != len(data):
        raise PictureError("bytes stand before or after the TIFF file's one strip")


def _ends_with_eofb(strip: bytes) -> bool:
    tail = int.from_bytes(strip[-4:], "big")
    zeros = (tail & -tail).bit_length() - 1 if tail else 32
    return zeros < 8 and (tail >> zeros) & 0xFFFFFF == _EOFB  # noqa: PLR2004 - bits of a byte


def _check_segments(data: bytes) -> None:
    if not data.startswith(b"\xff\xd8\xff\xe0"):
        raise PictureError("the JPEG does not begin with SOI and APP0")
    at, seen = 2, list[str]()
    while True:
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            raise PictureError("the JPEG is cut off or holds bytes between its segments")
        mark, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        name = _segment(mark, body, first=not seen)
        seen.append(name)
        at += 2 + length
        if name == "SOS":
            break
    order = [name for i, name in enumerate(seen) if not i or name != seen[i - 1]]
    if order != ["APP0", "DQT", "SOF0", "DHT", "SOS"]:
        raise PictureError("the JPEG's segments do not stand in the allowed order")
    _check_scan(data, at)


def _segment(mark: int, body: bytes, *, first: bool) -> str:
    if first and mark == _APP0:
        if body[:6] != _JFIF or body[7:] != _DENSITY:
            raise PictureError("the JPEG's APP0 is not a plain JFIF header of 300 dots an inch")
        return "APP0"
    if mark not in _ALLOWED:
        raise PictureError(f"the JPEG holds a segment of kind {mark:02X}, which is not allowed")
    if mark == _SOF0 and (len(body) != _SOF0_LENGTH or (body[0], body[5]) != (8, 1)):
        raise PictureError("the JPEG is not one grey component of 8 bits")
    return _ALLOWED[mark]


def _check_scan(data: bytes, at: int) -> None:
    end = data.find(b"\xff", at)
    while 0 <= end < len(data) - 1 and data[end + 1] == 0:
        end = data.find(b"\xff", end + 2)
    if end < 0 or data[end:] != b"\xff\xd9":
        raise PictureError("something other than the end mark follows the JPEG's picture")
