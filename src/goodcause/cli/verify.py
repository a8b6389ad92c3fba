"""goodcause verify: attack a volume, as its receiver could or with the case's secrets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def verify(
    volume: Annotated[Path, typer.Argument(help="The volume's folder.", metavar="VOLUME")],
    case: Annotated[
        Path | None, typer.Option(help="The case: its removed values are then searched for.")
    ] = None,
    thorough: Annotated[
        bool, typer.Option(help="Read every page and removal by OCR, not a sample.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write the report as a PDF to this file.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a volume; knows and attacks the removed values with --case."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.verify import check_volume  # noqa: PLC0415  --help stays quick
        from goodcause.verification.report import as_json as json_of  # noqa: PLC0415
        from goodcause.verification.report import as_pdf, as_text  # noqa: PLC0415

        if report is not None:
            _refuse_place(report, volume)
        with screen.progress() as progress:
            verdict = check_volume(volume, case, thorough=thorough, progress=progress)
        screen.say(as_text(verdict))
        if report is not None:
            as_pdf(verdict, report, volume.name)
            screen.say(f"The report is {report}.")
        screen.result(json_of(verdict))
        return None if verdict.sound else ExitCode.LEAK

    carry_out(screen, body, stopped="nothing was changed; run it again")


def _refuse_place(report: Path, volume: Path) -> None:
    """Look before the long work whether the report can be written, and harms nothing.

    Raises:
        UsageError: it cannot.
    """
    place = report.absolute().parent
    if report.is_dir() or not place.is_dir():
        raise UsageError(f"{report} cannot be written; name a file in a folder that exists")
    if volume.resolve() in (report.resolve(), *report.resolve().parents):
        raise UsageError(f"{report} lies in the volume, which may hold nothing else; name another")
