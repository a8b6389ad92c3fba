"""CCITT G4 by the libtiff inside the Pillow wheel: packed bits in, one raw strip out, and back.

Contract for both directions: bits are packed rows, most significant bit first, **1 = ink**, and
ink is coded as black. A strip therefore needs

* in a PDF: ``/CCITTFaxDecode`` with ``/K -1 /Columns w /Rows h`` and ``/BlackIs1 false`` (the
  default), as a ``/DeviceGray`` image of one bit without ``/Decode``;
* in a TIFF: compression 4 and PhotometricInterpretation 0 (white is zero), one strip.

Saving through Pillow's mode "1" costs four times as much as the coding itself, so libtiff is
called directly. It is a private file of the wheel: it is looked for once a process, must pass a
self-test on made pages, and when it is missing or fails Pillow does the same work, slower, to
the same pixels.
"""

from __future__ import annotations

import ctypes
import io
import struct
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_uint32, c_uint64, c_void_p
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.geometry import DPI

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

_WIDTH, _LENGTH, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIP_OFFSETS, _SAMPLES, _ROWS_PER_STRIP, _STRIP_COUNTS = 273, 277, 278, 279
_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 282, 283, 296
_G4, _WHITE_IS_ZERO, _INCH = 4, 0, 2
_SHORT, _LONG, _RATIONAL = 3, 4, 5

_Move = CFUNCTYPE(c_int64, c_void_p, c_void_p, c_int64)
_Seek = CFUNCTYPE(c_uint64, c_void_p, c_uint64, c_int)
_Close = CFUNCTYPE(c_int, c_void_p)
_Size = CFUNCTYPE(c_uint64, c_void_p)
_Map = CFUNCTYPE(c_int, c_void_p, POINTER(c_void_p), POINTER(c_uint64))
_Unmap = CFUNCTYPE(None, c_void_p, c_void_p, c_uint64)


class _Memory:
    """A file in memory that libtiff reads and writes through callbacks."""

    def __init__(self, data: bytes = b"") -> None:
        self.file = io.BytesIO(data)
        # libtiff keeps the pointers, so they must live as long as the file is open.
        self.callbacks = (
            _Move(self._read),
            _Move(self._write),
            _Seek(self._seek),
            _Close(lambda _: 0),
            _Size(lambda _: self.file.getbuffer().nbytes),
            _Map(lambda _a, _b, _c: 0),
            _Unmap(lambda _a, _b, _c: None),
        )

    def _read(self, _handle: int, into: int, size: int) -> int:
        data = self.file.read(size)
        ctypes.memmove(into, data, len(data))
        return len(data)

    def _write(self, _handle: int, data: int, size: int) -> int:
        return self.file.write(ctypes.string_at(data, size))

    def _seek(self, _handle: int, offset: int, whence: int) -> int:
        return self.file.seek(offset, whence)


