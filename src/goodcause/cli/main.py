"""The entry point of the command `goodcause`."""

from __future__ import annotations

import sys

from goodcause.cli.quick import keep_help, kept_help

TYPE_CHECKING = False  # the module that has it takes longer to load than the first page
if TYPE_CHECKING:
    import typer

    from goodcause.cli.screen import Screen

_STOPPED = "stopped before anything was done"
_FIRST_PAGE: tuple[list[str], ...] = ([], ["--help"])
_INTERRUPTED, _USAGE = 130, 2  # of base/errors.py, which takes longer to load than the first page


def run() -> None:
    """Run the command line; wrong use ends in one sentence, as every other error does."""
    if sys.argv[1:] in _FIRST_PAGE and _shown(kept_help()):
        sys.exit(0 if sys.argv[1:] else _USAGE)
    sys.exit(_run())


def _shown(page: str | None) -> bool:
    """Whether there was a page and it could be written."""
    if page is None or sys.stdout is None:
        return False
    try:
        sys.stdout.write(page)
        sys.stdout.flush()
    except OSError:
        return False  # the long way knows what to say
    return True


def _run() -> int:
    # Loading takes a quarter of a second, in which Ctrl-C must not end in a traceback.
    from goodcause.cli.screen import Screen  # noqa: PLC0415

    screen = Screen(as_json="--json" in sys.argv[1:])
    try:
        return int(_dispatch(screen))
    except KeyboardInterrupt:  # while the program was still being loaded
        screen.error(_STOPPED, _INTERRUPTED)
        return _INTERRUPTED


def _dispatch(screen: Screen) -> int:
    import typer  # noqa: PLC0415

    from goodcause.cli.commands import app  # noqa: PLC0415

    if sys.argv[1:] in _FIRST_PAGE:
        _show_first(screen, app)
        return 0 if sys.argv[1:] else _USAGE
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as e:
        return _misused(screen, e)
    return code if isinstance(code, int) else 0


def _show_first(screen: Screen, app: typer.Typer) -> None:
    """Show the page of all commands, and keep it for the next time."""
    import io  # noqa: PLC0415
    from contextlib import redirect_stdout  # noqa: PLC0415

    with redirect_stdout(io.StringIO()) as page:
        app(["--help"], prog_name="goodcause", standalone_mode=False)
    keep_help(page.getvalue())
    screen.page(page.getvalue())


def _misused(screen: Screen, error: Exception) -> int:
    """Say what is wrong with the command line, and where its options are described."""
    said = getattr(error, "format_message", error.__str__)()
    words = " ".join(said.split()).rstrip(".")
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "goodcause")
    screen.error(f"{words[:1].lower()}{words[1:]}; see `{command} --help`", _USAGE)
    return _USAGE
