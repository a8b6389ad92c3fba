"""What a command did and how far it is: lines in CASE/logs, and one small file for `status`.

Nothing of a document stands in them: units by their names, which are ours, and figures. Reasons are
left out, for a reason may quote what could not be read.
"""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname
from typing import Final

from goodcause import __version__
from goodcause.pipeline.progress import Progress

FOLDER: Final = "logs"
NOW: Final = "now.json"
_EVERY = 0.5  # seconds between two writings of the small file
_WINDOW = 60.0  # seconds over which the rate is told: what was long done must not flatter it
_OPEN: ContextVar[Journal | None] = ContextVar("journal", default=None)


class Journal:
    """Told of stages as a ``Progress`` is, and passes them on to the one that is watched."""

    def __init__(self, folder: Path, command: str, progress: Progress) -> None:
        """Begin the log of one command in a case's folder."""
        self._progress = progress
        self._logs = folder / FOLDER
        self._logs.mkdir(exist_ok=True)
        began, word = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}", command.split(maxsplit=1)[0]
        name = f"{began}-{word}-{os.getpid()}.jsonl"
        self._log = (self._logs / name).open("a", encoding="utf-8")
        self._facts: dict[str, object] = {
            "command": command,
            "process": os.getpid(),
            "host": gethostname(),
            "began": _now(),
            "state": "running",
        }
        self._stage, self._done = "", 0
        self._total: int | None = None
        self._since = self._written = time.monotonic()
        self._recent: deque[tuple[float, int]] = deque()
        self._line("start", command=command, process=os.getpid(), version=__version__)
        self._tell()

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins."""
        self._progress.start(stage, total)
        self._stage, self._done, self._total = stage, 0, total
        self._since = time.monotonic()
        self._recent.clear()
        self._line("stage", stage=stage, steps=total)
        self._tell()

    def more(self, steps: int) -> None:
        """The stage has more steps."""
        self._progress.more(steps)
        self._total = (self._total or 0) + steps

    def step(self, steps: int = 1) -> None:
        """That many steps are done."""
        self._progress.step(steps)
        self._done += steps
        if time.monotonic() - self._written > _EVERY:
            self._tell()

    def finish(self) -> None:
        """The stage is over."""
        self._progress.finish()
        took = round(time.monotonic() - self._since, 3)
        self._line("stage over", stage=self._stage, steps=self._done, seconds=took)
        self._tell()
        self._stage = ""

    def unit(self, name: str, ending: str, attempt: int, seconds: float) -> None:
        """A unit of work ended."""
        took = round(seconds, 3)
        kind = name.partition(":")[0]
        self._line("unit", unit=name, kind=kind, ending=ending, attempt=attempt, seconds=took)

    def end(self, ending: str) -> None:
        """The command is over; ``ending`` is ``done`` or the name of what ended it."""
        self._line("end", ending=ending)
        self._facts["state"] = ending
        self._tell()
        self._log.close()

    def _line(self, what: str, **facts: object) -> None:
        self._log.write(json.dumps({"at": _now(), "what": what, **facts}) + "\n")
        self._log.flush()

    def _tell(self) -> None:
        self._written = now = time.monotonic()
        self._recent.append((now, self._done))
        while now - self._recent[0][0] > _WINDOW:
            self._recent.popleft()
        before, count = self._recent[0]
        rate = (self._done - count) / (now - before) if now > before else 0.0
        told = {"stage": self._stage, "done": self._done, "total": self._total, "rate": rate}
        fresh = self._logs / f".{NOW}"
        fresh.write_text(json.dumps({**self._facts, "at": _now(), **told}), encoding="utf-8")
        fresh.replace(self._logs / NOW)


@contextmanager
def kept(folder: Path, command: str, progress: Progress) -> Iterator[Journal]:
    """Keep a journal of one command; units that end meanwhile are noted in it."""
    journal = Journal(folder, command, progress)
    token = _OPEN.set(journal)
    ending = "stopped"
    try:
        yield journal
        ending = "done"
    except BaseException as e:
        ending = type(e).__name__
        raise
    finally:
        _OPEN.reset(token)
        # A full disk must not hide how the command ended; what it wrote before stands.
        with suppress(OSError):
            journal.end(ending)


def note(name: str, ending: str, attempt: int, seconds: float) -> None:
    """Note a unit in the journal that is kept at present, if one is."""
    journal = _OPEN.get()
    if journal is not None:
        journal.unit(name, ending, attempt, seconds)


@contextmanager
def stage(progress: Progress, name: str, total: int | None = None) -> Iterator[None]:
    """A stage from its beginning to its end."""
    progress.start(name, total)
    yield
    progress.finish()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
