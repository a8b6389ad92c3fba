"""goodcause legibility: what a reading machine reads of a volume through its mark."""

from __future__ import annotations

from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, EngineOption, JobsOption, JsonOption, cores, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def legibility(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    volume: Annotated[str, typer.Option(help="The volume's name, such as VOL001.")],
    pages: Annotated[int, typer.Option(min=1, help="How many pages to read.")] = 40,
    every: Annotated[bool, typer.Option("--all", help="Read every page.")] = False,
    jobs: JobsOption = cores(),
    engine_name: EngineOption = "processes",
    as_json: JsonOption = False,
) -> None:
    """Read pages of a volume without and with their mark, and show the worst."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.legibility import legibility as look  # noqa: PLC0415  as in produce
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        workers = engine(engine_name, jobs, case / "worker.log")
        with screen.progress() as progress:
            shown = look(matter, volume, None if every else pages, workers, progress)
        screen.say(*shown.proof.sentences())
        screen.table("Pictures of the worst pages:", [(str(path), "") for path in shown.pictures])
        screen.say(f"Every page read stands in {shown.folder / 'pages.csv'}.")
        if shown.proof.low:
            screen.say("`goodcause unobscure` makes clean pages of those below the bar.")
        screen.result(shown.facts())
        return None

    carry_out(screen, body)
