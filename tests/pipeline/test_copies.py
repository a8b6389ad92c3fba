"""Several recipients: the same pages, each copy in its own pattern, and a scan traced to one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from goodcause.base.errors import UsageError
from goodcause.engine.inline import Inline
from goodcause.engine.processes import Processes
from goodcause.engine.task import Outcome, Queue
from goodcause.pipeline.again import Volume
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.trace import trace_scan
from goodcause.pipeline.verify import known
from goodcause.programs.tesseract import find_data
from goodcause.store.matter import Matter

from tests.pipeline.making import digests, registered, wanted
from tests.pipeline.papers import JEWELER, JUDGE, application


class Impatient:
    """An engine of processes that gives a task two seconds."""

    def run(self, queue: Queue) -> Iterator[Outcome]:
        task = queue.take()
        assert task is not None
        queue.put(replace(task, seconds=2.0))
        yield from Processes(1).run(queue)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Matter, Made]:
    """A volume for one recipient, with copies for two others."""
    folder = tmp_path_factory.mktemp("copies")
    (folder / "papers" / "ccw").mkdir(parents=True)
    application(folder / "papers" / "ccw" / "a1.pdf", JUDGE)
    application(folder / "papers" / "ccw" / "a2.pdf", JEWELER)
    matter = registered(folder / "case", folder / "papers")
    read(matter, Inline(), Silent())
    want = replace(wanted(), to="First Firm", others=("Second Firm", "Third & Sons"))
    return matter, produce(matter, want, Inline(), Silent())


def test_copies_say_the_same_and_only_their_marks_differ(copied: tuple[Matter, Made]) -> None:
    _, made = copied
    volumes = [digests(folder) for folder in (made.folder, *made.copies)]

    assert [c.parent.name for c in made.copies] == ["second-firm", "third-sons"]
    assert all(set(volumes[0]) == set(other) for other in volumes)
    same = {name for name in volumes[0] if len({v[name] for v in volumes}) == 1}
    differing = {name.partition("/")[0] for name in set(volumes[0]) - same}
    assert {"IMAGES", "CERTIFICATE.pdf"} <= differing
    assert not {"TEXT", "LOGS"} & differing


@pytest.mark.skipif(find_data() is None, reason="Tesseract's English data is not installed")
def test_a_picture_of_a_page_names_who_had_it(copied: tuple[Matter, Made], tmp_path: Path) -> None:
    matter, made = copied
    names = "First Firm", "Second Firm", "Third & Sons"
    engines = Processes(1), Inline(), Inline()
    folders = made.folder, *made.copies
    for folder, name, engine in zip(folders, names, engines, strict=True):
        image = sorted(folder.glob("IMAGES/*/*.pdf"))[0]
        with pypdfium2.PdfDocument(image) as document:
            picture = document[0].render(scale=2.9, grayscale=True).to_pil()
        scan = tmp_path / f"{folder.parent.name}.png"
        picture.crop((60, 80, picture.width, picture.height)).save(scan, dpi=(209, 209))

        trail = trace_scan(matter, scan, engine)

        assert (trail.bates, trail.traced.name) == (image.stem, name)
        assert trail.traced.odds > 1e6


def test_the_case_knows_a_copy_as_its_own_and_attacks_it_with_its_secrets(
    copied: tuple[Matter, Made],
) -> None:
    matter, made = copied

    removed, values, places = known(made.copies[1], matter.folder)

    assert known(made.folder, matter.folder) == (removed, values, places)
    assert JUDGE.ssn in {one.value for one in removed}
    assert places


def test_a_scan_that_ends_its_reader_costs_a_sentence_and_not_the_command(
    copied: tuple[Matter, Made], tmp_path: Path
) -> None:
    pipe = tmp_path / "scan.png"
    os.mkfifo(pipe)  # whoever opens it waits for ever

    with pytest.raises(UsageError, match="cannot be read as a picture"):
        trace_scan(copied[0], pipe, Impatient())


@pytest.mark.parametrize("names", [("First Firm",), ("FIRST-firm",), ("x", "X "), ("...",)])
def test_recipients_that_cannot_be_told_apart_are_refused(
    copied: tuple[Matter, Made], names: tuple[str, ...]
) -> None:
    want = replace(wanted("VOL009"), to="First Firm", others=names)

    with pytest.raises(UsageError, match=r"named twice|a letter or a digit"):
        produce(copied[0], want, Inline(), Silent())


def test_what_is_no_scan_of_the_case_ends_in_a_sentence(
    copied: tuple[Matter, Made], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\nnothing")

    with pytest.raises(UsageError, match="cannot be read as a picture"):
        trace_scan(copied[0], bad, Inline())
    with pytest.raises(UsageError, match="made no volume VOL077"):
        Volume(copied[0], "VOL077")
