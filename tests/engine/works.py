"""What workers are asked to do in these tests, and ways to ask."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from goodcause.base.errors import SourceError, StoppedError
from goodcause.engine.task import Outcome, Queue, Task
from goodcause.engine.watchdog import allow


def double(payload: object) -> object:
    assert isinstance(payload, int)
    return payload * 2


def refuse(payload: object) -> object:
    raise SourceError(f"{payload} cannot be read; ask its sender")


def stop(payload: object) -> object:
    raise StoppedError("the disk is full")


def surprise(payload: object) -> object:
    raise ZeroDivisionError(f"at {payload}")


def die(payload: object) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return payload


def hang(payload: object) -> object:
    time.sleep(60)
    return payload


def overlong(payload: object) -> object:
    allow(1)
    time.sleep(30)
    return payload


def hoard(payload: object) -> object:
    return len(bytearray(payload)) if isinstance(payload, int) else None


def sign_in(payload: object) -> object:
    """Say who does it, then take long."""
    folder = Path(str(payload))
    (folder / str(os.getpid())).touch()
    time.sleep(60)
    return 0


def unhurried(payload: object) -> object:
    time.sleep(0.05)
    return double(payload)


def task(
    name: str, work: Callable[[object], object], payload: object = 0, seconds: float = 20.0
) -> Task:
    return Task(name=name, work=work, payload=payload, seconds=seconds)


def queue(*tasks: Task) -> Queue:
    waiting = Queue()
    for one in tasks:
        waiting.put(one)
    return waiting


def by_name(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    heard = list(outcomes)
    found = {o.task.name: o for o in heard}
    assert len(found) == len(heard), "an outcome came twice"
    return found
