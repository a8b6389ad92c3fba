"""Whatever an engine brings and whoever else works on the case, each unit counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from goodcause.base.errors import StoppedError
from goodcause.engine.inline import Inline
from goodcause.engine.task import Ending, Engine, Outcome, Queue
from goodcause.pipeline import leasing
from goodcause.pipeline.run import Result, Runner, Work
from goodcause.store import ledger
from goodcause.store.ledger import Lease, Unit
from goodcause.store.matter import Matter, new_matter, open_matter
from goodcause.store.models import WorkRow

MANY = 40


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    return new_matter(
        tmp_path_factory.mktemp("running") / "case", "order", "schema: order-file/0.1\n"
    )


@pytest.fixture
def matter(case: Matter, monkeypatch: pytest.MonkeyPatch) -> Matter:
    """The case with an empty ledger, whose runs do not wait long for others."""
    opened = open_matter(case.folder)
    WorkRow.objects.all().delete()
    monkeypatch.setattr(leasing, "_POLL", 0.01)
    return opened


def half(payload: object) -> object:
    assert isinstance(payload, int)
    return f"half of {payload} is {payload / 2}"


def unit(n: int) -> Unit:
    return Unit(name=f"halve:{n}", kind="halve", fingerprint=f"f{n}")


def works(count: int = MANY) -> list[Work]:
    return [Work(unit=unit(n), work=half, payload=n, seconds=20.0) for n in range(count)]


def results(
    engine: Engine, count: int = MANY, whole: Callable[[object], bool] | None = None
) -> list[Result]:
    found: list[Result] = []
    runner = Runner(engine, str, whole=whole)
    runner.ask(works(count))
    runner.run(lambda result: found.append(result) or ())  # type: ignore[func-returns-value]
    return found


def told(found: list[Result]) -> dict[str, object]:
    assert len({r.work.unit.name for r in found}) == len(found)
    return {r.work.unit.name: r.value for r in found}


EXPECTED = {f"halve:{n}": half(n) for n in range(MANY)}


class Twice:
    """A fault: every result is delivered twice, the second time with another value."""

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for outcome in Inline().run(queue):
            yield outcome
            yield replace(outcome, value="something else")


class Lying:
    """A fault: a worker says it is done the first time it is asked, and did nothing."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for outcome in Inline().run(queue):
            if outcome.task.name in self.told:
                yield outcome
            else:
                self.told.add(outcome.task.name)
                yield replace(outcome, value="nothing")


@dataclass
class Disturbed:
    """A fault: something happens to the ledger before each result is heard."""

    happens: Callable[[Outcome], None]

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for outcome in Inline().run(queue):
            self.happens(outcome)
            yield outcome


@pytest.mark.usefixtures("matter")
def test_a_result_delivered_twice_counts_once() -> None:
    assert told(results(Twice())) == EXPECTED
    assert set(WorkRow.objects.values_list("attempt", flat=True)) == {1}


@pytest.mark.usefixtures("matter")
def test_a_worker_that_says_it_is_done_and_is_not_is_not_believed() -> None:
    engine = Lying()

    assert told(results(engine, whole=lambda value: value != "nothing")) == EXPECTED
    assert len(engine.told) == MANY


@pytest.mark.usefixtures("matter")
def test_a_worker_that_never_keeps_its_word_costs_its_unit_only_so_many_tries() -> None:
    (found,) = results(Inline(), 1, whole=lambda _: False)

    assert found.value is None
    assert "what it made is not there; it was tried 3 times" in found.reason
    assert ledger.given_up()[0].reason == found.reason


@pytest.mark.usefixtures("matter")
def test_nothing_to_do_is_done_at_once() -> None:
    assert results(Inline(), 0) == []


@pytest.mark.usefixtures("matter")
def test_what_a_dead_holder_has_is_taken_over_when_its_lease_ran_out() -> None:
    ledger.enqueue([unit(n) for n in range(MANY)])
    dead = ledger.claim([unit(n) for n in range(0, MANY, 2)], "dead", lambda: 1000.0)

    assert told(results(Inline())) == EXPECTED
    assert [ledger.done(lease, '"late"', 1.0) for lease in dead] == [
        f'"{half(n)}"' for n in range(0, MANY, 2)
    ]


@pytest.mark.usefixtures("matter")
def test_what_another_holder_finishes_meanwhile_is_taken_from_it_and_not_done_again() -> None:
    ledger.enqueue([unit(n) for n in range(MANY)])
    theirs = ledger.claim([unit(n) for n in range(5)], "other")
    done: list[str] = []

    def finish(outcome: Outcome) -> None:
        done.append(outcome.task.name)
        while theirs:
            ledger.done(theirs.pop(), '"by another"', 1.0)

    found = told(results(Disturbed(finish)))

    assert found == EXPECTED | {f"halve:{n}": "by another" for n in range(5)}
    assert len(done) == MANY - 5


@pytest.mark.usefixtures("matter")
def test_a_result_that_comes_after_its_lease_was_overtaken_is_dropped_for_the_other() -> None:
    overtaking: list[Lease] = []

    def overtake(outcome: Outcome) -> None:
        if outcome.task.name == "halve:3" and not overtaking:
            ledger.free()
            overtaking.extend(ledger.claim([unit(3)], "other"))
        elif overtaking:
            ledger.done(overtaking[0], '"by another"', 1.0)

    found = told(results(Disturbed(overtake)))

    assert found == EXPECTED | {"halve:3": "by another"}


@pytest.mark.usefixtures("matter")
def test_a_run_that_stops_gives_back_what_it_leased() -> None:
    class Full:
        def run(self, queue: Queue) -> Iterator[Outcome]:
            for outcome in Inline().run(queue):
                yield replace(outcome, ending=Ending.STOPPED, error="the disk is full")

    with pytest.raises(StoppedError, match="full"):
        results(Full())
    assert set(WorkRow.objects.values_list("state", "holder")) == {("ready", "")}
