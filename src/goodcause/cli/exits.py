"""What each exit code means and which command can end with it, for the help pages."""

from __future__ import annotations

import errno
from typing import Final

from goodcause.base.errors import ExitCode

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
"""The numbers by which a system says that a disk is full."""

MEANING: Final = {
    ExitCode.DONE: "done",
    ExitCode.STOPPED: "stopped by the machine (run the same command again)",
    ExitCode.USAGE: "wrong use",
    ExitCode.UNDECIDED: "something is undecided or not read yet",
    ExitCode.SAMPLING: "sampling rule not met",
    ExitCode.LEAK: "leak or broken invariant",
    ExitCode.MISSING_TOOL: "missing tool",
    ExitCode.QUARANTINED: "done, with files set aside",
    ExitCode.INTERRUPTED: "interrupted (run the same command again)",
}

_ALWAYS = (ExitCode.DONE, ExitCode.STOPPED, ExitCode.USAGE, ExitCode.INTERRUPTED)
_MORE: Final = {
    "demo": (ExitCode.LEAK,),
    "new": (ExitCode.MISSING_TOOL,),
    "add": (ExitCode.QUARANTINED,),
    "read": (ExitCode.QUARANTINED,),
    "status": (ExitCode.UNDECIDED,),
    "sample": (ExitCode.UNDECIDED, ExitCode.SAMPLING),
    "produce": (ExitCode.UNDECIDED, ExitCode.SAMPLING, ExitCode.LEAK, ExitCode.QUARANTINED),
    "verify": (ExitCode.LEAK,),
    "trail": (ExitCode.LEAK,),
    "diff": (ExitCode.LEAK,),
    "legibility": (ExitCode.MISSING_TOOL,),
    "unobscure": (ExitCode.LEAK,),
    "access": (ExitCode.LEAK,),
    "room": (ExitCode.LEAK,),
    "camera": (ExitCode.UNDECIDED, ExitCode.LEAK),
    "interrogatory": (ExitCode.UNDECIDED, ExitCode.LEAK),
    "find": (ExitCode.QUARANTINED,),
    "compare": (ExitCode.MISSING_TOOL,),
    "migrate": (ExitCode.MISSING_TOOL,),
    "restore": (ExitCode.MISSING_TOOL,),
    "doctor": (ExitCode.MISSING_TOOL,),
    "forward": (ExitCode.LEAK,),
    "motion": (ExitCode.LEAK,),
}


def codes_of(command: str) -> tuple[ExitCode, ...]:
    """The exit codes that a command can end with, in order."""
    return tuple(sorted((*_ALWAYS, *_MORE.get(command, ()))))


def said(codes: tuple[ExitCode, ...] = tuple(MEANING)) -> str:
    """The codes and their meanings as one line."""
    return "Exit codes: " + ", ".join(f"{int(code)} {MEANING[code]}" for code in codes) + "."
