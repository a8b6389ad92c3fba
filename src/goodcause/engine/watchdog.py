"""A clock on one step of a task, for code that cannot be interrupted from inside.

PDFium and the OCR engine may loop for ever in C, where no exception reaches. In a worker the
alarm's default action ends the process, and the engine reports the signal; outside a worker
nothing is armed, because there it would end the command itself.
"""

from __future__ import annotations

import signal

_armed: list[bool] = []


def enter_worker() -> None:
    """Say that this process is a worker, which an alarm may end."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _armed.append(True)


def allow(seconds: int) -> None:
    """Give the next step that many seconds from now; 0 stops the clock."""
    if _armed:
        signal.alarm(seconds)
