"""Running commands of procedures in this process, as the command line does."""

from __future__ import annotations

import json
from datetime import date

import pytest

from goodcause.cli.commands import app


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, object]]:
    """The exit code and the object printed."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        app([str(word) for word in (*words, "--json")], standalone_mode=False)
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return int(str(left.value.code)), found


def facts(**told: object) -> list[str]:
    return [f"--fact={name}={value}" for name, value in told.items()]


def acting(who: str, role: str, on: date) -> list[str]:
    return ["--as", who, "--role", role, "--on", str(on)]
