"""The load files of a volume: a DAT of documents, an OPT and an LFP of page images.

Strict on purpose: every field quoted, UTF-8 with a byte-order mark, CRLF, a header row. That is
what every importer reads without being told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from goodcause.order.specification import Specification, load_specification
from goodcause.production import columns
from goodcause.production.columns import NO_FAMILY, About, path_value
from goodcause.production.volume import ProducedDocument

STANDARD: Final = load_specification()
FIELDS: Final = tuple(field.name for field in STANDARD.fields)
"""The fields of a DAT unless another specification is asked for; none speaks of a source."""

_QUOTE, _SEPARATOR, _END = "\u00fe", "\x14", "\r\n"
_CONTROLS = re.compile(r"\r\n|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OPT_COLUMNS = 7
_LFP_TYPES: Final = {"tif": "2", "jpg": "4", "pdf": "5"}


def value(text: str) -> str:
    """A value as a DAT can carry it.

    The registered sign is a line break to Concordance, a thorn is the quote, and control
    characters end fields and rows; each becomes something harmless.
    """
    plain = _CONTROLS.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))
    return plain.replace("\u00ae", "(R)").replace(_QUOTE, "th")


def ordered(documents: Iterable[ProducedDocument]) -> tuple[ProducedDocument, ...]:
    """Documents by Bates number, as every file of a volume lists them."""
    return tuple(sorted(documents, key=lambda document: document.begin))


def document_row(
    document: ProducedDocument, volume: str, family: tuple[str, str] = NO_FAMILY
) -> dict[str, str]:
    """What a standard DAT says of one document."""
    about = About(volume=volume, families={str(document.begin): family})
    return columns.row(document, about, STANDARD)


def write_dat(rows: Iterable[Mapping[str, str]], wanted: Specification = STANDARD) -> bytes:
    """The bytes of a DAT: a header row, then one row for each mapping.

    A letter that the specification's encoding does not have becomes a question mark.
    """
    names = [field.name for field in wanted.fields]
    lines = [_dat_line(names, wanted)]
    lines.extend(_dat_line([each[name] for name in names], wanted) for each in rows)
    return "".join(lines).encode(wanted.encoding, "replace")


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


def write_lfp(
    documents: Iterable[ProducedDocument], volume: str, families: Mapping[str, tuple[str, str]]
) -> bytes:
    """The bytes of an LFP: a row a page; pages of a PDF by their place in it."""
    lines: list[str] = []
    for document in documents:
        begin = str(document.begin)
        child = families.get(begin, NO_FAMILY)[0] not in ("", begin)
        for index in range(document.pages):
            image = document.images[min(index, len(document.images) - 1)]
            folder, _, name = image.rpartition("/")
            part = ("C" if child else "D") if index == 0 else ""
            offset = index + 1 if name.endswith(".pdf") else 0
            where = f"@{volume};{path_value(folder)};{name};{_LFP_TYPES[name[-3:]]}"
            lines.append(f"IM,{document.begin.plus(index)},{part},{offset},{where}{_END}")
    return "".join(lines).encode()


def _dat_line(values: Iterable[str], wanted: Specification) -> str:
    return wanted.between.join(_cell(text, wanted) for text in values) + _END


def _cell(text: str, wanted: Specification) -> str:
    """A value between its quotes, or as it is where the specification knows no quotes."""
    plain, quote = value(text), wanted.quote
    if not quote:
        return plain.replace(wanted.between, " ")
    return f"{quote}{plain.replace(quote, quote * 2)}{quote}"


def _dat_values(line: str, number: int) -> list[str]:
    cells = line.split(_SEPARATOR)
    for cell in cells:
        if len(cell) < 2 or cell[0] != _QUOTE or cell[-1] != _QUOTE or _QUOTE in cell[1:-1]:  # noqa: PLR2004  two quotes
            raise ValueError(f"row {number} of the DAT has a field that is not quoted")
    return [cell[1:-1] for cell in cells]
