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
    ZIP = "zip"
    UNKNOWN = "unknown"


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
