"""goodcause compare: donors against applicants, from tables or from a case's own pages."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.compare import Compared

_Table = Annotated[Path | None, typer.Option(metavar="FILE", help="A CSV table.")]


def compare(  # noqa: PLR0917  each is an option of the command
    case: Annotated[Path | None, typer.Argument(help="The case folder.", metavar="[CASE]")] = None,
    applicants: _Table = None,
    donors: _Table = None,
    companies: _Table = None,
    roster: _Table = None,
    out: Annotated[Path | None, typer.Option(help="The folder to write.")] = None,
    review: Annotated[
        Path | None, typer.Option(help="Answers of readers, in the columns of review.csv.")
    ] = None,
    served: Annotated[
        bool, typer.Option(help="Compare as the other side can, from what is served alone.")
    ] = False,
    window: Annotated[
        int, typer.Option(min=0, help="Months before the decision in which a gift counts; 0: any.")
    ] = 0,
    on: Annotated[
        str, typer.Option("--on", help="duckdb, spark, or postgresql://HOST/DATABASE.")
    ] = "duckdb",
    as_json: JsonOption = False,
) -> None:
    """Link applicants with donors, and say whether donors got permits."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.compare import Wanted, compare_case, compare_tables  # noqa: PLC0415  --help stays quick

        if out is None:
            raise UsageError("name the folder to write with --out DIR")
        wanted = Wanted(
            out=out,
            review=review,
            served=served,
            window=window,
            on=on,
            today=datetime.now().astimezone().date(),
        )
        if case is not None:
            if applicants or donors or roster:
                raise UsageError("a CASE has its own applicants and donors; name no tables")
            from goodcause.store.matter import open_matter  # noqa: PLC0415

            done = compare_case(open_matter(case), companies, wanted)
        elif applicants is None or donors is None:
            raise UsageError("name two tables with --applicants FILE and --donors FILE, or a CASE")
        else:
            done = compare_tables(applicants, donors, companies, roster, wanted)
        _say(screen, done)
        return None

    carry_out(screen, body)


def _say(screen: Screen, done: Compared) -> None:
    screen.table("Links by standing:", list(done.counts.items()))
    if done.answers:
        main = done.answers.main
        odds = "none" if math.isnan(main.odds.value) else f"{main.odds.value:.3g}"
        screen.say(
            f"Donors issued {main.table.a} of {main.table.a + main.table.b}, others "
            f"{main.table.c} of {main.table.c + main.table.d}; odds ratio {odds} "
            f"({main.odds.low:.3g} to {main.odds.high:.3g})."
        )
    for notice in done.notices[:20]:
        screen.say(str(notice))
    if len(done.notices) > 20:  # noqa: PLR2004
        screen.say(f"and {len(done.notices) - 20} more odd rows; all stand in notices.csv")
    screen.say(f"Open {done.folder / 'report.html'}; review.csv waits for a person.")
    screen.result(done.facts())
