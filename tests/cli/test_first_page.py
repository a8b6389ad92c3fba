"""`goodcause --help` comes from what is kept in the user's cache, and is never out of date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from goodcause.cli import quick

from tests.cli.command import inside

HEAVY = ("typer", "rich", "django", "numpy", "json", "pathlib", "pydantic", "subprocess", "scipy")
COMMANDS_MODULES = ("goodcause.cli.commands", "goodcause.cli.run", "goodcause.cli.screen")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pages are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "goodcause" / "help"


def test_the_kept_page_is_what_the_program_says(place: Path) -> None:
    made = inside("--help")
    (kept,) = place.iterdir()
    read = inside("--help")

    assert made == read
    assert made.code == 0
    assert kept.read_text() == made.out
    assert "Usage: goodcause [OPTIONS] COMMAND" in made.out
    assert "Exit codes: 0 done" in made.out


def test_without_a_command_the_same_page_ends_as_wrong_use() -> None:
    first, again = inside(), inside()

    assert first.code == again.code == 2
    assert first.out == again.out == inside("--help").out


def test_a_page_of_another_width_is_another_page(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    wide = inside("--help").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = inside("--help").out

    assert max(map(len, narrow.splitlines())) <= 60 < max(map(len, wide.splitlines())) <= 80
    assert len([*place.iterdir()]) == 2


def test_a_changed_command_makes_the_kept_page_untrue(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "cli"
    here.mkdir()
    (here / "read.py").write_text("words")
    monkeypatch.setattr(quick, "_HERE", str(here))
    quick.keep_help("a page")
    assert quick.kept_help() == "a page"

    (here / "read.py").write_text("other words")
    assert quick.kept_help() is None
    (here / "read.py").unlink()
    assert quick.kept_help() is None
    assert place.is_dir()


def test_where_nothing_may_be_written_the_page_is_shown_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert "Usage: goodcause" in inside("--help").out


def test_pages_of_versions_long_gone_are_cleared_away(place: Path) -> None:
    place.mkdir(parents=True)
    for n in range(20):
        (place / f"{n}.txt").touch()
    quick.keep_help("a page")

    assert len([*place.iterdir()]) == 1


def test_the_kept_page_is_shown_without_loading_anything_heavy() -> None:
    words = (
        "import sys; from goodcause.cli import main, quick; sys.argv = ['goodcause', '--help'];"
        "quick.kept_help = main.kept_help = lambda: 'a page\\n'\n"
        "try: main.run()\n"
        "finally: print(*sys.modules)"
    )
    done = subprocess.run(  # noqa: S603  our own interpreter and words
        [sys.executable, "-c", words], capture_output=True, encoding="utf-8", check=True
    )
    page, loaded = done.stdout.splitlines()

    assert page == "a page"
    # What Python itself loads to find its packages does not count.
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    more = set(loaded.split()) - set(bare.stdout.split())
    assert more.isdisjoint((*HEAVY, *COMMANDS_MODULES))
    assert len(more) < 40, sorted(more)
