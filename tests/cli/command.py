"""The installed command, run as a stranger runs it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

import goodcause.store
from goodcause.cli.main import run

COMMAND = str(Path(sys.executable).with_name("goodcause"))
DATED = "2007-03-05"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one run ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on standard error, without the command's name."""
        (line,) = self.err.splitlines()
        assert line.startswith("goodcause: ")
        return line.removeprefix("goodcause: ")

    @property
    def facts(self) -> dict[str, object]:
        """The one JSON object on standard output."""
        (line,) = self.out.splitlines()
        value = json.loads(line)
        assert isinstance(value, dict)
        return value


def goodcause(*words: str | Path, env: dict[str, str] | None = None) -> Ended:
    """Run the command to its end."""
    done = subprocess.run(  # noqa: S603  our own command
        [COMMAND, *map(os.fspath, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Ended(code=done.returncode, out=done.stdout, err=done.stderr)


def inside(*words: str | Path) -> Ended:
    """Run the command in this process, where everything is loaded already."""
    out, err = io.StringIO(), io.StringIO()
    argv, hook = sys.argv, sys.excepthook
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    sys.argv = ["goodcause", *map(os.fspath, words)]
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            run()
    finally:
        connections.close_all()  # as the end of the process does
        sys.argv, sys.excepthook = argv, hook
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return Ended(code=int(ended.value.code or 0), out=out.getvalue(), err=err.getvalue())


def _hears_ctrl_c() -> None:
    """Undo what a shell does to a test run in the background, whose children ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(*words: str | Path) -> subprocess.Popen[str]:
    """Start the command in a process group of its own, as a terminal does."""
    return subprocess.Popen(  # noqa: S603  our own command
        [COMMAND, *map(os.fspath, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,  # noqa: PLW1509  no thread runs here while tests start processes
    )


def new_case(case: Path) -> Path:
    """An empty case under a dated order."""
    assert inside("new", case, "--order", "mehl-v-blanas", "--dated", DATED).code == 0
    return case


def produce(case: Path, *more: str) -> Ended:
    """Ask for the first volume."""
    words = ("--volume", "VOL001", "--to", "counsel", "--on", DATED)
    return goodcause("produce", case, *words, "--accept-proposals", *more)


def register(case: Path) -> list[dict[str, str]]:
    """The rows of the first volume's register."""
    with (case / "registers" / "VOL001.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
