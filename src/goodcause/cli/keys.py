"""goodcause keys: who may open a case's encrypted blobs, and new keys for all of them."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


class Act(StrEnum):
    """What to do."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"
    REKEY = "rekey"


def keys(
    act: Annotated[Act, typer.Argument(help="What to do.", metavar="list|add|remove|rekey")],
    case: CaseArgument,
    who: Annotated[
        list[str] | None, typer.Argument(help="Custodians: age1...", metavar="AGE1...")
    ] = None,
    identity: Annotated[
        Path | None, typer.Option(help="Your identity file; default: GOODCAUSE_IDENTITY.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say who may open encrypted blobs, add or remove custodians, or encrypt all with new keys."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        named = tuple(who or ())
        if bool(named) != (act in (Act.ADD, Act.REMOVE)):
            raise UsageError("`keys add` and `keys remove` take custodians (age1...), others none")
        if identity is not None:
            os.environ["GOODCAUSE_IDENTITY"] = str(identity)
        from goodcause.pipeline import keys as work  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter, sealed = open_matter(case), 0
        if act is Act.REKEY:
            with screen.progress() as progress:
                sealed = work.rekey(matter, progress)
            screen.say(f"{sealed} blobs are encrypted with new keys; the old ones open nothing.")
        elif act is not Act.LIST:
            work.change(matter, **{"added" if act is Act.ADD else "removed": named})
        custodians = work.custodians(matter)
        screen.say("These may open the blobs:", *(f"  {each}" for each in custodians))
        if act is Act.REMOVE:
            screen.say(
                "Who was removed may have kept the keys: run `goodcause keys rekey` to change them."
            )
        screen.result({"custodians": custodians, "sealed": sealed})
        return None

    carry_out(screen, body)
