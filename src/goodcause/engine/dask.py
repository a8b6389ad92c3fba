"""The engine that runs tasks on a Dask cluster (the extra ``goodcause[cluster]``).

Dask only carries: it may run a task twice, lose it with a scheduler, or keep it for ever. Every
task here ends in one outcome all the same, a lost scheduler is waited for and asked again, and
what is done is known from the ledger, not from Dask.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from goodcause.base.errors import MissingToolError, StoppedError, UsageError
from goodcause.engine.attendant import Errand, Told, attend, dismiss
from goodcause.engine.child import Limits
from goodcause.engine.cluster import LOST, address_of, connect, threads_of
from goodcause.engine.task import Ending, Outcome, Queue, Task

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 2  # tasks sent for each thread: the next one is there when one ends
_LOOK: Final = 1.0  # seconds without news after which we look ourselves
_COUNT: Final = 5.0  # seconds between counts of the cluster's threads
_LOSSES = 5  # connections lost one after another before anything came back
_GRACE = 120.0  # seconds beyond its own limit after which a task is taken for lost


@dataclass(slots=True)
class _Flight:
    """A task that is somewhere on the cluster; ``until``: when it is taken for lost."""

    task: Task
    future: Future
    until: float


class Dask:
    """Runs tasks on the workers of a Dask cluster."""

    def __init__(
        self,
        address: str,
        folder: Path,
        version: Callable[[], str],
        patience: float = 60.0,
        limits: Limits | None = None,
    ) -> None:
        """Set up; nothing is connected yet.

        Args:
            address: of the scheduler, such as ``dask://10.0.0.5:8786``.
            folder: of the case, which every worker must see under the same path.
            version: what tells the program's version; called here and on every worker.
            patience: seconds to wait for a scheduler or for workers that went away.
            limits: what a child on a worker may use.

        Raises:
            UsageError: the address is none.
        """
        address_of(address)  # a mistake in it is told before anything is done
        self._address = address
        self._folder = folder
        self._version = version
        self._patience = patience
        self._limits = limits or Limits()

    def run(self, queue: Queue) -> Iterator[Outcome]:
        """Yield outcomes as they come; nothing is left running when this ends.

        Raises:
            UsageError: nothing that answers at the address is a scheduler.
            MissingToolError: the extra is missing, or another version is at the other end.
            StoppedError: the cluster went away and did not come back.
        """
        first = queue.take()
        if first is None:
            return
        queue.put_back(first)
        run = secrets.token_hex(8)
        mark = self._folder / f".cluster-{run}"
        mark.touch()
        trip = _Trip(self, run, mark)
        try:
            yield from trip.go(queue)
        finally:
            trip.close()
            mark.unlink(missing_ok=True)

    def connect(self) -> Client:
        """A connection whose other ends were looked at."""
        return connect(self._address, self._version)

    def connect_again(self, beat: Callable[[], None]) -> Client:
        """Wait for a scheduler that went away.

        Raises:
            StoppedError: it does not come back.
        """
        end = time.monotonic() + self._patience
        while True:
            beat()
            try:
                return self.connect()
            except UsageError as e:
                if time.monotonic() > end:
                    raise StoppedError(self.gone("does not answer any more")) from e
                time.sleep(_LOOK)

    def gone(self, what: str) -> str:
        """The sentence for a cluster that is of no more use."""
        return (
            f"the cluster at {self._address} {what}; what was finished is kept, and the same "
            "command goes on from there, with or without a cluster"
        )

    def errand(self, task: Task, run: str, mark: Path) -> Errand:
        """A task with what the other host needs to know."""
        return Errand(
            task=task,
            run=run,
            version=self._version,
            expected=self._version(),
            shared=mark,
            limits=self._limits,
        )

    @property
    def patience(self) -> float:
        """Seconds to wait for workers."""
        return self._patience


class _Trip:
    """One run over the cluster."""

    def __init__(self, engine: Dask, run: str, mark: Path) -> None:
        self._engine, self._run, self._mark = engine, run, mark
        self._client: Client | None = None
        self._news: SimpleQueue[str] = SimpleQueue()
        self._flights: dict[str, _Flight] = {}
        self._room = 0
        self._counted = 0.0
        self._manned = time.monotonic()
        self._sent = 0
        self._losses = 0

    def go(self, queue: Queue) -> Iterator[Outcome]:
        """Send what there is room for, and hear what comes back, until nothing is left."""
        self._client = self._engine.connect()
        while True:
            queue.beat()
            try:
                self._count()
                self._deal(queue)
                outcome = self._hear()
            except LOST:
                self._again(queue)
                continue
            if outcome is not None:
                self._losses = 0
                yield outcome
            elif not self._flights and not queue.waiting:
                task = queue.take()
                if task is None:
                    return
                queue.put_back(task)

    def close(self) -> None:
        """Call back what is still on its way, and stop what is being done for us."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            if self._flights:
                client.cancel([f.future for f in self._flights.values()], force=True)
                client.run(dismiss, self._run, on_error="ignore")
            client.close(timeout=5)
        except LOST:
            return  # whoever is gone cannot be told; its workers end with it

    def _count(self) -> None:
        """How many tasks the cluster can take; workers come and go.

        Raises:
            StoppedError: for a long time there was none.
        """
        now = time.monotonic()
        if now - self._counted < _COUNT:
            return
        threads = threads_of(self._client)
        self._counted, self._room = now, _AHEAD * threads
        if threads:
            self._manned = now
        elif now - self._manned > self._engine.patience:
            raise StoppedError(self._engine.gone("has no workers"))

    def _deal(self, queue: Queue) -> None:
        while len(self._flights) < self._room:
            task = queue.take()
            if task is None:
                return
            self._send(task)

    def _send(self, task: Task) -> None:
        if self._client is None:
            raise RuntimeError("nothing is connected")
        self._sent += 1
        key = f"goodcause-{self._run}-{self._sent}"
        errand = self._engine.errand(task, self._run, self._mark)
        future = self._client.submit(attend, errand, key=key, pure=False)
        # Waiting in the cluster counts: so many tasks may stand before it.
        until = time.monotonic() + (_AHEAD + 1) * task.seconds + _GRACE
        self._flights[key] = _Flight(task, future, until)
        future.add_done_callback(lambda done: self._news.put(done.key))

    def _hear(self) -> Outcome | None:
        """The next outcome; nothing when nothing came for a while.

        Raises:
            OSError: the scheduler is gone.
        """
        if not self._flights:
            if not self._room:
                time.sleep(_LOOK)
            return None
        try:
            key = self._news.get(timeout=_LOOK)
        except Empty:
            return self._look()
        flight = self._flights.get(key)
        if flight is None:
            return None  # of an earlier connection, or heard before
        if flight.future.status not in {"finished", "error"}:
            raise ConnectionError("the scheduler forgot a task")
        del self._flights[key]
        return _outcome(flight)

    def _look(self) -> Outcome | None:
        """Whether something went wrong without a word."""
        if self._client is None or self._client.status != "running":
            raise ConnectionError("the scheduler is gone")
        for key, flight in self._flights.items():
            if flight.future.status in {"cancelled", "lost"}:
                raise ConnectionError("the scheduler forgot a task")
            if time.monotonic() > flight.until:
                flight.future.cancel(force=True)
                del self._flights[key]
                words = "nothing was heard of it for too long"
                return Outcome(task=flight.task, ending=Ending.HUNG, error=words)
        return None

    def _again(self, queue: Queue) -> None:
        """Connect anew and send again whatever was on its way."""
        self._losses += 1
        if self._losses > _LOSSES:
            raise StoppedError(self._engine.gone("breaks off again and again"))
        tasks = [flight.task for flight in self._flights.values()]
        self._flights.clear()
        client, self._client = self._client, None
        if client is not None:
            client.close(timeout=1)
        self._client = self._engine.connect_again(queue.beat)
        self._counted, self._manned = 0.0, time.monotonic()
        for task in reversed(tasks):
            queue.put_back(task)


def _outcome(flight: _Flight) -> Outcome:
    if flight.future.status == "error":
        return _failure(flight)
    told = flight.future.result()
    if not isinstance(told, Told):
        raise TypeError(f"a worker answered with {type(told).__name__}")
    return Outcome(
        task=flight.task,
        ending=told.ending,
        value=told.value,
        error=told.error,
        seconds=told.seconds,
    )


def _failure(flight: _Flight) -> Outcome:
    """What Dask says of a task that never came to an end of its own."""
    error = flight.future.exception()
    if isinstance(error, ImportError):
        raise MissingToolError(
            f"a worker of the cluster has no goodcause ({error}); install the same version of "
            "goodcause[cluster] on every worker"
        )
    if type(error).__name__ != "KilledWorker":
        words = f"it could not be run there: {type(error).__name__}: {str(error)[:200]}"
        return Outcome(task=flight.task, ending=Ending.BROKE, error=words)
    words = "the workers of the cluster that had it died, one after another"
    return Outcome(task=flight.task, ending=Ending.CRASHED, error=words)
