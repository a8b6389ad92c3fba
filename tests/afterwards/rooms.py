"""A running viewing room, and who comes to it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from goodcause.room import viewers
from goodcause.room.book import open_book
from goodcause.room.viewers import Seat

from tests.web.serving import COMMAND, Visitor


@dataclass
class Room:
    """A room that is served."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def link(self, name: str) -> str:
        return f"/enter/{viewers.linked(open_book(self.folder), name, datetime.now(UTC))}"

    def entered(self, name: str, role: str) -> Visitor:
        """Somebody seated who came in and has not accepted the terms."""
        wanted = Seat(name=name, role=role, grounds="a test")
        viewers.seat(open_book(self.folder), wanted, datetime.now(UTC))
        visitor = Visitor(self.port)
        visitor.enter(self.link(name))
        return visitor

    def accepted(self, name: str, role: str) -> Visitor:
        """Somebody who may look."""
        visitor = self.entered(name, role)
        token = visitor.form_token("/terms")
        answer = visitor.post_form("/terms", {"csrfmiddlewaretoken": token, "version": "1"})
        assert answer.status == 302, answer.text
        return visitor


@contextmanager
def serving(folder: Path) -> Iterator[Room]:
    """Run `goodcause room serve` until the block ends."""
    process = subprocess.Popen(  # noqa: S603  our own command
        [COMMAND, "room", "serve", folder, "--port", "0", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout
        url = json.loads(process.stdout.readline())["url"]
        yield Room(folder, int(url.rpartition(":")[2]))
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()
