"""What every engine promises: one outcome a task, whatever becomes of it.

Engines that keep tasks apart also promise that a death, a hang or a hunger for memory costs its
own task only; inline does not, for it is for looking closely.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from goodcause.engine.processes import Limits, Processes
from goodcause.engine.task import Ending, Engine, Queue

from tests.engine.conformance.conftest import Make
from tests.engine.works import (
    by_name,
    die,
    double,
    hang,
    hoard,
    overlong,
    queue,
    refuse,
    sign_in,
    stop,
    surprise,
    task,
)

# Dask leaves a socket to the collector of rubbish, whenever that comes by.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


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


def test_the_order_of_tasks_changes_no_value(engine: Engine) -> None:
    tasks = [task(f"t{n}", double, n) for n in range(12)]
    one = {name: o.value for name, o in by_name(engine.run(queue(*tasks))).items()}
    other = {name: o.value for name, o in by_name(engine.run(queue(*reversed(tasks)))).items()}

    assert one == other == {f"t{n}": n * 2 for n in range(12)}


def test_an_empty_queue_ends_at_once(engine: Engine) -> None:
    assert list(engine.run(Queue())) == []


def test_a_queue_hears_that_its_engine_lives(engine: Engine) -> None:
    @dataclass(slots=True)
    class Counting(Queue):
        beats: int = 0

        def beat(self) -> None:
            self.beats += 1

    counting = Counting()
    counting.put(task("one", double, 1))
    list(engine.run(counting))

    assert counting.beats > 0


def test_an_unforeseen_error_is_told_and_costs_its_own_task_only(make: Make) -> None:
    ends = by_name(make().run(queue(task("odd", surprise, 7), task("next", double, 5))))

    assert ends["odd"].ending is Ending.BROKE
    assert "ZeroDivisionError" in ends["odd"].error
    assert ends["next"].value == 10


def test_what_a_worker_writes_to_its_error_output_is_kept(tmp_path: Path) -> None:
    list(Processes(1, log=tmp_path / "worker.log").run(queue(task("odd", surprise, 7))))

    assert "ZeroDivisionError" in (tmp_path / "worker.log").read_text()


def test_a_killed_worker_costs_its_own_task_only(make: Make) -> None:
    tasks = [task(f"t{n}", double, n) for n in range(20)]
    ends = by_name(make().run(queue(*tasks[:10], task("dies", die), *tasks[10:])))

    assert ends["dies"].ending is Ending.CRASHED
    assert "SIGKILL" in ends["dies"].error
    assert all(ends[f"t{n}"].value == n * 2 for n in range(20))


def test_a_hung_worker_is_stopped_and_replaced(make: Make) -> None:
    ends = by_name(make().run(queue(task("hangs", hang, seconds=1.0), task("ok", double, 3))))

    assert ends["hangs"].ending is Ending.HUNG
    assert ends["ok"].value == 6


def test_a_step_that_outlasts_its_clock_is_stopped_though_it_cannot_be_interrupted(
    make: Make,
) -> None:
    ends = by_name(make().run(queue(task("step", overlong), task("ok", double, 3))))

    assert ends["step"].ending is Ending.HUNG
    assert ends["ok"].value == 6


def test_a_task_that_wants_too_much_memory_is_refused_it(make: Make) -> None:
    engine = make(limits=Limits(address_space=1 << 30))
    ends = by_name(engine.run(queue(task("hoards", hoard, 2 << 30), task("ok", double, 3))))

    assert ends["hoards"].ending is Ending.BROKE
    assert "memory" in ends["hoards"].error
    assert ends["ok"].value == 6


def test_nothing_goes_on_when_the_reader_of_outcomes_stops_early(
    make: Make, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    seen.mkdir()
    long = [task(f"long{n}", sign_in, seen) for n in range(6)]
    outcomes = make().run(queue(task("first", double, 1), *long))
    next(outcomes)
    until(lambda: any(seen.iterdir()))
    outcomes.close()  # type: ignore[attr-defined]

    until(lambda: not any(lives(int(path.name)) for path in seen.iterdir()))
    assert len([*seen.iterdir()]) <= 2


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # What was killed and not yet buried does nothing any more.
    return " Z " not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)
