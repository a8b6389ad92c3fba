"""PDF pages that are one picture and nothing else: the picture's own pixels, without rendering.

Decoding the stream is several times cheaper than rendering it and keeps the scanner's pixel
grid. Every condition below must hold; where one does not, the page is rendered as any other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from goodcause.intake.limits import Limits
from goodcause.intake.streams import filter_of, unpacked
from goodcause.pages.blocks import JPEG, Blocks
from goodcause.pages.images import blocks_on, fit
from goodcause.pages.pdfium import PdfPage
from goodcause.programs.libtiff import decode_g4

_CLOSE = 0.005  # of the page: how nearly the picture must fill it
_BYTE = 8
_PLAIN = {"/DeviceGray": 1, "/DeviceRGB": 3, "/CalGray": 1, "/CalRGB": 3}
_MASKS = ("/SMask", "/Mask", "/Decode", "/ImageMask", "/SMaskInData", "/Alternates", "/Matte")


def embedded(
    page: PdfPage,
    image: Any,
    source: pikepdf.Page,
    limits: Limits,
) -> NDArray[np.uint8] | None:
    """The page in grey from the stream of its only image, or nothing when it must be rendered.

    Args:
        page: the loaded page.
        image: its only object.
        source: the same page as pikepdf sees it.
        limits: bounds on pixels.
    """
    if not _fills(page, image):
        return None
    stream = _only_image(source)
    if stream is None:
        return None
    width, height = _number(stream.get("/Width")), _number(stream.get("/Height"))
    if width < 1 or height < 1 or width * height > limits.max_image_pixels:
        return None
    picture = _decoded(stream, width, height)
    if picture is None or picture.shape != (height, width):
        return None
    turns = int(pdfium.FPDFPage_GetRotation(page.raw)) % 4
    if turns:
        picture = np.ascontiguousarray(np.rot90(picture, -turns))
    return fit(picture, page.width, page.height)


def embedded_blocks(page: PdfPage, source: pikepdf.Page) -> Blocks | None:
    """The grid of the picture that `embedded` gave, where it was packed as a JPEG."""
    stream = _only_image(source)
    if stream is None or filter_of(stream) != "/DCTDecode":
        return None
    size = _number(stream.get("/Width")), _number(stream.get("/Height"))
    turns = int(pdfium.FPDFPage_GetRotation(page.raw)) % 4
    shown = (page.height, page.width) if turns % 2 else (page.width, page.height)
    blocks = blocks_on(JPEG, size, shown)
    return blocks.relaid(turns * 90) if turns else blocks


def _fills(page: PdfPage, image: Any) -> bool:
    """Whether the picture stands upright in the page's own space and covers what is shown."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(image, matrix):
        return False
    clip = pdfium.FPDFPageObj_GetClipPath(image)
    if clip and pdfium.FPDFClipPath_CountPaths(clip) > 0:
        return False
    if abs(matrix.b) > _CLOSE * abs(matrix.a) or abs(matrix.c) > _CLOSE * abs(matrix.d):
        return False
    if matrix.a <= 0 or matrix.d <= 0:
        return False  # mirrored: PDFium knows how
    box = _crop(page)
    if box is None:
        return False
    left, bottom, right, top = box
    slack = _CLOSE * max(right - left, top - bottom)
    edges = (
        matrix.e - left,
        matrix.f - bottom,
        matrix.e + matrix.a - right,
        matrix.f + matrix.d - top,
    )
    return all(abs(edge) <= slack for edge in edges)


def _crop(page: PdfPage) -> tuple[float, float, float, float] | None:
    """The part of the page's own space that is shown."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, box):
        return None
    return box.left, box.bottom, box.right, box.top


def _only_image(source: pikepdf.Page) -> Any | None:
    """The page's image stream when it is the only thing its resources name and is plain."""
    try:
        streams = list(source.resources["/XObject"].values())
        if len(streams) != 1 or str(streams[0].get("/Subtype")) != "/Image":
            return None
        if any(key in streams[0] for key in _MASKS):
            return None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return streams[0]


def _decoded(stream: Any, width: int, height: int) -> NDArray[np.uint8] | None:
    try:
        decoder = _DECODERS.get(filter_of(stream) or "")
        return decoder(stream, width, height) if decoder else None
    except (pikepdf.PdfError, cv2.error, ValueError, TypeError, KeyError, AttributeError):
        return None  # anything unusual is left to the renderer, which forgives more


def _jpeg(stream: Any, _width: int, _height: int) -> NDArray[np.uint8] | None:
    if _channels(stream) is None or _number(stream.get("/BitsPerComponent")) != _BYTE:
        return None
    data = np.frombuffer(stream.read_raw_bytes(), np.uint8)
    # In a PDF the EXIF orientation means nothing.
    flags = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
    return np.asarray(cv2.imdecode(data, flags), np.uint8)


def _fax(stream: Any, width: int, height: int) -> NDArray[np.uint8] | None:
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[0] if len(parameters) == 1 else None
    if not isinstance(parameters, pikepdf.Dictionary) or _channels(stream) != 1:
        return None
    said = parameters
    plain = not any(key in said for key in ("/EncodedByteAlign", "/DamagedRowsBeforeError"))
    if not plain or _number(said.get("/K")) >= 0 or _number(said.get("/Columns", 1728)) != width:
        return None
    bits = decode_g4(bytes(stream.read_raw_bytes()), width, height)
    ink = np.unpackbits(bits, axis=1)[:, :width]
    # Coded black is 0, and so black, unless BlackIs1 says that it is 1, which is white in grey.
    black_is_white = bool(said.get("/BlackIs1", False))
    return np.asarray((ink if black_is_white else 1 - ink) * 255, np.uint8)


def _flate(stream: Any, width: int, height: int) -> NDArray[np.uint8] | None:
    channels = _channels(stream)
    if channels is None or _number(stream.get("/BitsPerComponent")) != _BYTE:
        return None
    size = width * height * channels
    data = np.frombuffer(unpacked(stream, size), np.uint8)
    if data.size < size:
        return None
    pixels = data.reshape(height, width, channels)
    if channels == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


_DECODERS: dict[str, Callable[[Any, int, int], NDArray[np.uint8] | None]] = {
    "/DCTDecode": _jpeg,
    "/CCITTFaxDecode": _fax,
    "/FlateDecode": _flate,
}


def _channels(stream: Any) -> int | None:
    """One or three for the plain colour spaces, nothing for any other."""
    space = stream.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space):
        name = str(space[0])
        if name == "/ICCBased":
            count = _number(space[1].get("/N"))
            return count if count in {1, 3} else None
        return _PLAIN.get(name)
    return _PLAIN.get(str(space)) if space is not None else None


def _number(value: Any) -> int:
    """A whole number from a stranger's file; 0 when it is none."""
    try:
        return int(value) if value is not None else 0
    except (TypeError, ValueError, OverflowError):
        return 0
