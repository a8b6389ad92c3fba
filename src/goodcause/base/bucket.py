"""A shelf that is a bucket of S3-compatible storage, with a folder here for what is in use.

Objects are only ever created: a second writer of a name is refused by the storage, and has then
nothing to do. Keys and address come from the usual variables (``AWS_ACCESS_KEY_ID``,
``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``, ``AWS_ENDPOINT_URL``).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from goodcause.base.errors import CaseError, GoodcauseError, StoppedError, UsageError
from goodcause.base.shelf import Folder, part

if TYPE_CHECKING:
    from obstore.store import S3Store

VARIABLE: Final = "GOODCAUSE_BLOBS"
ROOM: Final = "GOODCAUSE_BLOB_CACHE"
"""Names the megabytes that copies of a bucket's objects may take on this machine."""
_ROOM_USUALLY: Final = 4096
_MIB: Final = 1 << 20
_IN_USE: Final = 900.0  # seconds for which a copy may still be read by somebody who asked for it
_MANY_PARTS: Final = 64 * _MIB  # larger objects go up in several requests
_MARK: Final = "case"
_LOOKS: Final = "s3://BUCKET/PREFIX"


def refuse_address(url: str) -> None:
    """Say what is wrong with the address of a bucket.

    Raises:
        UsageError: it is none.
    """
    parts = urlsplit(url)
    plain = parts.scheme == "s3" and parts.netloc and not (parts.query or parts.fragment)
    if not plain or "@" in parts.netloc or ".." in parts.path.split("/"):
        raise UsageError(f"the address of the blobs is not of the form {_LOOKS}; correct it")


def blobs_asked(case: Path) -> str:
    """Where the blobs of a new case go; empty for its own folder.

    Every case has a prefix of its own under the one that the environment names.

    Raises:
        UsageError: what it names is no bucket.
    """
    url = os.environ.get(VARIABLE, "")
    return prefix_of(url, case) if url else ""


def prefix_of(url: str, case: Path) -> str:
    """An address under another that no other case has.

    Raises:
        UsageError: it is none.
    """
    refuse_address(url)
    name = case.absolute().name
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
    return f"{url.rstrip('/')}/{plain.strip('-') or 'case'}-{secrets.token_hex(5)}"


