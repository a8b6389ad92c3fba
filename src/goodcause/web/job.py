"""A long job in a process of its own: a build or a dry run, which a page watches.

    python -m goodcause.web.job CASE '{"kind": "build", "volume": "VOL001", ...}'

The server may be stopped meanwhile; the job goes on, and what it says is read from its file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goodcause.base.errors import CaseError, GoodcauseError
from goodcause.store.matter import Matter, open_matter

if TYPE_CHECKING:
    pass

_STATUS: Final = "status.json"
_EVERY: Final = 0.25  # seconds between two writings of how far it is


class Watched:
    """Progress as a small file that is always whole."""

    def __init__(self, path: Path, facts: Mapping[str, object]) -> None:
        self._path = path
        self._facts: dict[str, object] = {**facts, "state": "running", "pid": os.getpid()}
        self._done, self._total, self._last = 0, 0, 0.0
        self._write()

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins."""
        self._done, self._total = 0, total or 0
        self._facts["stage"] = stage
        self._write()

    def more(self, steps: int) -> None:
        """The stage has more steps."""
        self._total += steps

    def step(self, steps: int = 1) -> None:
        """That many steps are done."""
        self._done += steps
        if time.monotonic() - self._last > _EVERY:
            self._write()

    def finish(self) -> None:
        """The stage is over."""
        self._write()

    def end(self, state: str, **facts: object) -> None:
        """The job is over."""
        self._facts.update(facts, state=state)
        self._write()

    def _write(self) -> None:
        self._last = time.monotonic()
        facts = {**self._facts, "done": self._done, "total": self._total}
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(facts), encoding="utf-8")
        fresh.replace(self._path)


def folder_of(matter: Matter) -> Path:
    """Where jobs say how far they are."""
    return matter.folder / "jobs"


def status(matter: Matter) -> dict[str, object]:
    """How far the newest job is; empty when there was none."""
    try:
        facts = json.loads((folder_of(matter) / _STATUS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if facts.get("state") == "running" and not _lives(int(facts.get("pid", 0))):
        facts["state"] = "stopped"
        facts["words"] = "the job ended before it was done; start it again, and it goes on"
    return dict(facts)


def _lives(pid: int) -> bool:
    try:
        with (Path("/proc") / str(pid) / "stat").open() as stream:
            return stream.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return not Path("/proc/self").exists()


def begin(matter: Matter, asked: Mapping[str, object]) -> None:
    """Start a job.

    Raises:
        CaseError: one is running.
    """
    if status(matter).get("state") == "running":
        raise CaseError("a job is running already; wait until it is done, or stop it")
    folder = folder_of(matter)
    folder.mkdir(exist_ok=True)
    (folder / _STATUS).unlink(missing_ok=True)
    command = [sys.executable, "-m", "goodcause.web.job", str(matter.folder), json.dumps(asked)]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "goodcause.store.settings"}
    with (folder / "log.txt").open("wb") as log:
        child = subprocess.Popen(  # noqa: S603  our own command; a name is data of one argument
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env,
            start_new_session=True,
        )  # fmt: skip
    first = {**asked, "state": "running", "stage": "starting", "pid": child.pid}
    if not (folder / _STATUS).exists():
        (folder / _STATUS).write_text(json.dumps(first), encoding="utf-8")
    CHILDREN.append(child)


CHILDREN: Final[list[subprocess.Popen[bytes]]] = []
"""Started by this server, so that the ended among them can be buried."""


def stop(matter: Matter) -> None:
    """Ask the running job to end; what it has built is kept."""
    facts = status(matter)
    if facts.get("state") == "running":
        os.kill(int(str(facts["pid"])), 15)


def bury() -> None:
    """Take note of children that ended."""
    for child in list(CHILDREN):
        if child.poll() is not None:
            CHILDREN.remove(child)


def run(case: Path, asked: Mapping[str, str]) -> int:
    """Do the job; the exit code is 0 when it is done."""
    import signal  # noqa: PLC0415

    def ended(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, ended)
    matter = open_matter(case)
    watched = Watched(folder_of(matter) / _STATUS, asked)
    try:
        facts = _dry(matter, watched) if asked["kind"] == "dry" else _build(matter, watched, asked)
    except GoodcauseError as e:
        watched.end("failed", words=e.message)
        return int(e.exit_code)
    except KeyboardInterrupt:
        watched.end("stopped", words="stopped; what was built is kept, and a new start goes on")
        return 1
    except OSError as e:
        watched.end("failed", words=f"the system refused ({e.strerror}); put that right, try again")
        return 1
    watched.end("done", figures=facts)
    return 0


def _engine(case: Path):  # type: ignore[no-untyped-def]
    from goodcause.engine.processes import Processes  # noqa: PLC0415

    return Processes(os.cpu_count() or 1, log=case / "worker.log")


def _dry(matter: Matter, watched: Watched) -> dict[str, object]:
    from goodcause.pipeline.review_making import dry_run  # noqa: PLC0415

    return dry_run(matter, _engine(matter.folder), watched)


def _build(matter: Matter, watched: Watched, asked: Mapping[str, str]) -> dict[str, object]:
    from goodcause.pipeline.produce import Wanted, produce  # noqa: PLC0415
    from goodcause.production.volume import Images  # noqa: PLC0415
    from goodcause.verification.report import as_json, as_text  # noqa: PLC0415

    wanted = Wanted(
        volume=asked["volume"],
        to=asked["to"],
        images=Images(asked["images"]),
        accept_proposals=False,
        day=datetime.now().astimezone().date(),
    )
    made = produce(matter, wanted, _engine(matter.folder), watched)
    verdict = made.verdict
    report = {"text": as_text(verdict), "facts": as_json(verdict), "sound": verdict.sound}
    path = folder_of(matter) / f"{asked['volume']}.json"
    path.write_text(json.dumps(report, default=str), encoding="utf-8")
    return {**made.counts, "sound": verdict.sound}


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), json.loads(sys.argv[2])))
