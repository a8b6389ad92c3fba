"""goodcause trace: whose copy a scanned page is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JsonOption, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def trace(
    scan: Annotated[Path, typer.Argument(help="A picture or PDF of one page.", metavar="SCAN")],
    case: Annotated[Path, typer.Option(help="The case that made the volume.")],
    page: Annotated[str, typer.Option(help="Its Bates number, when it cannot be read.")] = "",
    volume: Annotated[str, typer.Option(help="The volume it is of; default: every one.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Tell from one scanned page whose copy it is, with the odds, or that it cannot be told."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.trace import trace_scan  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        workers = engine("processes", 1, case / "worker.log")
        trail = trace_scan(open_matter(case), scan, workers, page, volume)
        found = trail.traced
        if found.name:
            screen.say(
                f"{trail.bates} of {trail.volume} is the copy of {found.name}.",
                f"A wrong pattern would fit as well once in {found.odds:,.0f}.",
            )
        else:
            screen.say(f"{trail.bates} of {trail.volume}: it cannot be told whose; {found.why}.")
        screen.result(trail.facts())
        return None

    carry_out(screen, body, stopped="nothing was changed; run it again")
