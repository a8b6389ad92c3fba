"""Files of a volume: written whole or not at all, and one clear sentence when the disk is full."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from goodcause.base.errors import StoppedError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG)


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """Turn the machine's refusal to write into a sentence that says what to do.

    Raises:
        StoppedError: no space is left, or the disk refuses the write for another reason.
    """
    try:
        yield
    except OSError as e:
        if e.errno in _FULL:
            why = "the disk is full; free some space and run the same command again"
        elif e.errno in _REFUSED:
            why = f"the disk refused a write ({e.strerror or e}); put that right and run it again"
        else:
            raise
        raise StoppedError(f"{folder}: {why}.") from e


def check_space(folder: Path, needed: int) -> None:
    """Make sure, before hours of work, that so many bytes will fit.

    Raises:
        StoppedError: fewer bytes are free than needed.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoppedError(
            f"{folder}: the volume needs about {_spoken(needed)} and {_spoken(free)} are free; "
            "free some space and run the same command again."
        )


def _spoken(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(size, 0) / 1e6:.0f} MB"  # noqa: PLR2004  a gigabyte


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when it is complete, and leaves nothing otherwise."""
    part = path.with_name(f".{path.name}.part")
    with room(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as out:
                yield out
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)  # it is only still there when something went wrong


def write(path: Path, data: bytes) -> None:
    """Write a small file whole, and wait until it is on the disk."""
    with whole(path) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def sweep(folder: Path) -> None:
    """Remove what a killed writer left half written; nobody may be writing there any more."""
    for part in [*folder.rglob(".*.part")]:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
