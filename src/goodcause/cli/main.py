"""The command `goodcause`: one module for each subcommand, imported when it is called."""

from __future__ import annotations

import typer

from goodcause.cli.add import add
from goodcause.cli.demo import demo
from goodcause.cli.doctor import doctor
from goodcause.cli.find import find
from goodcause.cli.new import new
from goodcause.cli.produce import produce
from goodcause.cli.read import read
from goodcause.cli.status import status
from goodcause.cli.verify import verify

_HELP = """Carries out a court's protective order: documents and an order file in, a verified
production volume out.

Exit codes: 0 done, 1 stopped by the machine (run again), 2 wrong use, 10 undecided,
11 sampling rule not met, 12 leak or broken invariant, 13 missing tool, 14 done with
quarantined files, 130 interrupted (run again).
"""

app = typer.Typer(
    help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
for command in (demo, new, add, read, status, produce, verify, find, doctor):
    app.command()(command)


def run() -> None:
    """Entry point."""
    app()