class _Libtiff:
    """The few calls of libtiff that are needed, with their argument types."""

    def __init__(self, path: Path) -> None:
        lib = ctypes.CDLL(str(path))
        self.open = lib.TIFFClientOpen
        self.open.restype = c_void_p
        self.open.argtypes = [c_char_p, c_char_p, c_void_p, _Move, _Move, _Seek, _Close, _Size]
        self.open.argtypes += [_Map, _Unmap]
        self.close = lib.TIFFClose
        self.close.restype, self.close.argtypes = None, [c_void_p]
        # Variadic: only the fixed arguments are declared, as some platforms pass others apart.
        self.set_field = lib.TIFFSetField
        self.set_field.restype, self.set_field.argtypes = c_int, [c_void_p, c_uint32]
        self.write = lib.TIFFWriteEncodedStrip
        self.write.restype, self.write.argtypes = c_int64, [c_void_p, c_uint32, c_void_p, c_int64]
        self.read = lib.TIFFReadEncodedStrip
        self.read.restype, self.read.argtypes = c_int64, [c_void_p, c_uint32, c_void_p, c_int64]
        self.offset = lib.TIFFGetStrileOffset
        self.offset.restype, self.offset.argtypes = c_uint64, [c_void_p, c_uint32]
        self.count = lib.TIFFGetStrileByteCount
        self.count.restype, self.count.argtypes = c_uint64, [c_void_p, c_uint32]
        silent = CFUNCTYPE(None, c_char_p, c_char_p, c_void_p)
        for setter in (lib.TIFFSetErrorHandler, lib.TIFFSetWarningHandler):
            setter.restype, setter.argtypes = c_void_p, [silent]
            setter(silent(0))  # failures come back as return values; nothing goes to stderr

    def encode(self, bits: NDArray[np.uint8], width: int) -> bytes:
        """One G4 strip.

        Raises:
            ValueError: libtiff refused.
        """
        height = int(bits.shape[0])
        memory = _Memory()
        tiff = self.open(b"strip", b"w", None, *memory.callbacks)
        if not tiff:
            raise ValueError("libtiff would not open a file in memory")
        try:
            fields = (
                (_WIDTH, width),
                (_LENGTH, height),
                (_BITS, 1),
                (_SAMPLES, 1),
                (_ROWS_PER_STRIP, height),
                (_COMPRESSION, _G4),
                (_PHOTOMETRIC, _WHITE_IS_ZERO),
            )
            if not all(self.set_field(tiff, tag, c_int(value)) for tag, value in fields):
                raise ValueError("libtiff refused a field of a G4 strip")
            if self.write(tiff, 0, bits.ctypes.data, bits.nbytes) != bits.nbytes:
                raise ValueError("libtiff did not write the whole strip")
            offset, count = self.offset(tiff, 0), self.count(tiff, 0)
            return bytes(memory.file.getbuffer()[offset : offset + count])
        finally:
            self.close(tiff)

    def decode(self, strip: bytes, width: int, height: int) -> NDArray[np.uint8]:
        """The packed bits of a strip.

        Raises:
            ValueError: the decoder noticed damage; it forgives much, as a strip has no checksum.
        """
        import numpy as np  # noqa: PLC0415  imported late: --help must not load it

        memory = _Memory(g4_tiff(strip, width, height))
        tiff = self.open(b"strip", b"r", None, *memory.callbacks)
        if not tiff:
            raise ValueError("not a G4 strip")
        try:
            bits = np.zeros((height, (width + 7) // 8), np.uint8)
            if self.read(tiff, 0, bits.ctypes.data, bits.nbytes) != bits.nbytes:
                raise ValueError("a G4 strip is damaged or shorter than it says")
            return bits
        finally:
            self.close(tiff)


def encode_g4(bits: NDArray[np.uint8], width: int) -> bytes:
    """Code packed bits (shape (height, ceil(width / 8)), 1 = ink) as one raw G4 strip.

    Bits beyond ``width`` in the last byte of a row do not matter. The same pixels give the same
    bytes with the same libtiff.

    Raises:
        ValueError: the array is not packed rows of that width.
    """
    import numpy as np  # noqa: PLC0415

    if bits.dtype != np.uint8 or bits.ndim != 2 or bits.shape[1] != (width + 7) // 8:  # noqa: PLR2004  rows of bytes
        raise ValueError(f"not packed rows of {width} pixels: {bits.dtype} {bits.shape}")
    if not bits.shape[0] or not width:
        raise ValueError("a page without pixels cannot be coded")
    rows = np.ascontiguousarray(bits)
    direct = _direct()
    return direct.encode(rows, width) if direct else _pillow_encode(rows, width)


def decode_g4(strip: bytes, width: int, height: int) -> NDArray[np.uint8]:
    """The packed bits of a raw G4 strip, shape (height, ceil(width / 8)), 1 = ink.

    Raises:
        ValueError: the decoder noticed damage; it forgives much, as a strip has no checksum.
    """
    direct = _direct()
    if direct:
        return direct.decode(strip, width, height)
    return _pillow_decode(strip, width, height)


def g4_tiff(strip: bytes, width: int, height: int) -> bytes:
    """A minimal single-page TIFF at 300 dpi around a ready strip; the same strip, the same bytes.

    Layout: header, one directory of twelve entries, two resolutions, the strip.
    """
    entries = 12
    resolutions = 8 + 2 + entries * 12 + 4
    data = resolutions + 16
    fields = (
        (_WIDTH, _LONG, width),
        (_LENGTH, _LONG, height),
        (_BITS, _SHORT, 1),
        (_COMPRESSION, _SHORT, _G4),
        (_PHOTOMETRIC, _SHORT, _WHITE_IS_ZERO),
        (_STRIP_OFFSETS, _LONG, data),
        (_SAMPLES, _SHORT, 1),
        (_ROWS_PER_STRIP, _LONG, height),
        (_STRIP_COUNTS, _LONG, len(strip)),
        (_X_RESOLUTION, _RATIONAL, resolutions),
        (_Y_RESOLUTION, _RATIONAL, resolutions + 8),
        (_RESOLUTION_UNIT, _SHORT, _INCH),
    )
    directory = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in fields)
    return b"".join(
        (
            struct.pack("<2sHI", b"II", 42, 8),
            struct.pack("<H", entries),
            directory,
            struct.pack("<I", 0),
            struct.pack("<4I", DPI, 1, DPI, 1),
            strip,
        )
    )


def direct_library() -> str:
    """Name of the libtiff file called directly; empty when Pillow does the coding."""
    direct = _direct()
    return _candidates()[0].name if direct else ""


@cache
def _direct() -> _Libtiff | None:
    """The wheel's libtiff when it is there and codes made pages to the right pixels."""
    for path in _candidates():
        try:
            library = _Libtiff(path)
        except (OSError, AttributeError):
            continue
        if _works(library.encode, library.decode):
            return library
    return None


@cache
def _candidates() -> tuple[Path, ...]:
    import PIL._imaging  # noqa: PLC0415  loads the wheel's libraries, so that ours finds its own

    package = Path(PIL.__file__).parent
    folders = (package.parent / "pillow.libs", package / ".dylibs")
    found = chain.from_iterable(sorted(folder.glob("libtiff*")) for folder in folders)
    return tuple(found)


def _works(
    encode: Callable[[NDArray[np.uint8], int], bytes],
    decode: Callable[[bytes, int, int], NDArray[np.uint8]],
) -> bool:
    """Whether made pages survive: through the library itself, and as Pillow reads them."""
    import numpy as np  # noqa: PLC0415

    height, width = 41, 61
    y, x = np.mgrid[0:height, 0:width]
    pages = (y * 0, y * 0 + 1, (x * 7 + y * 13) % 11 < 4, x % 2, np.logical_xor(x < 20, y > 30))  # noqa: PLR2004
    for page in pages:
        bits = np.packbits(page.astype(np.uint8), axis=1)
        try:
            strip = encode(bits, width)
            same = np.array_equal(decode(strip, width, height), bits)
        except ValueError:
            return False
        if not same or not np.array_equal(_pillow_decode(strip, width, height), bits):
            return False
    return True


def _pillow_encode(bits: NDArray[np.uint8], width: int) -> bytes:
    """The same strip by way of a TIFF file that Pillow writes."""
    from PIL import Image, TiffImagePlugin  # noqa: PLC0415

    height = int(bits.shape[0])
    page = Image.frombytes("1", (width, height), bits.tobytes(), "raw", "1;I")
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[_ROWS_PER_STRIP] = height  # by default Pillow cuts a page into many strips
    info[_PHOTOMETRIC] = _WHITE_IS_ZERO
    out = io.BytesIO()
    page.save(out, "TIFF", compression="group4", tiffinfo=info)
    with Image.open(out) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]  # Pillow types the base class only
        offsets, counts = tags[_STRIP_OFFSETS], tags[_STRIP_COUNTS]
        white_is_zero = tags[_PHOTOMETRIC] == _WHITE_IS_ZERO
    if len(offsets) != 1 or not white_is_zero:
        raise ValueError("Pillow did not write a single strip with white as zero")
    return out.getvalue()[offsets[0] : offsets[0] + counts[0]]


def _pillow_decode(strip: bytes, width: int, height: int) -> NDArray[np.uint8]:
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(g4_tiff(strip, width, height))) as page:
            rows = page.tobytes("raw", "1;I")
    except (OSError, SyntaxError) as e:
        raise ValueError("a G4 strip is damaged or shorter than it says") from e
    bits = np.frombuffer(rows, np.uint8).reshape(height, (width + 7) // 8).copy()
    if width % 8:
        bits[:, -1] &= 0xFF << (8 - width % 8) & 0xFF
    return bits
