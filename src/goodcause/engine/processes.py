"""The engine that runs tasks in child processes with limits on memory and time, and no network.

The standard pool is not used: when one of its workers dies it fails every task it holds. Here
a death costs the one task that was being done, and another worker takes its place. Children
are spawned, never forked: PDFium and the OCR engine do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from goodcause.engine.call import call, surprise
from goodcause.engine.seclusion import leave_network
from goodcause.engine.task import Ending, Outcome, Queue, Task
from goodcause.engine.watchdog import allow, enter_worker

_GIB = 1 << 30
_TASKS_A_WORKER = 500  # a fresh worker now and then bounds what a leaky library can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one worker may use.

    Attributes:
        address_space: bytes of virtual memory; libraries map far more than they touch.
        file_size: bytes of any one file it writes.
    """

    address_space: int = 8 * _GIB
    file_size: int = 8 * _GIB


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    task: Task | None = None
    since: float = 0.0
    done: int = 0


class Processes:
    """Runs tasks in ``jobs`` child processes."""

    def __init__(self, jobs: int, limits: Limits | None = None, log: Path | None = None) -> None:
        """Set up; ``log`` receives what libraries in the workers write to their error output."""
        self._jobs = max(jobs, 1)
        self._limits = limits or Limits()
        self._log = log
        self._context = multiprocessing.get_context("spawn")

    def run(self, queue: Queue) -> Iterator[Outcome]:
        """Yield outcomes as they come; children are gone when this ends, however it ends."""
        workers: list[_Worker] = []
        try:
            while True:
                queue.beat()
                self._deal(workers, queue)
                busy = [w for w in workers if w.task is not None]
                if not busy:
                    return
                yield from self._collect(workers, busy)
        finally:
            for worker in workers:
                _end(worker)

    def _deal(self, workers: list[_Worker], queue: Queue) -> None:
        """Give every idle worker a task, starting workers while there is work for them."""
        idle = [w for w in workers if w.task is None]
        while idle or len(workers) < self._jobs:
            task = queue.take()
            if task is None:
                return
            worker = idle.pop() if idle else self._start(workers)
            try:
                worker.pipe.send(task)
            except (BrokenPipeError, ConnectionResetError):
                # It died while idle; that is nobody's fault, so the task goes to another.
                _drop(workers, worker)
                queue.put_back(task)
                continue
            worker.task, worker.since = task, time.monotonic()

    def _collect(self, workers: list[_Worker], busy: list[_Worker]) -> Iterator[Outcome]:
        """Wait for something to happen and say what did."""
        now = time.monotonic()
        left = min(w.since + w.task.seconds - now for w in busy if w.task is not None)
        ready = set(wait([w.pipe for w in busy], timeout=min(max(left, 0.01), 5.0)))
        for worker in busy:
            if worker.pipe in ready:
                yield self._receive(workers, worker)
            elif worker.task and time.monotonic() - worker.since > worker.task.seconds:
                task = worker.task
                _drop(workers, worker)
                words = f"it took longer than {task.seconds:.0f} seconds and was stopped"
                yield Outcome(task=task, ending=Ending.HUNG, error=words)

    def _receive(self, workers: list[_Worker], worker: _Worker) -> Outcome:
        task = worker.task
        if task is None:
            raise RuntimeError("an idle worker spoke")
        try:
            outcome = worker.pipe.recv()
        except (EOFError, OSError):
            _drop(workers, worker)
            return _death(task, worker.process)
        worker.task = None
        worker.done += 1
        if not isinstance(outcome, Outcome):
            raise TypeError(f"a worker answered with {type(outcome).__name__}")
        if worker.done >= _TASKS_A_WORKER or outcome.ending is Ending.BROKE:
            _drop(workers, worker)
        return outcome

    def _start(self, workers: list[_Worker]) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._limits, self._log),
            daemon=True,
            name="goodcause-worker",
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        workers.append(worker)
        return worker


def _serve(pipe: Connection, limits: Limits, log: Path | None) -> None:
    """The life of a worker: take a task, do it, answer, until the parent is gone."""
    # Ctrl-C reaches the whole group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_network()
    enter_worker()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if log is not None:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(out, 2)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    if sys.platform != "darwin":  # macOS refuses these limits
        resource.setrlimit(resource.RLIMIT_AS, (limits.address_space, limits.address_space))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        if not _answer(pipe, task):
            return


def _end_with_parent() -> None:
    """A parent that was killed outright ends nobody; a worker must not go on without it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(pipe: Connection, task: Task) -> bool:
    """Do the task and say how it ended; false when the parent is gone."""
    outcome = None
    try:
        outcome = call(task)
    finally:
        # An unforeseen error goes on and ends this process, but not before it is told.
        error = sys.exc_info()[1]
        if outcome is None and error is not None:
            outcome = surprise(task, error)
        allow(0)
        heard = _send(pipe, outcome)
    return heard


def _send(pipe: Connection, outcome: Outcome | None) -> bool:
    try:
        pipe.send(outcome)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _drop(workers: list[_Worker], worker: _Worker) -> None:
    workers.remove(worker)
    _end(worker)


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.join(timeout=0 if worker.task else 1)
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join(timeout=10)


def _death(task: Task, process: SpawnProcess) -> Outcome:
    process.join(timeout=5)
    code = process.exitcode
    if code == -signal.SIGALRM:
        words = "one step of it took longer than allowed and was stopped"
        return Outcome(task=task, ending=Ending.HUNG, error=words)
    words = f"the process working on it ended with code {code}"
    if code is not None and code < 0:
        words = f"the process working on it was ended by signal {-code} ({_signal_name(-code)})"
    return Outcome(task=task, ending=Ending.CRASHED, error=words)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
