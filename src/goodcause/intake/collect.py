"""Walking what was handed in: files, folders and archives, each file exactly once.

Whatever cannot be taken in still gives a row with a sentence that says why and what to do; no
file is skipped, and no stranger's name decides where a byte is written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from goodcause.base.errors import UsageError
from goodcause.intake.kinds import MAILS, TEXTS, kind_of, locked
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.intake.unpack import Archive, Member, readable

_ADVICE = {
    ".wpd .pages .wps": "it is a word processor's; print it to PDF and add that",
    ".key": "it holds slides; print it to PDF and add that",
    ".xlsb .numbers": "it is a spreadsheet of another kind; save it as XLSX or CSV",
    ".mbox .pst .ost": "it is a whole mailbox; save its messages as EML files and add the folder",
    ".vcf .ics": "it is a card or a calendar entry; print it to PDF and add that",
    ".xml .json .svg": "it is a data file; print it to PDF and add that",
    ".heic .heif .gif .bmp .webp .jp2 .jpx": "it is a picture of another kind; save it as PNG",
    ".rar .7z .tar .gz .tgz .bz2 .xz": "it is an archive of another kind; add what is in it",
    ".mp3 .wav .m4a .mp4 .mov .avi": "it is a recording; nothing in it is read",
    ".doc .docx .rtf .odt .ppt .pptx .odp .xls .ods .msg": "it is named as an office file but "
    "is damaged or another kind; open it in the program that wrote it and print it to PDF",
}
_LOCKED = (
    "this office file is protected by a password; ask for the password, save the file without it "
    "and add that"
)
_SPECIAL = "this is a pipe, a device or a socket, not a file, and was not opened; leave it out"
_LINK = "this is a symbolic link and was not followed; add the file it points to under its own name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One file met on the way.

    Attributes:
        path: as given, with the part below it, forward slashes; a member's is
            ``given.zip/inner/name.pdf``.
        file: where its bytes lie now; nothing when they cannot be had.
        kind: what they are.
        container: path of the archive it came in; empty otherwise.
        problem: why it cannot be taken in and what to do next; empty when it can.
    """

    path: str
    file: Path | None
    kind: Kind
    container: str = ""
    problem: str = ""


def collect(paths: Sequence[str], scratch: Path, limits: Limits) -> Iterator[Incoming]:
    """Yield every file under the paths, in the order given and sorted within folders.

    An archive is yielded first, its members after it, unpacked into ``scratch``.

    Args:
        paths: files and folders as the user wrote them.
        scratch: an existing folder for unpacked members.
        limits: bounds on what is swallowed.

    Raises:
        UsageError: a path does not exist; nothing has been yielded then.
        StoppedError: the scratch folder cannot be written (while iterating).
    """
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{readable(path)} does not exist; check the path and run `add` again")
    return _collected(paths, scratch, limits)


def _collected(paths: Sequence[str], scratch: Path, limits: Limits) -> Iterator[Incoming]:
    for given in paths:
        name = readable(given.rstrip("/") or given)
        # A link that the user names is meant; one met on the way is not followed.
        for path, file, problem in _walk(Path(given), name):
            if problem:
                yield Incoming(path=path, file=None, kind=Kind.UNKNOWN, problem=problem)
            else:
                yield from _taken_in(path, file, Archive(scratch, limits))


def _walk(start: Path, name: str) -> Iterator[tuple[str, Path, str]]:
    """Every file below, depth first, sorted; folders that cannot be listed are rows too."""
    waiting: list[tuple[Path, str, bool]] = [(start, name, True)]
    while waiting:
        file, path, given = waiting.pop()
        try:
            mode = (file.stat() if given else file.lstat()).st_mode
            if stat.S_ISDIR(mode):
                entries = sorted(os.listdir(file), reverse=True)  # noqa: PTH208  names, not paths
                waiting += [(file / e, f"{path.rstrip('/')}/{readable(e)}", False) for e in entries]
                continue
        except OSError as e:
            yield (
                path,
                file,
                f"this cannot be read ({e.strerror}); change its permissions",
            )
            continue
        if stat.S_ISLNK(mode):
            yield path, file, _LINK
        else:
            yield path, file, "" if stat.S_ISREG(mode) else _SPECIAL


def _taken_in(path: str, file: Path, archive: Archive) -> Iterator[Incoming]:
    """One file; when it is an archive, everything in it after it, nested ones included."""
    # Members are unpacked one by one, as each is asked for.
    open_archives = [iter([Member(path=path, file=file)])]
    while open_archives:
        member = next(open_archives[-1], None)
        if member is None:
            open_archives.pop()
            continue
        incoming = _row(member, archive.limits)
        if incoming.kind is Kind.ZIP and incoming.file is not None:
            members, problem = archive.members(member)
            incoming = replace(incoming, problem=problem)
            open_archives.append(members)
        yield incoming


def _row(member: Member, limits: Limits) -> Incoming:
    problem, kind = member.problem, Kind.UNKNOWN
    if member.file is not None and not problem:
        try:
            kind = kind_of(member.file, PurePosixPath(member.path).name)
            problem = refusal(member.path, member.file, kind, limits)
        except OSError as e:
            problem = f"this file cannot be read ({e.strerror}); change its permissions or copy it"
    return Incoming(
        path=member.path,
        file=None if problem else member.file,
        kind=kind,
        container=member.container,
        problem=problem,
    )


def refusal(path: str, file: Path, kind: Kind, limits: Limits) -> str:
    """Why a file of that kind cannot be taken in, and what to do next; empty when it can.

    Args:
        path: what its row is called.
        file: where its bytes lie.
        kind: what they are.
        limits: bounds on what is swallowed.

    Raises:
        OSError: the file cannot be read.
    """
    size = file.stat().st_size
    if size == 0:
        return "this file is empty; ask for a new copy"
    if size > limits.max_file_bytes:
        return (
            f"this file has {size:,} bytes, more than the {limits.max_file_bytes:,} that are "
            "taken in; split it and add the parts"
        )
    return "" if kind is not Kind.UNKNOWN else _unread(path, file)


def _unread(path: str, file: Path) -> str:
    """What to do about a file of no kind that is read."""
    if locked(file):
        return _LOCKED
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in MAILS:
        return (
            f"this file is named {suffix} but does not begin as a message does; open it in a mail "
            "program and save it again, or print it to PDF and add that"
        )
    if suffix in TEXTS:
        return (
            f"this file is named {suffix} but holds bytes that are no text; open it with the "
            "program that wrote it, and save it as text or print it to PDF"
        )
    for suffixes, advice in _ADVICE.items():
        if suffix in suffixes.split():
            return f"this kind of file is not read: {advice}"
    return (
        "this kind of file is not read: PDF, pictures, text, tables, office files and mail are, "
        "and ZIP is opened; print it to PDF and add that"
    )
