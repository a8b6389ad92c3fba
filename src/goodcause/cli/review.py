"""goodcause review: the review application on this machine, with a login link."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


class RoleChoice(StrEnum):
    """What whoever opens the link may do."""

    REVIEWER = "reviewer"
    SECOND = "second-reviewer"
    ATTORNEY = "attorney"


def review(
    case: CaseArgument,
    port: Annotated[int, typer.Option(min=0, max=65535, help="On localhost; 0: any free.")] = 8765,
    name: Annotated[str, typer.Option("--as", help="Whose decisions they are; default: you.")] = "",
    role: Annotated[
        RoleChoice, typer.Option(help="What the link lets do; signing needs an attorney.")
    ] = RoleChoice.ATTORNEY,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Review a case in the browser.

    Prints a link that lets one browser in, once; it opens on the first thing to decide.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        # The application has settings of its own; they must be named before the store is loaded.
        os.environ["DJANGO_SETTINGS_MODULE"] = "goodcause.web.settings"
        os.environ["GOODCAUSE_PORT"] = str(port)
        from goodcause.pipeline.review_decide import RANKS, Actor  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415
        from goodcause.web import serve  # noqa: PLC0415
        from goodcause.web.listening import listening  # noqa: PLC0415

        matter = open_matter(case)
        actor = Actor(name=_named(name or serve.who()), rank=RANKS[role.value.replace("-", " ")])
        local = serve.Local(matter=matter, actor=actor, port=port)
        with screen.progress() as progress:
            serve.ready(local, progress)

        def say(link: str) -> None:
            screen.say(f"Open this link; it works once:\n  {link}")
            screen.result({"link": link, "name": actor.name, "role": role.value})
            if open_browser:
                typer.launch(link)

        with listening(port) as opened:
            serve.review(local, opened, say)
        return None

    carry_out(screen, body, stopped="every decision that the page showed as saved is kept")


def _named(name: str) -> str:
    """A name that can stand in a log.

    Raises:
        UsageError: it cannot.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > 80 or not plain.isprintable() or plain == "order":  # noqa: PLR2004
        raise UsageError("say whose decisions they are with --as NAME, at most 80 characters")
    return plain
