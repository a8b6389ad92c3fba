"""Faults at random moments of `read` and `produce`: the volume ends in the same bytes every time.

``make soak`` takes one case through without disturbance, then copies of it through faults, and
compares the volume and the register byte by byte. Faults strike real processes of the installed
command: a worker or the command itself is killed outright, its clock jumps, a second command starts
beside it, and, on PostgreSQL, the server ends its connection.

    python -m benchmarks.faults [--moments 50] [--seed 1] [--postgresql]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.pipeline.papers import JEWELER, JUDGE, application, memo

DATED = "2007-03-05"
PRODUCE = ("--volume", "VOL001", "--to", "counsel", "--on", DATED, "--accept-proposals")
_TRIES = 12  # runs of one command before it must have come to its end
_JUMPING = """
import random, sys, time
true, shift = time.time, [0.0]
def jumping():
    if random.random() < 0.2:
        shift[0] = random.choice((-86400.0, -3600.0, -30.0, 0.0, 3600.0))
    return true() + shift[0]
time.time = jumping
from goodcause.cli.main import run
run()
"""
"""The command with a clock that somebody keeps setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """What an undisturbed run gave.

    Attributes:
        volume: files and digests.
        register: digest of the private register.
        seconds: how long each command took.
    """

    volume: Mapping[str, str]
    register: str
    seconds: Mapping[str, float]


@dataclass(slots=True)
class Tally:
    """What was done to the cases, and what of it struck while a command was at work."""

    struck: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        """How many faults struck."""
        return sum(self.struck.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where the cases of one soak are.

    Attributes:
        folder: of everything.
        new: a case with papers registered in a folder of its own; copies are disturbed.
        cut: ends the connections of the case's database; nothing on SQLite.
    """

    folder: Path
    new: Callable[[Path], Mapping[str, str]]
    cut: Callable[[], object] | None = None


def papers(folder: Path, documents: int) -> Path:
    """Papers of several kinds: applications, memos, one that cannot be read."""
    place = folder / "papers"
    place.mkdir(parents=True)
    application(place / "a1.pdf", JUDGE)
    application(place / "a2.pdf", JEWELER)
    for n in range(documents):
        memo(place / f"memo{n}.pdf", f"On day {n + 2} the range is open from {n % 9 + 1} to ten.")
    (place / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    return place


def registered(case: Path, from_papers: Path) -> None:
    """A new case with the papers."""
    for words in (
        ("new", case, "--order", "mehl-v-blanas", "--dated", DATED),
        ("add", case, from_papers, "--series", "ccw"),
    ):
        ended = command(words).wait()
        if ended not in {0, 14}:
            raise SystemExit(f"{words[0]} ended with {ended}")


def command(
    words: Sequence[str | Path], *, jumping: bool = False, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start the command."""
    start = ["-c", _JUMPING] if jumping else ["-c", "from goodcause.cli.main import run; run()"]
    return subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, *start, *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
    )


def calm(bench: Bench) -> Calm:
    """One case undisturbed."""
    case = bench.folder / "case"
    env, seconds = bench.new(case), {}
    for words in (("read", case), ("produce", case, *PRODUCE)):
        start = time.monotonic()
        running = command((*words, "--jobs", "2"), env=env)
        _, err = running.communicate()
        if running.returncode not in {0, 14}:
            raise SystemExit(f"the undisturbed {words[0]} failed: {err.decode()}")
        seconds[str(words[0])] = time.monotonic() - start
    found = Calm(volume=_volume(case), register=_register(case), seconds=seconds)
    shutil.rmtree(case)
    return found


def disturbed(bench: Bench, expected: Calm, draw: random.Random, tally: Tally) -> None:
    """One case through faults to its end.

    Raises:
        SystemExit: it ended otherwise than the undisturbed one, or not at all.
    """
    case = bench.folder / "case"
    env = bench.new(case)
    for name, more in (("read", ()), ("produce", PRODUCE)):
        words = (name, case, *more, "--jobs", "2")
        for _ in range(_TRIES):
            if _one(bench, words, expected.seconds[name], draw, tally, env):
                break
        else:
            raise SystemExit(f"{name} did not come to its end in {_TRIES} runs")
    if _volume(case) != expected.volume:
        raise SystemExit("the volume differs from the one of an undisturbed run")
    if _register(case) != expected.register:
        raise SystemExit("the register differs from the one of an undisturbed run")
    shutil.rmtree(case)


