"""goodcause access: who may see eyes-only papers, and what happens when that is in doubt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.case.states import ATTORNEY, REVIEWER
from goodcause.cli import procedures
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.procedures import (
    AsOption,
    FactOption,
    NumberArgument,
    OnOption,
    PaperOption,
    RoleOption,
)
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

KINDS = ("undertaking", "challenge", "subpoena", "incident", "clawback", "disposition")
KindArgument = Annotated[str, typer.Argument(help=f"{', '.join(KINDS)}.", metavar="KIND")]

access = typer.Typer(
    help="Keep eyes-only papers before the right eyes: undertakings, challenges, claw-backs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@access.command("open")
def open_one(
    case: CaseArgument,
    kind: KindArgument,
    *,
    fact: FactOption = None,
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open one: a person who is to sign, a challenge, a subpoena, an incident, a claw-back ..."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import access as work  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter, facts = open_matter(case), procedures.facts_of(fact or [])
        acting = procedures.who(name, role), procedures.day(on)
        number = work.opened(matter, _known(kind), facts, *acting)
        screen.say(f"{kind} {number} is opened.")
        screen.result({"kind": kind, "number": number})
        return None

    carry_out(screen, body)


@access.command("act")
def act(
    case: CaseArgument,
    kind: KindArgument,
    number: NumberArgument,
    move: Annotated[str, typer.Argument(help="The step; `show` lists those possible now.")],
    *,
    fact: FactOption = None,
    paper: PaperOption = None,
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record one step."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.procedures import acted  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter, facts = open_matter(case), procedures.facts_of(fact or [])
        acting = (procedures.who(name, role), procedures.day(on))
        files = procedures.given(paper or [])
        state = acted(matter, (_known(kind), number), move, facts, acting, files)
        screen.say(f"{kind} {number} now stands at {state.replace('_', ' ')}.")
        screen.result({"kind": kind, "number": number, "state": state})
        return None

    carry_out(screen, body)


@access.command("list")
def listed(case: CaseArgument, kind: KindArgument, as_json: JsonOption = False) -> None:
    """List all of a kind with what is due, the soonest first."""
    screen = Screen(as_json=as_json)
    carry_out(screen, lambda: procedures.board(screen, case, _known(kind)))


@access.command("show")
def show(
    case: CaseArgument, kind: KindArgument, number: NumberArgument, as_json: JsonOption = False
) -> None:
    """Say how one stands, all that happened to it, and what is possible now."""
    screen = Screen(as_json=as_json)
    carry_out(screen, lambda: procedures.show(screen, case, _known(kind), number))


@access.command("papers")
def papers(
    case: CaseArgument, kind: KindArgument, number: NumberArgument, as_json: JsonOption = False
) -> None:
    """Name the papers made for one."""
    screen = Screen(as_json=as_json)
    carry_out(screen, lambda: procedures.name_papers(screen, case, _known(kind), number))


@access.command("write")
def write(
    case: CaseArgument,
    kind: KindArgument,
    number: NumberArgument,
    paper: Annotated[str, typer.Argument(help="Its name; a wrong one names those there are.")],
    field: Annotated[
        list[str] | None, typer.Option(help="What the paper says besides, as NAME=VALUE.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write one of its papers, to edit and for the record; one to each holder where it has them."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import access as work  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter, told = open_matter(case), procedures.facts_of(field or [])
        made = work.papers(matter, rules_today(matter), (_known(kind), number), paper, told)
        screen.say(*map(str, made))
        screen.result({"papers": [str(path) for path in made]})
        return None

    carry_out(screen, body)


@access.command("admit")
def admit(
    case: CaseArgument,
    number: NumberArgument,
    room: Annotated[Path, typer.Argument(help="The room's folder.", metavar="ROOM")],
    *,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day; default: no end.")
    ] = None,
    url: Annotated[
        str, typer.Option("--url", help="How browsers reach the room.")
    ] = "http://127.0.0.1:8770",
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let the person of an undertaking into a viewing room, and print the link."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import access as work  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        last = until.date().isoformat() if until else ""
        letting = work.Letting(undertaking=number, room=room, until=last)
        acting = procedures.who(name, role), procedures.day(on)
        viewer, token = work.admit(open_matter(case), letting, *acting)
        link = f"{url.rstrip('/')}/enter/{token}"
        screen.say(f"Give {viewer} this link; it works once, for three days:", f"  {link}")
        screen.result({"name": viewer, "link": link})
        return None

    carry_out(screen, body)


@access.command("eyes")
def eyes(case: CaseArgument, on: OnOption = None, as_json: JsonOption = False) -> None:
    """Say who may see what, series by series."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from dataclasses import asdict  # noqa: PLC0415

        from goodcause.pipeline import access as work  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        rows = work.eyes(rules_today(open_matter(case)), procedures.day(on))
        for row in rows:
            screen.say(f"{row.series}: {row.tier or 'no tier'}")
            screen.say(f"  may see: {', '.join((*row.roles, *row.people)) or 'anybody'}")
            if row.waiting:
                screen.say(f"  not yet: {', '.join(row.waiting)}")
        screen.result({"series": [asdict(row) for row in rows]})
        return None

    carry_out(screen, body)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise UsageError(f"there is no {kind!r} here; write one of: {', '.join(KINDS)}")
    return kind
