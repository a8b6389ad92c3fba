"""The subcommands together; each imports its heavy parts only when it is called."""

from __future__ import annotations

from typing import Final

import typer

from goodcause.cli.access import access
from goodcause.cli.add import add
from goodcause.cli.amend import amend
from goodcause.cli.backup import backup, restore
from goodcause.cli.camera import camera
from goodcause.cli.compare import compare
from goodcause.cli.demo import demo
from goodcause.cli.diff import diff
from goodcause.cli.doctor import doctor
from goodcause.cli.draft import draft
from goodcause.cli.exits import codes_of, said
from goodcause.cli.find import find
from goodcause.cli.forward import forward
from goodcause.cli.interrogatory import interrogatory
from goodcause.cli.keys import keys
from goodcause.cli.legibility import legibility
from goodcause.cli.migrate import migrate
from goodcause.cli.motion import motion
from goodcause.cli.new import new
from goodcause.cli.produce import produce
from goodcause.cli.read import read
from goodcause.cli.review import review
from goodcause.cli.room import room
from goodcause.cli.sample import sample
from goodcause.cli.serve import account, serve
from goodcause.cli.status import status
from goodcause.cli.trace import trace
from goodcause.cli.trail import trail
from goodcause.cli.unobscure import unobscure
from goodcause.cli.verify import verify

COMMANDS: Final = (
    demo,
    new,
    add,
    read,
    status,
    review,
    serve,
    account,
    sample,
    amend,
    produce,
    verify,
    diff,
    legibility,
    unobscure,
    trace,
    trail,
    draft,
    find,
    compare,
    migrate,
    backup,
    restore,
    keys,
    doctor,
)

GROUPS: Final[dict[str, typer.Typer]] = {
    "forward": forward,
    "motion": motion,
    "room": room,
    "camera": camera,
    "interrogatory": interrogatory,
    "access": access,
}
"""Groups of commands, one for each procedure that the order sets in motion."""

_HELP = """Carries out a court's protective order: documents and an order file in, a verified
production volume out."""

# Plain help pages: drawing boxes would take longer than everything else `--help` does.
app = typer.Typer(
    help=_HELP,
    epilog=said(),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in COMMANDS:
    app.command(epilog=said(codes_of(command.__name__)))(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name, epilog=said(codes_of(name)))
