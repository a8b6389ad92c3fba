"""goodcause interrogatory: answers in three tiers, and the gate before records are specified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.case.states import ATTORNEY
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.procedures import (
    AsOption,
    NumberArgument,
    OnOption,
    RoleOption,
    day,
    group,
    who,
)
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.answering import Judged

interrogatory = group("interrogatory", "Answers to interrogatories and requests.")

FileArgument = Annotated[Path, typer.Argument(help="The answer file.", metavar="ANSWERS.yaml")]


@interrogatory.command("example")
def example(case: CaseArgument, on: OnOption = None, as_json: JsonOption = False) -> None:
    """Print a worked answer file for this case: Interrogatory 8 and Request 28."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.answer_example import example as worked  # noqa: PLC0415
        from goodcause.pipeline.answering import rules_on  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        text = worked(matter, rules_on(matter, day(on)), day(on))
        screen.say(text.rstrip("\n"))
        screen.result({"example": text})
        return None

    carry_out(screen, body)


@interrogatory.command("check")
def check(case: CaseArgument, file: FileArgument, as_json: JsonOption = False) -> None:
    """Hold an answer file against what was served; nothing is written."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.case.files import read_filled  # noqa: PLC0415  --help stays quick
        from goodcause.case.interrogatory import AnswersFile  # noqa: PLC0415
        from goodcause.pipeline.answering import judge  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        judged = judge(open_matter(case), read_filled(AnswersFile, file))
        screen.result(_say(screen, judged))
        return ExitCode.UNDECIDED if judged.stops else None

    carry_out(screen, body)


@interrogatory.command("draft")
def draft(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    file: FileArgument,
    again: Annotated[int, typer.Option(min=0, help="Draft number N anew.", metavar="N")] = 0,
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft the answers, a verification for each who swears, and the proof of service."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.answering import draft_answers  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        made = draft_answers(open_matter(case), file, (who(name, role), day(on)), again)
        screen.say(f"Answers {made.number} are drafted:", *(f"  {path}" for path in made.papers))
        facts = _say(screen, made.judged)
        papers = list(map(str, made.papers))
        screen.result({"number": made.number, "papers": papers, **facts})
        return ExitCode.UNDECIDED if made.judged.stops else None

    carry_out(screen, body)


@interrogatory.command("look-up")
def look_up(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    number: NumberArgument,
    row: Annotated[int, typer.Argument(help="Row of the tables of records, from 1.", min=1)],
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record that you looked a citation up on the page as it was served."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.answering import look_up as looked  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        state = looked(open_matter(case), number, row, (who(name, role), day(on)))
        screen.say(f"Row {row} is looked up; draft the answers again with --again {number}.")
        screen.result({"number": number, "row": row, "state": state})
        return None

    carry_out(screen, body)


def _say(screen: Screen, judged: Judged) -> dict[str, object]:
    """What stops the answers, then what counsel should think about."""
    if judged.stops:
        screen.say("To be mended first:", *(f"  {c}" for c in judged.stops))
    if judged.flags:
        screen.say("For counsel to think about:", *(f"  {c}" for c in judged.flags))
    if not judged.found:
        screen.say("Nothing stands against these answers.")
    told = [
        {"where": c.where, "reason": c.reason, "sentence": c.sentence, "stops": c.stops}
        for c in judged.found
    ]
    return {"complaints": told, "stops": len(judged.stops)}
