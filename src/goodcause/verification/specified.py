"""Reads the load file of a volume made to a specification, as if it were a standard one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from goodcause.order.specification import Specification
from goodcause.verification.loadfiles.numbers import number
from goodcause.verification.loadfiles.shape import Shape
from goodcause.verification.loadfiles.table import read_table
from goodcause.verification.sidefiles import Table

_STANDARD: Final = {
    "begin": "BEGBATES",
    "end": "ENDBATES",
    "family_begin": "BEGATTACH",
    "family_end": "ENDATTACH",
    "pages": "PAGECOUNT",
    "confidentiality": "CONFIDENTIALITY",
    "series": "SERIES",
    "has_removals": "HASREMOVALS",
    "volume": "VOLUME",
    "image_path": "IMAGEPATH",
    "text_path": "TEXTPATH",
    "native_path": "NATIVEPATH",
    "replaces": "REPLACES",
}
_CODES: Final = {
    "utf-8-sig": ("utf-8", True),
    "utf-8": ("utf-8", False),
    "utf-16": ("utf-16-le", True),
    "cp1252": ("cp1252", False),
}


def read_specified(
    data: bytes, wanted: Specification, volume: str, others: tuple[Table, Table]
) -> Table:
    """The rows under the standard names; what the specification leaves out is filled in.

    Args:
        data: the load file.
        wanted: the form it must have.
        volume: its name, for a load file that does not say it.
        others: the OPT and the log of removals, which know what the load file may not say.
    """
    found = Table()
    table = read_table(data, Shape(wanted.between, wanted.quote))
    code = table.source.encoding, table.source.mark
    plain = table.source.text.isascii() and not table.source.mark
    if table.source.trouble or (code != _CODES[wanted.encoding] and not plain):
        found.faults.append("the file is not in the encoding of its specification")
    names = [field.name for field in wanted.fields]
    if list(table.names) != names:
        found.faults.append("the header is not that of the specification")
        return found
    for row in table.rows:
        if row.end != "\r\n" or row.troubles or len(row.cells) != len(names):
            found.faults.append(f"line {row.line} is not as the specification wants it")
            continue
        if wanted.quote and any(raw[:1] != wanted.quote for raw in row.raw):
            found.faults.append(f"line {row.line} has a field without its quotes")
        held = dict(zip((field.holds for field in wanted.fields), row.cells, strict=True))
        found.rows.append(
            _filled(
                {_STANDARD[h]: v for h, v in held.items() if h in _STANDARD},
                volume,
                *(table.rows for table in others),
            )
        )
    return found


def _filled(
    row: dict[str, str],
    volume: str,
    images: Sequence[Mapping[str, str]],
    removals: Sequence[Mapping[str, str]],
) -> dict[str, str]:
    begin = row["BEGBATES"]
    first, last = number(begin), number(row["ENDBATES"])
    if first and last:
        row.setdefault("PAGECOUNT", str(last.count - first.count + 1))
    row.setdefault("VOLUME", volume)
    if "IMAGEPATH" not in row:
        row["IMAGEPATH"] = next((i["Path"] for i in images if i["ImageKey"] == begin), "")
    if "HASREMOVALS" not in row:
        row["HASREMOVALS"] = "Y" if any(r.get("document") == begin for r in removals) else "N"
    return row
