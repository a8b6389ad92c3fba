"""goodcause new: make a case folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def new(
    case: Annotated[Path, typer.Argument(help="The folder to make.", metavar="CASE")],
    order: Annotated[
        str, typer.Option("--order", help="A packaged order's name, or a path to an order file.")
    ],
    dated: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of an order whose file gives none."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a case folder under an order."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.new import new_case  # noqa: PLC0415  --help stays quick

        made = new_case(case, order, dated.date() if dated else None)
        screen.say(f"Made {case} under {made.caption}.")
        screen.say(*(f"Before producing: {sentence}" for sentence in made.blockers))
        screen.say(f"Next: goodcause add {quote(str(case))} PATH... --series {made.series[0]}")
        screen.result(
            {
                "case": str(case),
                "caption": made.caption,
                "series": made.series,
                "blockers": made.blockers,
            }
        )
        return None

    carry_out(screen, body)
