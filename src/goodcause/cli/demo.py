"""goodcause demo: a synthetic case from nothing to a verified volume."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import JobsOption, JsonOption, cores, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def demo(
    folder: Annotated[Path, typer.Argument(help="A folder to make.", metavar="FOLDER")] = Path(
        "demo"
    ),
    applications: Annotated[int, typer.Option(min=1, help="How many applications.")] = 40,
    seed: Annotated[int, typer.Option(help="Another seed makes other people.")] = 2007,
    jobs: JobsOption = cores(),
    as_json: JsonOption = False,
) -> None:
    """Make a synthetic case and run it to a verified volume.

    Ends by saying which pages are worth opening.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.demo.tour import Tour, take_tour  # noqa: PLC0415  --help stays quick

        _make(folder)
        workers = engine("processes", jobs, folder / "worker.log")
        tour = Tour(folder=folder, applications=applications, seed=seed)
        with screen.progress() as progress:
            seen = take_tour(tour, workers, progress)
        screen.table("The demo case is produced and verified:", list(seen.counts.items()))
        screen.table("Against the written truth:", list(seen.score.items()))
        screen.say("Worth opening:", *(f"  {path}  {why}" for path, why in seen.worth_opening))
        screen.result(seen.facts())
        return None

    carry_out(screen, body, stopped=f"delete {folder}, or name another folder, to begin again")


def _make(folder: Path) -> None:
    """Make the folder; an empty one will do.

    Raises:
        UsageError: something is there already, or nothing can be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except (FileExistsError, NotADirectoryError, PermissionError) as e:
        words = f"{folder} cannot be made ({e.strerror}); name another folder"
        raise UsageError(words) from e
    if taken:
        raise UsageError(f"{folder} already exists and is not empty; name another folder")
