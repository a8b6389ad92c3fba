"""Reads what stands beside the pages: DAT, OPT, removal log, manifest and text files."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

DAT_FIELDS = (
    "BEGBATES",
    "ENDBATES",
    "BEGATTACH",
    "ENDATTACH",
    "PAGECOUNT",
    "CONFIDENTIALITY",
    "SERIES",
    "HASREMOVALS",
    "VOLUME",
    "IMAGEPATH",
    "TEXTPATH",
    "NATIVEPATH",
)
LOG_FIELDS = (
    "removal",
    "bates",
    "document",
    "category",
    "clause",
    "section",
    "basis",
    "label",
    "status",
    "labels",
)
OLDER_LOG_FIELDS = LOG_FIELDS[:-1]  # of volumes made before labels were counted
STATEMENT_FIELDS = ("begin", "end", "status", "volume")
_OPT_FIELDS = 7
_QUOTE, _BETWEEN = "\u00fe", "\x14"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")
_OURS = re.compile(
    r"CERTIFICATE\.pdf|manifest\.sha256|LOGS/(removals|privilege|replaced)\.csv|DATA(/[A-Z0-9][A-Z0-9_-]*\.(dat|opt|lfp|yaml))?"
    r"|LOGS|(IMAGES|PDF|TEXT|NATIVES)(/[0-9]{4}(/[A-Z][A-Z0-9_-]*[0-9]{4,12}\.[a-z]{3,4})?)?"
)
_CONTROL = re.compile(r"[\x00-\x13\x15-\x1f\x7f]")


@dataclass(slots=True)
class Table:
    """Rows of a side file, and what is wrong with its form.

    Attributes:
        rows: a mapping of field to value for each row that could be read.
        faults: sentences; empty for a sound file.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def shown(path: str) -> str:
    """A path fit for a report; a name that is not ours may itself hold a removed value."""
    return path if _OURS.fullmatch(path) else "(a name the layout does not know)"


def read_dat(data: bytes) -> Table:
    """Read a DAT file strictly, but as far as it goes."""
    table = Table()
    text = _decoded(data, table, mark=True)
    lines = _lines(text, table)
    cells = [_dat_cells(line, at, table) for at, line in enumerate(lines, 1)]
    _fill(table, cells, DAT_FIELDS)
    return table


def read_opt(data: bytes) -> Table:
    """Read an OPT file; the fields get the names of the format's page."""
    table = Table()
    text = _decoded(data, table, mark=False)
    names = ("ImageKey", "Volume", "Path", "DocBreak", "FolderBreak", "BoxBreak", "PageCount")
    for at, line in enumerate(_lines(text, table), 1):
        cells = line.split(",")
        if len(cells) != _OPT_FIELDS or '"' in line:
            table.faults.append(f"line {at} does not have seven plain fields")
            continue
        table.rows.append(dict(zip(names, cells, strict=True)))
    return table


def read_statement(data: bytes) -> Table:
    """Read what a replacement volume says of every number served so far."""
    return read_log(data, STATEMENT_FIELDS)


def read_log(data: bytes, fields: tuple[str, ...] = LOG_FIELDS) -> Table:
    """Read the served log of removals, or another log of the same form."""
    table = Table()
    text = _decoded(data, table, mark=True)
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        table.faults.append("the file is not comma-separated values with quotes")
        return table
    again = "".join(
        ",".join('"' + c.replace('"', '""') + '"' for c in row) + "\r\n" for row in cells
    )
    if again != text:
        table.faults.append("not every field is quoted, or a line does not end with CR LF")
    older = fields == LOG_FIELDS and tuple(cells[:1]) == (list(OLDER_LOG_FIELDS),)
    _fill(table, cells, OLDER_LOG_FIELDS if older else fields)
    for at, row in enumerate(table.rows, 2):
        if any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values()):
            table.faults.append(f"line {at} holds a value that a spreadsheet would run")
        if any(_CONTROL.search(value) for value in row.values()):
            table.faults.append(f"line {at} holds a control character")
    return table


def manifest_faults(data: bytes, root: Path, files: Sequence[str]) -> list[str]:
    """What is wrong with the manifest, given every other file of the volume."""
    text = data.decode("utf-8", "replace")
    entries = _LINE.findall(text)
    faults = []
    if "".join(f"{digest}  {path}\n" for digest, path in entries) != text:
        faults.append("a line is not a digest, two spaces and a path")
    paths = [path for _, path in entries]
    if paths != sorted(paths, key=str.encode) or len(set(paths)) != len(paths):
        faults.append("the lines are not sorted by path, each once")
    faults += [f"{shown(path)} is listed but not there" for path in sorted(set(paths) - set(files))]
    faults += [f"{shown(path)} is not listed" for path in sorted(set(files) - set(paths))]
    for digest, path in entries:
        if path in files and _digest(root / path) != digest:
            faults.append(f"the digest of {shown(path)} is not that of the file")
    return faults


def text_pages(data: bytes) -> tuple[list[list[str]], list[str]]:
    """The words of each page of a text file, and what is wrong with its form."""
    table = Table()
    text = _decoded(data, table, mark=True)
    pages = []
    for number, page in enumerate(text.split("\f"), 1):
        lines = page.split("\r\n")
        if lines.pop() or not lines or "" in lines:
            table.faults.append(f"page {number} has an empty line or one that does not end")
        words = [line.split(" ") for line in lines]
        if any("" in line or len(line) == 0 for line in words):
            table.faults.append(f"page {number} has two spaces together, or one at an edge")
        pages.append([word for line in words for word in line if word])
    return pages, table.faults


def _decoded(data: bytes, table: Table, *, mark: bool) -> str:
    if data.startswith(b"\xef\xbb\xbf") != mark:
        table.faults.append(f"the byte-order mark is {'missing' if mark else 'not wanted here'}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        table.faults.append("the file is not UTF-8")
        return data.decode("utf-8-sig", "replace")


def _lines(text: str, table: Table) -> list[str]:
    lines = text.split("\r\n")
    if lines.pop() or any("\n" in line or "\r" in line for line in lines):
        table.faults.append("a line does not end with CR LF")
    return lines


def _dat_cells(line: str, at: int, table: Table) -> list[str]:
    cells = line.split(_BETWEEN)
    inner = [c[1:-1] for c in cells if len(c) > 1 and c[0] == c[-1] == _QUOTE]
    if len(inner) != len(cells):
        table.faults.append(f"line {at} has a field without its quotes")
        return [c.strip(_QUOTE) for c in cells]
    if any(_QUOTE in c or "\u00ae" in c or _CONTROL.search(c) for c in inner):
        table.faults.append(f"line {at} holds a character that a loader would misread")
    return inner


def _fill(table: Table, cells: list[list[str]], fields: tuple[str, ...]) -> None:
    if not cells:
        table.faults.append("the header row is missing")
        return
    header, *rows = cells
    if tuple(header) != fields:
        extra = [f for f in header if f not in fields]
        lacking = [f for f in fields if f not in header]
        words = [f"a column too many ({len(extra)})" if extra else ""]
        words += [f"no column {name}" for name in lacking]
        said = ", ".join(w for w in words if w) or "another order"
        table.faults.append(f"the header has {said}; only the format's columns are allowed")
    for at, row in enumerate(rows, 2):
        if len(row) != len(header):
            table.faults.append(f"line {at} has {len(row)} fields, not {len(header)}")
            continue
        table.rows.append(dict(zip(header, row, strict=True)))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
