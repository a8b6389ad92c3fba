"""Blobs for workers, who have neither network nor keys: they ask the process that has them.

Workers parse strangers' files, so they are cut off (``engine/seclusion.py``). Where blobs are in a
bucket, or sealed, the command that started them answers on a Unix socket in a folder of its own:
keys never leave its memory, and a worker can do with blobs what it could do with a folder.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from functools import cache
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, Final

from goodcause.base.errors import GoodcauseError, StoppedError
from goodcause.base.keeping import Kept, laid_open

VARIABLE: Final = "GOODCAUSE_KEEPER"
"""Names the socket; the environment of workers carries it. It is an address and no secret."""
_FAMILY: Final = "AF_UNIX"
_Answer = tuple[Any, bytes]


class Keeper:
    """Answers for the cases that this process has open."""

    def __init__(self) -> None:
        """Listen; the folder lets nobody else in."""
        self._folder = tempfile.mkdtemp(prefix="goodcause-")
        self._cases: dict[str, Kept] = {}
        self._listener = Listener(str(Path(self._folder) / "blobs"), _FAMILY)
        atexit.register(self._end)
        threading.Thread(target=self._listen, name="blobs", daemon=True).start()

    def keep(self, root: Path, kept: Kept) -> None:
        """Answer for a case from now on."""
        self._cases[str(root)] = kept
        os.environ[VARIABLE] = str(self._listener.address)

    def _end(self) -> None:
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _listen(self) -> None:
        while True:
            try:
                asked = self._listener.accept()
            except OSError:  # the process is ending, or somebody hung up at once
                if not Path(self._folder).is_dir():
                    return
                continue
            threading.Thread(target=self._serve, args=(asked,), daemon=True).start()

    def _serve(self, asked: Connection) -> None:
        with asked:
            while True:
                try:
                    question = json.loads(asked.recv_bytes())
                    data = asked.recv_bytes()
                except (EOFError, OSError, ValueError):
                    return
                answer, more = self._answer(question, data)
                try:
                    asked.send_bytes(json.dumps(answer).encode())
                    asked.send_bytes(more)
                except OSError:
                    return

    def _answer(self, question: dict[str, str], data: bytes) -> _Answer:
        try:
            kept = self._cases[question["root"]]
            return _ANSWERS[question["ask"]](kept, question, data)
        except GoodcauseError as e:
            return {"error": e.message}, b""
        except OSError as e:
            return {"error": f"a blob cannot be kept or read ({e.strerror or e})"}, b""


def _put(kept: Kept, question: dict[str, str], data: bytes) -> _Answer:
    return {"digest": kept.put([data], synced=bool(question["synced"]))[0]}, b""


def _get(kept: Kept, question: dict[str, str], _data: bytes) -> _Answer:
    return {}, kept.get(question["digest"])


def _has(kept: Kept, question: dict[str, str], _data: bytes) -> _Answer:
    return {"has": kept.has(question["digest"])}, b""


def _path(kept: Kept, question: dict[str, str], _data: bytes) -> _Answer:
    """A file of the shelf, or the plain bytes for a file of the worker's own."""
    if kept.sealed:
        return {"path": ""}, kept.get(question["digest"])
    return {"path": str(kept.path(question["digest"]).absolute())}, b""


def _recall(kept: Kept, question: dict[str, str], _data: bytes) -> _Answer:
    found = kept.recall(question["kind"], question["key"])
    return {"found": found is not None}, found or b""


def _remember(kept: Kept, question: dict[str, str], data: bytes) -> _Answer:
    kept.remember(question["kind"], question["key"], data)
    return {}, b""


_ANSWERS: Final[dict[str, Callable[[Kept, dict[str, str], bytes], _Answer]]] = {
    "put": _put,
    "get": _get,
    "has": _has,
    "path": _path,
    "recall": _recall,
    "remember": _remember,
}


class Asked:
    """Blobs as a worker has them: everything is asked of the keeper."""

    def __init__(self, address: str, root: Path) -> None:
        """Set up; the connection is made with the first question."""
        self._address, self._root = address, str(root)
        self._line: Connection | None = None
        self._turn = threading.Lock()

    def put(self, chunks: Iterable[bytes], *, synced: bool) -> tuple[str, int]:
        """Have the bytes kept."""
        data = b"".join(chunks)
        answer, _ = self._ask("put", data, synced="yes" if synced else "")
        digest = hashlib.sha256(data).hexdigest()
        if answer["digest"] != digest:
            raise StoppedError("a blob arrived damaged where it is kept; run the command again")
        return digest, len(data)

    def get(self, digest: str) -> bytes:
        """The bytes; the keeper has held them against their digest."""
        return self._ask("get", digest=digest)[1]

    def has(self, digest: str) -> bool:
        """Whether they are there."""
        return bool(self._ask("has", digest=digest)[0]["has"])

    def path(self, digest: str) -> Path:
        """A file with them."""
        answer, data = self._ask("path", digest=digest)
        if answer["path"]:
            return Path(answer["path"])
        return laid_open(Path(self._root), digest, lambda: data)

    def recall(self, kind: str, key: str) -> bytes | None:
        """What was remembered under a key, or nothing."""
        answer, data = self._ask("recall", kind=kind, key=key)
        return data if answer["found"] else None

    def remember(self, kind: str, key: str, data: bytes) -> None:
        """Have bytes remembered under a key."""
        self._ask("remember", data, kind=kind, key=key)

    def _ask(self, ask: str, data: bytes = b"", **more: str) -> _Answer:
        with self._turn:
            try:
                line = self._line = self._line or Client(self._address, _FAMILY)
                line.send_bytes(json.dumps({"ask": ask, "root": self._root, **more}).encode())
                line.send_bytes(data)
                answer, found = json.loads(line.recv_bytes()), line.recv_bytes()
            except (OSError, EOFError) as e:
                self._line = None
                raise StoppedError(
                    "the command that keeps the blobs is gone; run it again, and it goes on"
                ) from e
        if "error" in answer:
            raise StoppedError(answer["error"])
        return answer, found


@cache
def keeper() -> Keeper:
    """The one keeper of this process."""
    return Keeper()
