"""goodcause new: make a case folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.store.matter import Matter


def new(
    case: Annotated[Path, typer.Argument(help="The folder to make.", metavar="CASE")],
    order: Annotated[
        str, typer.Option("--order", help="A packaged order's name, or a path to an order file.")
    ],
    dated: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of an order whose file gives none."),
    ] = None,
    encrypt_to: Annotated[
        list[str] | None,
        typer.Option(help="Encrypt blobs for this custodian, an age key: age1... May repeat."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a case folder under an order.

    Rows go to PostgreSQL where DATABASE_URL names a database, blobs to a bucket where
    GOODCAUSE_BLOBS names one.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.new import new_case  # noqa: PLC0415  --help stays quick

        made = new_case(case, order, dated.date() if dated else None, encrypt_to or ())
        screen.say(f"Made {case} under {made.caption}.")
        screen.say(*_keeping(made.matter))
        screen.say(*(f"Before producing: {sentence}" for sentence in made.blockers))
        screen.say(f"Next: goodcause add {quote(str(case))} PATH... --series {made.series[0]}")
        screen.result(
            {
                "case": str(case),
                "caption": made.caption,
                "series": made.series,
                "blockers": made.blockers,
                "custodians": made.matter.custodians,
            }
        )
        return None

    carry_out(screen, body)


def _keeping(matter: Matter) -> Iterator[str]:
    """Where the case is kept, when not in its folder."""
    from goodcause.base.whereabouts import whereabouts  # noqa: PLC0415  --help stays quick

    where = whereabouts(matter.folder)
    if where.server:
        yield f"Its rows are in PostgreSQL at {where.server}, in the schema {where.schema}."
    if where.blobs:
        yield f"Its blobs are in {where.blobs}."
    if where.sealed:
        yield (
            f"Its blobs are encrypted for {len(matter.custodians)} custodians; whoever works on "
            "it names an identity file in GOODCAUSE_IDENTITY."
        )
