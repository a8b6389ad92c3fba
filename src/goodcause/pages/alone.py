"""Words of born-digital pages drawn by themselves, from their own fonts, always in one place.

What a page shows of a word tells where on the line it stood, to a fraction of a pixel: PDFium
rounds the place of each letter, and shifts letters by what follows them on the line. A word that
is drawn alone shows nothing but itself. It is believed only where the page's own pixels confirm
it: a font whose text mapping lies draws another word than the one that stands there.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from goodcause.base.geometry import DPI, Box
from goodcause.pages.digital import Place, placed_words, transformation
from goodcause.pages.lettering import Lettering, trimmed
from goodcause.pages.page import Origin, Page
from goodcause.pages.pdfium import PdfPage
from goodcause.pages.plate import Mode, Plate
from goodcause.pages.raster import CUT

_SCALE = DPI / 72  # pixels a point
_PEN = 120  # column of the first letter's origin on the drawing sheet
_BASE = 480  # row of the baseline
_SHEET = (1440.0, 192.0)  # points: 6000 by 800 pixels
_WIDEST, _TALLEST = 5600, 240  # pixels of a word, and of an em, that are drawn
_MOST_LETTERS = 120
_LINE_END, _HYPHEN = 0xFFFE, 0x2D  # PDFium's name for a hyphen at the end of a line
_STEP = 1000  # places of letters are known to so many parts of an em, as in fonts' own tables
_EVEN = 0.5 - 1 / 512  # widths in 2048ths of an em fall half way between two steps, never on this
_FAINT = 250  # on a page that stays grey, ink begins here
_NEAR = 5  # pixels: PDFium's rounding moves a letter by one or two
_STRAY = 7
_COVERED, _WINDOW, _ACCOUNTED = 0.97, 0.8, 0.8


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character as the page draws it.

    Attributes:
        code: what it is, in Unicode.
        drawn: address of the text object, good while the page is loaded.
        size: of its font, points before ``shape``.
        shape: the linear part of its place on the page, in pixels, y upwards.
        at: its origin on the page, pixels.
    """

    code: int
    drawn: Any
    size: float
    shape: tuple[float, float, float, float]
    at: tuple[float, float]

    @property
    def em(self) -> float:
        """Pixels of an em along the line."""
        return self.size * math.hypot(self.shape[0], self.shape[1])


def draw_words(
    document: Any, loaded: PdfPage, page: Page, plate: Plate, indices: Sequence[int]
) -> dict[int, Lettering]:
    """Draw words of a page by themselves.

    Args:
        document: PDFium's handle of the document.
        loaded: the page as PDFium holds it.
        page: the page as it was read.
        plate: its pixels, which confirm what is drawn.
        indices: which of its words.

    Returns:
        The lettering by index. A word that cannot be drawn so that its pixels confirm it, or that
        a reader of pictures has read, is not among them.
    """
    text_page = pdfium.FPDFText_LoadPage(loaded.raw)
    if not text_page:
        return {}
    try:
        places = {(p.text, p.box): p for p in placed_words(loaded, text_page) if p.shown}
        eye = _Eye.of(plate)
        found: dict[int, Lettering] = {}
        with _sheet(document) as sheet:
            for index in indices:
                word = page.words[index]
                place = places.get((word.text, word.box))
                if word.origin is Origin.DIGITAL and place is not None:
                    done = _draw((document, sheet), loaded, text_page, place, eye)
                    if done is not None:
                        found[index] = done
        return found
    finally:
        pdfium.FPDFText_ClosePage(text_page)


@contextmanager
def _sheet(document: Any) -> Iterator[Any]:
    """An empty page to draw on, behind the document's own; it lives in memory only."""
    count = int(pdfium.FPDF_GetPageCount(document))
    sheet = pdfium.FPDFPage_New(document, count, *_SHEET)
    try:
        yield sheet
    finally:
        pdfium.FPDF_ClosePage(sheet)
        pdfium.FPDFPage_Delete(document, count)


