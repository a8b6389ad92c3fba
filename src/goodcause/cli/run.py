"""Running one command: every error ends in one sentence and a documented exit code."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from goodcause.base.errors import ExitCode, GoodcauseError
from goodcause.cli.screen import Screen

_FULL = (errno.ENOSPC, errno.EDQUOT)


def carry_out(screen: Screen, body: Callable[[], ExitCode | None]) -> None:
    """Do the command's work and leave with the right exit code."""
    sys.exit(int(_outcome(screen, body)))


def _outcome(screen: Screen, body: Callable[[], ExitCode | None]) -> ExitCode:
    try:
        return body() or ExitCode.DONE
    except GoodcauseError as e:
        return _fail(screen, e.message, e.exit_code)
    except KeyboardInterrupt:
        words = "stopped; what was finished is kept, and the same command goes on from there"
        return _fail(screen, words, ExitCode.INTERRUPTED)
    except OSError as e:
        return _fail(screen, _words(e), ExitCode.STOPPED)
    except Exception as e:  # noqa: BLE001  the last line of defence: a person reads a sentence, the details go to a file
        return _defect(screen, e)


def _words(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full; free some space and run the same command again"
    where = f": {error.filename}" if error.filename else ""
    return f"the system refused ({error.strerror or error}){where}; nothing half-made was left"


def _fail(screen: Screen, message: str, code: ExitCode) -> ExitCode:
    screen.error(message, int(code))
    return code


def _defect(screen: Screen, error: Exception) -> ExitCode:
    """Something nobody foresaw: say so, and keep the details where they can be read."""
    if "full" in str(error) and "disk" in str(error):  # SQLite's words for it
        words = "the disk is full; free some space and run the same command again"
        return _fail(screen, words, ExitCode.STOPPED)
    report = Path(gettempdir()) / "goodcause-defect.txt"
    words = f"an unforeseen error ({type(error).__name__}); nothing half-made was left"
    try:
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        words += f"; the details are in {report}"
    except OSError:
        words += f": {error}"
    return _fail(screen, words, ExitCode.STOPPED)
