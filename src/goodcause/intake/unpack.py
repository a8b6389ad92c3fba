"""ZIP archives taken apart: every member a file of its own in a scratch folder, or a sentence.

Members are written under names of ours, so a stranger's name never leads anywhere; a name that
tries to is refused all the same, because nobody made it by accident.
"""

from __future__ import annotations

import errno
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO

from goodcause.base.errors import StoppedError
from goodcause.intake.limits import Limits

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_SMALL = 16 << 20  # bytes: below, a member may be packed as tightly as it likes
_END, _END_WITHIN = b"PK\x05\x06", 22 + 65_535  # the last record, and how far back it may begin
_TOO_MANY = 0xFFFF  # the record has no room for more, and says so
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file on its way in.

    Attributes:
        path: what its row will be called.
        file: where its bytes lie; nothing when they were not unpacked.
        container: path of the archive it came in.
        depth: how many archives it lies in.
        problem: why it was not unpacked.
    """

    path: str
    file: Path | None
    container: str = ""
    depth: int = 0
    problem: str = ""


class Archive:
    """Unpacks one archive and those nested in it, with one budget for all."""

    def __init__(self, scratch: Path, limits: Limits) -> None:
        """Prepare for one archive.

        Args:
            scratch: an existing folder for the members.
            limits: the budget.
        """
        self.limits = limits
        self._scratch = scratch
        self._members = 0
        self._bytes = 0

    def members(self, outer: Member) -> tuple[Iterator[Member], str]:
        """The members of an archive, unpacked as they are asked for; or why it stays shut."""
        if outer.depth >= self.limits.zip_depth:
            return iter(()), (
                f"this archive lies {outer.depth} archives deep, and no deeper one is opened; "
                "unpack it and add the folder"
            )
        if outer.file is None:
            return iter(()), outer.problem
        try:
            with zipfile.ZipFile(outer.file) as archive:
                infos = sorted(archive.infolist(), key=lambda info: info.filename)
        except UnicodeDecodeError:
            return iter(()), (
                "a name in this archive cannot be decoded; unpack it by hand and add the folder"
            )
        except (*_DAMAGED, OSError):
            return iter(()), "this archive is damaged or cut short; ask for a new copy"
        self._members += len(infos)
        if self._members > self.limits.zip_members:
            return iter(()), (
                f"this archive holds {self._members:,} files, more than the "
                f"{self.limits.zip_members:,} that are unpacked; unpack it by hand and "
                "add the folder"
            )
        return self._unpacked(outer, infos), _miscount(outer.file, len(infos))

    def _unpacked(self, outer: Member, infos: list[zipfile.ZipInfo]) -> Iterator[Member]:
        if outer.file is None:
            return
        met: dict[str, int] = {}
        with zipfile.ZipFile(outer.file) as archive:
            for info in infos:
                if info.is_dir() and not info.file_size:
                    continue
                name = _inner(info.filename)
                met[name] = met.get(name, 0) + 1
                again = f" [{met[name]}]" if met[name] > 1 else ""
                problem = _unsafe(info, met[name]) or self._too_much(info)
                file = None
                if not problem:
                    file, problem = self._written(archive, info)
                yield Member(
                    path=f"{outer.path}/{name}{again}",
                    file=file,
                    container=outer.path,
                    depth=outer.depth + 1,
                    problem=problem,
                )

    def _too_much(self, info: zipfile.ZipInfo) -> str:
        size, packed = info.file_size, max(info.compress_size, 1)
        if size > _SMALL and size > self.limits.zip_ratio * packed:
            return (
                f"this member grows {size // packed:,} times when unpacked, as archives made to "
                "fill a disk do; unpack it by hand if it is genuine and add the file"
            )
        if size > self.limits.max_file_bytes:
            return (
                f"this member has {size:,} bytes, more than the {self.limits.max_file_bytes:,} "
                "that are taken in; split it and add the parts"
            )
        if self._bytes + size > self.limits.zip_bytes:
            return (
                f"this archive unpacks to more than the {self.limits.zip_bytes:,} bytes that are "
                "taken from one; unpack it by hand and add the folder"
            )
        self._bytes += size
        return ""

    def _written(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[Path | None, str]:
        """Unpack one member.

        Raises:
            StoppedError: the scratch folder cannot be written.
        """
        try:
            out = tempfile.NamedTemporaryFile(dir=self._scratch, prefix="member-", delete=False)  # noqa: SIM115  kept after closing
        except OSError as e:
            raise _stopped(e) from e
        with out:
            try:
                with archive.open(info) as stream:
                    _copied(stream, out)
            except (*_DAMAGED, OSError) as e:
                Path(out.name).unlink()
                if isinstance(e, OSError) and e.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
                    raise _stopped(e) from e
                return None, "this member of the archive is damaged; ask for a new copy"
        return Path(out.name), ""


def readable(name: str) -> str:
    """A name from a file system or an archive as text that can be kept and shown."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _miscount(path: Path, found: int) -> str:
    """A sentence when an archive says it has other than so many entries; empty otherwise.

    A damaged directory can lose entries without any other sign.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _END_WITHIN, 0))
        tail = file.read()
    place = tail.rfind(_END)
    said = int.from_bytes(tail[place + 10 : place + 12], "little")
    if place < 0 or said in {found, _TOO_MANY}:
        return ""
    return (
        f"this archive says it holds {said:,} files and folders but {found:,} can be found; "
        "compare it with the original, unpack it by hand and add what is missing"
    )


def _inner(untrusted_name: str) -> str:
    """A member's name with forward slashes and nothing that leads upward."""
    parts = readable(untrusted_name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or "unnamed"


def _unsafe(info: zipfile.ZipInfo, times: int) -> str:
    name = info.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
        return (
            "the name of this member leads out of its archive, so it was not unpacked; unpack it "
            "by hand and add the file"
        )
    if times > 1:
        return (
            "the archive holds another file of the same name, so it is not clear which is meant; "
            "unpack both by hand under different names and add them"
        )
    if info.is_dir():
        return (
            "this member calls itself a folder but holds bytes, as a damaged name does; unpack it "
            "by hand and add the file"
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        return "this member is a symbolic link; add the file it points to under its own name"
    if info.flag_bits & _ENCRYPTED:
        return (
            "this member is encrypted; ask its sender for the password, unpack it and add the file"
        )
    return ""


def _copied(stream: IO[bytes], out: IO[bytes]) -> None:
    while chunk := stream.read(_CHUNK):
        out.write(chunk)


def _stopped(error: OSError) -> StoppedError:
    return StoppedError(
        f"an archive cannot be unpacked ({error.strerror}); make room on the disk and run `add` "
        "again"
    )
