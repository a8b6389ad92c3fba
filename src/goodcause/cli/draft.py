"""goodcause draft: papers for counsel that no one procedure owns."""

from __future__ import annotations

from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def draft(
    kind: Annotated[str, typer.Argument(help="The paper; a wrong name lists all.", metavar="KIND")],
    case: CaseArgument,
    volume: Annotated[str, typer.Option(help="The volume it is about.")] = "",
    field: Annotated[
        list[str] | None, typer.Option(help="What it says, as NAME=VALUE; again for a list.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write a paper as a draft for counsel: DOCX to edit, PDF for the record."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.cli.procedures import facts_of  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline import drafting  # noqa: PLC0415
        from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        asked = drafting.Asked(volume=volume, fields=facts_of(field or []))
        made = drafting.draft(matter, rules_today(matter), kind, asked)
        screen.say(*map(str, made), "A draft for counsel: nothing was sent.")
        screen.result({"papers": [str(path) for path in made]})
        return None

    carry_out(screen, body)
