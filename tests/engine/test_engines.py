"""Every engine keeps the same promises, and a child's death costs one task."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodcause.base.errors import SourceError, StoppedError
from goodcause.engine.inline import Inline
from goodcause.engine.processes import Limits, Processes
from goodcause.engine.task import Ending, Engine, Outcome, Queue, Task
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


def task(name: str, work: object, payload: object = 0, seconds: float = 20.0) -> Task:
    assert callable(work)
    return Task(name=name, work=work, payload=payload, seconds=seconds)


def queue(*tasks: Task) -> Queue:
    waiting = Queue()
    for one in tasks:
        waiting.put(one)
    return waiting


def by_name(outcomes: Iterator[Outcome]) -> dict[str, Outcome]:
    return {o.task.name: o for o in outcomes}


@pytest.fixture(params=["inline", "processes"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return Inline() if request.param == "inline" else Processes(2)


def test_every_task_ends_in_exactly_one_outcome_with_its_value(engine: Engine) -> None:
    outcomes = list(engine.run(queue(*(task(f"t{n}", double, n) for n in range(40)))))

    assert sorted(o.task.name for o in outcomes) == sorted(f"t{n}" for n in range(40))
    assert all(o.ending is Ending.DONE and o.value == int(o.task.name[1:]) * 2 for o in outcomes)


def test_a_refused_source_does_not_keep_the_others_from_being_read(engine: Engine) -> None:
    ends = by_name(engine.run(queue(task("bad", refuse, "x.pdf"), task("good", double, 4))))

    assert ends["bad"].ending is Ending.REFUSED
    assert ends["bad"].error == "x.pdf cannot be read; ask its sender"
    assert ends["good"].value == 8


def test_a_full_disk_is_told_apart_from_a_bad_source(engine: Engine) -> None:
    ends = by_name(engine.run(queue(task("full", stop))))

    assert ends["full"].ending is Ending.STOPPED


def test_tasks_added_while_it_runs_are_done_too(engine: Engine) -> None:
    waiting = queue(task("first", double, 1))
    seen = []
    for outcome in engine.run(waiting):
        seen.append(outcome.task.name)
        if len(seen) < 5:
            waiting.put(task(f"more{len(seen)}", double, 2))

    assert seen == ["first", "more1", "more2", "more3", "more4"]


def test_an_unforeseen_error_is_told_and_costs_its_own_task_only(tmp_path: Path) -> None:
    engine = Processes(1, log=tmp_path / "worker.log")
    ends = by_name(engine.run(queue(task("odd", surprise, 7), task("next", double, 5))))

    assert ends["odd"].ending is Ending.BROKE
    assert "ZeroDivisionError" in ends["odd"].error
    assert ends["next"].value == 10
    assert "ZeroDivisionError" in (tmp_path / "worker.log").read_text()


def test_a_killed_worker_costs_its_own_task_only() -> None:
    tasks = [task(f"t{n}", double, n) for n in range(20)]
    ends = by_name(Processes(2).run(queue(*tasks[:10], task("dies", die), *tasks[10:])))

    assert ends["dies"].ending is Ending.CRASHED
    assert "SIGKILL" in ends["dies"].error
    assert all(ends[f"t{n}"].value == n * 2 for n in range(20))


def test_a_hung_worker_is_stopped_and_replaced() -> None:
    ends = by_name(Processes(1).run(queue(task("hangs", hang, seconds=1.0), task("ok", double, 3))))

    assert ends["hangs"].ending is Ending.HUNG
    assert ends["ok"].value == 6


def test_a_step_that_outlasts_its_clock_is_stopped_though_it_cannot_be_interrupted() -> None:
    ends = by_name(Processes(1).run(queue(task("step", overlong), task("ok", double, 3))))

    assert ends["step"].ending is Ending.HUNG
    assert ends["ok"].value == 6


def test_a_task_that_wants_too_much_memory_is_refused_it() -> None:
    engine = Processes(1, Limits(address_space=1 << 30))
    ends = by_name(engine.run(queue(task("hoards", hoard, 2 << 30), task("ok", double, 3))))

    assert ends["hoards"].ending is Ending.BROKE
    assert "memory" in ends["hoards"].error
    assert ends["ok"].value == 6


def test_no_child_is_left_when_the_reader_of_outcomes_stops_early() -> None:
    outcomes = Processes(2).run(queue(*(task(f"t{n}", double, n) for n in range(50))))
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]

    assert multiprocessing.active_children() == []
