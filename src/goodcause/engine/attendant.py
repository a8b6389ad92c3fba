"""One child kept from task to task, for an engine that calls us from threads of its own.

A cluster's worker runs tasks in its threads, where neither a hung library can be stopped nor a
dying one survived. So each thread has an attendant, and the attendant a child.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from socket import gethostname

from goodcause.engine.child import Child, Limits
from goodcause.engine.task import Ending, Outcome, Task

_LOCK = threading.Lock()
_ATTENDANTS: dict[int, Attendant] = {}
"""Of this process, by thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A task on its way to another host.

    Attributes:
        run: name of the run it belongs to.
        version, expected: what tells the program's version on that host, and what it should say.
        shared: a file that only a host with the same folder sees.
    """

    task: Task
    run: str
    version: Callable[[], str]
    expected: str
    shared: Path
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How an errand ended, without the task that the sender has anyway."""

    ending: Ending
    value: object = None
    error: str = ""
    seconds: float = 0.0


class Attendant:
    """Does errands in one child, which is replaced when it dies or is worn."""

    def __init__(self) -> None:
        self.run = ""
        self.child: Child | None = None
        self._limits = Limits()

    def do(self, errand: Errand) -> Outcome:
        """Do one errand to its end."""
        if errand.limits != self._limits:
            self._drop()
            self._limits = errand.limits
        while True:
            with _LOCK:
                child = self.child or Child(errand.limits, like_us=False)
                self.child, self.run = child, errand.run
            if child.give(errand.task):
                break
            self._drop()
        outcome = child.hear() if child.pipe.poll(child.left()) else child.stop_late()
        with _LOCK:
            self.run = ""
        if child.worn:
            self._drop()
        return outcome

    def _drop(self) -> None:
        with _LOCK:
            child, self.child = self.child, None
        if child is not None:
            child.end()


def attend(errand: Errand) -> Told:
    """Do an errand in a child of this thread; called on the host that has the work."""
    refused = _refusal(errand)
    if refused:
        return Told(ending=Ending.STOPPED, error=refused)
    with _LOCK:
        mine = _ATTENDANTS.setdefault(threading.get_ident(), Attendant())
    outcome = mine.do(errand)
    return Told(
        ending=outcome.ending, value=outcome.value, error=outcome.error, seconds=outcome.seconds
    )


def dismiss(run: str) -> int:
    """Stop whatever is being done for a run on this host; says how many tasks that were."""
    with _LOCK:
        busy = [a.child for a in _ATTENDANTS.values() if a.run == run and a.child is not None]
        for child in busy:
            child.kill()
    return len(busy)


@lru_cache(maxsize=4)
def told_version(version: Callable[[], str]) -> str:
    """The version on this host; looked up once, for code that is loaded does not change."""
    return version()


def _refusal(errand: Errand) -> str:
    """Why this host cannot do it; empty when it can."""
    if told_version(errand.version) != errand.expected:
        return (
            f"the worker on {gethostname()} has another version of goodcause than this command; "
            "install the same version there and start the worker again"
        )
    if not errand.shared.is_file():
        return (
            f"the worker on {gethostname()} does not see {errand.shared.parent}; share that "
            "folder with it under the same path and run the same command again"
        )
    return ""
