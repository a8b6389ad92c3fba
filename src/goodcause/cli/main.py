"""The entry point of the command `goodcause`."""

from __future__ import annotations

import sys

from goodcause.base.errors import ExitCode
from goodcause.cli.screen import Screen

_STOPPED = "stopped before anything was done"


def run() -> None:
    """Run the command line; wrong use ends in one sentence, as every other error does."""
    screen = Screen(as_json="--json" in sys.argv[1:])
    try:
        code = _dispatch(screen)
    except KeyboardInterrupt:  # while the program was still being loaded
        screen.error(_STOPPED, ExitCode.INTERRUPTED)
        code = ExitCode.INTERRUPTED
    sys.exit(int(code))


def _dispatch(screen: Screen) -> int:
    # Loading takes a quarter of a second, in which Ctrl-C must not end in a traceback.
    import typer  # noqa: PLC0415

    from goodcause.cli.commands import app  # noqa: PLC0415

    if len(sys.argv) == 1:
        app(["--help"], standalone_mode=False)
        return ExitCode.USAGE
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as e:
        return _misused(screen, e)
    return code if isinstance(code, int) else ExitCode.DONE


def _misused(screen: Screen, error: Exception) -> int:
    """Say what is wrong with the command line, and where its options are described."""
    said = getattr(error, "format_message", error.__str__)()
    words = " ".join(said.split()).rstrip(".")
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "goodcause")
    screen.error(f"{words[:1].lower()}{words[1:]}; see `{command} --help`", ExitCode.USAGE)
    return ExitCode.USAGE
