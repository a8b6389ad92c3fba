"""The page docs/commands.md says what the program does: every command, option and exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from goodcause.base.errors import ExitCode
from goodcause.cli.commands import COMMANDS, GROUPS, app
from goodcause.cli.exits import MEANING, codes_of

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
NAMES = [*(command.__name__ for command in COMMANDS), *GROUPS]


def section(name: str) -> str:
    found = re.search(rf"^## `goodcause {name}\b.*?(?=^## |\Z)", PAGE, re.M | re.S)
    assert found, f"docs/commands.md has no section for {name}"
    return found[0]


def options(name: str) -> set[str]:
    command = getattr(get_command(app), "commands")[name]  # noqa: B009  its type says nothing of them
    members = getattr(command, "commands", {"": command}).values()
    params = [p for member in members for p in member.params]
    given = {word for p in params for word in p.opts if word.startswith("--")}
    return given - {"--help"}


def test_every_command_has_its_section_and_no_other() -> None:
    assert re.findall(r"^## `goodcause (\w+)", PAGE, re.M) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_on_the_page_and_no_other(name: str) -> None:
    assert set(re.findall(r"^\| `(--[a-z-]+)", section(name), re.M)) == options(name)


@pytest.mark.parametrize("name", list(GROUPS))
def test_every_command_of_a_group_is_on_the_page(name: str) -> None:
    members = getattr(getattr(get_command(app), "commands")[name], "commands")  # noqa: B009  as above

    assert set(re.findall(rf"^- `goodcause {name} ([a-z-]+)", section(name), re.M)) == set(members)


@pytest.mark.parametrize("name", NAMES)
def test_the_exit_codes_of_a_command_are_on_the_page(name: str) -> None:
    (said,) = re.findall(r"Exit codes: ([0-9, ]+)\.", section(name))

    assert tuple(int(code) for code in said.split(", ")) == tuple(map(int, codes_of(name)))


def test_every_exit_code_has_its_row_and_its_meaning() -> None:
    rows = [int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.M)]

    assert rows == [int(code) for code in ExitCode] == [int(code) for code in MEANING]
