"""What the commands of every procedure share: list, show, act, papers."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.case.states import REVIEWER, ROLES
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.case.procedure import Procedure, Who
    from goodcause.pipeline.procedures import Waiting

NumberArgument = Annotated[int, typer.Argument(help="Its number.", metavar="NUMBER", min=1)]
AsOption = Annotated[str, typer.Option("--as", help="Who acts; default: you.")]
RoleOption = Annotated[str, typer.Option("--role", help=f"As what: {', '.join(ROLES)}.")]
OnOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day it happened; default: today."),
]
FactOption = Annotated[
    list[str] | None,
    typer.Option("--fact", help="What is told of it, as NAME=VALUE; may be given again."),
]
PaperOption = Annotated[
    list[Path] | None, typer.Option("--paper", help="A file kept with the step; may be repeated.")
]


def group(kind: str, words: str) -> typer.Typer:
    """A group of commands for one kind of procedure, with those that all kinds share."""
    made = typer.Typer(help=words, no_args_is_help=True, rich_markup_mode=None)

    def shown(case: CaseArgument, number: NumberArgument, as_json: JsonOption = False) -> None:
        """Say how one stands, all that happened to it, and what is possible now."""
        screen = Screen(as_json=as_json)
        carry_out(screen, lambda: show(screen, case, kind, number))

    def listed(case: CaseArgument, as_json: JsonOption = False) -> None:
        """List all of them with what is due, the soonest first."""
        screen = Screen(as_json=as_json)
        carry_out(screen, lambda: board(screen, case, kind))

    def act(  # noqa: PLR0917  as typer has it
        case: CaseArgument,
        number: NumberArgument,
        move: Annotated[str, typer.Argument(help="The step; `show` lists those possible now.")],
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
            from goodcause.pipeline.doing import done  # noqa: PLC0415  --help stays quick
            from goodcause.pipeline.procedures import acted, attached  # noqa: PLC0415
            from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
            from goodcause.store.matter import open_matter  # noqa: PLC0415

            matter, about = open_matter(case), (kind, number)
            facts, acting = facts_of(fact or []), (who(name, role), day(on))
            papers = given(paper or [])
            if papers:
                copies = [attached(matter, about, path) for path in papers]
                state = acted(matter, about, move, facts, acting, copies)
            else:
                state = done(matter, rules_today(matter), about, (move, facts), acting)
            screen.say(f"{kind} {number} now stands at {state.replace('_', ' ')}.")
            screen.result({"kind": kind, "number": number, "state": state})
            return None

        carry_out(screen, body)

    def papers(case: CaseArgument, number: NumberArgument, as_json: JsonOption = False) -> None:
        """Name the papers made for one."""
        screen = Screen(as_json=as_json)
        carry_out(screen, lambda: name_papers(screen, case, kind, number))

    for command, called in ((listed, "list"), (shown, "show"), (act, "act"), (papers, "papers")):
        made.command(called)(command)
    return made


def command(screen: Screen, body: Callable[[], dict[str, object]]) -> None:
    """Run a command whose result is one object."""

    def whole() -> ExitCode | None:
        screen.result(body())
        return None

    carry_out(screen, whole)


def who(name: str, role: str) -> Who:
    """Who acts: the name given, or the account the command runs under.

    Raises:
        UsageError: there is no such role.
    """
    from goodcause.case.procedure import Who  # noqa: PLC0415  --help stays quick

    if role not in ROLES:
        raise UsageError(f"there is no role {role!r}; write one of: {', '.join(ROLES)}")
    return Who(name=name.strip() or pwd.getpwuid(os.getuid()).pw_name, role=role)


def day(on: datetime | None) -> date:
    """The day given, or today."""
    return (on or datetime.now().astimezone()).date()


def facts_of(told: Sequence[str]) -> dict[str, object]:
    """Facts by name; a name told twice makes a list.

    Raises:
        UsageError: one is not written NAME=VALUE.
    """
    found: dict[str, object] = {}
    for each in told:
        name, equals, value = each.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or not name.isidentifier():
            raise UsageError(f"{each!r} is no fact; write --fact NAME=VALUE")
        before = found.get(name)
        if before is None:
            found[name] = value.strip()
        else:
            found[name] = [*(before if isinstance(before, list) else [before]), value.strip()]
    return found


def given(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Files that must be there.

    Raises:
        UsageError: one is not.
    """
    for path in paths:
        if not path.is_file():
            raise UsageError(f"{path} is no file; name the paper that went with the step")
    return tuple(paths)


