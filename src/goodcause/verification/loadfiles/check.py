"""Checks a volume of anybody as a loader would meet it: every load file, every file it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goodcause.base.errors import UsageError
from goodcause.verification.loadfiles.date_checks import date_faults
from goodcause.verification.loadfiles.document import Document, documents_of
from goodcause.verification.loadfiles.fault import Fault
from goodcause.verification.loadfiles.file_checks import (
    Files,
    hash_faults,
    named_files,
    named_images,
    orphan_faults,
)
from goodcause.verification.loadfiles.folder import Folder
from goodcause.verification.loadfiles.form_checks import form_faults
from goodcause.verification.loadfiles.image_checks import (
    agreement_faults,
    image_faults,
    opt_count_faults,
)
from goodcause.verification.loadfiles.images import read_lfp, read_opt
from goodcause.verification.loadfiles.number_checks import family_faults, number_faults
from goodcause.verification.loadfiles.roles import dated_columns
from goodcause.verification.loadfiles.table import Table, read_table

_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a loader would make of a volume.

    Attributes:
        read: a sentence on each load file: how it is written and what it holds.
        documents: rows that name a document, over all files of documents.
        faults: worst first, then by file and line.
    """

    read: tuple[str, ...]
    documents: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is lost or joined wrongly; loaders may still disagree on small things."""
        return not any(fault.grave for fault in self.faults)


def check_loading(
    root: Path, *, pdfs: bool = True, roles: Mapping[str, int] | None = None
) -> LoadReport:
    """Read every load file of a volume and check it against itself, the others and the files.

    Args:
        root: the volume; hostile.
        pdfs: whether PDFs are opened (in a child process) to count their pages.
        roles: by role its column, where a specification says it; else names of columns tell.

    Raises:
        UsageError: there is no such folder.
    """
    if not root.is_dir():
        raise UsageError(f"{root} is not a folder; name the folder of a volume")
    check = _Check(Folder(root), pdfs=pdfs, roles=roles)
    tables = check.folder.loadfiles(".dat")
    for name in tables:
        check.documents(name)
    for name in check.folder.loadfiles(".opt"):
        check.images(name, opt=True)
    for name in check.folder.loadfiles(".lfp"):
        check.images(name, opt=False)
    check.whole(tables)
    return check.report()


class _Check:
    """One volume being checked."""

    def __init__(self, folder: Folder, *, pdfs: bool, roles: Mapping[str, int] | None) -> None:
        self.folder = folder
        self._roles = roles
        self._files = Files(folder, pdfs=pdfs)
        self._faults: list[Fault] = list(folder.faults)
        self._read: list[str] = []
        self._documents: dict[str, tuple[Document, ...]] = {}

    def documents(self, name: str) -> None:
        """Check a file of documents."""
        data = self._data(name)
        if data is None:
            return
        table = read_table(data)
        if self._roles is not None:
            table = replace(table, roles=self._roles)
        found = documents_of(table)
        self._documents[name] = found
        mark = "with" if table.source.mark else "without"
        self._read.append(
            f"{name}: {table.source.encoding} {mark} a byte-order mark, {table.shape},"
            f" {len(found)} documents of {table.width} fields"
        )
        self._faults += form_faults(name, table)
        self._faults += number_faults(name, table, found)
        self._faults += family_faults(name, table, found)
        self._faults += date_faults(name, table, self._dated(table))
        self._faults += hash_faults(name, table, found)
        self._faults += named_files(name, table, found, self._files)

    def _dated(self, table: Table) -> tuple[int, ...]:
        if self._roles is None:
            return dated_columns(table.names)
        return (self._roles["produced_on"],) if "produced_on" in self._roles else ()

    def images(self, name: str, *, opt: bool) -> None:
        """Check a file of page images, and that it says what the files of documents say."""
        data = self._data(name)
        if data is None:
            return
        images = read_opt(data) if opt else read_lfp(data)
        mark = "with" if images.source.mark else "without"
        self._read.append(
            f"{name}: {images.source.encoding} {mark} a byte-order mark, {len(images.rows)} images"
        )
        self._faults += image_faults(name, images)
        faults, pages = named_images(name, images, self._files)
        self._faults += faults
        if opt:
            self._faults += opt_count_faults(name, images, pages)
        known = [(dat, found) for dat, found in self._documents.items() if _numbered(found)]
        if len(known) == 1:
            self._faults += agreement_faults(name, images, *known[0])

    def whole(self, tables: Sequence[str]) -> None:
        """Check what no single load file shows."""
        if not tables:
            self._faults.append(Fault("", 0, "the volume has no load file of documents (.dat)"))
        if len(tables) > 1:
            what = f"the volume has {len(tables)} load files of documents; a loader takes one"
            self._faults.append(Fault("", 0, what, grave=False))
        if self._read:
            self._faults += orphan_faults(self._files)

    def report(self) -> LoadReport:
        """What was found."""
        return LoadReport(
            read=tuple(self._read),
            documents=sum(map(len, self._documents.values())),
            faults=tuple(sorted(set(self._faults), key=lambda f: (not f.grave, f))),
        )

    def _data(self, name: str) -> bytes | None:
        if self.folder.sizes[name] > _LARGEST:
            self._faults.append(Fault(name, 0, "the file is larger than any load file is"))
            return None
        return (self.folder.root / name).read_bytes()


def _numbered(found: Sequence[Document]) -> bool:
    return any(each.begin is not None for each in found)
