"""goodcause diff: what a later volume changes in an earlier one, page by page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JsonOption
from goodcause.cli.produce import seal_of
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def diff(
    earlier: Annotated[Path, typer.Argument(help="The earlier volume's folder.", metavar="OLD")],
    later: Annotated[Path, typer.Argument(help="The later volume's folder.", metavar="NEW")],
    out: Annotated[
        Path | None, typer.Option(help="Write the report (HTML, CSV, PDF) into this folder.")
    ] = None,
    sign: Annotated[
        Path | None, typer.Option(help="Sign the PDF with the key in this PKCS #12 file.")
    ] = None,
    timestamp: Annotated[
        str, typer.Option(help="With --sign: address of a time-stamping authority (RFC 3161).")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Compare two volumes page by page, from their served files alone."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.differ import differ  # noqa: PLC0415  --help stays quick

        done = differ(earlier, later, out, seal_of(sign, timestamp))
        screen.table("Numbered pages:", list(done.counts.items()))
        screen.say(*(f"Changed: {number}" for number in done.changed[:40]))
        if len(done.changed) > 40:  # noqa: PLR2004
            screen.say(f"and {len(done.changed) - 40:,} more changed pages")
        screen.say(*(f"Cannot be read: {number}" for number in done.unread[:40]))
        screen.say(*(f"Written: {path}" for path in done.files))
        screen.result(done.facts())
        return ExitCode.LEAK if done.unread else None

    carry_out(screen, body, stopped="nothing was changed; run it again")
