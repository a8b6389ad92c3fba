"""How many pages a file of page images holds, and whether it is whole. The files are hostile."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MOST_PAGES = 100_000
_SECONDS = 120
_BATCH = 200
_TIFF = {b"II*\x00": "<", b"MM\x00*": ">"}
_ENTRY = 12
_STRIPS, _LENGTHS = 273, 279
_SHORT, _LONG = 3, 4
_LARGEST_LIST = 100_000


@dataclass(frozen=True, slots=True)
class Counted:
    """Pages of a file; 0 with a sentence when they cannot be counted."""

    pages: int
    trouble: str = ""


def counted(path: Path) -> Counted:
    """Count the pages of a TIFF or of a JPEG or PNG (one page)."""
    with path.open("rb") as file:
        head = file.read(8)
        if head[:4] in _TIFF:
            return _tiff(file, path.stat().st_size, _TIFF[head[:4]])
        if head.startswith(b"\xff\xd8"):
            return _ended(file, b"\xff\xd9", "the JPEG is cut short")
        if head.startswith(b"\x89PNG"):
            return _ended(file, b"IEND\xaeB`\x82", "the PNG is cut short")
    return Counted(0, "the file is no TIFF, JPEG, PNG or PDF")


def _ended(file: BinaryIO, mark: bytes, trouble: str) -> Counted:
    file.seek(max(file.seek(0, 2) - 64, 0))
    return Counted(1) if mark in file.read() else Counted(1, trouble)


def _tiff(file: BinaryIO, size: int, order: str) -> Counted:
    file.seek(4)
    (at,) = struct.unpack(f"{order}I", file.read(4))
    seen: set[int] = set()
    trouble = ""
    while at and len(seen) < _MOST_PAGES:
        if at in seen or at + 2 > size:
            return Counted(len(seen), "the directories of the TIFF lead nowhere")
        seen.add(at)
        file.seek(at)
        (count,) = struct.unpack(f"{order}H", file.read(2))
        data = file.read(_ENTRY * count + 4)
        if len(data) < _ENTRY * count + 4:
            return Counted(len(seen), "the TIFF is cut short")
        if not _whole(file, data, count, (order, size)):
            trouble = "the TIFF is cut short"
        (at,) = struct.unpack(f"{order}I", data[-4:])
    return Counted(len(seen), trouble)


def _whole(file: BinaryIO, data: bytes, count: int, about: tuple[str, int]) -> bool:
    """Whether the strips of one page lie in the file."""
    order, size = about
    found: dict[int, list[int]] = {}
    for at in range(0, _ENTRY * count, _ENTRY):
        tag, kind, many = struct.unpack(f"{order}HHI", data[at : at + 8])
        if tag in (_STRIPS, _LENGTHS) and kind in (_SHORT, _LONG) and many <= _LARGEST_LIST:
            found[tag] = _numbers(file, data[at + 8 : at + 12], (order, kind, many))
    pairs = zip(found.get(_STRIPS, ()), found.get(_LENGTHS, ()), strict=False)
    return all(start + length <= size for start, length in pairs)


def _numbers(file: BinaryIO, value: bytes, about: tuple[str, int, int]) -> list[int]:
    order, kind, many = about
    letter, width = ("H", 2) if kind == _SHORT else ("I", 4)
    if many * width > len(value):
        file.seek(struct.unpack(f"{order}I", value)[0])
        value = file.read(many * width)
    usable = len(value) // width
    return list(
        struct.unpack(
            f"{order}{min(many, usable)}{letter}", value[: usable * width][: many * width]
        )
    )


def counted_pdfs(paths: Iterable[Path]) -> Mapping[Path, Counted]:
    """Count the pages of PDFs, in a child process with bounded time and memory.

    A file that kills the child costs itself only.
    """
    waiting, found = list(paths), dict[Path, Counted]()
    while waiting:
        batch = waiting[:_BATCH]
        answers = _asked(batch)
        for path, pages in zip(batch, answers, strict=False):
            trouble = "" if pages else "the PDF cannot be opened"
            found[path] = Counted(pages, trouble)
        done = len(answers)
        if done < len(batch):
            found[batch[done]] = Counted(0, "the PDF cannot be opened in bounded time and memory")
            done += 1
        waiting = waiting[done:]
    return found


def _asked(paths: list[Path]) -> list[int]:
    """The answers of one child, as far as it came."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", "goodcause.verification.loadfiles.pdf_pages"],
            input="\0".join(str(path) for path in paths).encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        said = run.stdout
    except subprocess.TimeoutExpired as e:
        said = e.stdout or b""
    return [int(line) for line in said.split(b"\n")[:-1] if line.isdigit()]
