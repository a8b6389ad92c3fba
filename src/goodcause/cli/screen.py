"""What a command shows: sentences and bars for a person, one JSON object for a script."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import Task as RichTask
    from rich.progress import TaskID

    from goodcause.pipeline.progress import Progress


class Screen:
    """Where a command prints. With ``--json`` only the final object goes to standard output."""

    def __init__(self, *, as_json: bool) -> None:
        self._json = as_json

    def say(self, *lines: str) -> None:
        """Sentences for a person."""
        if not self._json:
            for line in lines:
                _write(sys.stdout, line)

    def page(self, text: str) -> None:
        """A whole page, with ``--json`` too."""
        _write(sys.stdout, text.removesuffix("\n"))

    def table(self, title: str, rows: Sequence[tuple[str, object]]) -> None:
        """Names and figures, aligned."""
        if self._json or not rows:
            return
        wide = max(len(name) for name, _ in rows)
        self.say(title, *(f"  {name.ljust(wide)}  {figure}" for name, figure in rows))

    def result(self, facts: Mapping[str, object]) -> None:
        """The command's result, for a script."""
        if self._json:
            _write(sys.stdout, json.dumps(facts, ensure_ascii=False, default=str))

    def error(self, message: str, code: int) -> None:
        """What went wrong: one sentence on standard error, or one JSON object on output."""
        if self._json:
            _write(sys.stdout, json.dumps({"error": message, "exit_code": code}))
        else:
            _write(sys.stderr, f"goodcause: {message}")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Bars on a terminal; silence in a pipe or with ``--json``."""
        from goodcause.pipeline.progress import Silent  # noqa: PLC0415  --help stays quick

        if self._json or not sys.stderr.isatty():
            yield Silent()
            return
        with _bars() as bars:
            yield _Bars(bars)


class _Bars:
    """One bar a stage, with pages a second and time left."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._total: int | None = None

    def start(self, stage: str, total: int | None) -> None:
        self._total = total
        self._task = self._bars.add_task(stage, total=total)

    def more(self, steps: int) -> None:
        if self._task is not None and self._total is not None:
            self._total += steps
            self._bars.update(self._task, total=self._total)

    def step(self, steps: int = 1) -> None:
        if self._task is not None:
            self._bars.advance(self._task, steps)

    def finish(self) -> None:
        if self._task is not None:
            self._bars.update(self._task, total=self._total or 1, completed=self._total or 1)
        self._task = None


def _pace(task: RichTask) -> str:
    """Steps a second, told lately."""
    return "" if task.speed is None or task.finished else f"{task.speed:,.1f} a second"


def _bars() -> RichProgress:
    from rich.console import Console  # noqa: PLC0415  --help stays quick
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Pace(ProgressColumn):
        def render(self, task: RichTask) -> Text:
            return Text(_pace(task))

    return Progress(
        TextColumn("{task.description:<23}"),
        BarColumn(),
        MofNCompleteColumn(),
        Pace(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _write(stream: TextIO | None, line: str) -> None:
    if stream is None:  # closed by whoever started us
        return
    # A file name can hold what no terminal should be sent, or cannot show.
    plain = "".join(c if c.isprintable() or c in "\n\t" else _escaped(c) for c in line)
    coding = stream.encoding or "utf-8"
    text = plain.encode(coding, "backslashreplace").decode(coding)
    try:
        stream.write(text + "\n")
        stream.flush()
    except BrokenPipeError:
        # Whoever read this is gone (`| head`); the work goes on, and its exit code stays true.
        _silence(stream)
    except OSError:
        _silence(stream)
        raise


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _silence(stream: TextIO) -> None:
    """Let what is still in the buffer go nowhere, or it would be tried again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
