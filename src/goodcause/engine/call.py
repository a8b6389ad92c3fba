"""Making one call and saying how it ended; shared by every engine.

Errors that nobody foresaw are not caught here: inline they reach the user, and in a child
process they end that process after it has said what happened.
"""

from __future__ import annotations

import errno
import time
import traceback

from goodcause.base.errors import ExitCode, GoodcauseError
from goodcause.engine.task import Ending, Outcome, Task

_ROOM = "the disk is full; free some space and run the same command again"


def call(task: Task) -> Outcome:
    """Run the task here and now."""
    start = time.process_time()
    try:
        value = task.work(task.payload)
    except GoodcauseError as e:
        stopped = e.exit_code is ExitCode.STOPPED
        ending = Ending.STOPPED if stopped else Ending.REFUSED
        return Outcome(task=task, ending=ending, error=e.message)
    except MemoryError:
        return Outcome(task=task, ending=Ending.BROKE, error="it needs more memory than allowed")
    except OSError as e:
        full = e.errno in (errno.ENOSPC, errno.EDQUOT)
        words = _ROOM if full else f"{type(e).__name__}: {e}"
        return Outcome(task=task, ending=Ending.STOPPED if full else Ending.BROKE, error=words)
    return Outcome(task=task, ending=Ending.DONE, value=value, seconds=time.process_time() - start)


def surprise(task: Task, error: BaseException) -> Outcome:
    """The outcome of a call that ended in an error nobody foresaw."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    words = f"{type(error).__name__}{where}: {str(error)[:200]}"
    return Outcome(task=task, ending=Ending.BROKE, error=words)
