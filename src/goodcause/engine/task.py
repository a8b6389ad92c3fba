"""One unit of work on its way to a worker, and what came back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One call to make somewhere.

    Attributes:
        name: the unit's name; comes back with its outcome.
        work: a function of a module (a worker finds it by import).
        payload: its one argument; picklable.
        seconds: after this long the worker is stopped and the task counts as hung.
    """

    name: str
    work: Callable[[object], object]
    payload: object
    seconds: float


class Ending(StrEnum):
    """How a task ended."""

    DONE = "done"
    REFUSED = "refused"
    """The work raised an error of ours about its input; trying again would say the same."""
    STOPPED = "stopped"
    """The machine would not go on (disk full); trying more tasks would say the same."""
    BROKE = "broke"
    """The work raised something unforeseen."""
    CRASHED = "crashed"
    """The worker died."""
    HUNG = "hung"
    """The worker took too long and was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came back for one task."""

    task: Task
    ending: Ending
    value: object = None
    error: str = ""
    seconds: float = 0.0


@dataclass(slots=True)
class Queue:
    """Tasks waiting; whoever reads the outcomes may add more while the engine runs.

    An engine takes a task only when it can begin it at once, and calls ``beat`` every few seconds
    for as long as it runs anything.
    """

    waiting: deque[Task] = field(default_factory=deque)

    def put(self, task: Task) -> None:
        """Add a task at the end."""
        self.waiting.append(task)

    def take(self) -> Task | None:
        """The next task, or nothing."""
        return self.waiting.popleft() if self.waiting else None

    def put_back(self, task: Task) -> None:
        """Return a task that was taken and never begun; it is the next."""
        self.waiting.appendleft(task)

    def beat(self) -> None:
        """The engine lives; a queue whose tasks are leased renews them."""


class Engine(Protocol):
    """Something that runs tasks: here, in child processes, or elsewhere."""

    def run(self, queue: Queue) -> Iterator[Outcome]:
        """Yield an outcome for every task of the queue, in whatever order they end."""
