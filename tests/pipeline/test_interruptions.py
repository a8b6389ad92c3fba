"""Whatever stops a stage, the same command goes on and ends where an undisturbed run ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodcause.base.errors import CaseError, StoppedError
from goodcause.engine.inline import Inline
from goodcause.engine.processes import Processes
from goodcause.engine.task import Ending, Engine, Outcome, Queue
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.store.ledger import MAX_ATTEMPTS
from goodcause.store.matter import Matter, locked
from goodcause.store.models import SourceRow, WorkRow

from tests.pipeline.making import digests, produced, registered, wanted
from tests.pipeline.papers import case_papers


class Interrupted:
    """A fault: after a number of outcomes somebody presses Ctrl-C."""

    def __init__(self, after: int) -> None:
        self._after = after

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for outcome in Inline().run(queue):
            if self._after == 0:
                raise KeyboardInterrupt
            self._after -= 1
            yield outcome


class FullDisk:
    """A fault: the disk fills up during the second task."""

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for n, outcome in enumerate(Inline().run(queue)):
            if n == 1:
                yield Outcome(task=outcome.task, ending=Ending.STOPPED, error="the disk is full")
            else:
                yield outcome


class Dying:
    """A fault: the worker dies on one source, every time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.deaths = 0

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for outcome in Inline().run(queue):
            if outcome.task.name.startswith(self._name):
                self.deaths += 1
                yield Outcome(task=outcome.task, ending=Ending.CRASHED, error="it died")
            else:
                yield outcome


def until_done(matter: Matter, stage: str, faults: list[Engine]) -> None:
    for engine in [*faults, Inline()]:
        try:
            if stage == "read":
                read(matter, engine, Silent())
            else:
                produce(matter, wanted(), engine, Silent())
        except KeyboardInterrupt:
            continue
        return


@pytest.mark.parametrize("stage", ["read", "produce"])
def test_an_interrupted_stage_goes_on_and_ends_in_the_same_bytes(
    tmp_path: Path, stage: str
) -> None:
    papers = case_papers(tmp_path / "papers")
    _, calm = produced(tmp_path / "calm", papers)
    expected = digests(calm.folder)
    matter = registered(tmp_path / "case", papers)
    faults: list[Engine] = [Interrupted(n) for n in (0, 1, 2)]
    until_done(matter, "read", faults if stage == "read" else [])
    until_done(matter, "produce", faults if stage == "produce" else [])

    assert digests(matter.volumes / "VOL001") == expected
    assert sorted(p.name for p in matter.volumes.iterdir()) == ["VOL001"]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    matter = registered(tmp_path / "case", case_papers(tmp_path / "papers"))
    read(matter, Inline(), Silent())
    attempts = dict(WorkRow.objects.values_list("unit", "attempt"))
    read(matter, Inline(), Silent())

    assert dict(WorkRow.objects.values_list("unit", "attempt")) == attempts


def test_a_full_disk_stops_at_once_and_loses_nothing(tmp_path: Path) -> None:
    matter = registered(tmp_path / "case", case_papers(tmp_path / "papers"))
    with pytest.raises(StoppedError, match="disk is full"):
        read(matter, FullDisk(), Silent())
    assert WorkRow.objects.filter(state=WorkRow.State.DONE).count() == 1

    read(matter, Inline(), Silent())
    assert not SourceRow.objects.filter(state=SourceRow.State.REGISTERED).exists()


def test_a_source_that_kills_its_reader_is_tried_three_times_and_set_aside(tmp_path: Path) -> None:
    matter = registered(tmp_path / "case", case_papers(tmp_path / "papers"))
    first = SourceRow.objects.get(path__endswith="a1.pdf")
    fault = Dying(f"read:{first.key}:")
    read(matter, fault, Silent())
    first.refresh_from_db()

    assert fault.deaths == MAX_ATTEMPTS
    assert first.state == SourceRow.State.EXCEPTION
    assert "it died; it was tried 3 times" in first.reason
    assert SourceRow.objects.get(path__endswith="a2.pdf").state == SourceRow.State.READ


def test_a_document_that_cannot_be_built_is_set_aside_and_the_rest_is_served(
    tmp_path: Path,
) -> None:
    matter = registered(tmp_path / "case", case_papers(tmp_path / "papers"))
    read(matter, Inline(), Silent())
    first = SourceRow.objects.get(path__endswith="a1.pdf")
    made = produce(matter, wanted(), Dying(f"build:VOL001:{first.key}"), Silent())

    row = next(r for r in made.register.read_text("utf-8-sig").splitlines() if "a1.pdf" in r)
    assert "exception" in row
    assert "could not be built" in row


def test_two_commands_cannot_change_a_case_at_once(tmp_path: Path) -> None:
    matter = registered(tmp_path / "case", case_papers(tmp_path / "papers"))
    with locked(matter, "read"), pytest.raises(CaseError, match="in use by `goodcause read"):
        read(matter, Inline(), Silent())


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    papers = case_papers(tmp_path / "papers")
    _, alone = produced(tmp_path / "one", papers)
    expected = digests(alone.folder)
    _, several = produced(tmp_path / "two", papers, Processes(2))

    assert digests(several.folder) == expected
