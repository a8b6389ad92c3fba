"""A served volume as it lies on disk: files, documents and log, whatever their state."""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodcause.base.errors import UsageError
from goodcause.base.ids import Bates
from goodcause.order.specification import Specification, parse_specification
from goodcause.verification.sidefiles import (
    Table,
    read_dat,
    read_log,
    read_opt,
    read_statement,
    shown,
)
from goodcause.verification.specified import read_specified
from goodcause.verification.tally import Tally

_IMAGE = re.compile(r"IMAGES/([0-9]{4})/([A-Z][A-Z0-9_-]*[0-9]{4,12})\.(pdf|tif|jpg)")
_TEXT = re.compile(r"TEXT/([0-9]{4})/([A-Z][A-Z0-9_-]*[0-9]{4,12})\.txt")
_NATIVE = re.compile(
    r"NATIVES/([0-9]{4})/([A-Z][A-Z0-9_-]*[0-9]{4,12})\.(pdf|tif|jpg|png|csv|xlsx|txt)"
)
_PDF = re.compile(r"PDF/([0-9]{4})/([A-Z][A-Z0-9_-]*[0-9]{4,12})\.(pdf)")
_PRIVILEGE = "LOGS/privilege.csv"
REPLACED = "LOGS/replaced.csv"
_NAME = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")
_LARGEST_SIDE_FILE = 1 << 30
_MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDocument:
    """One document as the load files present it, with forward slashes in its paths."""

    begin: Bates
    end: Bates
    images: tuple[str, ...]
    text: str
    native: str
    has_removals: bool
    row: dict[str, str]
    pdf: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """Its images, text, native and PDF, as far as it has them."""
        return tuple(p for p in (*self.images, self.text, self.native, self.pdf) if p)

    @property
    def pages(self) -> int:
        """How many Bates numbers it has."""
        return self.end.number - self.begin.number + 1

    def bates(self, page: int) -> str:
        """The number of a page counted from 1."""
        return str(self.begin.plus(page - 1))


@dataclass(slots=True, kw_only=True)
class Served:
    """Everything about a volume that can be known without opening a page."""

    root: Path
    name: str
    files: tuple[str, ...]
    folders: tuple[str, ...]
    documents: tuple[ServedDocument, ...] = ()
    dat: Table = field(default_factory=Table)
    opt: Table = field(default_factory=Table)
    log: Table = field(default_factory=Table)
    statement: Table = field(default_factory=Table)
    specification: Specification | None = None

    @property
    def tiff(self) -> bool:
        """Whether pages are served as single images."""
        return any(f.endswith((".tif", ".jpg")) for f in self.files if f.startswith("IMAGES/"))


def open_served(root: Path, tally: Tally) -> Served:
    """List a volume and read its load files.

    Raises:
        UsageError: there is no such folder.
    """
    if not root.is_dir():
        raise UsageError(f"{root} is not a folder; give the folder of a volume, such as VOL001")
    files, folders = _walk(root, tally)
    served = Served(root=root, name=_own_name(root, files), files=files, folders=folders)
    served.specification = _specification(served, tally)
    served.opt = _table(served, f"DATA/{served.name}.opt", tally)
    served.log = _table(served, "LOGS/removals.csv", tally)
    served.dat = _table(served, f"DATA/{served.name}.dat", tally)
    if REPLACED in served.files:
        served.statement = _table(served, REPLACED, tally)
    served.documents = _documents(served, tally)
    return served


def contents(served: Served, path: str) -> bytes | None:
    """The bytes of one served file; None when it cannot be read."""
    try:
        return (served.root / path).read_bytes()
    except OSError:
        return None


def check_layout(served: Served, tally: Tally) -> None:
    """Report every file and folder that the layout does not know, and every one that is missing."""
    tally.begin("I8", "layout, names, load files, text files, log and manifest are as specified")
    tally.looked("I8", len(served.files))
    if not _NAME.fullmatch(served.name):
        tally.broken("I8", served.name, "The volume's name is not one the format allows.")
    expected = set(_expected(served))
    for path in served.files:
        if path not in expected:
            tally.broken("I8", shown(path), "This file is not part of the layout of a volume.")
    for path in sorted(expected - set(served.files)):
        tally.broken("I8", path, "This file is missing.")
    needed = {str(parent) for path in served.files for parent in Path(path).parents}
    for folder in served.folders:
        if folder not in needed or not _known_folder(folder):
            tally.broken("I8", shown(folder), "This folder is empty or not part of the layout.")
    for document in served.documents:
        _check_paths(served, document, tally)


def _walk(root: Path, tally: Tally) -> tuple[tuple[str, ...], tuple[str, ...]]:
    files, folders = list[str](), list[str]()
    for where, inside, names in os.walk(root):
        here = Path(where)
        for name in (*inside, *names):
            path = here / name
            relative = path.relative_to(root).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                folders.append(relative)
            elif stat.S_ISREG(mode):
                files.append(relative)
            else:
                what = "This is a link or another special file, which no volume holds."
                tally.broken("I8", shown(relative), what)
    return tuple(sorted(files)), tuple(sorted(folders))


def _own_name(root: Path, files: Iterable[str]) -> str:
    # A volume is checked before it gets its name, in a folder of another name.
    named = [f[5:-4] for f in files if f.startswith("DATA/") and f.endswith(".dat")]
    return named[0] if len(named) == 1 else root.name


