"""XLSX workbooks as tables of text: every sheet, hidden ones too, with what is hidden named."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits

_UNPACKED = 600 << 20  # bytes of XML in one workbook
_PATTERN = re.compile(r"[0#]+(?:[-() .\\\"/]*[0#]+)+|0{2,}")
_NO_VALUE = "(formula without a value)"
_DAMAGED = (
    zipfile.BadZipFile,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    SyntaxError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)  # what openpyxl lets through on damaged workbooks; its own errors and lxml's are among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as text.

    Attributes:
        notes: lines to stand above: its name, and what of it is hidden.
        rows: cells, rows and columns without content left out.
        comments: lines to stand below.
    """

    notes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    comments: tuple[str, ...]


def sheets_of(path: Path, limits: Limits) -> Iterator[Sheet]:
    """Every sheet, in the workbook's order.

    Raises:
        SourceError: the workbook is damaged or too large.
    """
    damaged = (
        "this workbook is damaged; open it in a spreadsheet program, save it again and add that"
    )
    try:
        _check_size(path)
        formulas = _formulas(path, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not printed
            import openpyxl  # noqa: PLC0415  late: it is large

            # A file object, because by path a name without .xlsx would be refused.
            with path.open("rb") as file:
                book = openpyxl.load_workbook(file, data_only=True)
        sheets = [
            _sheet(sheet, formulas.get(sheet.title, set()), limits) for sheet in book.worksheets
        ]
    except _DAMAGED as e:
        raise SourceError(damaged) from e
    yield from sheets


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        total = sum(info.file_size for info in archive.infolist() if info.filename.endswith(".xml"))
    if total > _UNPACKED:
        raise SourceError(
            f"this workbook unpacks to {total:,} bytes, more than is read; save its sheets as CSV "
            "and add those"
        )


def _formulas(path: Path, limits: Limits) -> dict[str, set[tuple[int, int]]]:
    """Where each sheet has formulas; counts the cells before anything is loaded whole."""
    import openpyxl  # noqa: PLC0415

    found: dict[str, set[tuple[int, int]]] = {}
    cells = 0
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, read_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # the file's own word for its size may be a lie
                places = found.setdefault(sheet.title, set())
                for number, row in enumerate(sheet.iter_rows(), 1):
                    cells += len(row)
                    _check_table(number, len(row), cells, limits)
                    places.update((c.row or 0, c.column or 0) for c in row if c.data_type == "f")
        finally:
            book.close()
    return found


def _check_table(rows: int, columns: int, cells: int, limits: Limits) -> None:
    if rows > limits.table_rows or columns > limits.table_columns or cells > limits.table_cells:
        raise SourceError(
            f"this table is larger than the {limits.table_rows:,} rows, {limits.table_columns:,} "
            f"columns and {limits.table_cells:,} cells that are read; split it and add the parts"
        )


def _sheet(sheet: Any, formulas: set[tuple[int, int]], limits: Limits) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    comments: list[str] = []
    # Only the cells that are there: the public iterator fills the sheet up to its farthest one.
    for _, cell in sorted(sheet._cells.items()):
        text = _text(cell, formulas)
        if len(text) > limits.cell_characters:
            raise SourceError(
                f"cell {cell.coordinate} holds {len(text):,} characters, more than the "
                f"{limits.cell_characters:,} that are read; shorten it and add the file again"
            )
        if text:
            rows.setdefault(cell.row, {})[cell.column] = text
        if getattr(cell, "comment", None) is not None:
            comments.append(f"(comment at {cell.coordinate}) {cell.comment.text}")
    columns = sorted({column for row in rows.values() for column in row})
    table = tuple(tuple(row.get(c, "") for c in columns) for _, row in sorted(rows.items()))
    return Sheet(notes=tuple(_notes(sheet, rows)), rows=table, comments=tuple(comments))


def _notes(sheet: Any, rows: dict[int, dict[int, str]]) -> Iterator[str]:
    yield f"Sheet: {sheet.title}"
    if sheet.sheet_state != "visible":
        yield "(this sheet is hidden in the workbook)"
    hidden_rows = [number for number in sorted(rows) if sheet.row_dimensions[number].hidden]
    if hidden_rows:
        yield f"(hidden in the workbook: rows {_runs(hidden_rows)})"
    columns = [
        key if (d.min or 0) == (d.max or 0) else f"{key} to number {d.max}"
        for key, d in sorted(sheet.column_dimensions.items())
        if d.hidden
    ]
    if columns:
        yield f"(hidden in the workbook: columns {', '.join(columns)})"
    if getattr(sheet, "_images", None) or getattr(sheet, "_charts", None):
        yield "(pictures and charts of this sheet are not shown here)"


def _runs(numbers: Sequence[int]) -> str:
    """Numbers with runs drawn together: 2, 4-7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _text(cell: Any, formulas: set[tuple[int, int]]) -> str:
    """A cell as its reader sees it, as nearly as its format is plain."""
    value = cell.value
    if value is None:
        return _NO_VALUE if (cell.row, cell.column) in formulas else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else str(value)
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    return str(value)


def _number(value: float, pattern: str) -> str:
    """A number; one kept without its dashes (a telephone number) gets them back."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  exact so far
        value = int(value)
    pattern = pattern.split(";", maxsplit=1)[0]
    if not isinstance(value, int) or value < 0 or not _PATTERN.fullmatch(pattern.strip("()")):
        return str(value)
    mask = pattern.replace("\\", "").replace('"', "")
    digits = str(value).rjust(mask.count("0"), "0")
    out: list[str] = []
    for char in reversed(mask):
        if char in "0#":
            if digits:
                out.append(digits[-1])
                digits = digits[:-1]
        else:
            out.append(char)
    return digits + "".join(reversed(out)) if digits else "".join(reversed(out))
