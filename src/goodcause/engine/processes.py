"""The engine that runs tasks in child processes of its own.

The standard pool is not used: when one of its workers dies it fails every task it holds. Here
a death costs the one task that was being done, and another child takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path

from goodcause.engine.child import Child, Limits
from goodcause.engine.task import Outcome, Queue

__all__ = ["Limits", "Processes"]

_LOOK = 5.0  # seconds without news after which the queue is told that we live


class Processes:
    """Runs tasks in ``jobs`` child processes."""

    def __init__(self, jobs: int, limits: Limits | None = None, log: Path | None = None) -> None:
        """Set up; ``log`` receives what libraries in the workers write to their error output."""
        self._jobs = max(jobs, 1)
        self._limits = limits or Limits()
        self._log = log

    def run(self, queue: Queue) -> Iterator[Outcome]:
        """Yield outcomes as they come; children are gone when this ends, however it ends."""
        children: list[Child] = []
        try:
            while True:
                queue.beat()
                self._deal(children, queue)
                busy = [c for c in children if c.task is not None]
                if not busy:
                    return
                yield from self._collect(children, busy)
        finally:
            for child in children:
                child.end()

    def _deal(self, children: list[Child], queue: Queue) -> None:
        """Give every idle child a task, starting children while there is work for them."""
        idle = [c for c in children if c.task is None]
        while idle or len(children) < self._jobs:
            task = queue.take()
            if task is None:
                return
            child = idle.pop() if idle else self._start(children)
            if not child.give(task):
                _drop(children, child)
                queue.put_back(task)

    def _start(self, children: list[Child]) -> Child:
        child = Child(self._limits, self._log)
        children.append(child)
        return child

    def _collect(self, children: list[Child], busy: list[Child]) -> Iterator[Outcome]:
        """Wait for something to happen and say what did."""
        left = min(child.left() for child in busy)
        ready = set(wait([child.pipe for child in busy], timeout=min(max(left, 0.01), _LOOK)))
        for child in busy:
            if child.pipe not in ready and child.left() > 0:
                continue
            outcome = child.hear() if child.pipe in ready else child.stop_late()
            if child.worn:
                _drop(children, child)
            yield outcome


def _drop(children: list[Child], child: Child) -> None:
    children.remove(child)
    child.end()
