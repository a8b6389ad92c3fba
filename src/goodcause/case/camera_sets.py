"""The two sets of pages lodged in camera: as they are, and with what is to be withheld marked.

Nothing is covered: a place that the court is asked to withhold lies under a see-through colour,
with its item and clause beside it, and the words under it can be read.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from goodcause.base.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from reportlab.pdfgen.canvas import Canvas

_DPI: Final = 300
_POINTS: Final = 72 / _DPI
_FOOT: Final = 30.0  # points below the page for our own words, so that nothing of it is covered
_TAG: Final = 7.5  # points; a tag can be read and hides little
_MARK: Final = (1.0, 0.83, 0.15)
_EDGE: Final = (0.62, 0.36, 0.0)
_ALPHA: Final = 0.38


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place to be marked.

    Attributes:
        item: number of the item.
        words: the clause and what it is.
        boxes: in pixels of the page.
    """

    item: str
    words: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a set.

    Attributes:
        item: its number.
        grey: its pixels at 300 dpi, shape (height, width), 0 = black.
        marks: places to be marked.
    """

    item: str
    grey: NDArray[np.uint8]
    marks: tuple[Mark, ...] = ()


def set_file(title: str, foot: str, sheets: Iterable[Sheet]) -> bytes:
    """One paper of a set as a PDF; the same sheets give the same bytes.

    Args:
        title: of the file.
        foot: words below each page, beside the item's number.
        sheets: its pages, in order.
    """
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  heavy, and only to draw

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(_plain(title))
    for sheet in sheets:
        _sheet(canvas, sheet, foot)
    canvas.save()
    return out.getvalue()


def _sheet(canvas: Canvas, sheet: Sheet, foot: str) -> None:
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    height, width = (side * _POINTS for side in sheet.grey.shape)
    canvas.setPageSize((width, height + _FOOT))
    picture = ImageReader(Image.fromarray(sheet.grey))
    canvas.drawImage(picture, 0, _FOOT, width, height)
    for mark in sheet.marks:
        _mark(canvas, mark, height + _FOOT)
    _footer(canvas, f"Item {sheet.item}", foot, width)
    canvas.showPage()


def _mark(canvas: Canvas, mark: Mark, top: float) -> None:
    for box in mark.boxes:
        left, low = box.left * _POINTS, top - box.bottom * _POINTS
        wide, high = box.width * _POINTS, box.height * _POINTS
        canvas.saveState()
        canvas.setFillColorRGB(*_MARK, alpha=_ALPHA)
        canvas.setStrokeColorRGB(*_EDGE)
        canvas.setLineWidth(0.8)
        canvas.rect(left, low, wide, high, fill=1, stroke=1)
        canvas.restoreState()
    first = mark.boxes[0]
    _tag(canvas, f"{mark.item} {mark.words}", first.left * _POINTS, top - first.top * _POINTS)


def _tag(canvas: Canvas, words: str, left: float, top: float) -> None:
    """The words above the box, on a ground of their own, see-through as well."""
    text = _plain(words)
    wide = canvas.stringWidth(text, "Helvetica-Bold", _TAG) + 4
    left = max(0.0, min(left, canvas._pagesize[0] - wide))
    canvas.saveState()
    canvas.setFillColorRGB(1, 1, 1, alpha=0.8)
    canvas.rect(left, top + 0.6, wide, _TAG + 1.5, fill=1, stroke=0)
    canvas.setFillColorRGB(*_EDGE)
    canvas.setFont("Helvetica-Bold", _TAG)
    canvas.drawString(left + 2, top + 2.4, text)
    canvas.restoreState()


def _footer(canvas: Canvas, item: str, foot: str, width: float) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(24, 12, item)
    canvas.setFont("Helvetica", 8.5)
    canvas.drawRightString(width - 24, 12, _plain(foot))
    canvas.setLineWidth(0.5)
    canvas.line(24, _FOOT - 6, width - 24, _FOOT - 6)
    canvas.restoreState()


def _plain(text: str) -> str:
    """As the standard fonts can set it."""
    return " ".join(text.split()).encode("cp1252", "replace").decode("cp1252")


def marked(sheet: Sheet, marks: Sequence[Mark]) -> Sheet:
    """The same page with its marks."""
    return Sheet(item=sheet.item, grey=sheet.grey, marks=tuple(marks))
