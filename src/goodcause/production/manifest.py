"""The list of served files with their digests, which ``sha256sum -c`` checks."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

NAME: Final = "manifest.sha256"


def manifest_file(volume: Path) -> bytes:
    """The bytes of the manifest: one line for every file of the volume but the manifest itself.

    Each file is waited for until it is on the disk, since it is open anyway.
    """
    paths = sorted(
        (path.relative_to(volume).as_posix().encode(), path)
        for path in volume.rglob("*")
        if path.is_file() and path != volume / NAME
    )
    return b"".join(b"%b  %b\n" % (_digest(path).encode(), name) for name, path in paths)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return digest
