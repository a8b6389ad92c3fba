"""goodcause forward: process for a person whose address was removed, from hand to hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.case.states import REVIEWER
from goodcause.cli import procedures
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.procedures import AsOption, NumberArgument, OnOption, RoleOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.order.order import RuleSet
    from goodcause.store.matter import Matter

forward = procedures.group(
    "forward", "Forward process to a person whose address was removed, and keep its record."
)


@forward.command()
def receive(
    case: CaseArgument,
    number: Annotated[str, typer.Argument(help="A number of the person's pages.", metavar="BATES")],
    *,
    paper: Annotated[str, typer.Option(help="What it is, such as 'deposition subpoena'.")],
    asked_by: Annotated[
        str, typer.Option("--from", help="The attorney who handed it over, by name.")
    ],
    how: Annotated[str, typer.Option(help="How it came.")] = "by hand",
    return_date: Annotated[str, typer.Option(help="The day the paper itself sets.")] = "",
    fee: Annotated[str, typer.Option(help="The witness fee that came with it.")] = "",
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in a paper for a person named by a number alone."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import forwarding  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.removed import applicant, home_addresses  # noqa: PLC0415

        matter, rules = opened(case)
        handed = forwarding.Handed(
            asked_for=number,
            paper=paper,
            asked_by=asked_by,
            how=how,
            return_date=return_date,
            fee=fee,
        )
        acting = procedures.who(name, role), procedures.day(on)
        made = forwarding.receive(matter, rules, handed, *acting)
        known = applicant(number, rules)
        homes = [f"{text} ({where})" for text, where in home_addresses(known)]
        screen.say(f"Forwarding {made} is opened. The papers of {number} are {known.name}'s.")
        screen.say(*(f"A home address in them: {home}" for home in homes))
        screen.say("Next: look up the last known home address, and record the step check.")
        screen.result({"number": made, "name": known.name, "home_addresses": homes})
        return None

    carry_out(screen, body)


@forward.command()
def draft(
    case: CaseArgument,
    number: NumberArgument,
    *,
    mailed_on: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The day the letter will be mailed.")
    ],
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write notice, card, proof of service and check sheet for a mailing on a day."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import forwarding  # noqa: PLC0415  --help stays quick

        matter, rules = opened(case)
        acting = procedures.who(name, role), procedures.day(on)
        paths = forwarding.draft_papers(matter, rules, number, mailed_on.date(), acting)
        screen.say(*(str(path) for path in paths))
        screen.say(
            "Next: counsel reads and signs, the letter is mailed; then record the step send."
        )
        screen.result({"papers": [str(path) for path in paths]})
        return None

    carry_out(screen, body)


@forward.command()
def report(
    case: CaseArgument, number: NumberArgument, on: OnOption = None, as_json: JsonOption = False
) -> None:
    """Write what the receiving side may be told of it, and nothing else, to CASE/receiving."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import forwarding  # noqa: PLC0415  --help stays quick

        matter, rules = opened(case)
        what, paths = forwarding.tell(matter, rules, number, procedures.day(on))
        screen.say(f"{what.asked_for}: {what.stands}", *(str(path) for path in paths))
        screen.result({**what.row(), "papers": [str(path) for path in paths]})
        return None

    carry_out(screen, body)


def opened(case: Path) -> tuple[Matter, RuleSet]:
    """A case with the rules in force in it."""
    from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415  --help stays quick
    from goodcause.store.matter import open_matter  # noqa: PLC0415

    matter = open_matter(case)
    return matter, rules_today(matter)
