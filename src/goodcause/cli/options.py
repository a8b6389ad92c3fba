"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import UsageError

if TYPE_CHECKING:
    from goodcause.engine.task import Engine

CaseArgument = Annotated[Path, typer.Argument(help="The case folder.", metavar="CASE")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object instead of sentences.")
]
JobsOption = Annotated[
    int, typer.Option("--jobs", min=1, help="How many worker processes; default: every core.")
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        help="Where work runs: processes; dask://HOST:PORT, a cluster; inline to look closely.",
    ),
]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def engine(name: str, jobs: int, log: Path) -> Engine:
    """The engine of that name.

    Args:
        name: as the option gives it.
        jobs: how many processes of our own.
        log: of the case; its folder is what a cluster's workers share.

    Raises:
        UsageError: there is none.
    """
    from goodcause.engine.inline import Inline  # noqa: PLC0415  --help stays quick
    from goodcause.engine.processes import Processes  # noqa: PLC0415

    if name == "inline":
        return Inline()
    if name == "processes":
        return Processes(jobs, log=log)
    if name.startswith("dask"):
        from goodcause.engine.dask import Dask  # noqa: PLC0415
        from goodcause.pipeline.run import program_version  # noqa: PLC0415

        return Dask(name, log.parent.absolute(), program_version)
    raise UsageError(f"there is no engine {name!r}; write processes, dask://HOST:PORT or inline")
