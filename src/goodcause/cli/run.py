"""Running one command: every error ends in one sentence and a documented exit code."""

from __future__ import annotations

import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from types import FrameType

from goodcause.base.errors import ExitCode, GoodcauseError
from goodcause.cli.exits import FULL
from goodcause.cli.screen import Screen

_AGAIN = "what was finished is kept, and the same command goes on from there"
_ROOM = "the disk is full; free some space and run the same command again"


class _Terminated(KeyboardInterrupt):
    """The machine asks us to end: a shutdown, a closed terminal, a plain `kill`."""


def carry_out(
    screen: Screen, body: Callable[[], ExitCode | None], *, stopped: str = _AGAIN
) -> None:
    """Do the command's work and leave with the right exit code.

    Args:
        screen: where to say what went wrong.
        body: the work; an exit code other than 0 when there is something to tell by it.
        stopped: what an interruption leaves and what to do next.
    """
    for asked in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, _end)
    sys.exit(int(_outcome(screen, body, stopped)))


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _Terminated


def _outcome(screen: Screen, body: Callable[[], ExitCode | None], stopped: str) -> ExitCode:
    try:
        return body() or ExitCode.DONE
    except GoodcauseError as e:
        return _fail(screen, e.message, e.exit_code)
    except _Terminated:
        return _fail(screen, f"ended by the system; {stopped}", ExitCode.STOPPED)
    except KeyboardInterrupt:
        # An impatient second Ctrl-C must not turn the sentence into a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _fail(screen, f"stopped; {stopped}", ExitCode.INTERRUPTED)
    except OSError as e:
        return _fail(screen, _words(e), ExitCode.STOPPED)
    except Exception as e:  # noqa: BLE001  the last line of defence: a person reads a sentence, the details go to a file
        return _defect(screen, e)


def _told_by_database(error: Exception) -> GoodcauseError | None:
    """What an error of the case's database means, when it is one."""
    if "django.db" not in sys.modules:  # so no command without a case waits for Django
        return None
    from goodcause.store.connecting import told  # noqa: PLC0415

    return told(error)


def _words(error: OSError) -> str:
    if error.errno in FULL:
        return _ROOM
    where = f": {error.filename}" if error.filename else ""
    return (
        f"the system refused ({error.strerror or error}){where}; put that right and run the "
        "same command again"
    )


def _fail(screen: Screen, message: str, code: ExitCode) -> ExitCode:
    screen.error(message, int(code))
    return code


def _defect(screen: Screen, error: Exception) -> ExitCode:
    """Say what the database met; or what nobody foresaw, and keep its details to be read."""
    foreseen = _told_by_database(error)
    if foreseen is not None:
        return _fail(screen, foreseen.message, foreseen.exit_code)
    words = f"an unforeseen error ({type(error).__name__}); this is a defect of the program"
    try:
        # Only the present user may read it: a traceback can quote a document.
        with tempfile.NamedTemporaryFile(
            "w", prefix="goodcause-defect-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.write("".join(traceback.format_exception(error)))
        words += f", to be reported with {report.name}"
    except OSError:
        words += f", to be reported: {error}"
    return _fail(screen, words, ExitCode.STOPPED)
