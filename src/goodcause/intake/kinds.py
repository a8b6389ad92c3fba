"""What a file is: by its bytes first, by its name only where bytes cannot tell."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from goodcause.intake.source import Kind
from goodcause.intake.text import decode

HEAD = 4096
"""Bytes from the beginning of a file that ``sniff`` wants."""

_PDF_WITHIN = 1024  # bytes: readers look this far for the header, so we do
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"{\\rtf", Kind.RTF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
)
_TABLES = {".csv", ".tsv"}
_TEXTS = {"", ".txt", ".text", ".log", ".asc", ".md"}
_PAGES = {".htm", ".html", ".xhtml"}
MAILS = frozenset({".eml"})
"""Endings of names that promise a message."""
TEXTS = (_TABLES | _TEXTS | _PAGES) - {""}
"""Endings of names that promise text."""
_PACKAGES = (
    ("xl/workbook.xml", Kind.XLSX),
    ("word/document.xml", Kind.DOCX),
    ("ppt/presentation.xml", Kind.PPTX),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    b"application/vnd.oasis.opendocument.presentation": Kind.ODP,
}
_OFFICE = ("word/", "ppt/", "mimetype", "visio/", "xl/workbook.bin")
_STREAMS = (
    ("WordDocument", Kind.DOC),
    ("PowerPoint Document", Kind.PPT),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("__properties_version1.0", Kind.MSG),
)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_HEADER = re.compile(
    r"(?:From \S.*\r?\n)?"  # as mail folders begin a message
    r"(?:return-path|received|delivered-to|from|to|date|subject|message-id|mime-version|x-[\w-]+)"
    r":[ \t]",
    re.I,
)


def sniff(head: bytes, name: str, whole_size: int) -> Kind:
    """What a file is from its first bytes; an office document still looks like any ZIP here.

    Args:
        head: the first ``HEAD`` bytes, or all there are.
        name: the file's name, for telling a table from a text.
        whole_size: bytes of the whole file.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    suffix = PurePosixPath(name).suffix.lower()
    if b"%PDF-" in head[:_PDF_WITHIN] and suffix not in TEXTS:
        return Kind.PDF
    text = decode(head, cut=whole_size > len(head)) if head else None
    if text is None:
        return Kind.UNKNOWN
    return _text_kind(text, suffix)


def _text_kind(text: str, suffix: str) -> Kind:
    """Which kind of text: by its name, and by its beginning where the name promises markup."""
    if suffix in _TABLES:
        return Kind.CSV
    if suffix in MAILS:
        return Kind.EML if _HEADER.match(text) else Kind.UNKNOWN
    if suffix in _PAGES or (suffix == "" and _MARKUP.match(text)):
        return Kind.HTML
    return Kind.TXT if suffix in _TEXTS else Kind.UNKNOWN


def kind_of(path: Path, name: str) -> Kind:
    """What a file is; archives and compound files are looked into for office documents and mail.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_COMPOUND):
        return _compound(path)
    kind = sniff(head, name, path.stat().st_size)
    if kind is Kind.PDF and not head.startswith(b"%PDF-") and zipfile.is_zipfile(path):
        # An archive whose first bytes are damaged, and whose first member is a PDF: taken for
        # that PDF, its other members would go unmentioned.
        kind = Kind.ZIP
    return _inside(path) if kind is Kind.ZIP else kind


def locked(path: Path) -> bool:
    """Whether a file is an office document behind a password, which looks like no kind at all."""
    return _head(path, len(_COMPOUND)) == _COMPOUND and "EncryptedPackage" in _streams(path)


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _compound(path: Path) -> Kind:
    names = _streams(path)
    return next((kind for name, kind in _STREAMS if name in names), Kind.UNKNOWN)


def _streams(path: Path) -> frozenset[str]:
    """Names at the top of a compound file; none when it is damaged."""
    import olefile  # noqa: PLC0415  late: few cases hold such files

    try:
        with olefile.OleFileIO(path) as compound:
            return frozenset(entry[0] for entry in compound.listdir())
    except (OSError, ValueError, IndexError, struct.error, TypeError):
        return frozenset()


def _inside(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            first = archive.read("mimetype") if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, ValueError, EOFError, struct.error, NotImplementedError):
        return Kind.ZIP  # a damaged archive; unpacking it will say so
    except (RuntimeError, zlib.error):
        return Kind.UNKNOWN
    for member, kind in _PACKAGES:
        if member in names:
            return kind
    if first.strip() in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[first.strip()]
    if any(name.startswith(_OFFICE) for name in names):
        return Kind.UNKNOWN
    return Kind.ZIP


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < HEAD
