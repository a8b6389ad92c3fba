"""Born-digital pages: their pixels and the words drawn on them, by PDFium.

Words come with loose boxes (advance and ascent), because tight ones leave ink outside. Text
that is drawn so that nobody can see it is told apart here where the page says so (invisible
rendering, covered by an image); the ink test in ``ink`` finds the rest.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.blocks import COLOURED, WAVELETS, Blocks, coarsest
from goodcause.pages.charboxes import word_boxes
from goodcause.pages.lines import Spot
from goodcause.pages.pdfium import PdfPage
from goodcause.pages.raster import Canvas
from goodcause.pages.shapes import Fonts

_INVISIBLE = {3, 7}  # text rendering modes that put no ink on the page
_MOST_OBJECTS = 20_000
_MOST_CHARACTERS = 400_000  # of one page; more is a bomb, and is left to the ink
_DEEPEST = 4
_COVERS = 0.8  # of the page: an image this large hides the text drawn before it
_WIDEST = 200.0  # pixels: a picture of blocks any larger shows no letters
_FINE = 16  # device units a pixel when the page's transformation is measured

# A word ends at white space, and after U+FFFE, which stands for a hyphen at the end of a line.
_WORD = re.compile(r"[^\s\ufffe]+\ufffe?")
_JUNK = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Objects:
    """What a page is drawn with.

    Attributes:
        texts, images, others: how many of each, within forms too; at most the cap.
        unseen: addresses of text objects that nobody can see.
        said: addresses of those of which the page says that they mean other text.
        image: the page's only object, when that is an image at top level.
        pictured: share of the page under images, 0 to 1 and above where they overlap.
        blocks: the grid of the lossy ones among the images.
    """

    texts: int
    images: int
    others: int
    unseen: frozenset[int]
    said: frozenset[int]
    image: Any
    pictured: float
    blocks: Blocks | None = None


def objects_of(page: PdfPage) -> Objects:
    """Look through the objects of a page, in drawing order, forms included."""
    counts = {pdfium.FPDF_PAGEOBJ_TEXT: 0, pdfium.FPDF_PAGEOBJ_IMAGE: 0}
    others = 0
    earlier: list[int] = []
    unseen: set[int] = set()
    said: set[int] = set()
    top = int(pdfium.FPDFPage_CountObjects(page.raw))
    only = pdfium.FPDFPage_GetObject(page.raw, 0) if top == 1 else None
    area = max(_page_area(page), 1.0)
    pictured = 0.0
    lossy: list[Blocks] = []
    for kind, handle in _walk(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(handle, ctypes.c_void_p).value or 0
            earlier.append(address)
            if pdfium.FPDFTextObj_GetTextRenderMode(handle) in _INVISIBLE:
                unseen.add(address)
            if pdfium.FPDFPageObj_CountMarks(handle) > 0 and _means_other(handle):
                said.add(address)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            share = _area(handle) / area
            pictured += share
            lossy += _blocks(page, handle)
            if earlier and share >= _COVERS:
                unseen.update(earlier)
        else:
            others += 1
        if kind in counts:
            counts[kind] += 1
    texts, images = counts[pdfium.FPDF_PAGEOBJ_TEXT], counts[pdfium.FPDF_PAGEOBJ_IMAGE]
    image = only if (texts, images, others) == (0, 1, 0) else None
    hidden = frozenset(unseen), frozenset(said)
    return Objects(texts, images, others, *hidden, image, pictured, coarsest(lossy))


def _means_other(handle: Any) -> bool:
    """Whether a text object is marked with text that it is to be read as.

    PDFium's text page gives that text, wherever it comes from, in place of what is drawn.
    """
    absent = pdfium.FPDF_OBJECT_UNKNOWN
    for n in range(pdfium.FPDFPageObj_CountMarks(handle)):
        mark = pdfium.FPDFPageObj_GetMark(handle, n)
        if pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") != absent:
            return True
    return False


_LOSSY = {b"DCTDecode": COLOURED, b"JPXDecode": WAVELETS}


def _blocks(page: PdfPage, handle: Any) -> list[Blocks]:
    """The grid of one image as it is drawn, where it was packed with loss; else nothing."""
    name = ctypes.create_string_buffer(32)
    for index in range(int(pdfium.FPDFImageObj_GetImageFilterCount(handle))):
        pdfium.FPDFImageObj_GetImageFilter(handle, index, name, len(name))
        if name.value in _LOSSY:
            break
    else:
        return []
    wide, high, matrix = ctypes.c_uint(), ctypes.c_uint(), pdfium.FS_MATRIX()
    pdfium.FPDFImageObj_GetImagePixelSize(handle, wide, high)
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix) or not (wide.value and high.value):
        return []
    # Whichever way it is turned, no block is wider or higher than its longer side.
    across = math.hypot(matrix.a, matrix.b) / wide.value
    down = math.hypot(matrix.c, matrix.d) / high.value
    unit = max(page.width, page.height) / max(
        pdfium.FPDF_GetPageWidthF(page.raw), pdfium.FPDF_GetPageHeightF(page.raw), 1.0
    )
    side = min(_LOSSY[name.value] * max(across, down) * unit, _WIDEST)
    return [Blocks(side, side)]


def _page_area(page: PdfPage) -> float:
    """Square points of a page as shown."""
    return float(pdfium.FPDF_GetPageWidthF(page.raw) * pdfium.FPDF_GetPageHeightF(page.raw))


def render(page: PdfPage, canvas: Canvas, *, pictures: bool) -> NDArray[np.uint8]:
    """The page in grey at 300 dpi, padded.

    Args:
        page: the page.
        canvas: paper to draw on; the array returned is the canvas's own.
        pictures: whether it shows images, which are faster drawn in colour and then greyed.
    """
    paper = canvas.blank(page.width, page.height)
    stride = paper.shape[1]
    if not pictures:
        _draw(page, paper, pdfium.FPDFBitmap_Gray, stride)
        return paper
    colour = np.full((page.height, stride, 3), 255, np.uint8)
    _draw(page, colour, pdfium.FPDFBitmap_BGR, stride * 3)
    cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY, dst=paper[: page.height])
    return paper


def _draw(page: PdfPage, paper: NDArray[np.uint8], kind: int, stride: int) -> None:
    start = ctypes.c_void_p(paper.ctypes.data)
    bitmap = pdfium.FPDFBitmap_CreateEx(page.width, page.height, kind, start, stride)
    size = (0, 0, page.width, page.height)
    pdfium.FPDF_RenderPageBitmap(bitmap, page.raw, *size, 0, pdfium.FPDF_ANNOT)
    pdfium.FPDFBitmap_Destroy(bitmap)


Glyphs = dict[Spot, tuple[str, ...]]
"""Of words whose fonts may lie: the keys of the glyphs that they are drawn with."""


def words_of(
    page: PdfPage, unseen: frozenset[int], fonts: Fonts | None = None
) -> tuple[list[Spot], list[Spot], Glyphs]:
    """The words of a page, and apart from them those that lie off it or are drawn unseen.

    Args:
        page: the page.
        unseen: addresses of text objects whose text is not to be believed.
        fonts: the document's, where its fonts may lie.
    """
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        return [], [], {}
    try:
        return _words(page, text_page, unseen, fonts)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _words(
    page: PdfPage, text_page: Any, unseen: frozenset[int], fonts: Fonts | None
) -> tuple[list[Spot], list[Spot], Glyphs]:
    seen: list[Spot] = []
    hidden: list[Spot] = []
    glyphs: Glyphs = {}
    for place in placed_words(page, text_page):
        spot = Spot(place.text, place.box)
        if not place.shown or (unseen and _address(text_page, place.first) in unseen):
            hidden.append(spot)
            continue
        seen.append(spot)
        if fonts is not None:
            drawn = pdfium.FPDFText_GetTextObject(text_page, place.first)
            font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
            if font:
                glyphs[spot] = fonts.glyphs(font, place.text)
    return seen, hidden, glyphs


class Place(NamedTuple):
    """A word of a text page: its character numbers, the end exclusive, and its box in pixels.

    ``shown`` tells whether the box lies on the page.
    """

    text: str
    first: int
    end: int
    box: Box
    shown: bool


def placed_words(page: PdfPage, text_page: Any) -> list[Place]:
    """Every word that a text page holds, seen or not, in its own order."""
    characters = min(int(pdfium.FPDFText_CountChars(text_page)), _MOST_CHARACTERS)
    if characters <= 0:
        return []
    text = _text(text_page, characters)
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return []
    spans, places = word_boxes(text_page, spans)
    boxes, on_page = _device(page, places)
    found = []
    for (start, end), box, shown in zip(spans, boxes.tolist(), on_page.tolist(), strict=True):
        word = _clean(text[start:end])
        if word:
            found.append(Place(word, start, end, Box(*box), shown))
    return found


def _clean(word: str) -> str:
    """The word without what no printed word holds; empty when nothing is left."""
    if word.isascii() and word.isprintable():
        return word
    if word[-1] == "\ufffe":
        word = word[:-1] + "-"
    return _JUNK.sub("", word).strip()


def _text(text_page: Any, count: int) -> str:
    """One character for each of PDFium's, so that places in it are its character numbers."""
    buffer = np.zeros(count + 1, np.uint16)
    into = buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    got = int(pdfium.FPDFText_GetText(text_page, 0, count, into)) - 1
    if got == count:
        text = buffer[:count].tobytes().decode("utf-16-le", "surrogatepass")
        if len(text) == count and not _SURROGATE.search(text):
            return text
    # Some characters are left out or take two units: ask for each by its number.
    codes = (int(pdfium.FPDFText_GetUnicode(text_page, i)) for i in range(count))
    return "".join(chr(code) if 0 < code <= sys.maxunicode else "\x00" for code in codes)


