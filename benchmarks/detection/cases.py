"""Made cases, read and examined, with each finding held against the truth."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.blobs import Memo
from goodcause.base.geometry import Box, union
from goodcause.demo.generate import generate
from goodcause.demo.score import cover
from goodcause.demo.truth import REMOVE, TrueValue, Truth
from goodcause.findings.examine import Examined as Found
from goodcause.findings.examine import examine
from goodcause.findings.finding import Finding
from goodcause.intake.kinds import kind_of
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.page import Page
from goodcause.pages.read import Tools, count_pages, read_pages
from goodcause.programs.reader import best_reader

ROLES = {"ccw": "applicant", "volunteer": "employee", "donor": "donor", "personnel": "employee"}
_HALF = 0.5
_GONE = 0.8
_TOUCHED = 0.05
_MARGIN = 8
_SAME = {"vulnerability_time": "vulnerability", "vulnerability_place": "vulnerability"}


Finder = Callable[[str, Sequence[Page], str], Found]


@dataclass(frozen=True, slots=True)
class Case:
    """A made case with its pages, by path."""

    truth: Truth
    pages: dict[str, list[Page]]


@dataclass(frozen=True, slots=True)
class Examined:
    """One finding with its page, and whether it is right."""

    finding: Finding
    page: Page
    right: bool


def read_case(seed: int, applications: int) -> Case:
    """Make a case and read its pages; the folder goes away again."""
    with tempfile.TemporaryDirectory(prefix="goodcause-bench-") as name:
        folder = Path(name)
        truth = generate(folder / "papers", seed=seed, applications=applications)
        (folder / "ocr").mkdir()
        tools = Tools(limits=Limits(), reader=best_reader(), cache=Memo(folder / "ocr"))
        pages = {}
        for document in truth.documents:
            path = folder / "papers" / document.path
            if document.disposition in ("duplicate", "exception") or not path.is_file():
                continue
            kind = kind_of(path, path.name)
            if kind in (Kind.PDF, Kind.TIFF, Kind.JPEG):
                numbers = range(1, count_pages(path, kind, Limits()) + 1)
                pages[document.path] = [page for page, _ in read_pages(path, kind, numbers, tools)]
        return Case(truth, pages)


def examined(case: Case, find: Finder = examine) -> Iterator[Examined]:
    """Every finding whose category the truth speaks of."""
    known: dict[tuple[str, int], list[TrueValue]] = defaultdict(list)
    for value in case.truth.values:
        known[value.document, value.page].append(value)
    spoken = {_name(value.category) for value in case.truth.values}
    series = {document.path: document.series for document in case.truth.documents}
    for path, pages in case.pages.items():
        for finding in find(path, pages, ROLES[series[path]]).findings:
            if _name(finding.category) in spoken:
                page = pages[finding.span.page - 1]
                right = _right(finding, page, known[path, finding.span.page])
                yield Examined(finding, page, right)


def _name(category: str) -> str:
    return _SAME.get(category, category)


def boxes_of(finding: Finding, page: Page) -> list[Box]:
    """What a finding covers: the stretch of each line, as a removal would."""
    lines: dict[int, list[Box]] = defaultdict(list)
    for word in finding.span.words:
        lines[page.words[word].line].append(page.words[word].box)
    boxes = [union(line).grown(_MARGIN) for line in lines.values()]
    return [*boxes, finding.span.region] if finding.span.region else boxes


def _right(finding: Finding, page: Page, values: Sequence[TrueValue]) -> bool:
    boxes = boxes_of(finding, page)
    return any(
        cover(value.boxes, boxes) >= _HALF or cover(boxes, value.boxes) >= _HALF
        for value in values
        if _name(value.category) == _name(finding.category)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Narrative values of cases: how many are to go, gone, to stay, and hurt."""

    wanted: int
    gone: int
    keepers: int
    hurt: int


def narrative(case: Case) -> Told:
    """Times and places in running words, and what stands beside them and must stay."""
    removed: dict[tuple[str, int], list[Box]] = defaultdict(list)
    series = {document.path: document.series for document in case.truth.documents}
    for path, pages in case.pages.items():
        for finding in examine(path, pages, ROLES[series[path]]).findings:
            if finding.category.startswith("vulnerability"):
                page = pages[finding.span.page - 1]
                removed[path, finding.span.page] += boxes_of(finding, page)
    told = [v for v in case.truth.values if v.narrative and v.boxes and v.document in case.pages]
    go = [v for v in told if v.expect == REMOVE and v.category.startswith("vulnerability")]
    stay = [v for v in told if v.expect != REMOVE]
    return Told(
        len(go), sum(cover(v.boxes, removed[v.document, v.page]) >= _GONE for v in go),
        len(stay), sum(cover(v.boxes, removed[v.document, v.page]) > _TOUCHED for v in stay),
    )  # fmt: skip
