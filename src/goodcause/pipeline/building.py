"""What a worker does to build one document of a volume: plan each page, write what survives."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goodcause.base.blobs import Blobs
from goodcause.engine.watchdog import allow
from goodcause.intake.source import Kind
from goodcause.pages.codec import pages_from_bytes
from goodcause.pages.page import Page, Word
from goodcause.pages.plate import Mode, Plate
from goodcause.pipeline.lettering import lettering_of
from goodcause.production.build import DocumentJob, build_document
from goodcause.production.slip import build_slip, copy_native
from goodcause.production.volume import ProducedDocument
from goodcause.programs.reader import best_reader
from goodcause.programs.reading import OcrReader
from goodcause.removals.plan import Accepted, plan_page
from goodcause.removals.rebuild import Rebuilt
from goodcause.removals.removal import PagePlan
from goodcause.removals.reread import legible, touched

_STEP_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildJob:
    """Build one document.

    Attributes:
        blobs: the case's blobs folder.
        folder: of the volume being built.
        document: its numbers and dress.
        pages: digests of its encoded pages, in order.
        accepted: findings that a decision removes.
        lettering: number and digest of the lettering of each page on which lines are set again.
        native: digest of the untouched file to serve beside a slip sheet; empty for none.
        native_kind: what that file is.
        slip: what its slip sheets say, for a document that is not served but has numbers.
    """

    blobs: Path
    folder: Path
    document: DocumentJob
    pages: tuple[str, ...]
    accepted: tuple[Accepted, ...] = ()
    lettering: tuple[tuple[int, str], ...] = ()
    native: str = ""
    native_kind: Kind = Kind.UNKNOWN
    slip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildDone:
    """A built document.

    Attributes:
        files: paths in the volume and digests of what was written; a later run believes that
            the document is built only if the files still say so.
        taken_with: how many surviving words had to go with a removal.
    """

    document: ProducedDocument
    files: tuple[tuple[str, str], ...]
    taken_with: int = 0

    def stands(self, folder: Path) -> bool:
        """Whether its files lie in the folder as they were written."""
        return standing(folder, self.files) == len(self.files)


def standing(folder: Path, files: Sequence[tuple[str, str]]) -> int:
    """How many of those files lie in the folder with those digests."""
    return sum(_digest(folder / name) == digest for name, digest in files)


def build_unit(job: object) -> object:
    """Build one document into the volume's folder."""
    if not isinstance(job, BuildJob):
        raise TypeError(type(job))
    allow(_STEP_SECONDS)
    blobs = Blobs(job.blobs)
    if job.native:
        path = copy_native(job.document, blobs.path(job.native), job.native_kind.value, job.folder)
        built = build_slip(job.document, job.folder, native=path)
        return _done(job.folder, built, 0)
    if job.slip:
        return _done(job.folder, build_slip(job.document, job.folder, job.slip), 0)
    steps = Steps(blobs, job)
    built = build_document(job.document, steps.plate, job.folder, steps.plan, shown)
    allow(0)
    return _done(job.folder, built, steps.taken_with)


class Steps:
    """Pages of one document one after another, holding one run of pages and one plate."""

    def __init__(self, blobs: Blobs, job: BuildJob) -> None:
        self._blobs = blobs
        self._document = job.document.document
        self._runs = list(job.pages)
        self._pages: dict[int, Page] = {}
        self._plate: Plate | None = None
        self._accepted = _by_page(job.accepted)
        self._lettering = dict(job.lettering)
        self.taken_with = 0

    def plan(self, number: int) -> PagePlan:
        """What happens to a page; its plate is fetched on the way."""
        allow(_STEP_SECONDS)
        page = self._page(number)
        self._plate = Plate.from_bytes(self._blobs.get(page.plate))
        plan = plan_page(
            page,
            self._document,
            self._accepted.get(number, ()),
            tone=self._plate.mode is Mode.TONE,
            lettering=lettering_of(self._blobs, self._lettering, number),
        )
        self.taken_with += sum(len(r.taken_with) for r in plan.removals)
        return plan

    def plate(self, number: int) -> Plate:
        """The pixels of the page whose plan was made last."""
        if self._plate is None:
            raise RuntimeError(f"page {number} was asked for before its plan")
        return self._plate

    def _page(self, number: int) -> Page:
        while number not in self._pages:
            run = pages_from_bytes(self._blobs.get(self._runs.pop(0)))
            self._pages = {page.number: page for page in run}
        return self._pages[number]


def shown(plan: PagePlan, page: Rebuilt) -> tuple[Word, ...]:
    """The words of a plan that the rebuilt page shows; those a removal touches are read again.

    Where no reader is installed nothing confirms those words, and none of them stays.
    """
    cut = touched(plan)
    if not cut:
        return plan.words
    reader = _reader()
    if reader is None:
        return tuple(word for at, word in enumerate(plan.words) if at not in cut)
    return legible(plan, page, reader)


@cache
def _reader() -> OcrReader | None:
    """The reader of this worker; most documents need none, so it is started late."""
    return best_reader()


def _done(folder: Path, built: ProducedDocument, taken_with: int) -> BuildDone:
    names = (*built.images, built.text, *(name for name in (built.native, built.pdf) if name))
    files = tuple((name, _digest(folder / name)) for name in names)
    return BuildDone(document=built, files=files, taken_with=taken_with)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _by_page(accepted: Sequence[Accepted]) -> Mapping[int, Sequence[Accepted]]:
    pages: dict[int, list[Accepted]] = defaultdict(list)
    for each in accepted:
        pages[each.finding.span.page].append(each)
    return pages
