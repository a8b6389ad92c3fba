"""How the blobs of a case are kept: on which shelf, sealed or not.

What is asked for goes by digest, or by a key of ours for a memo; what lies on the shelf goes by
name. Only here do the two meet.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Protocol

from goodcause.base.errors import StoppedError
from goodcause.base.sealing import Ring, Sealer, hidden_name, unseal
from goodcause.base.shelf import PART, Shelf, part

_CHUNK: Final = 1 << 20
_OPEN: Final = 8  # files that lie open at a time; a unit of work needs one or two


class Keeping(Protocol):
    """Keeps bytes by their digest, and memos by a key."""

    def put(self, chunks: Iterable[bytes], *, synced: bool) -> tuple[str, int]:
        """Keep the bytes, on disk for certain if asked; returns their digest and size."""

    def get(self, digest: str) -> bytes:
        """The bytes.

        Raises:
            StoppedError: the blob is gone or was altered.
        """

    def has(self, digest: str) -> bool:
        """Whether they are there."""

    def path(self, digest: str) -> Path:
        """A file with the bytes, for programs that only open files."""

    def recall(self, kind: str, key: str) -> bytes | None:
        """What was remembered under a key, or nothing."""

    def remember(self, kind: str, key: str, data: bytes) -> None:
        """Remember bytes under a key."""


class Kept:
    """Blobs on a shelf, sealed where the case has keys."""

    def __init__(self, shelf: Shelf, unlock: Callable[[], Ring] | None = None) -> None:
        """Set up; ``unlock`` gets the keys when they are first needed."""
        self.shelf = shelf
        self._unlock = unlock
        self._turn = threading.Lock()

    @property
    def sealed(self) -> bool:
        """Whether the bytes on the shelf are encrypted."""
        return self._unlock is not None

    @cached_property
    def ring(self) -> Ring | None:
        """The keys."""
        with self._turn:
            return self._unlock() if self._unlock else None

    def put(self, chunks: Iterable[bytes], *, synced: bool) -> tuple[str, int]:
        """Keep the bytes."""
        hasher, total = hashlib.sha256(), 0
        with part(self.shelf.parts) as scratch:
            sealer = Sealer(self.ring.newest, scratch) if self.ring else None
            for chunk in chunks:
                hasher.update(chunk)
                total += len(chunk)
                (sealer or scratch).write(chunk)
            if sealer:
                sealer.finish()
            scratch.flush()
            if synced:
                os.fsync(scratch.fileno())
            scratch.close()
            digest = hasher.hexdigest()
            self.shelf.place(Path(scratch.name), self._name("", digest))
        return digest, total

    def get(self, digest: str) -> bytes:
        """The bytes, held against their digest."""
        try:
            return self._sound(digest)
        except _DamagedError as e:
            # A copy of this machine may be spoiled where the storage's own is sound.
            if not self.shelf.forget(self._found("", digest) or ""):
                raise StoppedError(_altered(digest, str(e))) from e
        try:
            return self._sound(digest)
        except _DamagedError as e:
            raise StoppedError(_altered(digest, str(e))) from e

    def has(self, digest: str) -> bool:
        """Whether they are there."""
        return self._found("", digest) is not None

    def path(self, digest: str) -> Path:
        """The file on the shelf; of a sealed blob, a file of its plain bytes."""
        if not self.sealed:
            return self.shelf.local(self._name("", digest))
        return laid_open(self.shelf.parts, digest, lambda: self.get(digest))

    def recall(self, kind: str, key: str) -> bytes | None:
        """What was remembered; what cannot be opened any more is as good as forgotten."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        name = self._found(kind, digest)
        if name is None:
            return None
        data = self.shelf.local(name).read_bytes()
        if self.ring is None:
            return data
        try:
            label, data = unseal(self.ring, data)
        except StoppedError:
            return None
        return data if label == f"{kind}/{digest}" else None

    def remember(self, kind: str, key: str, data: bytes) -> None:
        """Remember bytes under a key."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        with part(self.shelf.parts) as scratch:
            if self.ring:
                sealer = Sealer(self.ring.newest, scratch, f"{kind}/{digest}")
                sealer.write(data)
                sealer.finish()
            else:
                scratch.write(data)
            scratch.close()
            self.shelf.place(Path(scratch.name), self._name(kind, digest))

    def _name(self, kind: str, digest: str) -> str:
        """The name that something new gets."""
        hidden = hidden_name(self.ring.newest, kind, digest) if self.ring else digest
        return placed(kind, hidden)

    def _found(self, kind: str, digest: str) -> str | None:
        """The name under which something lies, or nothing."""
        names = self.ring.names(kind, digest) if self.ring else iter([digest])
        return next((n for name in names if self.shelf.has(n := placed(kind, name))), None)

    def _sound(self, digest: str) -> bytes:
        name = self._found("", digest)
        try:
            data = self.shelf.local(name or self._name("", digest)).read_bytes()
        except OSError as e:
            raise StoppedError(
                f"blob {digest[:12]} of this case cannot be read ({e.strerror or 'it is gone'}); "
                "restore the case's blobs from its backup"
            ) from e
        if self.ring:
            try:
                _, data = unseal(self.ring, data)
            except StoppedError as e:
                raise _DamagedError(e.message) from e
        if hashlib.sha256(data).hexdigest() != digest:
            raise _DamagedError("it was altered or half-written")
        return data


class _DamagedError(Exception):
    """A blob is not what its name says."""


def _altered(digest: str, why: str) -> str:
    return (
        f"blob {digest[:12]} of this case is damaged ({why}): it was altered or half-written; "
        "delete it and run `goodcause read` again, or restore it from its backup"
    )


def placed(kind: str, name: str) -> str:
    """Where a name lies on the shelf: in one of 256 folders, memos in a folder of their kind."""
    return f"{kind}/{name[:2]}/{name[2:]}" if kind else f"{name[:2]}/{name[2:]}"


def chunks_of(file: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


_LAID: OrderedDict[tuple[Path, str], Path] = OrderedDict()
_TURN = threading.Lock()


def laid_open(beside: Path, digest: str, bytes_of: Callable[[], bytes]) -> Path:
    """A file with plain bytes, for programs that only open files; the oldest make room.

    It is in memory, where no disk sees it, unless the system gives too little of that.
    """
    with _TURN:
        key = (beside, digest)
        path = _LAID.get(key)
        if path is None or not path.exists():
            path = _LAID[key] = _folder(beside) / digest
            path.write_bytes(bytes_of())
            while len(_LAID) > _OPEN:
                _LAID.popitem(last=False)[1].unlink(missing_ok=True)
        _LAID.move_to_end(key)
        return path


@cache
def _folder(beside: Path) -> Path:
    """Where this process lays things open; gone with it, or swept after it was killed."""
    place, prefix = _hidden(beside)
    made = tempfile.mkdtemp(dir=place, prefix=prefix)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


@contextmanager
def scratch_folder(beside: Path, *, plain: bool) -> Iterator[Path]:
    """A folder for passing things: beside the blobs, or in memory where no disk may see them."""
    place, prefix = (beside, PART) if plain else _hidden(beside)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=prefix) as name:
        yield Path(name)


def sweep_scratch(beside: Path) -> None:
    """Clear away what lies open; nobody may be using it any more."""
    with _TURN:
        _LAID.clear()
        _folder.cache_clear()
        for left in [*_SHARED.glob(f"{_mine(beside)}*")]:
            shutil.rmtree(left, ignore_errors=True)


def _hidden(beside: Path) -> tuple[Path, str]:
    """A place in memory if there is room, and how names there begin."""
    room = os.statvfs(_SHARED) if _SHARED.is_dir() else None
    if room is not None and room.f_bavail * room.f_frsize > _ENOUGH:
        return _SHARED, _mine(beside)
    return beside, PART


def _mine(beside: Path) -> str:
    return f"{PART}{hashlib.sha256(os.fsencode(beside.absolute())).hexdigest()[:16]}-"


_SHARED: Final = Path("/dev/shm")  # noqa: S108  a file system in memory; folders in it are ours alone
_ENOUGH: Final = 1 << 30  # bytes free: containers often have next to nothing there