_SURROGATE = re.compile("[\ud800-\udfff]")


def _device(
    page: PdfPage, boxes: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Boxes of the page's own space as whole pixels, outward; and which are on the page.

    A word is on the page when at least half of its box is, and its box ends where the page does.
    """
    (xx, xy, x0), (yx, yy, y0) = transformation(page)
    left, top, right, bottom = boxes.T
    across = np.stack([xx * x + xy * y + x0 for x in (left, right) for y in (top, bottom)])
    down = np.stack([yx * x + yy * y + y0 for x in (left, right) for y in (top, bottom)])
    edges = (across.min(axis=0), down.min(axis=0), across.max(axis=0), down.max(axis=0))
    low, high = np.floor(np.stack(edges[:2]) + 0.02), np.ceil(np.stack(edges[2:]) - 0.02)
    whole = np.nan_to_num(np.concatenate([low, high]), nan=-1.0)
    whole = np.clip(whole, -1_000_000, 1_000_000).astype(np.int64).T
    clipped = np.clip(whole, 0, [page.width, page.height, page.width, page.height])
    area, part = _areas(whole), _areas(clipped)
    on_page = (part > 0) & (2 * part >= area)
    return np.where(on_page[:, None], clipped, whole), on_page


def _areas(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]), np.int64)


def transformation(page: PdfPage) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """How the page's own space maps to pixels: it may be turned and cropped."""
    x, y = ctypes.c_int(), ctypes.c_int()
    size = (page.width * _FINE, page.height * _FINE)
    reach = 1000.0

    def place(across: float, down: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, across, down, x, y)
        return x.value / _FINE, y.value / _FINE

    (x0, y0), (x1, y1), (x2, y2) = place(0, 0), place(reach, 0), place(0, reach)
    row_x = ((x1 - x0) / reach, (x2 - x0) / reach, x0)
    row_y = ((y1 - y0) / reach, (y2 - y0) / reach, y0)
    return row_x, row_y


def _address(text_page: Any, index: int) -> int:
    handle = pdfium.FPDFText_GetTextObject(text_page, index)
    return ctypes.cast(handle, ctypes.c_void_p).value or 0 if handle else 0


def _walk(raw: Any) -> Iterator[tuple[int, Any]]:
    """Every object that is not a form, in drawing order."""
    left = _MOST_OBJECTS
    stack = [iter(_children(raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject))]
    while stack and left:
        handle = next(stack[-1], None)
        if handle is None:
            stack.pop()
            continue
        left -= 1
        kind = int(pdfium.FPDFPageObj_GetType(handle))
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(stack) <= _DEEPEST:
            count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            stack.append(iter(_children(handle, count, get)))
        else:
            yield kind, handle


def _children(holder: Any, count: Any, get: Any) -> Iterator[Any]:
    for index in range(count(holder)):
        yield get(holder, index)


def _area(handle: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return 0.0
    return float((right.value - left.value) * (top.value - bottom.value))
