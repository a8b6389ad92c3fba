"""The load files of a volume: a Concordance DAT of documents and an Opticon OPT of images.

Strict on purpose: every field quoted, UTF-8 with a byte-order mark, CRLF, a header row. That is
what every importer reads without being told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from goodcause.production.volume import ProducedDocument

FIELDS: Final = (
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
"""The only fields a volume's DAT has; none of them speaks of a source."""

_QUOTE, _SEPARATOR, _END = "\u00fe", "\x14", "\r\n"
_CONTROLS = re.compile(r"\r\n|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OPT_COLUMNS = 7


def value(text: str) -> str:
    """A value as a DAT can carry it.

    The registered sign is a line break to Concordance, a thorn is the quote, and control
    characters end fields and rows; each becomes something harmless.
    """
    plain = _CONTROLS.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))
    return plain.replace("\u00ae", "(R)").replace(_QUOTE, "th")


def path_value(path: str) -> str:
    """A path of the volume as load files write it."""
    return path.replace("/", "\\")


def ordered(documents: Iterable[ProducedDocument]) -> tuple[ProducedDocument, ...]:
    """Documents by Bates number, as every file of a volume lists them."""
    return tuple(sorted(documents, key=lambda document: document.begin))


def document_row(
    document: ProducedDocument, volume: str, family: tuple[str, str] = ("", "")
) -> dict[str, str]:
    """What the DAT says of one document."""
    return {
        "BEGBATES": str(document.begin),
        "ENDBATES": str(document.end),
        "BEGATTACH": family[0],
        "ENDATTACH": family[1],
        "PAGECOUNT": str(document.pages),
        "CONFIDENTIALITY": document.tier,
        "SERIES": document.series,
        "HASREMOVALS": "Y" if document.removals else "N",
        "VOLUME": volume,
        "IMAGEPATH": path_value(document.images[0]),
        "TEXTPATH": path_value(document.text),
        "NATIVEPATH": path_value(document.native),
    }


def write_dat(rows: Iterable[Mapping[str, str]], fields: Sequence[str] = FIELDS) -> bytes:
    """The bytes of a DAT: a header row, then one row for each mapping."""
    lines = [_dat_line(fields)]
    lines.extend(_dat_line([row[field] for field in fields]) for row in rows)
    return "".join(lines).encode("utf-8-sig")


def read_dat(data: bytes) -> list[dict[str, str]]:
    """The rows of a DAT as ``write_dat`` writes it.

    Raises:
        ValueError: the bytes are not such a DAT; says in which row.
    """
    text = data.decode("utf-8-sig")
    if not text.endswith(_END):
        raise ValueError("the DAT does not end with CRLF")
    rows = [_dat_values(line, number) for number, line in enumerate(text[:-2].split(_END), 1)]
    header, *body = rows
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            raise ValueError(f"row {number} of the DAT has {len(row)} fields, not {len(header)}")
    return [dict(zip(header, row, strict=True)) for row in body]


def write_opt(documents: Iterable[ProducedDocument], volume: str) -> bytes:
    """The bytes of an OPT: a row a page image, or a row a document whose image is one PDF."""
    lines: list[str] = []
    for document in documents:
        for index, image in enumerate(document.images):
            key, path = document.begin.plus(index), path_value(image)
            tail = f"Y,,,{document.pages}" if index == 0 else ",,,"
            lines.append(f"{key},{volume},{path},{tail}{_END}")
    return "".join(lines).encode()


def read_opt(data: bytes) -> list[tuple[str, ...]]:
    """The rows of an OPT: image key, volume, path, breaks and page count.

    Raises:
        ValueError: a row has not seven columns, or the file does not end with CRLF.
    """
    text = data.decode()
    if text and not text.endswith(_END):
        raise ValueError("the OPT does not end with CRLF")
    rows = [tuple(line.split(",")) for line in text.split(_END)[:-1]]
    for number, row in enumerate(rows, 1):
        if len(row) != _OPT_COLUMNS:
            raise ValueError(f"row {number} of the OPT has {len(row)} columns, not seven")
    return rows


def _dat_line(values: Iterable[str]) -> str:
    return _SEPARATOR.join(f"{_QUOTE}{value(text)}{_QUOTE}" for text in values) + _END


def _dat_values(line: str, number: int) -> list[str]:
    cells = line.split(_SEPARATOR)
    for cell in cells:
        if len(cell) < 2 or cell[0] != _QUOTE or cell[-1] != _QUOTE or _QUOTE in cell[1:-1]:  # noqa: PLR2004  two quotes
            raise ValueError(f"row {number} of the DAT has a field that is not quoted")
    return [cell[1:-1] for cell in cells]