def show(screen: Screen, case: Path, kind: str, number: int) -> ExitCode | None:
    """Say how one stands."""
    from goodcause.pipeline.kinds import kind_of  # noqa: PLC0415  --help stays quick
    from goodcause.pipeline.procedures import broken, standing  # noqa: PLC0415
    from goodcause.store.matter import open_matter  # noqa: PLC0415

    open_matter(case)
    known, found = kind_of(kind), standing(kind, number)
    due = known.due(found)
    moves = known.table.from_here(found.state)
    screen.say(f"{known.about(found)}: {found.state.replace('_', ' ')}")
    screen.table("What happened:", [(str(s.on), _told(s.move, s.by, s.role)) for s in found.steps])
    screen.table("Due:", [(str(d.due.day), f"{d.what} ({d.due.how})") for d in due])
    screen.table(
        "Possible now:", [(m.name, f"{m.spoken}; {_needed(m.needs, m.by)}") for m in moves]
    )
    wrong = broken(kind, number)
    if wrong is not None:
        screen.say(f"Step {wrong} does not follow from the one before it: rows were tampered with.")
    screen.result(
        {
            **_facts(found),
            "due": [{"what": d.what, "day": str(d.due.day), "how": d.due.how} for d in due],
            "possible": [{"move": m.name, "needs": m.needs, "by": m.by} for m in moves],
            "whole": wrong is None,
        }
    )
    return ExitCode.LEAK if wrong is not None else None


def board(screen: Screen, case: Path, kind: str) -> ExitCode | None:
    """List procedures with what is due."""
    from goodcause.case.days import unreviewed  # noqa: PLC0415  --help stays quick
    from goodcause.pipeline.procedures import board as lines_of  # noqa: PLC0415
    from goodcause.store.matter import open_matter  # noqa: PLC0415

    open_matter(case)
    lines = lines_of(kind)
    if not lines:
        screen.say(f"There is no {kind} in this case yet.")
    for line in lines:
        state = line.procedure.state.replace("_", " ")
        due = f"; due {line.deadline.due.day}: {line.deadline.what}" if line.deadline else ""
        screen.say(f"{line.procedure.number:>4}  {line.about}: {state}{due}")
    if any(line.deadline for line in lines) and unreviewed():
        screen.say(unreviewed())
    screen.result({"lines": [_line(line) for line in lines], "unreviewed": unreviewed()})
    return None


def name_papers(screen: Screen, case: Path, kind: str, number: int) -> ExitCode | None:
    """Name the papers of one."""
    from goodcause.pipeline.procedures import papers_folder, standing  # noqa: PLC0415
    from goodcause.store.matter import open_matter  # noqa: PLC0415

    matter = open_matter(case)
    standing(kind, number)
    folder = papers_folder(matter, kind, number)
    paths = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    screen.say(*(str(path) for path in paths))
    if not paths:
        screen.say("No paper was made yet.")
    screen.result({"papers": [str(path) for path in paths]})
    return None


def _facts(found: Procedure) -> dict[str, object]:
    return {
        "kind": found.kind,
        "number": found.number,
        "state": found.state,
        "subject": dict(found.subject),
        "steps": [
            {
                "move": s.move,
                "on": str(s.on),
                "by": s.by,
                "role": s.role,
                "state": s.state,
                "facts": dict(s.facts),
                "papers": list(s.papers),
            }
            for s in found.steps
        ],
    }


def _line(line: Waiting) -> dict[str, object]:
    due = line.deadline
    return {
        "kind": line.procedure.kind,
        "number": line.procedure.number,
        "about": line.about,
        "state": line.procedure.state,
        "due": str(due.due.day) if due else "",
        "what": due.what if due else "",
        "how": due.due.how if due else "",
    }


def _told(move: str, by: str, role: str) -> str:
    return f"{move}, {by} ({role})"


def _needed(needs: Sequence[str], by: Sequence[str]) -> str:
    facts = f"needs {', '.join(needs)}; " if needs else ""
    return f"{facts}by {', '.join(by)}"
