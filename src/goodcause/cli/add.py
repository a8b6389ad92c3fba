"""goodcause add: register files and folders."""

from __future__ import annotations

from dataclasses import asdict
from shlex import quote
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def add(
    case: CaseArgument,
    paths: Annotated[list[str], typer.Argument(help="Files and folders.", metavar="PATH...")],
    series: Annotated[str, typer.Option(help="The series of the order they belong to.")],
    as_json: JsonOption = False,
) -> None:
    """Register files and folders in a series.

    ZIP archives are unpacked; nothing is skipped: what cannot be taken in gets a row that says so.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.add import add as register  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        with screen.progress() as progress:
            added = register(matter, paths, series, progress)
        screen.table(f"Registered in series {series}:", list(asdict(added).items()))
        screen.say(f"Next: goodcause read {quote(str(case))}")
        screen.result({"series": series, **asdict(added)})
        return ExitCode.QUARANTINED if added.exceptions else None

    carry_out(screen, body)
