"""Content-addressed bytes: originals and everything derived from them.

They lie in a folder, or in a bucket of which the folder holds copies, sealed or not
(``base/opened.py``); whoever asks for bytes by their digest need not know. A blob is written under
a temporary name and renamed, so it is either whole or absent, and two workers that write the same
bytes do no harm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.keeping import Kept, chunks_of, scratch_folder, sweep_scratch
from goodcause.base.opened import keeping_of, kept_here


@dataclass(frozen=True, slots=True)
class Blobs:
    """The blobs of a case, each named by the SHA-256 of its bytes.

    Attributes:
        root: the case's folder of blobs.
    """

    root: Path

    def path(self, digest: str) -> Path:
        """A file with the blob's bytes; in an ordinary folder whether or not it is there.

        The file is for reading at once: it may make room for others.
        """
        return keeping_of(self.root).path(digest)

    def has(self, digest: str) -> bool:
        """Whether the blob is there."""
        return keeping_of(self.root).has(digest)

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their digest."""
        digest = hashlib.sha256(data).hexdigest()
        keeping = keeping_of(self.root)
        # To look first saves a write here; where bytes travel, it would only be a journey more.
        if not (isinstance(keeping, Kept) and keeping.has(digest)):
            keeping.put([data], synced=False)
        return digest

    def put_file(self, source: Path) -> tuple[str, int]:
        """Copy a file in, synced to disk; returns digest and size."""
        return keeping_of(self.root).put(chunks_of(source), synced=True)

    def get(self, digest: str) -> bytes:
        """The bytes.

        Raises:
            StoppedError: the blob is gone or was altered.
        """
        return keeping_of(self.root).get(digest)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for passing things, beside the blobs so that one disk holds all."""
        keeping = keeping_of(self.root)
        plain = isinstance(keeping, Kept) and not keeping.sealed
        with scratch_folder(self.root, plain=plain) as folder:
            yield folder

    def ready(self) -> None:
        """See that blobs can be written and read, and clear away what a killed process left.

        Nobody may be writing any more.

        Raises:
            CaseError: the storage refuses, or there is no key.
        """
        kept = kept_here(self.root)
        kept.shelf.ready()
        if kept.sealed:
            kept.ring  # noqa: B018  asking for it unlocks it
        kept.shelf.sweep()
        self.put_away()

    def put_away(self) -> None:
        """Take away files of plain bytes that sealed blobs were laid open in; nobody uses them."""
        sweep_scratch(self.root)


@dataclass(frozen=True, slots=True)
class Memo:
    """Derived bytes under a key of ours (the OCR cache); the same key always has one answer.

    Attributes:
        root: a folder inside that of the blobs, whose name is the kind of what is remembered.
    """

    root: Path

    def get(self, key: str) -> bytes | None:
        """What was kept under the key, or nothing."""
        return keeping_of(self.root.parent).recall(self.root.name, key)

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes under the key."""
        keeping_of(self.root.parent).remember(self.root.name, key, data)
