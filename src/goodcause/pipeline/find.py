"""What is found in single files, without a case: for trying things out and for scripts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from goodcause.base.blobs import Blobs
from goodcause.base.errors import SourceError, UsageError
from goodcause.base.geometry import Box, union
from goodcause.decisions.decision import Proposal
from goodcause.decisions.policy import propose
from goodcause.engine.task import Engine, Queue, Task
from goodcause.findings.examine import Examined
from goodcause.findings.finding import Finding
from goodcause.findings.people import join
from goodcause.intake.kinds import kind_of
from goodcause.order.load import load_order, packaged_order, packaged_orders
from goodcause.order.order import RuleSet
from goodcause.pages.page import Page
from goodcause.pipeline.packing import unpack
from goodcause.pipeline.units import (
    CHUNK,
    STEP_SECONDS,
    ExamineJob,
    ReadDone,
    ReadJob,
    all_pages,
    examine_unit,
    read_unit,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding as a script reads it; ``box`` is left, top, right, bottom at 300 dpi."""

    source: str
    page: int
    category: str
    text: str
    box: tuple[int, int, int, int]
    probability: float
    because: str
    clause: str
    outcome: str

    def facts(self) -> dict[str, object]:
        """For a script."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Something that findings do not tell: a page nobody could read, two people in one file.

    Attributes:
        source: the file.
        caution: the sentence.
    """

    source: str
    caution: str

    def facts(self) -> dict[str, object]:
        """For a script."""
        return asdict(self)


def find_in(
    files: Sequence[Path], order: str, series: str, engine: Engine
) -> Iterator[Found | Caution | str]:
    """Findings of each file and what to beware of, or a sentence where a file cannot be read.

    Raises:
        UsageError: there is no such order or series.
    """
    path = packaged_order(order) if order in packaged_orders() else Path(order)
    rules = load_order(path).on(date.max)
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file} is not a file; name files to read")
    for file in files:
        try:
            yield from _of_file(file, rules, series, engine)
        except SourceError as e:
            yield f"{file}: {e.message}"


def _of_file(file: Path, rules: RuleSet, series: str, engine: Engine) -> Iterator[Found | Caution]:
    role = rules.series(series).role
    with tempfile.TemporaryDirectory(prefix="goodcause-") as name:
        blobs = Blobs(Path(name))
        digest, _ = blobs.put_file(file)
        kind = kind_of(file, file.name)
        runs: list[str] = []
        first, done = 1, None
        while done is None or first <= done.total:
            job = ReadJob(
                blobs=blobs.root,
                key="s000001",
                sha256=done.readable if done else digest,
                kind=done.readable_kind if done else kind,
                role=role,
                first=first,
            )
            done = _in_child(engine, read_unit, job, ReadDone)
            runs.append(done.pages)
            first += done.count
        examine = ExamineJob(blobs=blobs.root, key="s000001", role=role, pages=tuple(runs))
        digest = _in_child(engine, examine_unit, examine, str)
        found = unpack(Examined, blobs.get(digest))
        pages = {page.number: page for page in all_pages(blobs, runs)}
    people = join([found.subject])
    person_class = rules.class_of(people[0].occupation if people else "unknown")
    notes = [f"page {page.number}: {note}" for page in pages.values() for note in page.notes]
    for sentence in (*found.flags, *notes):
        yield Caution(source=str(file), caution=sentence)
    for finding in found.findings:
        yield _shown(str(file), finding, pages, propose(finding, person_class, rules, series))


def _in_child(engine: Engine, work: Callable[[object], object], job: object, cls: type[T]) -> T:
    """Do one unit where a hostile file can do no harm."""
    queue = Queue()
    queue.put(Task(name="find", work=work, payload=job, seconds=STEP_SECONDS * (CHUNK + 1.0)))
    for outcome in engine.run(queue):
        if isinstance(outcome.value, cls):
            return outcome.value
        raise SourceError(outcome.error)
    raise RuntimeError("an engine ended without an outcome")


def _shown(source: str, finding: Finding, pages: dict[int, Page], proposal: Proposal) -> Found:
    page = pages[finding.span.page]
    boxes = [page.words[i].box for i in finding.span.words]
    if finding.span.region is not None:
        boxes.append(finding.span.region)
    box = union(boxes) if boxes else Box(0, 0, 0, 0)
    return Found(
        source=source,
        page=finding.span.page,
        category=finding.category,
        text=finding.text,
        box=(box.left, box.top, box.right, box.bottom),
        probability=finding.probability,
        because=finding.because,
        clause=proposal.rule,
        outcome=proposal.outcome.value,
    )
