"""What runs and where the time went can be seen, and nothing of a document stands in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from goodcause.base.errors import StoppedError, UndecidedError
from goodcause.engine.inline import Inline
from goodcause.engine.task import Ending, Outcome, Queue
from goodcause.pipeline import journal, watch
from goodcause.pipeline.journal import FOLDER, NOW
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.spent import Spent, drawn, spent
from goodcause.pipeline.status import standing
from goodcause.store.matter import Matter, open_matter

from tests.pipeline.making import registered, wanted
from tests.pipeline.papers import JEWELER, JUDGE, application


class Dying:
    """A fault: the worker dies on one build, every time."""

    def run(self, queue: Queue) -> Iterator[Outcome]:
        for outcome in Inline().run(queue):
            died = outcome.task.name.startswith("build:VOL001:s000001")
            yield (
                Outcome(task=outcome.task, ending=Ending.CRASHED, error="it died")
                if died
                else (outcome)
            )


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    """A case read and produced, of whose two papers one could not be built."""
    folder = tmp_path_factory.mktemp("journal")
    (folder / "papers" / "ccw").mkdir(parents=True)
    application(folder / "papers" / "ccw" / "a1.pdf", JUDGE)
    application(folder / "papers" / "ccw" / "a2.pdf", JEWELER)
    matter = registered(folder / "case", folder / "papers")
    with pytest.raises(UndecidedError):
        spent(matter)
    read(matter, Inline(), Silent())
    produce(matter, wanted(), Dying(), Silent())
    return matter


@pytest.fixture
def matter(done: Matter) -> Matter:
    return open_matter(done.folder)


def lines(matter: Matter, command: str) -> list[dict[str, object]]:
    (log,) = (matter.folder / FOLDER).glob(f"*-{command}-*.jsonl")
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_every_unit_and_every_stage_has_its_line(matter: Matter) -> None:
    told = lines(matter, "read")
    units = [line["unit"] for line in told if line["what"] == "unit"]
    stages = [line["stage"] for line in told if line["what"] == "stage over"]

    assert [line["what"] for line in (told[0], told[-1])] == ["start", "end"]
    assert told[-1]["ending"] == "done"
    assert {"read:s000001:1", "read:s000002:1"} <= set(units)
    assert stages == ["look for enclosed files", "read pages", "find", "join people", "keep"]
    (pages,) = (line for line in told if line.get("stage") == "read pages" and "seconds" in line)
    assert pages["steps"] == 2


def test_a_log_holds_nothing_of_a_document(matter: Matter) -> None:
    files = [*(matter.folder / FOLDER).iterdir(), matter.registers / "where-the-time-went.svg"]
    spent(matter)
    said = "".join(path.read_text() for path in files)

    for value in (JUDGE.name, JUDGE.ssn, JUDGE.address, JEWELER.licence, "a1.pdf", "it died"):
        assert value not in said
        for word in value.split():
            assert len(word) < 4 or word not in said


def test_a_unit_given_up_on_is_told_by_its_source_with_the_reason(matter: Matter) -> None:
    ((path, reason),) = standing(matter).given_up.items()

    assert path.endswith("a1.pdf (build)")
    assert reason == "it died; it was tried 3 times and set aside"


def test_where_the_time_went_is_drawn_stage_by_stage(matter: Matter) -> None:
    accounts = spent(matter)
    stages = [(s.command, s.stage) for s in accounts.stages]

    assert ("read", "read pages") in stages
    assert ("produce", "build pages") in stages
    assert ("produce", "verify") in stages
    for command in ("read", "produce"):
        assert sum(s.share for s in accounts.stages if s.command == command) == pytest.approx(1)
    assert {"read", "build"} <= set(accounts.workers)
    assert accounts.picture is not None
    drawing = ET.parse(accounts.picture).getroot()  # noqa: S314  we just wrote it
    said = [text.text or "" for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text == "produce: verify" for text in said)


def test_a_stage_of_no_time_can_be_drawn_and_its_name_is_only_text() -> None:
    one = Spent(command="read", stage="<script>", seconds=0.0, steps=3, share=0.0)

    assert "<script>" not in drawn([one])
    ET.fromstring(drawn([one]))  # noqa: S314  we just made it
    ET.fromstring(drawn([]))  # noqa: S314


def test_what_runs_is_seen_from_beside_it(matter: Matter) -> None:
    with journal.kept(matter.folder, "amend", Silent()) as told:
        told.start("read pages", 10)
        told.more(20)
        for _ in range(6):
            told.step()
        told._tell()
        now = watch.moment(matter.folder)

    assert (now.command, now.running, now.stage) == ("amend", True, "read pages")
    assert (now.done, now.total) == (6, 30)
    assert now.rate > 0
    assert now.left == pytest.approx(24 / now.rate)
    first, second, third = now.lines()
    assert first.startswith("amend, for ")
    assert second.startswith("  read pages: 6 of 30, ")
    assert second.endswith(" left")
    assert third.startswith("  units: ")
    assert watch.moment(matter.folder).lines() == [
        "nothing runs; the last command was amend (done)"
    ]


def test_a_command_that_was_killed_is_not_taken_for_one_that_runs(matter: Matter) -> None:
    file = matter.folder / FOLDER / NOW
    facts = json.loads(file.read_text())
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    file.write_text(json.dumps({**facts, "state": "running", "process": child}))

    now = watch.moment(matter.folder)
    assert not now.running
    assert "without a word" in now.lines()[0]


def test_how_a_command_ended_stands_in_its_log(matter: Matter) -> None:
    with (
        pytest.raises(StoppedError),
        journal.kept(matter.folder, "legibility of all", Silent()),
    ):
        raise StoppedError("the disk is full")

    assert lines(matter, "legibility")[-1]["ending"] == "StoppedError"
    assert watch.moment(matter.folder).state == "StoppedError"


def test_a_line_that_a_killed_process_left_half_written_is_passed_over(matter: Matter) -> None:
    before = spent(matter).stages
    (log,) = (matter.folder / FOLDER).glob("*-read-*.jsonl")
    with log.open("a") as out:
        out.write('{"at": "2026-')

    assert spent(matter).stages == before


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "0 s"), (59.4, "59 s"), (61, "1 min 1 s"), (3600, "1 h 0 min"), (86399, "23 h 59 min")],
)
def test_times_are_told_as_coarsely_as_they_are_long(seconds: float, said: str) -> None:
    assert watch.in_words(seconds) == said
