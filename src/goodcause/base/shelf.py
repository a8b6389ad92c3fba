"""Bytes under names, whole or absent: the folder that blobs lie in, and what else can be one.

A shelf knows nothing of digests or keys. A name always has the same bytes, so two writers of one
name do no harm.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

PART: Final = ".new-"
"""How the name of everything begins that is not finished yet."""

Scratch = tempfile._TemporaryFileWrapper


class Shelf(Protocol):
    """Where bytes lie under names such as ``ab/cdef`` or ``ocr/ab/cdef``."""

    @property
    def parts(self) -> Path:
        """A folder on this machine for what is not finished yet."""

    def place(self, part: Path, name: str) -> None:
        """Give a finished file its name; it is gone from where it was."""

    def has(self, name: str) -> bool:
        """Whether there is something of that name."""

    def local(self, name: str) -> Path:
        """A file of this machine with the bytes of that name.

        Raises:
            FileNotFoundError: there is nothing of that name.
        """

    def digest(self, name: str) -> str:
        """SHA-256 of the bytes of that name, read anew."""

    def forget(self, name: str) -> bool:
        """Drop a copy that turned out damaged; whether the bytes can be had anew."""

    def names(self) -> Iterator[str]:
        """Every name, in order."""

    def remove(self, name: str) -> None:
        """Take the bytes of that name away."""

    def sweep(self) -> None:
        """Clear away what a killed process left half-made; nobody may be writing any more."""

    def ready(self) -> None:
        """See that it can be used.

        Raises:
            CaseError: it cannot.
        """


@contextmanager
def part(folder: Path) -> Iterator[Scratch[bytes]]:
    """A file being written; on any error it is gone, so that a full disk is not kept full."""
    try:
        scratch = tempfile.NamedTemporaryFile(dir=folder, prefix=PART, delete=False)  # noqa: SIM115  it outlives its own closing
    except FileNotFoundError:  # the first of the folder
        folder.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.NamedTemporaryFile(dir=folder, prefix=PART, delete=False)  # noqa: SIM115
    whole = False
    try:
        yield scratch
        whole = True
    finally:
        if not whole:
            with suppress(OSError):  # closing writes what is buffered, which may fail once more
                scratch.close()
            Path(scratch.name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Folder:
    """A shelf that is a folder."""

    root: Path

    @property
    def parts(self) -> Path:
        """The folder itself: a file gets its name by being renamed, which needs one disk."""
        return self.root

    def place(self, part: Path, name: str) -> None:
        """Rename; the folder of the name is made only when it is missing."""
        target = self.root / name
        try:
            part.replace(target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.root / name).is_file()

    def local(self, name: str) -> Path:
        """The file itself, whether or not it is there; whoever opens it learns that."""
        return self.root / name

    def digest(self, name: str) -> str:
        """SHA-256 of the file."""
        with self.local(name).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def forget(self, name: str) -> bool:
        """There is no other copy."""
        return False

    def names(self) -> Iterator[str]:
        """Every file that is finished."""
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and PART not in name:
                yield name

    def remove(self, name: str) -> None:
        """Delete the file."""
        (self.root / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete what has no name yet."""
        for folder in (self.root, *(p for p in self.root.glob("*") if p.is_dir())):
            for left in [*folder.glob(f"{PART}*")]:
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink(missing_ok=True)

    def ready(self) -> None:
        """A folder needs nothing."""
