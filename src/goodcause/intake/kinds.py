"""What a file is: by its bytes first, by its name only where bytes cannot tell."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path, PurePosixPath

from goodcause.intake.source import Kind
from goodcause.intake.text import decode

HEAD = 4096
"""Bytes from the beginning of a file that ``sniff`` wants."""

_PDF_WITHIN = 1024  # bytes: readers look this far for the header, so we do
_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
)
_TABLES = {".csv", ".tsv"}
_TEXTS = {"", ".txt", ".text", ".log", ".asc", ".md"}
TEXTS = (_TABLES | _TEXTS) - {""}
"""Endings of names that promise text."""
_OFFICE = ("word/", "ppt/", "mimetype", "visio/", "xl/workbook.bin")


def sniff(head: bytes, name: str, whole_size: int) -> Kind:
    """What a file is from its first bytes; a workbook still looks like any ZIP here.

    Args:
        head: the first ``HEAD`` bytes, or all there are.
        name: the file's name, for telling a table from a text.
        whole_size: bytes of the whole file.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    suffix = PurePosixPath(name).suffix.lower()
    named = suffix in TEXTS
    if b"%PDF-" in head[:_PDF_WITHIN] and not named:
        return Kind.PDF
    if not head or (suffix not in _TABLES | _TEXTS):
        return Kind.UNKNOWN
    if decode(head, cut=whole_size > len(head)) is None:
        return Kind.UNKNOWN
    return Kind.CSV if suffix in _TABLES else Kind.TXT


def kind_of(path: Path, name: str) -> Kind:
    """What a file is; a ZIP is looked into for being a workbook or another office document.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = sniff(head, name, path.stat().st_size)
    return _inside(path) if kind is Kind.ZIP else kind


def _inside(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, struct.error, NotImplementedError):
        return Kind.ZIP  # a damaged archive; unpacking it will say so
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if any(name.startswith(_OFFICE) for name in names):
        return Kind.UNKNOWN
    return Kind.ZIP
