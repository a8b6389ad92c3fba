"""goodcause amend: what an amended order or a ruling changes, and then its being in force."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodcause.pipeline.amend import Draft
    from goodcause.pipeline.amending import Point

_MOST = 40


def amend(
    case: CaseArgument,
    order: Annotated[
        Path | None, typer.Argument(help="The whole amended order file.", metavar="[ORDER.yaml]")
    ] = None,
    ruling: Annotated[
        Path | None,
        typer.Option(help="A ruling on particulars (`schema: ruling/0.1`), joined to the order."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Put it in force without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what an amended order changes, and put it in force."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.amend import draft, enforce  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        if (order is None) == (ruling is None):
            raise UsageError("name the amended order file, or a ruling with --ruling FILE")
        matter = open_matter(case)
        wanted = draft(matter, order, ruling, datetime.now().astimezone().date())
        _show(screen, wanted)
        facts: dict[str, object] = {**wanted.change.facts(), "in_force": False}
        if yes or _agreed(as_json=as_json):
            done = enforce(matter, wanted)
            screen.say(f"In force: {done.file}. {done.proposed:,} findings are proposed anew.")
            screen.say(*(f"Draft of a letter: {path}" for path in done.letters))
            screen.say("Next: review what waits, then `goodcause produce` the replacement volume.")
            letters = [str(path) for path in done.letters]
            facts |= {"in_force": True, "file": str(done.file), "letters": letters}
        else:
            screen.say("Nothing was changed; write --yes to put the amendment in force.")
        screen.result(facts)
        return None

    carry_out(screen, body)


def _agreed(*, as_json: bool) -> bool:
    """Whether a person at a terminal says so."""
    if as_json or not sys.stdin.isatty():
        return False
    return typer.confirm("Put this amendment in force?")


def _show(screen: Screen, wanted: Draft) -> None:
    change = wanted.change
    screen.say(f"Looked at on {change.after.day}:")
    screen.say(*(f"  {c.sentence()}" for c in change.clauses))
    screen.say(*(f"  {s.sentence()}" for s in change.series))
    screen.say(*(f"To look at: {w}" for w in change.warnings))
    _points(screen, "Newly removable", change.removable)
    _points(screen, "To be revealed", change.revealed)
    _points(screen, "Of these, decided by a person; a person decides again", change.people)
    if change.cited:
        screen.say(f"Removals under another clause or with another label: {len(change.cited):,}.")
    screen.say(f"Unchanged: {change.unchanged:,} findings.")


def _points(screen: Screen, title: str, points: Sequence[Point]) -> None:
    screen.say(f"{title}: {len(points):,}.")
    for point in points[:_MOST]:
        page = f", page {point.page}" if point.page else ""
        where = point.number or f"{point.path}{page}"
        held = ", ".join(f"{h.volume} to {h.to}" for h in point.holders)
        served = f"; served in {held}" if held else ""
        clause = f" ({point.rule})" if point.rule else ""
        words = point.category.replace("_", " ")
        screen.say(f"  {where}: {words}, {point.before} becomes {point.after}{clause}{served}")
    if len(points) > _MOST:
        screen.say(f"  and {len(points) - _MOST:,} more; --json lists them all")
