"""goodcause doctor: what is installed, what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def doctor(
    case: Annotated[
        Path | None, typer.Option(help="Also list the files of this case that were set aside.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is installed, what is missing and what each is for."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.doctor import examine_machine  # noqa: PLC0415  --help stays quick

        health = examine_machine(case)
        for tool in health.tools:
            mark = "ok     " if tool.found else ("MISSING" if tool.needed else "absent ")
            screen.say(f"{mark}  {tool.name:<18} {tool.detail}")
        screen.table("Files set aside:", list(health.waiting.items()))
        screen.result(health.facts())
        return None if health.well else ExitCode.MISSING_TOOL

    carry_out(screen, body)
