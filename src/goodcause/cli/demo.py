"""goodcause demo: a synthetic case from nothing to a verified volume."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JobsOption, JsonOption, cores, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def demo(
    folder: Annotated[
        Path, typer.Argument(help="A folder to make; it must not exist.", metavar="FOLDER")
    ] = Path("demo"),
    applications: Annotated[int, typer.Option(min=1, help="How many applications.")] = 40,
    seed: Annotated[int, typer.Option(help="Another seed makes other people.")] = 2007,
    jobs: JobsOption = cores(),
    as_json: JsonOption = False,
) -> None:
    """Write a synthetic case, run it to a verified volume, and say where to look."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.demo.tour import Tour, take_tour  # noqa: PLC0415  --help stays quick

        folder.mkdir(parents=True, exist_ok=True)
        workers = engine("processes", jobs, folder / "worker.log")
        tour = Tour(folder=folder, applications=applications, seed=seed)
        with screen.progress() as progress:
            seen = take_tour(tour, workers, progress)
        screen.table("The demo case is produced and verified:", list(seen.counts.items()))
        screen.table("Against the written truth:", list(seen.score.items()))
        screen.say("Worth opening:", *(f"  {path}  {why}" for path, why in seen.worth_opening))
        screen.result(seen.facts())
        return None

    carry_out(screen, body)