def _draw(
    tools: tuple[Any, Any], loaded: PdfPage, text_page: Any, place: Place, eye: _Eye
) -> Lettering | None:
    glyphs = _glyphs(loaded, text_page, place)
    if not glyphs:
        return None
    offsets = _offsets(glyphs)
    if offsets is None:
        return None
    advance = offsets[-1] + _width_of(text_page, place, glyphs[-1])
    picture = _picture(tools, glyphs, offsets, round(advance))
    row = round(glyphs[0].at[1])
    cut = _FAINT if eye.tone else CUT
    pen = (_PEN, _BASE - (row - place.box.top))
    done = trimmed(picture, pen, max(round(advance), 1), cut)
    if done is None or not eye.confirms(done, (round(glyphs[0].at[0]), place.box.top)):
        return None
    if eye.tone:
        return done
    grey = np.where(done.pixels() <= CUT, 0, 255).astype(np.uint8).tobytes()
    return Lettering(
        advance=done.advance,
        left=done.left,
        top=done.top,
        width=done.width,
        height=done.height,
        grey=grey,
    )


def _glyphs(loaded: PdfPage, text_page: Any, place: Place) -> list[_Glyph]:
    """The characters of a word as drawn; empty when one of them is not drawn as text."""
    (xx, xy, x0), (yx, yy, y0) = transformation(loaded)
    xx, xy, yx, yy = (_snapped(v) for v in (xx, xy, yx, yy))
    if place.end - place.first > _MOST_LETTERS:
        return []
    found = []
    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(place.first, place.end):
        drawn = pdfium.FPDFText_GetTextObject(text_page, i)
        if not drawn or not pdfium.FPDFText_GetMatrix(text_page, i, matrix):
            return []
        if not pdfium.FPDFText_GetCharOrigin(text_page, i, x, y):
            return []
        pdfium.FPDFTextObj_GetFontSize(drawn, size)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        shape = (xx * a + xy * b, -(yx * a + yy * b), xx * c + xy * d, -(yx * c + yy * d))
        code = int(pdfium.FPDFText_GetUnicode(text_page, i))
        code = _HYPHEN if code == _LINE_END else code
        at = (xx * x.value + xy * y.value + x0, yx * x.value + yy * y.value + y0)
        found.append(_Glyph(code, drawn, size.value, shape, at))
    return found


def _snapped(scale: float) -> float:
    """A measured scale, made exact where it is one of the usual ones."""
    for usual in (0.0, _SCALE, -_SCALE):
        if abs(scale - usual) < 1e-3 * _SCALE:
            return usual
    return scale


def _offsets(glyphs: Sequence[_Glyph]) -> list[float] | None:
    """Columns of the letters after the first, in whole steps of the em; ``None`` off a line.

    The numbers on the page carry the rounding of wherever the word stood; in steps they do not.
    """
    first = glyphs[0]
    upright = first.shape[1] == 0.0 and first.shape[0] > 0
    if not upright or not 0 < first.em <= _TALLEST:
        return None
    step = first.em / _STEP
    found = []
    for glyph in glyphs:
        if abs(glyph.at[1] - first.at[1]) > 1.0 or glyph.shape[1] != 0.0:
            return None
        found.append(math.floor((glyph.at[0] - first.at[0]) / step + _EVEN) * step)
    if min(found) < 0 or max(found) > _WIDEST:
        return None
    return found


def _width_of(text_page: Any, place: Place, last: _Glyph) -> float:
    """Columns of the last letter, in whole steps of its em."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, place.end - 1, x, y)
    if not pdfium.FPDFText_GetLooseCharBox(text_page, place.end - 1, box):
        return 0.0
    step = last.em / _STEP
    wide = (float(box.right) - float(x.value)) * _SCALE
    return max(math.floor(wide / step + _EVEN), 0) * step


def _picture(
    tools: tuple[Any, Any], glyphs: Sequence[_Glyph], offsets: Sequence[float], advance: int
) -> NDArray[np.uint8]:
    """The letters on white, the first one's origin at the pen, the baseline at its row."""
    document, sheet = tools
    objects = []
    for glyph, offset in zip(glyphs, offsets, strict=True):
        letter = _letter(document, glyph, offset)
        pdfium.FPDFPage_InsertObject(sheet, letter)
        objects.append(letter)
    wide = -(-(_PEN * 2 + advance) // 8) * 8
    tall = round(_SHEET[1] * _SCALE)
    paper = np.full((tall, wide), 255, np.uint8)
    start = ctypes.c_void_p(paper.ctypes.data)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, tall, pdfium.FPDFBitmap_Gray, start, wide)
    pdfium.FPDF_RenderPageBitmap(bitmap, sheet, 0, 0, round(_SHEET[0] * _SCALE), tall, 0, 0)
    pdfium.FPDFBitmap_Destroy(bitmap)
    for letter in objects:
        pdfium.FPDFPage_RemoveObject(sheet, letter)
        pdfium.FPDFPageObj_Destroy(letter)
    return paper


