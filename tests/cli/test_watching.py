"""`status --watch` shows what runs until Ctrl-C; `--report` where the time went."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.cli.command import inside, new_case, started


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with nothing in it."""
    return new_case(tmp_path_factory.mktemp("watched") / "case")


def test_watching_ends_well_on_ctrl_c(bare: Path) -> None:
    running = started("status", bare, "--watch", "--json")
    assert running.stdout is not None
    first = json.loads(running.stdout.readline())
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)

    assert (first["command"], first["running"]) == ("", False)
    assert (running.returncode, err) == (0, "")


def test_two_questions_at_once_are_refused(bare: Path) -> None:
    ended = inside("status", bare, "--watch", "--report")

    assert ended.code == 2
    assert "write one of them" in ended.sentence


def test_a_case_on_which_nothing_was_run_has_no_report(bare: Path) -> None:
    ended = inside("status", bare, "--report")

    assert ended.code == 10
    assert "goodcause read" in ended.sentence
