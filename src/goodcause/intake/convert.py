"""Tables, text, mail and office files made into PDF, so that everything else reads pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits
from goodcause.intake.mail import read_mail
from goodcause.intake.office import lay_out, set_book
from goodcause.intake.source import MAIL, OFFICE, Kind
from goodcause.intake.text import decode
from goodcause.intake.typeset import Typesetter, lines_of

_DELIMITERS = ",\t;|"
_SAMPLE = 50  # lines looked at to tell commas from tabs


def to_pdf(source: Path, kind: Kind, out: Path, limits: Limits | None = None) -> None:
    """Make a PDF of a file that has no pages of its own.

    What the file holds and its pages would not show follows on pages of its own. What is typeset
    here gives the same bytes from the same file, always; what an office program lays out gives
    the same bytes on the same installation.

    Args:
        source: the file.
        kind: what it is.
        out: where the PDF goes; nothing is left there after an error.
        limits: bounds; the usual ones when not given.

    Raises:
        SourceError: the file cannot be read, or holds more than is read.
        MissingToolError: it takes LibreOffice, which is not installed.
        ValueError: the kind is not one that is typeset.
    """
    limits = limits or Limits()
    if kind in OFFICE:
        lay_out(source, kind, out, limits)
        return
    pages = Typesetter(out, limits)
    if kind is Kind.TXT:
        pages.text(lines_of(_text(source, limits)))
    elif kind is Kind.CSV:
        pages.table(_rows(_text(source, limits), limits))
    elif kind is Kind.XLSX:
        set_book(pages, source, limits)
    elif kind in MAIL:
        pages.text(read_mail(source, kind, limits).lines())
    else:
        raise ValueError(f"{kind} files are not typeset")
    pages.close()


def _text(source: Path, limits: Limits) -> str:
    try:
        data = source.read_bytes()
    except OSError as e:
        raise SourceError(f"this file cannot be read ({e.strerror}); check that it is there") from e
    text = decode(data)
    if text is None:
        raise SourceError(
            "this file is not text in an encoding that is known; save it as UTF-8 and add it again"
        )
    if len(text) > limits.text_characters:
        raise SourceError(
            f"this file holds {len(text):,} characters, more than the {limits.text_characters:,} "
            "that are read; split it and add the parts"
        )
    return text


def _rows(text: str, limits: Limits) -> list[list[str]]:
    """The cells of a CSV file, whichever of the usual characters parts them."""
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, row in enumerate(reader, 1):
            cells += len(row)
            if (
                number > limits.table_rows
                or len(row) > limits.table_columns
                or cells > limits.table_cells
            ):
                raise SourceError(
                    f"this table is larger than the {limits.table_rows:,} rows, "
                    f"{limits.table_columns:,} columns and {limits.table_cells:,} cells that are "
                    "read; split it and add the parts"
                )
            _check_cells(number, row, limits)
            rows.append(row)
    except csv.Error as e:
        raise SourceError(
            f"line {reader.line_num} of this table cannot be read ({e}); open it in a spreadsheet "
            "program, save it as CSV and add that"
        ) from e
    return rows


def _check_cells(number: int, row: Sequence[str], limits: Limits) -> None:
    longest = max(map(len, row), default=0)
    if longest > limits.cell_characters:
        raise SourceError(
            f"row {number} has a cell of {longest:,} characters, more than the "
            f"{limits.cell_characters:,} that are read; shorten it and add the file again"
        )


def _delimiter(text: str) -> str:
    """The character that parts most lines into equally many cells."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]

    def steadiness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        usual = max(set(counts), key=counts.count, default=0) if counts else 0
        return (sum(count == usual for count in counts) if usual else 0, usual)

    return max(_DELIMITERS, key=steadiness)
