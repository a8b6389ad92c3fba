"""PDFium documents and pages, opened and closed in the order it wants, with errors of ours.

PDFium is not safe in threads, not even on different documents: use it in one thread of a
process. Everything here goes through its C interface, because the comfortable one closes
things when it pleases and costs more than the work on a page of text.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from goodcause.base.errors import SourceError
from goodcause.base.geometry import DPI
from goodcause.intake.limits import Limits

_POINTS = 72
_NO_PAGES = "this PDF has no pages; ask for a complete copy"
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY: a kind of encryption it does not know
_ASKED = 800  # letters of a page, spread over it, asked which way they run
_FEW = 6  # letters or fewer tell no direction: marks, initials
_SPACE = 0x20


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One loaded page, good until its document's ``page`` block ends.

    Attributes:
        raw: PDFium's handle.
        width, height: pixels at 300 dpi, cropped as the page says.
        turn: degrees clockwise by which the page was turned, beyond what it says of itself,
            because most of its text would lie on its side or stand on its head.
    """

    raw: Any
    width: int
    height: int
    turn: int = 0


class Pdf:
    """A document, opened."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open a file; an empty password is tried where one is asked for.

        Raises:
            SourceError: it cannot be opened, or has no page or too many.
        """
        self._limits = limits
        try:
            self._document = PdfDocument(path)
        except PdfiumError as e:
            code = getattr(e, "err_code", None)
            raise SourceError(_NO_PAGES if _has_no_pages(path) else _why_not(code)) from e
        self._raw = self._document.raw
        self._forms = _open_forms(self._raw)
        self.count = int(pdfium.FPDF_GetPageCount(self._raw))
        try:
            self._check_count()
        except SourceError:
            self.close()
            raise

    def _check_count(self) -> None:
        if self.count < 1:
            raise SourceError(_NO_PAGES)
        if self.count > self._limits.max_pages:
            raise SourceError(
                f"this PDF says it has {self.count:,} pages, more than the "
                f"{self._limits.max_pages:,} that are read; split it and add the parts"
            )

    @property
    def raw(self) -> Any:
        """PDFium's handle of the document."""
        return self._raw

    def check_sizes(self) -> None:
        """Look at the size of every page without loading it.

        Raises:
            SourceError: one is missing or too large.
        """
        size = pdfium.FS_SIZEF()
        for index in range(self.count):
            if not pdfium.FPDF_GetPageSizeByIndexF(self._raw, index, size):
                raise SourceError(_missing(index + 1, self.count))
            self.pixels(index + 1, size.width, size.height)

    def pixels(self, number: int, width: float, height: float, unit: float = 1) -> tuple[int, int]:
        """A size in points as whole pixels.

        Raises:
            SourceError: no page is that large, or that small.
        """
        sides = (width * unit, height * unit)
        if not all(math.isfinite(side) and side > 0 for side in sides):
            raise SourceError(
                f"page {number} of this PDF has no size; ask for a copy that opens in a viewer"
            )
        longest = max(sides) / _POINTS
        if longest > self._limits.max_page_inches:
            raise SourceError(
                f"page {number} of this PDF is {longest:,.0f} inches long, more than the "
                f"{self._limits.max_page_inches} that are read; "
                "ask for it in parts or at a smaller size"
            )
        across, down = (max(math.floor(side * DPI / _POINTS + 0.5), 1) for side in sides)
        return across, down

    @contextmanager
    def page(self, number: int, unit: float = 1) -> Iterator[PdfPage]:
        """One page, counted from 1, with its form fields and annotations made part of it.

        Raises:
            SourceError: it is damaged, missing or too large.
        """
        handle = self._load(number)
        try:
            if pdfium.FPDFPage_GetAnnotCount(handle) > 0:
                self._flatten(handle)
                pdfium.FPDF_ClosePage(handle)
                handle = None
                handle = self._load(number)
            turn = _set_upright(handle)
            width, height = self.pixels(
                number, pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle), unit
            )
            yield PdfPage(handle, width, height, turn)
        finally:
            if handle is not None:
                pdfium.FPDF_ClosePage(handle)

    def _load(self, number: int) -> Any:
        handle = pdfium.FPDF_LoadPage(self._raw, number - 1)
        if not handle:
            raise SourceError(_missing(number, self.count))
        return handle

    def _flatten(self, handle: Any) -> None:
        """Draw fields and annotations into the page itself, in memory only.

        The tiny rendering comes first because it makes appearances for annotations that bring
        none, as the form environment does for fields; what has none is otherwise lost.
        """
        if self._forms:
            pdfium.FORM_OnAfterLoadPage(handle, self._forms.environment)
        side = 8
        bitmap = pdfium.FPDFBitmap_CreateEx(side, side, pdfium.FPDFBitmap_Gray, None, 0)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, side, side, 0, pdfium.FPDF_ANNOT)
        pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY)
        if self._forms:
            pdfium.FORM_OnBeforeClosePage(handle, self._forms.environment)

    def close(self) -> None:
        """Close the form environment and the document, in this order."""
        if self._forms:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._forms.environment)
            self._forms = None
        self._document.close()


def _set_upright(handle: Any) -> int:
    """Turn a loaded page, in memory, so that most of its text runs from left to right.

    Lines, labels and removals all reckon with level text; what lies on its side is neither found
    nor removed whole. Returns the degrees clockwise by which the page now stands otherwise.
    """
    along = _direction_of_text(handle)
    if along is None:
        return 0
    said = int(pdfium.FPDFPage_GetRotation(handle)) % 4
    if along != said:
        pdfium.FPDFPage_SetRotation(handle, along)
    return 90 * ((along - said) % 4)


def _direction_of_text(handle: Any) -> int | None:
    """Quarter turns clockwise that bring most letters of a page upright; None without a most."""
    text_page = pdfium.FPDFText_LoadPage(handle)
    if not text_page:
        return None
    try:
        count = int(pdfium.FPDFText_CountChars(text_page))
        asked = [n for n in range(0, count, count // _ASKED + 1)
                 if pdfium.FPDFText_GetUnicode(text_page, n) > _SPACE]  # fmt: skip
        angles = [float(pdfium.FPDFText_GetCharAngle(text_page, n)) for n in asked]
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    # PDFium counts the angles of letters clockwise as they stand in the page's own space.
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    most, letters = turns.most_common(1)[0] if turns else (0, 0)
    return most if letters > max(len(angles) / 2, _FEW) else None


@dataclass(frozen=True, slots=True)
class _Forms:
    """A form environment; PDFium keeps a pointer to its settings, so they live with it."""

    environment: Any
    settings: Any


def _open_forms(document: Any) -> _Forms | None:
    """The form environment of a document that has a form; scripts are not in this build."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        return None
    settings = pdfium.FPDF_FORMFILLINFO(version=2)
    environment = pdfium.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(settings))
    return _Forms(environment, settings) if environment else None


def _has_no_pages(path: Path) -> bool:
    """Whether the file is whole but for pages, which PDFium does not tell from damage."""
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages) == 0
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, RuntimeError):
        return False


def _why_not(code: int | None) -> str:
    if code == _PASSWORD:
        return (
            "this PDF is encrypted with a password; ask its sender for the password or an open copy"
        )
    if code == _SECURITY:
        return "this PDF is encrypted in a way that cannot be read; ask its sender for an open copy"
    return "this file says it is a PDF but is damaged or cut short; ask for a new copy"


def _missing(number: int, count: int) -> str:
    return (
        f"page {number} of the {count} that this PDF says it has is damaged or missing; "
        "ask for a new copy"
    )
