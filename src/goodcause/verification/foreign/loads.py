"""Load files of any producer, read as far as they go: encodings, delimiters, names of fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_THORN, _BETWEEN = "\u00fe", "\x14"
_MOST_FIELD = 1 << 22
_NAMES = """
begin   begbates begdoc begno begprod prodbeg batesbeg batesbegin beginbates beginningbates bates
begin   firstbates docid controlnumber begcontrol productionbeginbates
end     endbates enddoc endno endprod prodend batesend endingbates lastbates endcontrol
end     productionendbates
pages   pagecount pgcount pages numpages pagecnt imagecount
text    textpath textlink ocrpath extractedtextpath fulltextpath textfile
native  nativepath nativelink nativefile nativefilepath filelink
removed redacted hasredactions hasremovals redaction isredacted
"""
"""Each line: a field as this module calls it, and its names in files, letters and digits alone."""
_FIELDS: Mapping[str, str] = {
    name: line.split()[0] for line in _NAMES.splitlines() for name in line.split()[1:]
}
_HASHES = re.compile(r"md5|sha-?[0-9]|hash", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<prefix>.*?)(?P<digits>[0-9]{1,12})(?P<suffix>[^0-9]{0,8})")


@dataclass(slots=True)
class Load:
    """A DAT file as rows of known fields.

    Attributes:
        rows: by the names of this module (``begin``, ``end`` ...); what a row lacks is absent.
        lines: line of each row, counted from 1, for reports.
        known: the fields that the first row names.
        hashes: names of columns that hold digests.
        faults: sentences.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    hashes: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Number:
    """A Bates number of any style."""

    prefix: str
    count: int
    width: int
    suffix: str


def number_of(text: str) -> Number | None:
    """The parts of a number such as ``PROD-00011001_REV``."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    return Number(match["prefix"], int(match["digits"]), len(match["digits"]), match["suffix"])


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a load file and the encoding it was taken for."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


def read_dat(data: bytes) -> Load:
    """Read a delimited load file of whatever flavour."""
    load = Load()
    text, encoding = decoded(data)
    if "\ufffd" in text:
        load.faults.append(f"bytes of the file are no {encoding}")
    try:
        rows = list(_rows(text))
    except csv.Error as e:
        load.faults.append(f"the rows cannot be told apart ({e})")
        return load
    if not rows:
        load.faults.append("the file is empty")
        return load
    heads = [re.sub(r"[^a-z0-9]", "", head.lower()) for head in rows[0]]
    names = {at: _FIELDS[head] for at, head in enumerate(heads) if head in _FIELDS}
    load.known = frozenset(names.values())
    load.hashes = tuple(head for head in rows[0] if _HASHES.search(head))
    uneven = [at for at, row in enumerate(rows, 1) if row and len(row) != len(rows[0])]
    if uneven:
        what = f"{len(uneven)} rows do not have the {len(rows[0])} fields of the first"
        load.faults.append(f"{what} (row {uneven[0]} is the first of them)")
    for line, row in enumerate(rows[1:], 2):
        if row:
            load.rows.append({names[at]: v for at, v in enumerate(row) if at in names})
            load.lines.append(line)
    return load


def read_opt(data: bytes) -> tuple[list[tuple[str, str, bool, str]], list[str]]:
    """Rows of key, path, whether a document begins, and its page count; and what is wrong."""
    rows, faults = list[tuple[str, str, bool, str]](), list[str]()
    for at, line in enumerate(decoded(data)[0].splitlines(), 1):
        cells = line.split(",")
        if not line.strip():
            continue
        if len(cells) < _OPT_FIELDS:
            faults.append(f"line {at} does not have seven fields")
            continue
        rows.append((cells[0].strip(), cells[2].strip(), cells[3].strip().upper() == "Y",
                     cells[6].strip()))  # fmt: skip
    return rows, faults


_OPT_FIELDS = 7


def _rows(text: str) -> Sequence[list[str]]:
    first = text.partition("\n")[0]
    csv.field_size_limit(_MOST_FIELD)
    if _BETWEEN in first or _THORN in first:
        between = _BETWEEN if _BETWEEN in first else _after_thorn(first)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=between, quotechar=_THORN))
    if "^|^" in first:
        rows = csv.reader(io.StringIO(text.replace("^|^", _BETWEEN)), delimiter=_BETWEEN,
                          quotechar="^")  # fmt: skip
        return list(rows)
    between = next((mark for mark in ("|", "\t", ";") if mark in first), ",")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=between))


def _after_thorn(first: str) -> str:
    """The delimiter of a file of one's own: what stands after the second thorn."""
    parts = first.split(_THORN)
    between = parts[2][:1] if len(parts) > 2 else ""  # noqa: PLR2004 - before, within, after
    return between if between and between not in "\r\n" else _BETWEEN