def _letter(document: Any, glyph: _Glyph, offset: float) -> Any:
    """One letter as a text object of its own, painted as the page paints it."""
    font = pdfium.FPDFTextObj_GetFont(glyph.drawn)
    letter = pdfium.FPDFPageObj_CreateTextObj(document, font, glyph.size)
    text = chr(glyph.code).encode("utf-16-le") + b"\0\0"
    units = (ctypes.c_ushort * (len(text) // 2)).from_buffer_copy(text)
    pdfium.FPDFText_SetText(letter, units)
    a, b, c, d = (v / _SCALE for v in glyph.shape)
    x, y = (_PEN + offset) / _SCALE, _SHEET[1] - _BASE / _SCALE
    pdfium.FPDFPageObj_SetMatrix(letter, pdfium.FS_MATRIX(a, b, c, d, x, y))
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if pdfium.FPDFPageObj_GetFillColor(glyph.drawn, red, green, blue, alpha):
        pdfium.FPDFPageObj_SetFillColor(letter, red.value, green.value, blue.value, alpha.value)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(glyph.drawn)
    if mode != pdfium.FPDF_TEXTRENDERMODE_FILL:
        _stroked(letter, glyph.drawn, mode)
    return letter


def _stroked(letter: Any, drawn: Any, mode: int) -> None:
    """Outlined and thickened lettering keeps its pen."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if pdfium.FPDFPageObj_GetStrokeColor(drawn, red, green, blue, alpha):
        pdfium.FPDFPageObj_SetStrokeColor(letter, red.value, green.value, blue.value, alpha.value)
    wide = ctypes.c_float()
    if pdfium.FPDFPageObj_GetStrokeWidth(drawn, wide):
        pdfium.FPDFPageObj_SetStrokeWidth(letter, wide.value)
    pdfium.FPDFTextObj_SetTextRenderMode(letter, mode)


@dataclass(frozen=True, slots=True)
class _Eye:
    """The page's own pixels, which confirm what is drawn.

    Attributes:
        ink: 1 where there is ink, shape (height, width).
        tone: whether the page stays grey.
    """

    ink: NDArray[np.uint8]
    tone: bool

    @classmethod
    def of(cls, plate: Plate) -> _Eye:
        """The eye for a plate."""
        if plate.mode is Mode.TONE:
            return cls((plate.grey() <= CUT).astype(np.uint8), tone=True)
        return cls(np.unpackbits(plate.bits(), axis=1)[:, : plate.width], tone=False)

    def confirms(self, word: Lettering, at: tuple[int, int]) -> bool:
        """Whether the page shows the word where it is said to stand: its ink, and no other.

        Args:
            word: the word drawn alone.
            at: column of its pen and row of its box's top on the page.
        """
        drawn = (word.pixels() <= CUT).astype(np.uint8)
        left, top = at[0] + word.left, at[1] + word.top
        box = Box(left, top, left + word.width, top + word.height).grown(_STRAY)
        high, wide = self.ink.shape
        if box.left < 0 or box.top < 0 or box.right > wide or box.bottom > high:
            return False
        there = self.ink[box.top : box.bottom, box.left : box.right]
        mine = np.pad(drawn, _STRAY)
        reach = np.ones((_NEAR, _NEAR), np.uint8)
        missed = mine & (1 - cv2.dilate(there, reach))
        inside = slice(_STRAY, -_STRAY)
        strange = (there & (1 - cv2.dilate(mine, reach)))[inside, inside]
        count, shown = int(mine.sum()), int(there[inside, inside].sum())
        if count == 0 or int(missed.sum()) > (1 - _COVERED) * count:
            return False
        if int(strange.sum()) > (1 - _ACCOUNTED) * max(shown, 1):
            return False
        return _everywhere(mine, missed, max(word.height // 2, 6))


def _everywhere(mine: NDArray[np.uint8], missed: NDArray[np.uint8], step: int) -> bool:
    """Whether no part of the word about a letter wide is missing."""
    for start in range(0, mine.shape[1], step):
        count = int(mine[:, start : start + step].sum())
        if count and int(missed[:, start : start + step].sum()) > (1 - _WINDOW) * count:
            return False
    return True