def _one(
    bench: Bench,
    words: Sequence[str | Path],
    usual: float,
    draw: random.Random,
    tally: Tally,
    env: Mapping[str, str],
) -> bool:
    """One run with one fault in it; whether it came to its end."""
    kinds = ["worker", "command", "clock", "second command", *(["connection"] if bench.cut else [])]
    kind = draw.choice(kinds)
    running = command(words, jumping=kind == "clock", env=env)
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(draw.uniform(0.05, 0.8) * usual)
        if running.poll() is None and _strike(bench, kind, running, words, env):
            tally.struck[f"{words[0]}: {kind}"] += 1
        _, err = running.communicate(timeout=600)
    finally:
        running.kill()
        running.wait()
    if running.returncode in {0, 14}:
        return True
    if running.returncode not in {1, -signal.SIGKILL} or b"Traceback" in err:
        raise SystemExit(f"after {kind}: {running.returncode}: {err.decode()[-2000:]}")
    return False


def _strike(
    bench: Bench,
    kind: str,
    running: subprocess.Popen[bytes],
    words: Sequence[str | Path],
    env: Mapping[str, str],
) -> bool:
    """Do it; whether there was something to do it to."""
    if kind == "command":
        running.kill()
        return True
    if kind == "worker":
        return _kill_worker(running.pid)
    if kind == "second command":
        second = command(words, env=env)
        _, err = second.communicate(timeout=600)
        if second.returncode not in {0, 2, 14} or (second.returncode == 2 and not _refused(err)):
            raise SystemExit(f"the second command ended with {second.returncode}: {err.decode()}")
        return second.returncode == 2
    if kind == "connection" and bench.cut:
        return bool(bench.cut())
    return kind == "clock"


def _refused(said: bytes) -> bool:
    """Whether a second command was told why; it may also come when the first is just done."""
    return b"is in use by" in said or b"already exists" in said


def _kill_worker(parent: int) -> bool:
    """Kill one child of the command, if it has any."""
    children: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                facts = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(facts[1]) == parent and facts[0] != "Z":
                    children.append(int(entry.name))
    for child in children[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    return bool(children)


def _volume(case: Path) -> dict[str, str]:
    folder = case / "volumes" / "VOL001"
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _register(case: Path) -> str:
    return hashlib.sha256((case / "registers" / "VOL001.csv").read_bytes()).hexdigest()


@contextlib.contextmanager
def on_sqlite(folder: Path, documents: int):  # type: ignore[no-untyped-def]
    """Cases in files."""
    made = papers(folder, documents)
    whole = folder / "registered"
    registered(whole, made)

    def new(case: Path) -> Mapping[str, str]:
        shutil.copytree(whole, case)
        return {}

    yield Bench(folder=folder, new=new)


@contextlib.contextmanager
def on_postgresql(folder: Path, documents: int):  # type: ignore[no-untyped-def]
    """Cases whose rows are in a server of our own."""
    from tests.store.servers import database, start  # noqa: PLC0415

    made = papers(folder, documents)
    with database(start()) as held:

        def new(case: Path) -> Mapping[str, str]:
            os.environ["DATABASE_URL"] = held.url
            shutil.rmtree(case, ignore_errors=True)
            for schema, *_ in held.ask(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'case%'"
            ):
                held.ask(f'DROP SCHEMA "{schema}" CASCADE')
            registered(case, made)
            return {"DATABASE_URL": held.url}

        yield Bench(folder=folder, new=new, cut=held.cut)


def main() -> int:
    """Disturb cases until enough faults have struck."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    wanted = parser.parse_args()
    draw, tally, cases = random.Random(wanted.seed), Tally(), 0  # noqa: S311  no secret
    place = on_postgresql if wanted.postgresql else on_sqlite
    with (
        tempfile.TemporaryDirectory(prefix="goodcause-faults-") as name,
        place(Path(name), wanted.documents) as bench,
    ):
        expected = calm(bench)
        while tally.all < wanted.moments:
            disturbed(bench, expected, draw, tally)
            cases += 1
    for kind, count in sorted(tally.struck.items()):
        print(f"{count:6}  {kind}")
    print(f"{tally.all} faults in {cases} cases: every volume and register as undisturbed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
