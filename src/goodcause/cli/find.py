"""goodcause find: what is found in files, without a case."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def find(
    files: Annotated[list[Path], typer.Argument(help="Files to read.", metavar="FILE...")],
    series: Annotated[str, typer.Option(help="Series of the order they would belong to.")] = "ccw",
    order: Annotated[
        str, typer.Option("--order", help="A packaged order's name, or an order file.")
    ] = "mehl-v-blanas",
    as_json: JsonOption = False,
) -> None:
    """Print what is found in files; with --json one object a line."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.engine.processes import Processes  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.find import Caution, find_in  # noqa: PLC0415  --help stays quick

        bad, any_found, warned = False, False, False
        for found in find_in(files, order, series, Processes(1, log=Path(os.devnull))):
            if isinstance(found, str):
                bad = True
                screen.say(found)
                screen.result({"error": found})
                continue
            if isinstance(found, Caution):
                warned = True
                screen.say(f"{found.source}: {found.caution}")
                screen.result(found.facts())
                continue
            any_found = True
            screen.say(f"{found.source}:{found.page}  {found.category}  {found.text!r}")
            screen.say(f"    {found.because} -> {found.outcome} {found.clause}".rstrip())
            screen.result(found.facts())
        if not bad and not any_found and not warned:
            screen.say("Nothing was found that the order speaks of.")
        return ExitCode.QUARANTINED if bad else None

    carry_out(screen, body)
