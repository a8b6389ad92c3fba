"""The list of served files with their digests, which ``sha256sum -c`` checks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

NAME: Final = "manifest.sha256"


def digest_lines(volume: Path, without: Collection[str] = (NAME,)) -> dict[bytes, bytes]:
    """By path: the line of each file of the volume, but those left out.

    Each file is waited for until it is on the disk, since it is open anyway.
    """
    left_out = {volume / name for name in without}
    paths = (path for path in volume.rglob("*") if path.is_file() and path not in left_out)
    return {name: _line(path, name) for path, name in _named(paths, volume)}


def manifest_file(lines: Mapping[bytes, bytes]) -> bytes:
    """The bytes of the manifest: the lines sorted by the bytes of their paths."""
    return b"".join(lines[name] for name in sorted(lines))


def _named(paths: Iterable[Path], volume: Path) -> Iterator[tuple[Path, bytes]]:
    return ((path, path.relative_to(volume).as_posix().encode()) for path in paths)


def _line(path: Path, name: bytes) -> bytes:
    return b"%b  %b\n" % (_digest(path).encode(), name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return digest
