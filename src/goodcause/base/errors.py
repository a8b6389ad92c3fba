"""Every error this program raises on purpose, and the exit code each one ends with.

    GoodcauseError
     +- UsageError             2  wrong use: a path, a name or an option
     |   +- OrderError         2  an order file that cannot be carried out as written
     |   +- CaseError          2  a folder that is not a case, a case in use, a name already taken
     |   +- ProcedureError     2  a step that a procedure does not allow as things stand
     +- SourceError           14  one source cannot be read; it costs itself only
     +- UndecidedError        10  findings or classes that nobody has decided
     +- SamplingError         11  the sampling rule of the order is not met
     +- LeakError             12  a leak or a broken invariant in a volume
     +- MissingToolError      13  a program or its data is not installed
     +- StoppedError           1  the machine stopped us (disk full, killed); nothing is lost

A message is one sentence that says what is wrong and what to do next.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The documented exit codes of the command."""

    DONE = 0
    STOPPED = 1
    USAGE = 2
    UNDECIDED = 10
    SAMPLING = 11
    LEAK = 12
    MISSING_TOOL = 13
    QUARANTINED = 14
    INTERRUPTED = 130


class GoodcauseError(Exception):
    """Base of all our errors; carries the exit code of the command that meets it."""

    exit_code: ExitCode = ExitCode.STOPPED

    @property
    def message(self) -> str:
        """The one sentence a user reads."""
        return str(self)


class UsageError(GoodcauseError):
    """The command was used in a way that cannot work."""

    exit_code = ExitCode.USAGE


class OrderError(UsageError):
    """An order file cannot be carried out as written; names file, line and what to write."""


class CaseError(UsageError):
    """A case folder is missing, is in use, or already holds what was to be made."""


class ProcedureError(UsageError):
    """A step of a procedure cannot be taken as things stand; says why and what is possible."""


class SourceError(GoodcauseError):
    """One source cannot be read; its register row says why."""

    exit_code = ExitCode.QUARANTINED


class UndecidedError(GoodcauseError):
    """Something still waits for a person's decision."""

    exit_code = ExitCode.UNDECIDED


class SamplingError(GoodcauseError):
    """The sampling rule fixed in the order file is not met."""

    exit_code = ExitCode.SAMPLING


class LeakError(GoodcauseError):
    """A volume leaks, or breaks an invariant; it must not be served."""

    exit_code = ExitCode.LEAK


class MissingToolError(GoodcauseError):
    """A program or its data is not installed; says what to install."""

    exit_code = ExitCode.MISSING_TOOL


class StoppedError(GoodcauseError):
    """The machine stopped us; what was finished is kept and the same command resumes."""
