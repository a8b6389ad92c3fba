"""goodcause motion: what the receiving side moves for, applicant by applicant."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.case.states import ATTORNEY, REVIEWER
from goodcause.cli import procedures
from goodcause.cli.forward import opened
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.procedures import AsOption, NumberArgument, OnOption, RoleOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

motion = procedures.group(
    "motion", "Motions for one applicant: to be shown what was removed, or clear of the mark."
)


@motion.command("open")
def start(
    case: CaseArgument,
    number: Annotated[
        str, typer.Argument(help="A number of the applicant's pages.", metavar="BATES")
    ],
    *,
    movant: Annotated[str, typer.Option(help="The attorney who moves.")],
    ground: Annotated[str, typer.Option(help="The good cause that is claimed.")],
    category: Annotated[
        list[str] | None, typer.Option(help="Only this kind of information; may be repeated.")
    ] = None,
    page: Annotated[list[str] | None, typer.Option(help="Only this page; may be repeated.")] = None,
    obscured: Annotated[
        bool, typer.Option("--obscured", help="The pages are wanted without their mark.")
    ] = False,
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open a motion for one applicant."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.case.motions import CLEAR, DISCLOSE, items_of  # noqa: PLC0415
        from goodcause.pipeline import motions  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.procedures import standing  # noqa: PLC0415

        matter, rules = opened(case)
        wanted = motions.Moved(
            asked_for=number,
            movant=movant,
            ground=ground,
            remedy=CLEAR if obscured else DISCLOSE,
            categories=tuple(category or ()),
            pages=tuple(page or ()),
        )
        acting = procedures.who(name, role), procedures.day(on)
        made = motions.move(matter, rules, wanted, *acting)
        items = items_of(standing(motions.KIND, made))
        screen.say(f"Motion {made} is opened for {number}, {len(items)} items:")
        for item in items:
            what = item.category.replace("_", " ") or "the mark"
            screen.say(f"  {item.number:>3}  {item.page}: {what} ({item.clause})")
        screen.result({"number": made, "items": [asdict(item) for item in items]})
        return None

    carry_out(screen, body)


@motion.command()
def draft(
    case: CaseArgument,
    number: NumberArgument,
    *,
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write joint statement, opposition and proposed order from what is on record."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import motions  # noqa: PLC0415  --help stays quick

        matter, rules = opened(case)
        acting = procedures.who(name, role), procedures.day(on)
        paths = motions.draft_papers(matter, rules, number, acting)
        screen.say(*(str(path) for path in paths))
        screen.result({"papers": [str(path) for path in paths]})
        return None

    carry_out(screen, body)


@motion.command()
def grant(
    case: CaseArgument,
    number: NumberArgument,
    *,
    ruling: Annotated[str, typer.Option(help="Where the ruling stands: its docket number.")],
    judge: Annotated[str, typer.Option(help="Who ruled.")],
    items: Annotated[str, typer.Option(help="Numbers of what was granted, such as 1,3.")] = "all",
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record a ruling that grants items."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import motions  # noqa: PLC0415  --help stays quick

        matter, rules = opened(case)
        facts: dict[str, object] = {"ruling": ruling, "judge": judge, "items": items}
        acting = procedures.who(name, role), procedures.day(on)
        state = motions.grant(matter, rules, number, facts, acting)
        screen.say(f"Motion {number} now stands at {state}. Next: goodcause motion carry-out.")
        screen.result({"number": number, "state": state})
        return None

    carry_out(screen, body)


@motion.command("carry-out")
def carry(
    case: CaseArgument,
    number: NumberArgument,
    *,
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Amend the order by exactly what was granted, or give pages without their mark."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import motions  # noqa: PLC0415  --help stays quick

        matter, _ = opened(case)
        made = motions.carry_out(matter, number, (procedures.who(name, role), procedures.day(on)))
        screen.say(f"Carried out: {made}.")
        screen.say("Where the order was amended, next: goodcause produce, then motion reproduced.")
        screen.result({"number": number, "made": made})
        return None

    carry_out(screen, body)


@motion.command()
def reproduced(
    case: CaseArgument,
    number: NumberArgument,
    *,
    volume: Annotated[str, typer.Option(help="The replacement volume.")],
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record the volume in which what was granted, and nothing else, was produced again."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import motions  # noqa: PLC0415  --help stays quick

        matter, _ = opened(case)
        acting = procedures.who(name, role), procedures.day(on)
        state = motions.reproduced(matter, number, volume, acting)
        screen.say(f"Motion {number} now stands at {state}.")
        screen.result({"number": number, "state": state, "volume": volume})
        return None

    carry_out(screen, body)
