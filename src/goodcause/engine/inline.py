"""The engine that runs everything in this process, one task after another."""

from __future__ import annotations

from collections.abc import Iterator

from goodcause.engine.call import call
from goodcause.engine.task import Outcome, Queue


class Inline:
    """For tests and for looking closely; a hostile file is not kept apart here."""

    def run(self, queue: Queue) -> Iterator[Outcome]:
        """Run tasks in order."""
        while (task := queue.take()) is not None:
            queue.beat()
            yield call(task)
