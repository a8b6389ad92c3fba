"""goodcause unobscure: clean pages where a mark hides something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def unobscure(
    case: CaseArgument,
    bates: Annotated[list[str], typer.Argument(help="Numbers of pages.", metavar="BATES...")],
    reason: Annotated[str, typer.Option(help="Why; stands in the log that goes with them.")],
    out: Annotated[
        Path | None, typer.Option(help="The folder to write; default: in CASE/unobscured.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make clean pages, without the mark and with everything else, of pages already served."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.unobscure import unobscure as clear  # noqa: PLC0415  as in produce
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        made = clear(open_matter(case), bates, reason, out)
        screen.say(f"{made.folder} holds the pages without their mark, and a log to go with them.")
        if not made.searched:
            screen.say("They were not searched for removed values: no reader is installed.")
        screen.result(made.facts())
        return None

    carry_out(screen, body)
