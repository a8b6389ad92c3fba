"""A small volume as another firm's tool might make it: plain bytes by path. All data is made."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

Files = dict[str, bytes]

DAT, OPT, LFP = "DATA/PRD001.dat", "DATA/PRD001.opt", "DATA/PRD001.lfp"
FIELDS = (
    *("BEGBATES", "ENDBATES", "BEGATTACH", "ENDATTACH", "PAGECOUNT", "CUSTODIAN", "DATESENT"),
    *("TIMESENT", "FILEEXT", "FILESIZE", "MD5HASH", "VOLUME", "TEXTPATH", "NATIVEPATH"),
)
NATIVE = b"item,price\r\nlamp,12\r\n"
Row = dict[str, str]


def tiff(pages: int = 1, byteorder: str = "<") -> bytes:
    """A TIFF of so many tiny pages, each one strip of a byte."""
    out = bytearray(b"II*\x00" if byteorder == "<" else b"MM\x00*")
    out += struct.pack(f"{byteorder}I", 8)
    for at in range(pages):
        tags = [(256, 8), (257, 1), (258, 1), (259, 1), (262, 0), (278, 1), (279, 1)]
        after = len(out) + 2 + 12 * (len(tags) + 1) + 4
        entries = sorted([*tags, (273, after)])
        out += struct.pack(f"{byteorder}H", len(entries))
        for tag, value in entries:
            out += struct.pack(f"{byteorder}HHII", tag, 4, 1, value)
        out += struct.pack(f"{byteorder}I", 0 if at == pages - 1 else after + 2) + b"\xff\x00"
    return bytes(out)


def rows() -> list[Row]:
    """Three letters, the second an attachment of the first, and a sheet served natively."""
    given = (
        ("ABC000001", "ABC000003", "ABC000001", "ABC000004"),
        ("ABC000004", "ABC000004", "ABC000001", "ABC000004"),
        ("ABC000005", "ABC000006", "", ""),
        ("ABC000007", "ABC000007", "", ""),
    )
    found = []
    for begin, end, first, last in given:
        native = begin.endswith("7")
        found.append(
            {
                "BEGBATES": begin,
                "ENDBATES": end,
                "BEGATTACH": first,
                "ENDATTACH": last,
                "PAGECOUNT": str(int(end[-1]) - int(begin[-1]) + 1),
                "CUSTODIAN": "Ren\u00e9e Able",
                "DATESENT": "04/21/2001",
                "TIMESENT": "2:48 PM",
                "FILEEXT": "csv" if native else "",
                "FILESIZE": str(len(NATIVE)) if native else "",
                "MD5HASH": hashlib.md5(NATIVE).hexdigest().upper() if native else "",  # noqa: S324
                "VOLUME": "PRD001",
                "TEXTPATH": f"TEXT\\001\\{begin}.txt",
                "NATIVEPATH": f"NATIVES\\001\\{begin}.csv" if native else "",
            }
        )
    return found


def dat_line(cells: list[str]) -> str:
    return "\x14".join(f"\u00fe{cell}\u00fe" for cell in cells) + "\r\n"


def dat(given: list[Row], fields: tuple[str, ...] = FIELDS, encoding: str = "utf-8-sig") -> bytes:
    lines = [dat_line(list(fields)), *(dat_line([row[f] for f in fields]) for row in given)]
    return "".join(lines).encode(encoding)


def pages_of(row: Row) -> list[str]:
    first = int(row["BEGBATES"][3:])
    return [f"ABC{first + at:06d}" for at in range(int(row["PAGECOUNT"]))]


def opt(given: list[Row]) -> bytes:
    lines = []
    for row in given:
        for at, key in enumerate(pages_of(row)):
            tail = f"Y,,,{row['PAGECOUNT']}" if at == 0 else ",,,"
            lines.append(f"{key},PRD001,IMAGES\\001\\{key}.tif,{tail}\r\n")
    return "".join(lines).encode()


def lfp(given: list[Row]) -> bytes:
    lines = []
    for row in given:
        for at, key in enumerate(pages_of(row)):
            part = ("C" if row["BEGATTACH"] not in ("", key) else "D") if at == 0 else ""
            lines.append(f"IM,{key},{part},0,@PRD001;IMAGES\\001;{key}.tif;2\r\n")
    return "".join(lines).encode()


def sound() -> Files:
    """A volume in which nothing is wrong."""
    files = {DAT: dat(rows()), OPT: opt(rows()), LFP: lfp(rows())}
    for row in rows():
        for key in pages_of(row):
            files[f"IMAGES/001/{key}.tif"] = tiff()
        words = "\f".join(f"page {key}" for key in pages_of(row))
        files[f"TEXT/001/{row['BEGBATES']}.txt"] = words.encode("utf-8-sig")
    files["NATIVES/001/ABC000007.csv"] = NATIVE
    return files


def write(files: Files, root: Path) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root
