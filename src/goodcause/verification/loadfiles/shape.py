"""How a delimited file is made: what stands between fields, what quotes them, what ends a row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

_BETWEEN: Final = ("\x14", "|", "\t", ",", ";", "\x1f", "~")
_QUOTES: Final = ("\u00fe", "^", '"', "~", "")
_SAMPLE = 60  # rows a guess is made from
_SAMPLE_CHARACTERS = 200_000
_MOST_CELLS = 5_000_000

_NAMES: Final = {
    "\x14": "U+0014",
    "\t": "tab",
    "\x1f": "U+001F",
    "\u00fe": "thorn",
    "": "none",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The characters that part a file into rows and fields.

    Attributes:
        between: stands between two fields.
        quote: stands around a field; empty for none.
    """

    between: str
    quote: str

    def __str__(self) -> str:
        return f"{_named(self.between)} between fields, {_named(self.quote)} around them"


def _named(character: str) -> str:
    return _NAMES.get(character, character)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a delimited file as it stands.

    Attributes:
        line: where it begins, counted from 1.
        cells: the values, without quotes.
        raw: the same as written, quotes and all.
        end: what ends it: CR LF, LF, CR, or nothing at the end of the file.
        troubles: sentences on quotes that open or close in the wrong place.
    """

    line: int
    cells: tuple[str, ...]
    raw: tuple[str, ...]
    end: str
    troubles: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return self.cells == ("",) and self.raw == ("",)


def guessed(text: str) -> Shape:
    """The shape under which the first rows agree best on their number of fields."""
    sample = text[:_SAMPLE_CHARACTERS]
    tried = [
        Shape(between, quote)
        for between in _BETWEEN
        for quote in _QUOTES
        if between in sample and between != quote and _quotes(sample, between, quote)
    ]
    if not tried:
        first = sample[:1]
        return Shape("\x14", first if first and first in '\u00fe^"' else "")
    return max(tried, key=lambda shape: _fit(sample, shape))


def _quotes(sample: str, between: str, quote: str) -> bool:
    """Whether the character is used as a quote at all: at the start of a field and at its end."""
    if not quote:
        return True
    opens = sample.startswith(quote) or f"{between}{quote}" in sample or f"\n{quote}" in sample
    return opens and (
        f"{quote}{between}" in sample or f"{quote}\r" in sample or f"{quote}\n" in sample
    )


def _fit(sample: str, shape: Shape) -> tuple[float, int, int]:
    found = parted(sample, shape, _SAMPLE)
    if len(found) > 1:
        found = found[:-1]  # the last may be cut by the sample
    widths = Counter(len(row.cells) for row in found)
    width, often = widths.most_common(1)[0]
    if width == 1:
        return 0.0, 0, 0
    # Control characters are never part of a value, so they outrank letters that may be.
    rank = len(_BETWEEN) - _BETWEEN.index(shape.between) + (10 if shape.quote else 0)
    return often / len(found), int(shape.between < " ") * 100 + rank, width


def parted(text: str, shape: Shape, most: int = _MOST_CELLS) -> list[Row]:
    """The rows of a text, at most so many; joined again they give the text.

    Line ends inside quotes belong to the value. A quote that is opened and never closed costs
    its own field only.
    """
    return list(_Parts(text, shape).rows(most))


def joined(rows: list[Row], shape: Shape) -> str:
    """The text that the rows were parted from."""
    return "".join(shape.between.join(row.raw) + row.end for row in rows)


class _Parts:
    """A text being parted, from its start to its end."""

    def __init__(self, text: str, shape: Shape) -> None:
        self._text, self._shape = text, shape
        self._at, self._line = 0, 1
        self._break = re.compile(f"[{re.escape(shape.between)}\r\n]")
        self._never_closed = False
        self._troubles: list[str] = []

    def rows(self, most: int) -> list[Row]:
        found: list[Row] = []
        while self._at < len(self._text) and len(found) < most:
            found.append(self._row())
        return found

    def _row(self) -> Row:
        line, cells, raw = self._line, list[str](), list[str]()
        self._troubles = []
        while True:
            start = self._at
            cells.append(self._cell(len(cells) + 1))
            raw.append(self._text[start : self._at])
            if not self._text.startswith(self._shape.between, self._at):
                break
            self._at += 1
        end = self._end()
        self._line += 1 if end else 0
        return Row(line, tuple(cells), tuple(raw), end, tuple(self._troubles))

    def _cell(self, number: int) -> str:
        quote = self._shape.quote
        if quote and not self._never_closed and self._text.startswith(quote, self._at):
            close = self._closing(number)
            if close is not None:
                value = self._text[self._at + 1 : close]
                self._line += value.count("\n") + value.count("\r") - value.count("\r\n")
                self._at = close + 1
                return value.replace(quote * 2, quote)
            self._troubles.append(f"the quote around field {number} is never closed")
        start = self._at
        self._at = self._next_break(start)
        value = self._text[start : self._at]
        if quote and quote in value:
            self._troubles.append(f"a quote stands inside field {number}, which is not quoted")
        return value

    def _closing(self, number: int) -> int | None:
        """Where the field's quote is closed; nothing when another field opens before."""
        text, quote = self._text, self._shape.quote
        at = self._at + 1
        while (found := text.find(quote, at)) >= 0:
            after = text[found + 1 : found + 2]
            if not after or after == self._shape.between or after in "\r\n":
                return found
            if after == quote:
                at = found + 2
                if self._ends(at):  # the second of a pair closes an empty or a quoted value
                    return found + 1
                continue
            if found > self._at + 1 and text[found - 1] in (self._shape.between, "\n", "\r"):
                return None
            self._troubles.append(f"a quote that is not doubled stands inside field {number}")
            at = found + 1
        self._never_closed = True
        return None

    def _ends(self, at: int) -> bool:
        return at >= len(self._text) or self._text[at] in (self._shape.between, "\r", "\n")

    def _next_break(self, start: int) -> int:
        found = self._break.search(self._text, start)
        return found.start() if found else len(self._text)

    def _end(self) -> str:
        for end in ("\r\n", "\n", "\r"):
            if self._text.startswith(end, self._at):
                self._at += len(end)
                return end
        return ""
