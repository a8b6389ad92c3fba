"""Files of page images (Opticon and IPRO) read as they are, one value a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from goodcause.verification.loadfiles.text import Decoded, decoded

OPT_FIELDS: Final = ("ImageKey", "Volume", "Path", "DocBreak", "FolderBreak", "BoxBreak", "Pages")
_IM: Final = re.compile(
    r"IM,(?P<key>[^,]*),(?P<part>[^,]*),(?P<offset>[^,]*),"
    r"@(?P<volume>[^;]*);(?P<folder>[^;]*);(?P<file>[^;]*);(?P<kind>[^;,]*)(?P<turn>[,;].*)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRow:
    """One row that names a page image or a file of pages.

    Attributes:
        line: counted from 1.
        key: number of the page.
        volume: as the row says.
        path: with backslashes or slashes as written.
        starts: whether a document begins here.
        pages: the count as written; empty for none.
        offset: page within a file of several; 0 for the file as a whole.
        kind: LFP only: the type of file.
        trouble: a sentence when the row is not of its format; then only the line is known.
        broken: OPT only: folder and box break as written.
    """

    line: int
    key: str = ""
    volume: str = ""
    path: str = ""
    starts: bool = False
    pages: str = ""
    offset: int = 0
    kind: str = ""
    trouble: str = ""
    broken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """A file of page images.

    Attributes:
        source: its characters and their encoding.
        rows: one for each line that names an image, or should.
        other: LFP only: lines of other kinds of record.
        ends: the line ends in use.
    """

    source: Decoded
    rows: tuple[ImageRow, ...]
    other: int = 0
    ends: frozenset[str] = frozenset()


def read_opt(data: bytes) -> ImageFile:
    """Read an Opticon file."""
    source, lines, ends = _lines(data)
    rows = tuple(_opt_row(at, line) for at, line in lines)
    return ImageFile(source=source, rows=rows, ends=ends)


def read_lfp(data: bytes) -> ImageFile:
    """Read an IPRO file; records other than IM are counted and passed over."""
    source, lines, ends = _lines(data)
    rows = tuple(_lfp_row(at, line) for at, line in lines if line.startswith("IM"))
    return ImageFile(source=source, rows=rows, other=len(lines) - len(rows), ends=ends)


def _lines(data: bytes) -> tuple[Decoded, list[tuple[int, str]], frozenset[str]]:
    source = decoded(data)
    ends = frozenset(re.findall(r"\r\n|\n|\r", source.text))
    lines = re.split(r"\r\n|\n|\r", source.text)
    if lines and not lines[-1]:
        lines.pop()
    return source, list(enumerate(lines, 1)), ends


def _opt_row(line: int, text: str) -> ImageRow:
    cells = text.split(",")
    if not text.strip():
        return ImageRow(line=line, trouble="the row is blank")
    if len(cells) != len(OPT_FIELDS):
        return ImageRow(line=line, trouble=f"the row has {len(cells)} fields, not seven")
    key, volume, path, start, folder, box, pages = cells
    trouble = "" if start in ("Y", "") else "the document break is neither Y nor empty"
    return ImageRow(
        line=line,
        key=key,
        volume=volume,
        path=path,
        starts=start == "Y",
        pages=pages,
        trouble=trouble,
        broken=folder + box,
    )


def _lfp_row(line: int, text: str) -> ImageRow:
    match = _IM.fullmatch(text)
    if match is None:
        what = "the row is not IM,key,break,offset,@volume;folder;file;type"
        return ImageRow(line=line, trouble=what)
    part, offset = match["part"], match["offset"]
    trouble = ""
    if part not in ("D", "C", "S", "B", "F", ""):
        trouble = "the break is none of D, C, S, B, F and empty"
    elif not offset.isascii() or not offset.isdigit():
        trouble = "the offset is not a number"
    folder = match["folder"].rstrip("\\/")
    return ImageRow(
        line=line,
        key=match["key"],
        volume=match["volume"],
        path=f"{folder}\\{match['file']}" if folder else match["file"],
        starts=part in ("D", "C") and part != "",
        offset=int(offset) if not trouble and len(offset) < 10 else 0,  # noqa: PLR2004  digits
        kind=match["kind"],
        trouble=trouble,
    )
