"""Checks of the files that load files name: there, whole, of their kind, with as many pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from goodcause.verification.loadfiles.counting import Counted, counted, counted_pdfs
from goodcause.verification.loadfiles.document import Document
from goodcause.verification.loadfiles.fault import Fault
from goodcause.verification.loadfiles.folder import Folder
from goodcause.verification.loadfiles.images import ImageFile, ImageRow
from goodcause.verification.loadfiles.table import Table
from goodcause.verification.loadfiles.text import decoded

ORPHAN: Final = "no load file names this file"
_HASHES = {"md5": 32, "sha1": 40, "sha256": 64}
_HEX = re.compile(r"[0-9A-Fa-f]+")
_LARGEST_TEXT = 1 << 28
_LIKE_A_PATH = re.compile(r"[^\s<>|\x00]{0,250}[\\/.][^<>|\x00]{1,200}")
_LARGEST_COUNTED = 5_000


@dataclass(slots=True)
class Files:
    """The files of a volume as they are met: what each turned out to be, and which were named.

    Attributes:
        folder: the volume.
        pdfs: whether PDFs are counted; they are taken for whole otherwise.
        pages: by path: what was counted.
        named: paths that some load file names.
    """

    folder: Folder
    pdfs: bool = True
    pages: dict[str, Counted] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def path(self, name: str) -> Path:
        """Where a file of the volume lies."""
        return self.folder.root / name

    def found(self, file: str, line: int, written: str, what: str) -> Iterator[Fault | str]:
        """The file that a row means, as its path; or what is wrong with the row."""
        met = self.folder.find(written)
        if met.trouble:
            yield Fault(file, line, f"{what}: {met.trouble}", met.grave)
        if met.path:
            self.named.add(met.path)
            if not self.folder.sizes[met.path]:
                yield Fault(file, line, f"{what}: the file is empty", grave=what != "text")
            else:
                yield met.path

    def count(self, names: Sequence[str]) -> None:
        """Count the pages of files not yet counted."""
        waiting = [name for name in dict.fromkeys(names) if name not in self.pages]
        if not self.pdfs:
            waiting = [name for name in waiting if not name.lower().endswith(".pdf")]
        pdfs = {self.path(n): n for n in waiting if n.lower().endswith(".pdf")}
        for path, each in counted_pdfs(pdfs).items():
            self.pages[pdfs[path]] = each
        for name in waiting:
            if name not in self.pages:
                self.pages[name] = counted(self.path(name))


def named_images(
    file: str, images: ImageFile, files: Files
) -> tuple[list[Fault], Mapping[int, int]]:
    """Faults of the files an image file names, and by line the pages of each file."""
    faults: list[Fault] = []
    lines: dict[int, str] = {}
    used: dict[tuple[str, int], int] = {}
    for row in images.rows:
        if row.trouble or not row.path:
            continue
        for met in files.found(file, row.line, row.path, "image"):
            if isinstance(met, Fault):
                faults.append(met)
                continue
            lines[row.line] = met
            first = used.setdefault((met, row.offset), row.line)
            if first != row.line:
                faults.append(Fault(file, row.line, f"the image is that of line {first}"))
    files.count(list(lines.values()))
    known = {line: name for line, name in lines.items() if name in files.pages}
    pages = {line: files.pages[name].pages or 1 for line, name in known.items()}
    for line, name in known.items():
        if files.pages[name].trouble:
            faults.append(Fault(file, line, f"image: {files.pages[name].trouble}"))
    faults += _offsets(file, images.rows, pages)
    return faults, pages


def _offsets(file: str, rows: Sequence[ImageRow], pages: Mapping[int, int]) -> Iterator[Fault]:
    for row in rows:
        if row.offset and row.line in pages and row.offset > pages[row.line]:
            what = f"the offset is {row.offset} and the file has {pages[row.line]} pages"
            yield Fault(file, row.line, what)


def named_files(
    file: str, table: Table, documents: Sequence[Document], files: Files
) -> Iterator[Fault]:
    """Faults of the texts, images and natives that the rows of a load file name."""
    used: dict[tuple[str, str], int] = {}
    for each in documents:
        for role in ("image", "text", "native"):
            written = table.value(each.row, role)
            if not written or (role == "text" and not _LIKE_A_PATH.fullmatch(written)):
                continue
            for met in files.found(file, each.line, written, role):
                if isinstance(met, Fault):
                    yield met
                    continue
                first = used.setdefault((role, met), each.line)
                if first != each.line:
                    yield Fault(file, each.line, f"{role}: the file is that of line {first}")
                yield from _content(file, table, each, files, (role, met))


def _content(
    file: str, table: Table, each: Document, files: Files, named: tuple[str, str]
) -> Iterator[Fault]:
    role, name = named
    if role == "text":
        for what, grave in _text(files.path(name), each.pages):
            yield Fault(file, each.line, f"text: {what}", grave)
    elif role == "native":
        yield from _native(file, table, each, files, name)
    elif name.lower().endswith(".pdf") and len(files.pages) < _LARGEST_COUNTED:
        files.count([name])
        pages = files.pages.get(name)
        if pages is None:
            return
        if pages.trouble:
            yield Fault(file, each.line, f"image: {pages.trouble}")
        elif each.pages is not None and pages.pages != each.pages:
            what = f"image: the file has {pages.pages} pages and the numbers are {each.pages}"
            yield Fault(file, each.line, what)


def _text(path: Path, pages: int | None) -> Iterator[tuple[str, bool]]:
    with path.open("rb") as stream:
        source = decoded(stream.read(_LARGEST_TEXT))
    if source.trouble:
        yield source.trouble, True
    elif source.encoding in ("cp1252", "latin-1"):
        yield "it is neither UTF-8 nor UTF-16", True
    elif not source.mark and source.encoding.startswith("utf-16"):
        yield "it is UTF-16 without a byte-order mark", True
    if "\x00" in source.text:
        yield "it holds characters of value zero", True
    if "\ufffd" in source.text and not source.trouble:
        yield "it holds letters that were lost in an encoding", False
    breaks = source.text.rstrip("\r\n\f ").count("\f") + 1
    if pages is not None and breaks > 1 and breaks != pages:
        yield f"it has {breaks} pages and the numbers are {pages}", True


def _native(file: str, table: Table, each: Document, files: Files, name: str) -> Iterator[Fault]:
    path = files.path(name)
    size = table.value(each.row, "size")
    if size and size.isascii() and size.isdigit() and int(size[:18]) != path.stat().st_size:
        yield Fault(file, each.line, "native: the file has another size than the row says")
    extension = table.value(each.row, "extension").lower().lstrip(".")
    if extension and path.suffix.lower().lstrip(".") != extension:
        yield Fault(file, each.line, "native: the file has another extension than the row says")
    for role, digits in _HASHES.items():
        said = table.value(each.row, role)
        if said and len(said) == digits and _HEX.fullmatch(said):
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, role).hexdigest()
            if digest != said.lower():
                yield Fault(file, each.line, f"native: its {role.upper()} is not the row's")


def hash_faults(file: str, table: Table, documents: Sequence[Document]) -> Iterator[Fault]:
    """Digests that are none, and file sizes that are no number."""
    for each in documents:
        for role, digits in _HASHES.items():
            said = table.value(each.row, role)
            if said and (len(said) != digits or not _HEX.fullmatch(said)):
                yield Fault(file, each.line, f"the {role.upper()} is no such digest")
        size = table.value(each.row, "size")
        if size and not (size.isascii() and size.isdigit()):
            yield Fault(file, each.line, "the file size is no number", grave=False)


def orphan_faults(files: Files) -> Iterator[Fault]:
    """Pages, texts and natives that no load file names: a loader leaves them behind."""
    folders = {path.rpartition("/")[0] for path in files.named} - {""}
    for path in files.folder.others(folders):
        if path not in files.named:
            yield Fault(path, 0, ORPHAN)
