"""goodcause add: register files and folders, or take in a list of people whose work is known."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.store.matter import Matter


def add(
    case: CaseArgument,
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files and folders.", metavar="PATH...")
    ] = None,
    series: Annotated[
        str, typer.Option(help="The series of the order they belong to.", show_default=False)
    ] = "",
    roster: Annotated[
        Path | None, typer.Option(help="A CSV list of people: name, title, employer, from, to.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Register files and folders in a series, or take in a roster of people.

    ZIP archives are unpacked; nothing is skipped: what cannot be taken in gets a row that says so.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.store.matter import open_matter  # noqa: PLC0415  --help stays quick

        _refuse(paths or [], series, roster)
        matter = open_matter(case)
        facts: dict[str, object] = {}
        aside = _register(screen, matter, paths, series, facts) if paths else False
        if roster is not None:
            aside = _list(screen, matter, roster, facts) or aside
        screen.say(f"Next: goodcause read {quote(str(case))}")
        screen.result(facts)
        return ExitCode.QUARANTINED if aside else None

    carry_out(screen, body)


def _refuse(paths: list[str], series: str, roster: Path | None) -> None:
    if not paths and roster is None:
        raise UsageError(
            "name files to register, or a list of people with --roster FILE; "
            "see `goodcause add --help`"
        )
    if paths and not series:
        raise UsageError("say with --series NAME which series of the order the files belong to")
    if series and not paths:
        raise UsageError("--series goes with files; name some, or leave it out")


def _register(
    screen: Screen, matter: Matter, paths: list[str], series: str, facts: dict[str, object]
) -> bool:
    """Register files; says whether any was set aside."""
    from goodcause.pipeline.add import add as register  # noqa: PLC0415

    with screen.progress() as progress:
        added = register(matter, paths, series, progress)
    screen.table(f"Registered in series {series}:", list(asdict(added).items()))
    facts.update({"series": series, **asdict(added)})
    return added.exceptions > 0


def _list(screen: Screen, matter: Matter, roster: Path, facts: dict[str, object]) -> bool:
    """Take in a roster; says whether any row was set aside."""
    from goodcause.pipeline.rosters import add_roster  # noqa: PLC0415

    listed = add_roster(matter, roster)
    screen.table(
        f"Taken from the roster {roster.name}:",
        [
            ("people", listed.people),
            ("titles that settle no class (held for counsel)", listed.unsettled),
            ("rows not taken in", len(listed.problems)),
        ],
    )
    screen.say(*listed.problems)
    facts["roster"] = {"file": roster.name, **asdict(listed)}
    return bool(listed.problems)
