"""Tables handed in as CSV, read row by row: a fault is a sentence that names file and row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from goodcause.base.errors import UsageError

_MOST_CELL: Final = 1 << 20
_CENTURY: Final = 30  # a year of two digits up to this is of this century
_DATES: Final = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %b %Y",
)
_SHORT_YEAR: Final = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{2})$")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd in a row that was read all the same, and how it was taken."""

    file: str
    row: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.text}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the file as a spreadsheet counts, and its cells."""

    file: str
    number: int
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """The first of these columns that holds something."""
        for name in names:
            value = self.cells.get(name.lower(), "").strip()
            if value:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notices: tuple[Notice, ...]


def read_table(path: Path, what: str, needed: Sequence[tuple[str, ...]], name: str = "") -> Table:
    """Read a CSV file.

    Args:
        path: the file.
        name: what it is called in sentences, where its path does not say.
        what: what its rows are, for the sentence when there are none.
        needed: columns it must have, each under one of some names.

    Raises:
        UsageError: the file cannot be read, lacks a column, or holds no rows.
    """
    name = name or path.name
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{name} cannot be read ({e.strerror}); name a CSV file") from e
    text, notices = _decoded(name, data)
    return replace(table_of(name, what, _lines(name, text), needed), notices=tuple(notices))


def table_of(
    name: str, what: str, lines: Iterator[tuple[int, list[str]]], needed: Sequence[tuple[str, ...]]
) -> Table:
    """A table from its numbered lines, the first of which names the columns.

    Raises:
        UsageError: it lacks a column, or holds no rows.
    """
    header = next(lines, (0, []))[1]
    columns = tuple(column.strip().lower() for column in header)
    _check_columns(name, columns, needed)
    rows = tuple(_rows(name, columns, lines))
    if not rows:
        raise UsageError(
            f"{name}, row 2: there are no {what}; a comparison needs rows on both sides"
        )
    return Table(name, columns, rows, ())


def _decoded(file: str, data: bytes) -> tuple[str, list[Notice]]:
    """The text; lines that are not UTF-8 are taken for the Windows code page, and named."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError as e:
            raise UsageError(f"{file}, row 1: the UTF-16 text is damaged; save it as UTF-8") from e
    if b"\x00" in data:
        raise UsageError(f"{file}, row 1: this is no text; export the table as CSV in UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    found, lines, plain = [], [], 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            text = line.decode("utf-8")
            plain += not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            found.append(number)
        lines.append(text)
    said = "another encoding than UTF-8; read as Windows-1252"
    if plain:
        said = "mixed encodings: this row is not UTF-8 as others are; read as Windows-1252"
    return "\n".join(lines), [Notice(file, number, said) for number in found]


def _lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            raise UsageError(f"{file}, row {number}: {e}; save the table again as CSV") from e
        if any(cell.strip() for cell in cells):
            yield number, cells
        number += 1


def _check_columns(file: str, columns: tuple[str, ...], needed: Sequence[tuple[str, ...]]) -> None:
    if not columns:
        raise UsageError(f"{file}, row 1: the file is empty; its first row names the columns")
    for name in columns:
        if name and columns.count(name) > 1:
            raise UsageError(f"{file}, row 1: two columns are called {name!r}; rename one of them")
    for names in needed:
        if not any(name.lower() in columns for name in names):
            wanted = " or ".join(repr(name) for name in names)
            there = ", ".join(filter(None, columns)) or "none"
            raise UsageError(f"{file}, row 1: there is no column {wanted} (there are: {there})")


def _rows(
    file: str, columns: tuple[str, ...], lines: Iterator[tuple[int, list[str]]]
) -> Iterator[Row]:
    for number, cells in lines:
        if len(cells) > len(columns) and any(c.strip() for c in cells[len(columns) :]):
            raise UsageError(
                f"{file}, row {number}: {len(cells)} cells under {len(columns)} columns; put "
                "quotes around cells that hold commas"
            )
        yield Row(file, number, dict(zip(columns, cells, strict=False)))


def as_date(text: str) -> date | None:
    """A date in any of the forms that filings use, or nothing."""
    text = re.sub(
        r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[AP]M)?$",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    short = _SHORT_YEAR.match(text)
    if short:
        year = int(short[3])
        text = f"{short[1]}/{short[2]}/{2000 + year if year <= _CENTURY else 1900 + year}"
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def as_amount(text: str) -> Decimal | None:
    """Dollars; in parentheses or with a minus they are negative."""
    plain = text.strip().replace("$", "").replace(",", "").replace(" ", "")
    negative = plain.startswith("(") and plain.endswith(")")
    try:
        amount = Decimal(plain.strip("()"))
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    return -amount if negative else amount
