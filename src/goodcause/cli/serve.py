"""goodcause serve: the review application for a firm, with accounts; and who has one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

RootArgument = Annotated[
    Path,
    typer.Argument(help="A folder of case folders.", metavar="FOLDER"),
]


def serve(
    folder: RootArgument,
    port: Annotated[int, typer.Option(min=0, max=65535, help="On localhost; 0: any free.")] = 8765,
    public_url: Annotated[
        str, typer.Option(help="How browsers reach it; default: this machine only.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Serve every case of a folder to people with accounts.

    Listens on localhost; put a proxy with a certificate before it and name its --public-url.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        _refuse(folder)
        from goodcause.web.listening import listening  # noqa: PLC0415  needs no Django

        with listening(port) as opened:
            url = public_url or f"http://localhost:{opened.getsockname()[1]}"
            _settle(folder, url)
            from goodcause.web.firm import serving  # noqa: PLC0415

            serving.ready_accounts()
            with screen.progress() as progress:
                cases = serving.ready(folder, progress)
            screen.say(f"Serving {', '.join(cases)} at {url}")
            screen.result({"url": url, "cases": list(cases)})
            serving.serve(opened)
        return None

    carry_out(screen, body, stopped="every decision that a page showed as saved is kept")


def account(
    folder: RootArgument,
    name: Annotated[str, typer.Argument(help="What they sign in with.", metavar="NAME")],
    full_name: Annotated[str, typer.Option(help="As it stands in decisions.")] = "",
    role: Annotated[
        list[str] | None, typer.Option(help="CASE=ROLE; CASE= takes the case away. May repeat.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make an account for `serve`, or change its roles.

    Roles: reviewer, second reviewer, attorney, administrator. A new account's first password is
    printed once.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        _refuse(folder)
        _settle(folder, "http://localhost")
        from goodcause.web.firm import serving  # noqa: PLC0415

        roles = [(c, r.replace("-", " ")) for c, _, r in (p.partition("=") for p in role or ())]
        serving.ready_accounts()
        password = serving.set_account(name, full_name, roles)
        if password:
            screen.say(f"{name} may sign in with this password, and is asked for a second factor:")
            screen.say(f"  {password}")
        else:
            screen.say(f"The roles of {name} are changed.")
        screen.result({"name": name, "password": password, "roles": dict(roles)})
        return None

    carry_out(screen, body)


def _refuse(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; name the folder that holds the case folders")


def _settle(folder: Path, url: str) -> None:
    """Tell Django its settings before anything loads it."""
    from goodcause.web.firm.places import environment  # noqa: PLC0415

    os.environ.update(environment(folder, url))
