"""Ctrl-C, kill -9 and a closed pipe: one sentence, nobody left behind, and the next run goes on."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from goodcause.store.matter import Matter, locked

from tests.cli.command import COMMAND, DATED, digests, goodcause, inside, new_case, produce, started
from tests.pipeline.papers import JEWELER, application

PRODUCE = ("--volume", "VOL001", "--to", "counsel", "--on", DATED, "--accept-proposals")
PAPERS = 12
PAGES = 14


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    application(folder / "application.pdf", JEWELER)
    for n in range(PAPERS - 1):
        notes(folder / f"notes{n}.pdf", n)
    return folder


def notes(path: Path, n: int) -> None:
    """Several pages, so that a unit of work lasts long enough to be caught in the middle."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    for page in range(PAGES):
        canvas.drawString(72, 720, f"Note {n}, page {page}: day {n + 3}, hall {n * 7 + page}.")
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def calm(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The volume of a case that nobody disturbed."""
    case = registered(tmp_path_factory.mktemp("calm") / "case", papers)
    assert goodcause("read", case, "--jobs", "1").code == 0
    assert produce(case, "--jobs", "2").code == 0
    return digests(case / "volumes" / "VOL001")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with nothing in it."""
    return new_case(tmp_path_factory.mktemp("bare") / "case")


def registered(case: Path, papers: Path) -> Path:
    new_case(case)
    assert inside("add", case, papers, "--series", "ccw").code == 0
    return case


def done(case: Path, kind: str) -> int:
    """How many units of work the ledger knows as done."""
    with contextlib.closing(sqlite3.connect(f"file:{case}/case.db?mode=ro", uri=True)) as db:
        asked = "SELECT count(*) FROM store_workrow WHERE kind = ? AND state = 'done'"
        return int(db.execute(asked, (kind,)).fetchone()[0])


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def gone(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def disturbed(case: Path, command: str, how: str, code: int) -> None:
    """Run a command until some of its work is done, disturb it, and look at what it leaves."""
    kind = {"read": "read", "produce": "build"}[command]
    before = done(case, kind)
    running = halfway(case, command, kind, how)
    out, err = running.communicate(timeout=60)

    assert (running.returncode, out) == (code, "")
    said = [line for line in err.splitlines() if "the same command goes on from there" in line]
    assert len(said) == len(err.splitlines()) == (0 if how == "kill -9" else 1)
    until(lambda: gone(running.pid), 15)
    assert not (case / "volumes" / "VOL001").exists()
    assert before < done(case, kind) < PAPERS


def halfway(case: Path, command: str, kind: str, how: str) -> subprocess.Popen[str]:
    """Run a command until some of its work is done, then disturb it."""
    more = PRODUCE if command == "produce" else ()
    running = started(command, case, *more, "--jobs", "1")
    before = done(case, kind)
    until(lambda: done(case, kind) > before or running.poll() is not None)
    if how == "ctrl-c":
        os.killpg(running.pid, signal.SIGINT)
    else:
        running.send_signal(signal.SIGKILL if how == "kill -9" else signal.SIGTERM)
    return running


def test_a_disturbed_case_ends_in_the_same_volume(
    papers: Path, calm: dict[str, str], tmp_path: Path
) -> None:
    case = registered(tmp_path / "case", papers)
    disturbed(case, "read", "ctrl-c", 130)
    disturbed(case, "read", "kill", 1)
    assert goodcause("read", case).code == 0
    disturbed(case, "produce", "kill -9", -signal.SIGKILL)
    disturbed(case, "produce", "ctrl-c", 130)
    assert produce(case).code == 0

    assert digests(case / "volumes" / "VOL001") == calm
    assert [p.name for p in (case / "volumes").iterdir()] == ["VOL001"]
    assert not [*(case / "blobs").rglob(".new-*")]


@pytest.mark.parametrize("command", ["read", "produce"])
def test_a_second_command_is_told_who_has_the_case(bare: Path, command: str) -> None:
    with locked(Matter(bare), "read"):
        second = inside(command, bare, *(PRODUCE if command == "produce" else ()))

    assert second.code == 2
    assert f"is in use by `goodcause read (process {os.getpid()})`" in second.sentence


def test_output_that_nobody_reads_any_more_does_no_harm(bare: Path) -> None:
    ended = subprocess.run(  # noqa: S603  our own command
        ["/bin/sh", "-c", '"$0" status "$1" | true; "$0" status "$1" >&-; echo $?', COMMAND, bare],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert (ended.stdout, ended.stderr) == ("0\n", "")


def test_output_that_cannot_be_written_is_said(bare: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603  our own command
            [COMMAND, "status", bare], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "goodcause: the disk is full; free some space and run the same command again"
    ]
