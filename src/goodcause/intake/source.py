"""One file handed in, and what we know of it before reading a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is by its bytes; the name is only a hint where bytes cannot tell."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"
    CSV = "csv"
    XLSX = "xlsx"
    TXT = "txt"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    PPTX = "pptx"
    PPT = "ppt"
    ODP = "odp"
    XLS = "xls"
    ODS = "ods"
    EML = "eml"
    MSG = "msg"
    ZIP = "zip"
    UNKNOWN = "unknown"


OFFICE = frozenset(
    {
        Kind.DOCX,
        Kind.DOC,
        Kind.ODT,
        Kind.RTF,
        Kind.PPTX,
        Kind.PPT,
        Kind.ODP,
        Kind.XLS,
        Kind.ODS,
        Kind.HTML,
    }
)
"""Kinds that only an office program can lay out."""
MAIL = frozenset({Kind.EML, Kind.MSG})
TYPESET = OFFICE | MAIL | {Kind.TXT, Kind.CSV, Kind.XLSX}
"""Kinds that are made into PDF before their pages are read."""
ENCLOSING = MAIL | {Kind.PDF, Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT, Kind.ODP, Kind.ODS}
"""Kinds that may carry other files, each a document of its own in the same family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as it was handed in; a member of a container is a source of its own.

    Attributes:
        key: its name in the case, ``s000001`` and so on, in order of registration.
        path: the path as given to ``add``; a member's is ``container.zip/inner/name.pdf``.
        sha256: hexadecimal digest of the bytes, which lie in the case's blobs under it.
        size: bytes.
        series: the kind of records in the order, such as ``ccw``.
        kind: what the bytes are.
    """

    key: str
    path: str
    sha256: str
    size: int
    series: str
    kind: Kind
