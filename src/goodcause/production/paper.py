"""Sets a paper for signature: caption, numbered headings, tables, a ruled place to sign."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

_SERIF, _BOLD, _ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
_LINE = colors.Color(0.45, 0.45, 0.45)
_SHADE = colors.Color(0.93, 0.93, 0.91)
_WIDTH: Final = letter[0] - 2 * inch
_MAX_LETTERS = 10_000  # of one sentence; an order file can be made to hold anything
_MAX_CAPTION = 300  # of one line of the caption, which cannot go over a page

_BODY = ParagraphStyle("body", fontName=_SERIF, fontSize=11, leading=14.5, alignment=TA_JUSTIFY)
_NOTE = ParagraphStyle("note", fontName=_ITALIC, fontSize=9.5, leading=12)
_CELL = ParagraphStyle("cell", fontName=_SERIF, fontSize=9.5, leading=11.5)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName=_BOLD)
_FIGURE = ParagraphStyle("figure", parent=_CELL, alignment=TA_RIGHT)
_FIGURE_HEAD = ParagraphStyle("figure head", parent=_HEAD, alignment=TA_RIGHT)
_COURT = ParagraphStyle("court", fontName=_BOLD, fontSize=12, leading=16, alignment=TA_CENTER)
_CAPTION = ParagraphStyle("caption", fontName=_SERIF, fontSize=11, leading=14.5)
_VERSUS = ParagraphStyle("versus", parent=_CAPTION, leftIndent=36, spaceBefore=4, spaceAfter=4)
_TITLE = ParagraphStyle("title", parent=_CAPTION, fontName=_BOLD, leading=15)
_HEADING = ParagraphStyle(
    "heading", fontName=_BOLD, fontSize=11, leading=14, spaceBefore=12, spaceAfter=4
)
_PARAGRAPH = ParagraphStyle("paragraph", parent=_BODY, spaceAfter=6)
_NUMBERED = ParagraphStyle(
    "numbered", parent=_PARAGRAPH, leftIndent=26, bulletIndent=4, bulletFontName=_SERIF,
    bulletFontSize=11, alignment=TA_LEFT,
)  # fmt: skip
_TICK = ParagraphStyle("tick", parent=_PARAGRAPH, leftIndent=26, bulletIndent=4, alignment=TA_LEFT)
_ITEM = ParagraphStyle("item", parent=_BODY, leftIndent=14, bulletIndent=2, spaceAfter=2)


def plain(text: str, most: int = _MAX_LETTERS) -> str:
    """A text as the standard fonts can set it: one line, no mark-up, Western letters."""
    line = " ".join(text.split())
    line = line if len(line) <= most else f"{line[:most]} \u2026"
    return escape(line.encode("cp1252", "replace").decode("cp1252"))


class _Box(Paragraph):  # type: ignore[misc]  # the library's class carries no types
    """Words with a square before them, ticked or not: the standard fonts have no such sign."""

    def __init__(self, text: str, *, ticked: bool) -> None:
        self._ticked = ticked
        super().__init__(text, _TICK)

    def draw(self) -> None:
        """Draw the square, then the words."""
        side, left = 9.0, 6.0
        bottom = self.height - side - 2.5
        self.canv.setLineWidth(0.8)
        self.canv.rect(left, bottom, side, side)
        if self._ticked:
            self.canv.line(left, bottom, left + side, bottom + side)
            self.canv.line(left, bottom + side, left + side, bottom)
        super().draw()


class Paper:
    """A paper being set, from top to bottom."""

    def __init__(self, foot: str) -> None:
        self._foot = foot[:80].encode("cp1252", "replace").decode("cp1252")
        self._story: list[Flowable] = []
        self._sections = 0
        self._banner = ""
        self._heading: list[Flowable] = []

    def caption(self, court: str, parties: Sequence[str], title: Sequence[str]) -> None:
        """The head of the first page: court, parties on the left, number and title on the right."""
        styles = {"v.": _VERSUS}
        cut = [(line, plain(line, _MAX_CAPTION)) for line in parties]
        left = [Paragraph(text, styles.get(line, _CAPTION)) for line, text in cut]
        right = [
            Paragraph(plain(line, _MAX_CAPTION), _TITLE if at else _CAPTION)
            for at, line in enumerate(title)
        ]
        box = Table([[left, right]], colWidths=[_WIDTH * 0.52, _WIDTH * 0.48])
        box.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LINEBELOW", (0, 0), (0, 0), 0.8, colors.black),
                    ("LINEAFTER", (0, 0), (0, 0), 0.8, colors.black),
                    ("LEFTPADDING", (0, 0), (0, 0), 0),
                    ("LEFTPADDING", (1, 0), (1, 0), 16),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
                ]
            )
        )
        self._story += [
            Paragraph(plain(court, _MAX_CAPTION), _COURT),
            Spacer(1, 14),
            box,
            Spacer(1, 14),
        ]

    def banner(self, text: str) -> None:
        """A line above everything on each page, that says what the paper is not yet."""
        self._banner = text[:_MAX_CAPTION].encode("cp1252", "replace").decode("cp1252")

    def numbered(self, number: int, text: str) -> None:
        """A paragraph with its number."""
        self._add(Paragraph(plain(text), _NUMBERED, bulletText=f"{number}."))

    def tick(self, text: str, *, ticked: bool) -> None:
        """A box to tick, beside its words."""
        self._add(_Box(plain(text), ticked=ticked))

    def page_break(self) -> None:
        """What follows stands on a page of its own."""
        self._add(PageBreak())

    def gap(self) -> None:
        """Room below a table."""
        self._add(Spacer(1, 8))

    def paragraph(self, text: str) -> None:
        """A paragraph with room below it."""
        self._add(Paragraph(plain(text), _PARAGRAPH))

    def heading(self, text: str) -> None:
        """A numbered heading; it stays with what follows it."""
        self._sections += 1
        self._heading = [Paragraph(f"{self._sections}.&nbsp;&nbsp;{plain(text)}", _HEADING)]

    def text(self, *sentences: str) -> None:
        """A paragraph."""
        self._add(Paragraph(" ".join(map(plain, sentences)), _BODY))

    def note(self, text: str) -> None:
        """A remark in small italics."""
        self._add(Spacer(1, 4), Paragraph(plain(text), _NOTE))

    def items(self, sentences: Sequence[str]) -> None:
        """Sentences one below the other."""
        for sentence in sentences:
            self._add(Paragraph(plain(sentence), _ITEM, bulletText="\u2022"))

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], figures: int = 0
    ) -> None:
        """A table whose first row is its head.

        Args:
            rows: head and body.
            widths: shares of the page's width.
            figures: how many of the last columns are numbers, set flush right.
        """
        head, *body = rows
        words = len(head) - figures
        cells = [[Paragraph(plain(t), _HEAD) for t in head[:words]]]
        cells[0] += [Paragraph(plain(t), _FIGURE_HEAD) for t in head[words:]]
        for row in body:
            cells.append([Paragraph(plain(t), _CELL) for t in row[:words]])
            cells[-1] += [Paragraph(plain(t), _FIGURE) for t in row[words:]]
        whole = sum(widths)
        columns = [_WIDTH * width / whole for width in widths]
        # A row may be longer than a page: an order can have any number of clauses.
        table = Table(cells, colWidths=columns, repeatRows=1, splitInRow=1)
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
                    ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
                    ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
                    ("LINEBELOW", (0, 1), (-1, -2), 0.25, _LINE),
                    ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
                    ("TOPPADDING", (0, 0), (-1, -1), 3),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ]
            )
        )
        self._add(Spacer(1, 5), table)

    def signature(self, opening: str, lines: Sequence[str]) -> None:
        """A place to sign: a sentence, then ruled lines with what belongs on each."""
        rows: list[list[object]] = [["", Paragraph(plain(line), _CELL)] for line in lines]
        table = Table(rows, colWidths=[_WIDTH * 0.42, _WIDTH * 0.58], rowHeights=36)
        table.setStyle(
            TableStyle(
                [
                    ("LINEABOVE", (1, 0), (1, -1), 0.6, colors.black),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                ]
            )
        )
        # Nobody signs lines on a page that does not say what is signed.
        self._add(KeepTogether([Paragraph(plain(opening), _BODY), Spacer(1, 40), table]))

    def written(self) -> bytes:
        """The paper as a PDF without dates or random identifiers."""
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=letter, title=self._foot, author="", invariant=1)
        frame = Frame(inch, inch, _WIDTH, letter[1] - 1.9 * inch, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot_line))
        document.build(self._story)
        return out.getvalue()

    def _add(self, *parts: Flowable) -> None:
        """Add parts, the first of them together with a heading that waits."""
        if self._heading:
            first, self._heading = [*self._heading, *parts], []
            self._story.append(KeepTogether(first))
        else:
            self._story += parts

    def _foot_line(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        if self._banner:
            canvas.setFont(_BOLD, 9)
            canvas.drawCentredString(letter[0] / 2, letter[1] - 0.6 * inch, self._banner)
        canvas.setStrokeColor(_LINE)
        canvas.setLineWidth(0.5)
        canvas.line(inch, 0.78 * inch, letter[0] - inch, 0.78 * inch)
        canvas.setFont(_SERIF, 9)
        canvas.drawString(inch, 0.62 * inch, self._foot)
        canvas.drawRightString(letter[0] - inch, 0.62 * inch, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()
