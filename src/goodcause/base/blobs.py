"""Content-addressed bytes in a folder: originals and everything derived from them.

A blob is written under a temporary name and renamed, so it is either whole or absent, and
two workers that write the same bytes do no harm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import StoppedError

_CHUNK = 1 << 20
_PART = ".new-"
"""How the name of everything begins that is not finished yet."""


@contextmanager
def _part(folder: Path) -> Iterator[tempfile._TemporaryFileWrapper[bytes]]:
    """A file being written; on any error it is gone, so that a full disk is not kept full."""
    try:
        scratch = tempfile.NamedTemporaryFile(dir=folder, prefix=_PART, delete=False)  # noqa: SIM115  it outlives its own closing
    except FileNotFoundError:  # the first of the folder
        folder.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.NamedTemporaryFile(dir=folder, prefix=_PART, delete=False)  # noqa: SIM115
    whole = False
    try:
        yield scratch
        whole = True
    finally:
        if not whole:
            with suppress(OSError):  # closing writes what is buffered, which may fail once more
                scratch.close()
            Path(scratch.name).unlink(missing_ok=True)


def _place(scratch: Path, target: Path) -> None:
    """Give a finished file its name; making its folder only when that is missing."""
    try:
        scratch.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(exist_ok=True)
        scratch.replace(target)


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of blobs, each named by the SHA-256 of its bytes."""

    root: Path

    def path(self, digest: str) -> Path:
        """Where the blob lies, whether or not it is there."""
        return self.root / digest[:2] / digest[2:]

    def has(self, digest: str) -> bool:
        """Whether the blob is there."""
        return self.path(digest).is_file()

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their digest."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            with _part(self.root) as scratch:
                scratch.write(data)
                scratch.close()
                self._settle(Path(scratch.name), digest)
        return digest

    def put_file(self, source: Path) -> tuple[str, int]:
        """Copy a file in, synced to disk; returns digest and size."""
        total = 0
        hasher = hashlib.sha256()
        with source.open("rb") as stream, _part(self.root) as scratch:
            while chunk := stream.read(_CHUNK):
                hasher.update(chunk)
                scratch.write(chunk)
                total += len(chunk)
            scratch.flush()
            os.fsync(scratch.fileno())
            scratch.close()
            digest = hasher.hexdigest()
            self._settle(Path(scratch.name), digest)
        return digest, total

    def get(self, digest: str) -> bytes:
        """The bytes.

        Raises:
            StoppedError: the blob is gone or was altered.
        """
        try:
            data = self.path(digest).read_bytes()
        except OSError as e:
            raise StoppedError(
                f"blob {digest[:12]} of this case cannot be read ({e.strerror}); "
                "restore the case's blobs folder from its backup"
            ) from e
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoppedError(
                f"blob {digest[:12]} of this case was altered or half-written; delete it "
                "and run `goodcause read` again, or restore it from its backup"
            )
        return data

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for passing things, beside the blobs so that one disk holds all."""
        self.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.root, prefix=_PART) as name:
            yield Path(name)

    def sweep(self) -> None:
        """Clear away what a killed process left half-made; nobody may be writing any more."""
        for folder in (self.root, self.root / "ocr"):
            for left in [*folder.glob(f"{_PART}*")]:
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink()

    def _settle(self, scratch: Path, digest: str) -> None:
        _place(scratch, self.path(digest))


@dataclass(frozen=True, slots=True)
class Memo:
    """Derived bytes under a key of ours (the OCR cache); the same key always has one answer."""

    root: Path

    def get(self, key: str) -> bytes | None:
        """What was kept under the key, or nothing."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes under the key."""
        target = self._path(key)
        with _part(self.root) as out:
            out.write(data)
            out.close()
            _place(Path(out.name), target)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.root / name[:2] / name[2:]
