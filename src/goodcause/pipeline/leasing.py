"""A queue that hands an engine only what this run has leased, and keeps the leases alive."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from goodcause.engine.task import Queue, Task
from goodcause.pipeline import journal
from goodcause.pipeline.progress import Progress
from goodcause.store import ledger
from goodcause.store.ledger import Lease, Unit
from goodcause.store.matter import Matter, locked

_BATCH = 16
"""Units leased at a time: a killed run leaves no more than these; one transaction serves all."""
_BEAT = ledger.LEASE / 4
_POLL = 1.0  # seconds between looks at what another holder has


@contextmanager
def at_work(matter: Matter, command: str, progress: Progress) -> Iterator[Progress]:
    """Hold the case for a command that runs units; leases of commands that died are nobody's.

    Yields:
        Whom to tell of the progress: the journal, which tells ``progress``.

    Raises:
        CaseError: another command holds it.
    """
    with locked(matter, command), journal.kept(matter.folder, command, progress) as told:
        ledger.free()
        yield told


def _new_holder() -> str:
    return secrets.token_hex(8)


@dataclass(slots=True)
class LeasedQueue(Queue):
    """Units wanted, leased a batch at a time as the engine asks for tasks.

    Attributes:
        holder: this run's name in the ledger.
        wanted: units enqueued and not leased yet.
        leases: of tasks that were handed out and not settled.
        elsewhere: names of units that another holder has leased.
    """

    holder: str = field(default_factory=_new_holder)
    wanted: deque[tuple[Unit, Task]] = field(default_factory=deque)
    leases: dict[str, Lease] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    _beaten: float = field(default_factory=time.monotonic)

    @property
    def open(self) -> bool:
        """Whether anything is left to be done, here or elsewhere."""
        return bool(self.waiting or self.wanted or self.elsewhere)

    def want(self, unit: Unit, task: Task) -> None:
        """Add an enqueued unit at the end."""
        self.wanted.append((unit, task))

    def take(self) -> Task | None:
        """The next task that could be leased, or nothing."""
        while self.wanted and not self.waiting:
            self._lease()
        return Queue.take(self)

    def beat(self) -> None:
        """Renew the leases when a quarter of their time is over, by a clock nobody sets."""
        if time.monotonic() - self._beaten > _BEAT:
            self._beaten = time.monotonic()
            ledger.renew(self.holder)

    def settle(self, name: str) -> Lease | None:
        """The lease of a task that ended; nothing when it ended before."""
        return self.leases.pop(name, None)

    def take_elsewhere(self) -> list[str]:
        """What others have; waits a little first, when there is nothing else to do."""
        names, self.elsewhere = self.elsewhere, []
        if names and not self.waiting and not self.wanted:
            time.sleep(_POLL)
        return names

    def release(self) -> None:
        """Give back whatever is leased and was not settled."""
        ledger.release(self.holder)

    def _lease(self) -> None:
        some = list(islice(self.wanted, _BATCH))
        leased = {
            lease.unit.name: lease for lease in ledger.claim([u for u, _ in some], self.holder)
        }
        for unit, task in some:
            self.wanted.popleft()
            if unit.name in leased:
                self.put(task)
            else:
                self.elsewhere.append(unit.name)
        self.leases |= leased