@dataclass(frozen=True)
class Bucket:
    """Objects under one prefix of a bucket, and copies of them in a folder.

    Attributes:
        url: ``s3://BUCKET/PREFIX``.
        copies: the folder of this machine; its files are what the objects are.
    """

    url: str
    copies: Folder
    _added: list[int] = field(default_factory=lambda: [0], compare=False)

    @cached_property
    def _store(self) -> S3Store:
        from obstore.store import S3Store  # noqa: PLC0415  half the cases never need it

        refuse_address(self.url)
        parts = urlsplit(self.url)
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
        more: dict[str, Any] = {"endpoint": endpoint} if endpoint else {}
        return S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            region=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", _REGION),
            client_options={
                "allow_http": bool(endpoint and endpoint.startswith("http://")),
                "timeout": "120s",
                "connect_timeout": "10s",
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=30)},
            **more,
        )

    @property
    def parts(self) -> Path:
        """Beside the copies, which a finished file becomes one of."""
        return self.copies.root

    def place(self, part: Path, name: str) -> None:
        """Create the object, then keep the file as its copy."""
        size = part.stat().st_size
        self.send(part, name)
        self.copies.place(part, name)
        self._grown(size)

    def send(self, file: Path, name: str) -> None:
        """Create the object from a file; where there is one already, it has the same bytes."""
        from obstore import put  # noqa: PLC0415
        from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415

        with self._told(), suppress(AlreadyExistsError):
            if file.stat().st_size > _MANY_PARTS:  # no storage can refuse those
                put(self._store, name, file)
            else:
                put(self._store, name, file, mode="create", use_multipart=False)

    def digest(self, name: str) -> str:
        """SHA-256 of the object itself, whatever copies there are."""
        from obstore import get  # noqa: PLC0415

        hasher = hashlib.sha256()
        with self._told():
            for chunk in get(self._store, name).stream(_MIB):
                hasher.update(chunk)
        return hasher.hexdigest()

    def has(self, name: str) -> bool:
        """Whether there is such an object; a copy is only ever of one that there is."""
        from obstore import head  # noqa: PLC0415

        if self.copies.has(name):
            return True
        with self._told():
            try:
                head(self._store, name)
            except FileNotFoundError:
                return False
        return True

    def local(self, name: str) -> Path:
        """The copy, fetched when it is not here."""
        path = self.copies.local(name)
        try:
            os.utime(path)  # those longest unused are the first to go
        except FileNotFoundError:
            self.fetch(name, self.copies)
            self._grown(path.stat().st_size)
        return path

    def fetch(self, name: str, into: Folder) -> None:
        """Copy an object to a folder, whatever copies there are.

        Raises:
            FileNotFoundError: there is no such object.
        """
        from obstore import get  # noqa: PLC0415

        with self._told(), part(into.root) as scratch:
            for chunk in get(self._store, name).stream(_MIB):
                scratch.write(chunk)
            scratch.close()
            into.place(Path(scratch.name), name)

    def forget(self, name: str) -> bool:
        """Drop the copy; the object may be sound."""
        if not self.copies.has(name):
            return False
        self.copies.remove(name)
        return True

    def names(self) -> Iterator[str]:
        """Every object."""
        from obstore import list as every  # noqa: PLC0415

        found: list[str] = []
        with self._told():
            for batch in every(self._store):
                found += [str(meta["path"]) for meta in batch]
        yield from sorted(name for name in found if name != _MARK)

    def remove(self, name: str) -> None:
        """Delete object and copy."""
        from obstore import delete  # noqa: PLC0415

        with self._told():
            delete(self._store, name)
        self.copies.remove(name)

    def sweep(self) -> None:
        """Clear away unfinished files and copies beyond the room they may take.

        What the storage itself holds unfinished (uploads in parts) is for the bucket's own rules.
        """
        self.copies.sweep()
        self._trim(0.0)

    def ready(self) -> None:
        """See that objects can be written: there is always one that says whose prefix this is."""
        from obstore import put  # noqa: PLC0415
        from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415

        with self._told(), suppress(AlreadyExistsError):
            put(self._store, _MARK, b"a case of goodcause\n", mode="create")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what an error of the storage means."""
        from obstore import exceptions as theirs  # noqa: PLC0415

        try:
            yield
        except FileNotFoundError as e:
            if "NoSuchBucket" in str(e):
                raise self._refusal("there is no such bucket", e) from e
            raise
        except (theirs.PermissionDeniedError, theirs.UnauthenticatedError, PermissionError) as e:
            raise self._refusal(_reason(e), e) from e
        except theirs.BaseError as e:
            raise self._refusal(_reason(e), e) from e

    def _refusal(self, reason: str, error: Exception) -> GoodcauseError:
        text = str(error).partition(_DETAILS)[0]
        if any(word in text for word in _WRONG):
            return CaseError(
                f"the storage {self.url} refused ({reason}); see that the bucket is there, and that"
                " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL are"
                " those of a user who may read and write it"
            )
        return StoppedError(
            f"the storage {self.url} cannot be reached ({reason}); what was finished is kept, run "
            "the same command again when it can"
        )

    def _grown(self, size: int) -> None:
        """Keep the copies from filling the disk while a command runs."""
        self._added[0] += size
        if self._added[0] > _room() // 4:
            self._added[0] = 0
            self._trim(_IN_USE)

    def _trim(self, in_use: float) -> None:
        """Delete the copies longest unused until the rest has room."""
        found = []
        for name in self.copies.names():
            state = self.copies.local(name).stat()
            found.append((state.st_mtime, state.st_size, name))
        left, before = sum(size for _, size, _ in found), time.time() - in_use
        for used, size, name in sorted(found):
            if left <= _room() or used > before:
                return
            self.copies.remove(name)
            left -= size


_DETAILS: Final = "Debug source:"
_REGION: Final = "us-east-1"
_WRONG: Final = (
    "NoSuchBucket",
    "AccessDenied",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "status code: 401",
    "status code: 403",
    "PermanentRedirect",
    "AuthorizationHeaderMalformed",
    "builder error",
)


def _reason(error: Exception) -> str:
    """The storage's own word for it, out of what the client wraps around."""
    text = str(error).partition(_DETAILS)[0]
    start, end = text.find("<Code>"), text.find("</Code>")
    if 0 <= start < end:
        return text[start + len("<Code>") : end]
    known = [word for word in _WRONG if word in text and word.isalpha()]
    return known[0] if known else " ".join(text.rpartition(" - ")[2].split())[:160]


def _room() -> int:
    """Bytes that copies may take.

    Raises:
        UsageError: the environment names no number.
    """
    named = os.environ.get(ROOM, "") or str(_ROOM_USUALLY)
    if not named.isdecimal():
        raise UsageError(f"{ROOM} is no number of megabytes; write one, or leave it out")
    return int(named) * _MIB
