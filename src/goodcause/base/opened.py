"""Finding how the blobs of a folder are kept, from the folder alone."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from goodcause.base import custody, keeper
from goodcause.base.bucket import Bucket
from goodcause.base.keeping import Keeping, Kept
from goodcause.base.sealing import Ring
from goodcause.base.shelf import Folder
from goodcause.base.whereabouts import FILE, Whereabouts, whereabouts

BLOBS: Final = "blobs"
"""The folder of a case that blobs lie in, or copies of those in a bucket."""

_HERE: dict[Path, Kept] = {}


def keeping_of(root: Path) -> Keeping:
    """How the blobs of a folder are kept.

    A process that opened the case keeps them itself; a worker asks the process that started it; a
    worker on another machine, whose environment names no such process, goes to where they are.
    """
    if root in _HERE:
        return _HERE[root]
    if root.name != BLOBS or not (root.parent / FILE).exists():
        return Kept(Folder(root))
    return _elsewhere(root, os.environ.get(keeper.VARIABLE, ""))


@lru_cache(maxsize=8)
def _elsewhere(root: Path, address: str) -> Keeping:
    where = whereabouts(root.parent)
    if not where.blobs and not where.sealed:
        return Kept(Folder(root))
    return keeper.Asked(address, root) if address else kept_at(root, where)


def kept_at(root: Path, where: Whereabouts) -> Kept:
    """Blobs as a case's own description says."""
    folder = Folder(root)
    shelf = Bucket(where.blobs, folder) if where.blobs else folder

    def unlock() -> Ring:
        return custody.unwrap(root.parent).ring

    return Kept(shelf, unlock if where.sealed else None)


def open_blobs(root: Path, where: Whereabouts) -> None:
    """Let this process keep the blobs of a case, for itself and for its workers."""
    _elsewhere.cache_clear()
    _HERE.pop(root, None)
    if where.blobs or where.sealed:
        kept = _HERE[root] = kept_at(root, where)
        keeper.keeper().keep(root, kept)


def kept_here(root: Path) -> Kept:
    """The blobs of a folder as this process keeps them.

    Raises:
        TypeError: this process is a worker.
    """
    found = keeping_of(root)
    if not isinstance(found, Kept):
        raise TypeError("a worker asks for blobs, and does not keep them")
    return found
