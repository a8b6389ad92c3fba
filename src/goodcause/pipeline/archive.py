"""The file that a backup is: a ZIP of members, each with its size and SHA-256 in a manifest.

    manifest.json    what the archive holds, and what the case was
    rows/TABLE.jsonl rows in a form that no database has a part in (``store/rowform.py``)
    blobs/NAME       what lies on the shelf of blobs, sealed blobs as they are
    files/PATH       everything else in the case folder: orders, registers, volumes, papers, keys

An archive comes from anywhere. Names that lead out of it, links, members twice and members that the
manifest does not list are refused, and nothing is believed before its digest was compared.
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from goodcause.base.errors import CaseError
from goodcause.base.shelf import part

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_CHUNK: Final = 1 << 20
_LARGEST_MANIFEST: Final = 1 << 30
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # a backup says when in its manifest, not by its members
_PARTS: Final = ("rows", "blobs", "files")


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the manifest lists it."""

    size: int
    sha256: str


class Writer:
    """Adds members to an archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, file: Path, *, packed: bool) -> None:
        """Add a file; ``packed`` where that saves anything (blobs are compressed already).

        Raises:
            CaseError: no backup can hold its name.
        """
        if refused(name):
            raise CaseError(f"{file} has a name that no backup can hold; rename it")
        info = zipfile.ZipInfo(name, _FIRST_DAY)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        hasher, size = hashlib.sha256(), 0
        with file.open("rb") as stream, self._archive.open(info, "w", force_zip64=True) as out:
            while chunk := stream.read(_CHUNK):
                hasher.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.members[name] = Member(size, hasher.hexdigest())


@contextmanager
def writing(file: Path, facts: Mapping[str, object]) -> Iterator[Writer]:
    """Write an archive; it has its name when it is whole, and only the present user may read it.

    Args:
        file: to be made.
        facts: of the case, filled in until the end; they go into the manifest.
    """
    with part(file.absolute().parent) as scratch:
        with zipfile.ZipFile(scratch, "w", allowZip64=True) as archive:
            writer = Writer(archive)
            yield writer
            members = {n: {"size": m.size, "sha256": m.sha256} for n, m in writer.members.items()}
            kept = {"format": FORMAT, **facts, "members": members}
            info = zipfile.ZipInfo(MANIFEST, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, json.dumps(kept, sort_keys=True, indent=0))
        scratch.close()
        Path(scratch.name).replace(file)


class Reader:
    """Takes members out of an archive, each held against the manifest."""

    def __init__(self, archive: zipfile.ZipFile, file: Path) -> None:
        """Read the manifest.

        Raises:
            CaseError: the archive is damaged, hostile or of a newer version.
        """
        self._archive, self._file = archive, file
        infos = _listed(archive, file)
        kept = _manifest(archive, infos, file)
        self.facts: Mapping[str, Any] = kept
        self.members = {str(n): Member(**m) for n, m in kept["members"].items()}
        for name in sorted(set(infos) ^ {*self.members, MANIFEST}):
            raise CaseError(f"{file}: {name} is on one side only, archive or manifest; {_ANOTHER}")

    def under(self, folder: str) -> Iterator[str]:
        """Members of one folder, in order, without its name."""
        for name in sorted(self.members):
            if name.startswith(f"{folder}/"):
                yield name.removeprefix(f"{folder}/")

    def take(self, name: str, out: IO[bytes]) -> None:
        """Write a member's bytes.

        Raises:
            CaseError: it is damaged.
        """
        expected = self.members[name]
        hasher, size = hashlib.sha256(), 0
        for chunk in self._chunks(name):
            size += len(chunk)
            if size > expected.size:  # a member that unfolds without end stops here
                break
            hasher.update(chunk)
            out.write(chunk)
        if (size, hasher.hexdigest()) != (expected.size, expected.sha256):
            raise CaseError(f"{self._file}: {name} is damaged; {_ANOTHER}")

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._archive.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _DAMAGES as e:
            raise CaseError(f"{self._file}: {name} is damaged; {_ANOTHER}") from e


_ANOTHER: Final = "nothing was restored, use another backup"
_DAMAGES: Final = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,  # an offset that leads before the beginning
    RuntimeError,
    ValueError,
    zlib.error,
)


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Open an archive.

    Raises:
        CaseError: it is none, damaged, hostile or of a newer version.
    """
    try:
        archive = zipfile.ZipFile(file)
    except OSError as e:
        raise CaseError(f"{file} cannot be read ({e.strerror}); name a backup") from e
    except _DAMAGES as e:
        raise CaseError(f"{file} is no backup, or its end is missing; use another") from e
    with archive:
        yield Reader(archive, file)


def _listed(archive: zipfile.ZipFile, file: Path) -> Mapping[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.orig_filename
        if info.filename in found:
            raise CaseError(f"{file}: {name!r} is there twice; {_ANOTHER}")
        if refused(name) or name != info.filename or stat.S_ISLNK(info.external_attr >> 16):
            raise CaseError(f"{file}: {name!r} is no name for a member of a backup; {_ANOTHER}")
        found[name] = info
    return found


def refused(name: str) -> bool:
    """Whether a name must not be written to a folder."""
    if name == MANIFEST:
        return False
    parts = PurePosixPath(name).parts
    plain = name == "/".join(parts) and not any(c in name for c in "\\\x00")
    safe = plain and name.isprintable() and not {"..", "."} & set(parts)
    return not (safe and len(parts) > 1 and parts[0] in _PARTS)


def _manifest(
    archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo], file: Path
) -> dict[str, Any]:
    try:
        if infos[MANIFEST].file_size > _LARGEST_MANIFEST:
            raise ValueError("too large")
        kept = json.loads(archive.read(MANIFEST))
        newer = int(kept["format"]) > FORMAT
        for member in kept["members"].values():
            Member(**member)
    except (KeyError, TypeError, AttributeError, RecursionError, *_DAMAGES) as e:
        raise CaseError(f"{file}: {MANIFEST} is missing or damaged; use another backup") from e
    if newer:
        raise CaseError(f"{file} was written by a newer version; install that version to restore")
    return dict(kept)