def _table(served: Served, path: str, tally: Tally) -> Table:
    readers = {"dat": read_dat, "opt": read_opt, "csv": read_log}
    data = contents(served, path) if path in served.files else None
    if data is None or len(data) > _LARGEST_SIDE_FILE:
        tally.broken("I8", path, "The file is missing, unreadable or far too large.")
        return Table()
    wanted = served.specification
    if path == REPLACED:
        table = read_statement(data)
    elif path.endswith(".dat") and wanted is not None:
        table = read_specified(data, wanted, served.name, (served.opt, served.log))
    else:
        table = readers[path[-3:]](data)
    for fault in table.faults:
        tally.broken("I8", path, f"{fault[0].upper()}{fault[1:]}.")
    return table


def _specification(served: Served, tally: Tally) -> Specification | None:
    """The form the volume says it has; nothing for the form of docs/volume-format.md."""
    path = f"DATA/{served.name}.yaml"
    data = contents(served, path) if path in served.files else None
    if data is None:
        return None
    try:
        wanted = parse_specification(data.decode("utf-8", "replace"), path)
    except UsageError:
        tally.broken("I8", path, "The specification the volume carries cannot be read.")
        return None
    if wanted.written().encode() != data:
        tally.broken("I8", path, "The specification holds more than its values.")
    return wanted


def _documents(served: Served, tally: Tally) -> tuple[ServedDocument, ...]:
    images = defaultdict[str, list[str]](list)
    for row in served.opt.rows:
        images[row["ImageKey"]].append(_slashes(row["Path"]))
    found = []
    for at, row in enumerate(served.dat.rows, 2):
        try:
            one = _document(row, images, tiff=served.tiff)
            found.append(replace(one, pdf=_beside(served, one)))
        except (KeyError, ValueError):
            where = f"DATA/{served.name}.dat line {at}"
            tally.broken("I8", where, "The row does not describe a document by Bates numbers.")
    return tuple(found) or _from_names(served)


def _document(row: dict[str, str], images: dict[str, list[str]], *, tiff: bool) -> ServedDocument:
    begin, end = Bates.parse(row["BEGBATES"]), Bates.parse(row["ENDBATES"])
    pages = end.number - begin.number + 1
    if begin.prefix != end.prefix or begin.width != end.width or not 0 < pages <= _MOST_PAGES:
        raise ValueError("a document's numbers run forward under one prefix")
    paths = [_slashes(row["IMAGEPATH"])]
    if tiff:
        keys = (str(begin.plus(at)) for at in range(pages))
        paths = [path for key in keys for path in images.get(key, ())]
    return ServedDocument(
        begin=begin,
        end=end,
        images=tuple(paths),
        text=_slashes(row["TEXTPATH"]),
        native=_slashes(row["NATIVEPATH"]),
        has_removals=row["HASREMOVALS"] == "Y",
        row=row,
    )


def _beside(served: Served, document: ServedDocument) -> str:
    """The PDF of a document of a volume that serves single images too; empty otherwise."""
    if not any(path.startswith("PDF/") for path in served.files):
        return ""
    return f"PDF/{document.text.removeprefix('TEXT/').removesuffix('.txt')}.pdf"


def _from_names(served: Served) -> tuple[ServedDocument, ...]:
    """Without a usable DAT file the attacks still look at each image as a document."""
    found = []
    for path in served.files:
        match = _IMAGE.fullmatch(path)
        if match is not None:
            begin = Bates.parse(match[2])
            text = f"TEXT/{match[1]}/{match[2]}.txt"
            found.append(
                ServedDocument(
                    begin=begin,
                    end=begin,
                    images=(path,),
                    text=text if text in served.files else "",
                    native="",
                    has_removals=True,
                    row={},
                )
            )
    return tuple(found)


def _expected(served: Served) -> Iterable[str]:
    yield from ("CERTIFICATE.pdf", "manifest.sha256", "LOGS/removals.csv")
    yield from (f"DATA/{served.name}.dat", f"DATA/{served.name}.opt")
    if _PRIVILEGE in served.files:
        yield _PRIVILEGE
    if REPLACED in served.files:
        yield REPLACED
    if served.specification is not None:
        yield f"DATA/{served.name}.yaml"
        if served.specification.lfp:
            yield f"DATA/{served.name}.lfp"
    for document in served.documents:
        yield from document.files


def _check_paths(served: Served, document: ServedDocument, tally: Tally) -> None:
    begin = str(document.begin)
    ways = [(_TEXT, document.text, begin)]
    ways += [(_NATIVE, document.native, begin)] if document.native else []
    ways += [(_PDF, document.pdf, begin)] if document.pdf else []
    for at, path in enumerate(document.images, 1):
        ways.append((_IMAGE, path, document.bates(at) if served.tiff else begin))
    folders = set()
    for pattern, path, name in ways:
        match = pattern.fullmatch(path)
        if match is None or match[2] != name or match[1] == "0000":
            tally.broken("I8", shown(path), f"The path is not the one {begin} must have.")
        else:
            folders.add(match[1])
        if path.endswith(".pdf") and path.startswith("IMAGES/") and served.tiff:
            tally.broken("I8", path, "A volume serves PDF files or single images, not both.")
    if len(folders) > 1:
        tally.broken("I8", begin, "The document's files lie in sub-folders of different numbers.")


def _known_folder(folder: str) -> bool:
    fixed = {"DATA", "IMAGES", "PDF", "TEXT", "LOGS", "NATIVES"}
    return folder in fixed or bool(re.fullmatch(r"(IMAGES|PDF|TEXT|NATIVES)/[0-9]{4}", folder))


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
