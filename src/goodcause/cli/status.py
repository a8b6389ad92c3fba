"""goodcause status: what is read, found, decided, held, produced, and what runs right now."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.status import Standing
    from goodcause.store.matter import Matter

_EVERY = 2.0  # seconds between looks
_HOME = "\x1b[H\x1b[J"  # to the top of the terminal, and nothing below


def status(
    case: CaseArgument,
    watch: Annotated[
        bool, typer.Option("--watch", help="Show what runs on the case, anew until Ctrl-C.")
    ] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Show where the time of read and produce went.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say where a case stands."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.store.matter import open_matter  # noqa: PLC0415  --help stays quick

        if watch and report:
            raise UsageError("--watch and --report are two questions; write one of them")
        matter = open_matter(case)
        if watch:
            _watch(matter.folder, screen, as_json=as_json)
        elif report:
            _report(matter, screen)
        else:
            _stand(matter, screen)
        return None

    carry_out(screen, body)


def _watch(folder: Path, screen: Screen, *, as_json: bool) -> None:
    """Look again and again; Ctrl-C is how it ends, so it is no interruption."""
    from goodcause.pipeline.watch import moment  # noqa: PLC0415

    try:
        while True:
            now = moment(folder)
            if sys.stdout.isatty() and not as_json:
                sys.stdout.write(_HOME)
            screen.say(*now.lines())
            screen.result({**asdict(now), "left": now.left})
            time.sleep(_EVERY)
    except KeyboardInterrupt as e:
        if type(e) is not KeyboardInterrupt:  # asked by the system, not by a person
            raise


def _report(matter: Matter, screen: Screen) -> None:
    from goodcause.pipeline.spent import spent  # noqa: PLC0415

    accounts = spent(matter)
    screen.table("Where the time went:", accounts.rows())
    cpu = [(kind, f"{seconds:.1f} s") for kind, seconds in accounts.workers.items()]
    screen.table("CPU of the workers by kind of unit:", cpu)
    screen.say(f"The bars are in {accounts.picture}.")
    screen.result(accounts.facts())


def _stand(matter: Matter, screen: Screen) -> None:
    from goodcause.pipeline.status import standing  # noqa: PLC0415

    now = standing(matter)
    screen.say(f"{now.caption}; order file {now.order_file}")
    screen.say(*(f"Before producing: {sentence}" for sentence in now.blockers))
    for title, rows in now.tables.items():
        screen.table(title, list(rows.items()))
    screen.table("Held for counsel:", list(now.held.items()))
    screen.table("Set aside:", list(now.exceptions.items()))
    screen.table("Given up on:", list(now.given_up.items()))
    screen.say(*(f"To look at before serving: {each}" for each in now.recusal))
    screen.say(f"Next: {now.next_step}")
    screen.result(_facts(now))


def _facts(now: Standing) -> dict[str, object]:
    return {
        "caption": now.caption,
        "order_file": now.order_file,
        "blockers": now.blockers,
        **{title.rstrip(":").lower(): rows for title, rows in now.tables.items()},
        "held": now.held,
        "exceptions": now.exceptions,
        "given_up": now.given_up,
        "recusal": now.recusal,
        "next": now.next_step,
    }
