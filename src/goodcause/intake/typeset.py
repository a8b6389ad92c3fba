"""Text and tables set on letter pages with reportlab; the same content gives the same bytes.

Courier in the Windows Western encoding is all that is drawn. A character outside it is printed
as its code point, such as ``{U+010D}``: ugly, but nothing is lost and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits

_FONT, _BOLD = "Courier", "Courier-Bold"
_ADVANCE = 0.6  # of the font's size: every Courier character is that wide
_LETTER = (612.0, 792.0)
_MARGIN = 45.0
_SIZE = 10.0
_TABLE_SIZES = ((9.0, False), (9.0, True), (7.0, True))  # size, landscape: the first that fits
_LEADING = 1.2
_PAD = 3.0  # points between a rule and the text beside it
_WIDEST = 48  # characters of a column before its cells are wrapped
_STEPS = (4, 8, 12, 16, 24, 32, _WIDEST)  # widths of columns, in characters
_TAB = 8
_UNSET = re.compile(r"[^\x20-\x7e\xa0-\xff]")
_MORE = set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")  # noqa: RUF001  the rest of the encoding


class Typesetter:
    """Pages of one PDF, written from the top down."""

    def __init__(self, out: Path, limits: Limits) -> None:
        """Begin a file; nothing is written before ``close``."""
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  late: it is large

        self._canvas = Canvas(str(out), pagesize=_LETTER, invariant=1, pageCompression=1)
        for describe in ("setTitle", "setAuthor", "setSubject", "setKeywords"):
            getattr(self._canvas, describe)("")  # or reportlab fills in words of its own
        self._limits = limits
        self._pages = 0
        self._left = 0.0
        self._used = False
        self._width, self._height = _LETTER

    def describe(self, text: str) -> None:
        """Keep what a file says of itself behind the pages, where metadata are looked for."""
        self._canvas.setSubject(text)

    def new_page(self, *, landscape: bool = False) -> None:
        """Begin a page.

        Raises:
            SourceError: there are too many.
        """
        if self._pages:
            self._canvas.showPage()
        self._pages += 1
        if self._pages > self._limits.max_pages:
            raise SourceError(
                f"this file would fill more than {self._limits.max_pages:,} pages; split it and "
                "add the parts"
            )
        self._width, self._height = _LETTER[::-1] if landscape else _LETTER
        self._canvas.setPageSize((self._width, self._height))
        self._left = self._height - 2 * _MARGIN

    def text(self, lines: Iterable[str]) -> None:
        """Set lines of text, wrapped; a form feed begins a page."""
        if not self._pages:
            self.new_page()
        across = int((_LETTER[0] - 2 * _MARGIN) / (_SIZE * _ADVANCE))
        for line in lines:
            for number, part in enumerate(line.split("\f")):
                if number:
                    self.new_page()
                for piece in wrapped(settable(part.expandtabs(_TAB)), across):
                    self._line(piece)

    def table(self, rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> None:
        """Set a table with rules, its first row at the head of each page, on pages of its own.

        Args:
            rows: cells; rows may differ in length.
            notes: lines above it.
        """
        cells = [[settable(cell) for cell in row] for row in rows]
        columns = max((len(row) for row in cells), default=0)
        widths, longest = _measure(cells, columns)
        size, landscape, widths = self._fitting(widths, longest)
        bands = _bands(widths, self._across(size, landscape=landscape))
        for number, band in enumerate(bands or [range(0)]):
            self.new_page(landscape=landscape)
            for note in notes if number == 0 else ():
                for piece in wrapped(settable(note), self._across(_SIZE, landscape=landscape)):
                    self._line(piece)
            if len(band):
                self._band(cells, widths, band, size)

    def close(self) -> None:
        """Write the file; an empty one gets a blank page."""
        if not self._pages:
            self.new_page()
        self._canvas.showPage()  # `save` alone would leave out a page without ink
        self._canvas.save()

    def _line(self, text: str) -> None:
        if self._left < _SIZE * _LEADING:
            self.new_page(landscape=self._width > self._height)
        self._canvas.setFont(_FONT, _SIZE)
        self._left -= _SIZE * _LEADING
        if text:
            self._canvas.drawString(_MARGIN, _MARGIN + self._left + _SIZE * 0.25, text)

    def _across(self, size: float, *, landscape: bool) -> int:
        """Characters of that size between the margins."""
        width = _LETTER[1] if landscape else _LETTER[0]
        return int((width - 2 * _MARGIN - 2 * _PAD) / (size * _ADVANCE))

    def _fitting(self, widths: list[int], longest: list[int]) -> tuple[float, bool, list[int]]:
        """The largest setting that takes all columns; narrower columns before several bands."""
        for size, landscape in _TABLE_SIZES:
            room = self._across(size, landscape=landscape) - len(widths)
            if sum(widths) <= room:
                return size, landscape, widths
        size, landscape = _TABLE_SIZES[-1]
        room = self._across(size, landscape=landscape) - len(widths)
        if sum(longest) <= room:
            return size, landscape, _narrowed(widths, longest, room)
        return size, landscape, widths

    def _band(
        self, cells: Sequence[Sequence[str]], widths: list[int], band: range, size: float
    ) -> None:
        """Some columns of the table from the first row to the last."""
        head: list[list[str]] | None = None
        for index, row in enumerate(cells):
            parts = [
                wrapped(row[column] if column < len(row) else "", widths[column]) for column in band
            ]
            columns = [widths[column] for column in band]
            high = max(len(part) for part in parts)
            at = 0
            while at < high:
                # A row taller than what is left goes on after the break, under the same head.
                room = int((self._left - 2 * _PAD) / (size * _LEADING))
                if room < min(high - at, 3):
                    self.new_page(landscape=self._width > self._height)
                    if head is not None:
                        self._row(head, columns, size, _BOLD)
                    room = int((self._left - 2 * _PAD) / (size * _LEADING))
                self._row([part[at : at + room] for part in parts], columns, size, _FONT)
                at += room
            if index == 0 and high <= 6:  # noqa: PLR2004  a taller first row is no head
                head = parts

    def _row(
        self, parts: Sequence[Sequence[str]], columns: Sequence[int], size: float, font: str
    ) -> None:
        high = max(len(part) for part in parts) * size * _LEADING + 2 * _PAD
        top = _MARGIN + self._left
        self._canvas.setLineWidth(0.5)
        self._canvas.setFont(font, size)
        across = _MARGIN
        for part, column in zip(parts, columns, strict=True):
            wide = (column + 1) * size * _ADVANCE
            self._canvas.rect(across, top - high, wide, high)
            for line, text in enumerate(part):
                down = top - _PAD - (line + 0.85) * size * _LEADING
                self._canvas.drawString(across + _PAD, down, text)
            across += wide
        self._left -= high


def settable(text: str) -> str:
    """The text with every character that cannot be set written as its code point."""
    return _UNSET.sub(_as_code, text.replace("\xa0", " "))


def wrapped(text: str, across: int) -> list[str]:
    """Lines of at most so many characters, broken at spaces where there are any."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph.rstrip()
        while len(rest) > across:
            cut = rest.rfind(" ", across // 3, across + 1)
            lines.append(rest[: cut if cut > 0 else across].rstrip())
            rest = rest[cut if cut > 0 else across :].lstrip()
        lines.append(rest)
    return lines


def _as_code(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n" or char in _MORE:
        return char
    return f"{{U+{ord(char):04X}}}"


def _measure(cells: Iterable[Sequence[str]], columns: int) -> tuple[list[int], list[int]]:
    """The width each column wants, and the least that breaks none of its words."""
    widths, longest = [1] * columns, [1] * columns
    for row in cells:
        for index, cell in enumerate(row):
            widest = max((len(line) for line in cell.split("\n")), default=0)
            widths[index] = max(widths[index], min(widest, _WIDEST))
            word = max((len(word) for word in cell.split()), default=0)
            longest[index] = max(longest[index], min(word, _WIDEST))
    return [_stepped(width) for width in widths], [_stepped(width) for width in longest]


def _stepped(width: int) -> int:
    """The next of a few widths: ruled as wide as its widest value, a column would tell its length.

    What is removed from a cell leaves its rules behind; in steps they tell a range at most.
    """
    return next((step for step in _STEPS if step >= width), width)


def _narrowed(widths: list[int], longest: list[int], room: int) -> list[int]:
    """Columns made narrower, the widest first, until they fit."""
    widths = list(widths)
    while sum(widths) > room:
        spare = [width - least for width, least in zip(widths, longest, strict=True)]
        widths[spare.index(max(spare))] -= 1
    return widths


def _bands(widths: Sequence[int], across: int) -> list[range]:
    """Runs of columns that fit side by side."""
    bands: list[range] = []
    start, used = 0, 0
    for index, width in enumerate(widths):
        if used and used + width + 1 > across:
            bands.append(range(start, index))
            start, used = index, 0
        used += width + 1
    return [*bands, range(start, len(widths))] if widths else bands


def lines_of(text: str) -> Iterator[str]:
    """Lines as any system ends them; a form feed stays in its line."""
    yield from text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
