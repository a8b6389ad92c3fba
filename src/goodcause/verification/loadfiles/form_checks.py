"""Checks of how a load file of documents is written: encoding, line ends, quotes, widths, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from goodcause.verification.loadfiles.fault import Fault
from goodcause.verification.loadfiles.roles import plain
from goodcause.verification.loadfiles.shape import Row
from goodcause.verification.loadfiles.table import Table
from goodcause.verification.loadfiles.text import Decoded

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x13\x15-\x1f\x7f-\x9f]")
_REGISTERED = "\u00ae"


def form_faults(file: str, table: Table) -> Iterator[Fault]:
    """What is wrong with a load file before one looks at what it says."""
    yield from encoding_faults(file, table.source)
    rows = [*([table.header] if table.header else []), *table.rows]
    if not rows:
        yield Fault(file, 0, "the file is empty")
        return
    yield from _ends(file, rows)
    yield from _header(file, table)
    for row in rows:
        yield from _row(file, table, row)


def encoding_faults(file: str, source: Decoded) -> Iterator[Fault]:
    """What a loader may make of the bytes."""
    if source.trouble:
        yield Fault(file, 0, source.trouble)
    if source.encoding.startswith("utf-32"):
        yield Fault(file, 0, "it is written in UTF-32, which few loaders read")
    if not source.mark and not source.text.isascii():
        what = (
            f"it holds letters beyond ASCII without a byte-order mark (read as {source.encoding});"
            " a loader may take it for another encoding"
        )
        yield Fault(file, 0, what, grave=source.encoding.startswith("utf-16"))


def _ends(file: str, rows: list[Row]) -> Iterator[Fault]:
    ends = Counter(row.end for row in rows if row.end)
    if len(ends) > 1:
        usual = ends.most_common(1)[0][0]
        other = next(row for row in rows if row.end and row.end != usual)
        yield Fault(file, other.line, "the line ends otherwise than the others")
    elif ends and "\r\n" not in ends:
        yield Fault(file, 0, "lines do not end with CR LF", grave=False)
    if not rows[-1].end:
        yield Fault(file, rows[-1].line, "the last line has no end", grave=False)


def _header(file: str, table: Table) -> Iterator[Fault]:
    if table.header is None:
        yield Fault(file, 1, "no row names the columns; the loader must be told", grave=False)
        return
    if not table.rows:
        yield Fault(file, 1, "the file names columns and holds no document")
    yield from _names(file, table.header)
    if "begin" not in table.roles:
        yield Fault(file, 1, "no column holds the first number of a document", grave=False)


def _names(file: str, header: Row) -> Iterator[Fault]:
    for name, times in Counter(map(plain, header.cells)).items():
        if times > 1 and name:
            yield Fault(file, 1, f"{times} columns have the name {name.upper()}")
    for at, cell in enumerate(header.cells, 1):
        if not plain(cell):
            yield Fault(file, 1, f"column {at} has no name")
        elif cell != cell.strip():
            yield Fault(file, 1, f"the name of column {at} has spaces at its ends", grave=False)


def _row(file: str, table: Table, row: Row) -> Iterator[Fault]:
    if row.blank:
        yield Fault(file, row.line, "the row is blank")
        return
    for trouble in row.troubles:
        yield Fault(file, row.line, trouble)
    if len(row.cells) != table.width:
        what = f"the row has {len(row.cells)} fields, not {table.width}"
        yield Fault(file, row.line, what)
    yield from _cells(file, table, row)
    if not table.shape.quote:
        return
    bare = [at for at, raw in enumerate(row.raw, 1) if raw[:1] != table.shape.quote]
    if bare:
        more = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
        what = f"field {bare[0]}{more} is not quoted, the others are"
        filled = any(row.cells[at - 1] for at in bare)
        yield Fault(file, row.line, what, grave=filled and len(bare) < len(row.cells))


def _cells(file: str, table: Table, row: Row) -> Iterator[Fault]:
    quote, between = table.shape.quote, table.shape.between
    for at, cell in enumerate(row.cells, 1):
        if not cell:
            continue
        met = (
            ("\n" in cell or "\r" in cell, "a line break; many loaders end the row there", True),
            (
                _REGISTERED in cell,
                "the registered sign, which Concordance takes for a new line",
                False,
            ),
            (_CONTROL.search(cell), "a control character", True),
            ("\ufffd" in cell, "a letter that was lost in an encoding", True),
            (quote and quote in cell, "the quoting character as a letter", False),
            (between in cell, "the separating character; some loaders end the field there", False),
        )
        for found, what, grave in met:
            if found:
                yield Fault(file, row.line, f"field {at} holds {what}", grave)
