"""Pages of a volume read twice, without and with their mark: the proof that it impairs nothing.

Which pages are read follows from their numbers, so equal inputs give equal papers. Readings are
kept under the digest of the pixels, so no page is read twice alike.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from goodcause.base.blobs import Blobs, Memo
from goodcause.base.errors import UsageError
from goodcause.base.ids import Bates
from goodcause.engine.task import Engine
from goodcause.engine.watchdog import allow
from goodcause.pages.ocr import Ocr
from goodcause.pipeline.building import BuildJob, Steps
from goodcause.pipeline.packing import pack
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.run import Result, Runner, Work, fingerprint
from goodcause.production import watermark
from goodcause.production.build import endorsements, places_taken, print_page
from goodcause.production.legibility import PageLegibility, grey_of, lost_words
from goodcause.programs.reader import best_reader, reader_kind
from goodcause.programs.reading import OcrReader
from goodcause.removals.rebuild import rebuild
from goodcause.store.ledger import Unit

SAMPLE: Final = 8
"""Pages of a volume that are read when it is made."""

_SECONDS_A_PAGE = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsJob:
    """Read pages of one document, by their numbers within it from 1, in order."""

    build: BuildJob
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsDone:
    """What was read of them."""

    pages: tuple[PageLegibility, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How legible a volume is through its mark.

    Attributes:
        pages: those read, the worst first.
        of: pages of the volume that bear a mark.
        reader: what read them; empty where no reader is installed.
        unread: sentences on pages that were chosen and could not be read.
    """

    pages: tuple[PageLegibility, ...] = ()
    of: int = 0
    reader: str = ""
    unread: tuple[str, ...] = ()

    @property
    def low(self) -> tuple[PageLegibility, ...]:
        """Pages below the bar, the worst first."""
        return tuple(page for page in self.pages if page.low)

    def sentences(self) -> tuple[str, ...]:
        """For the certificate; nothing where no page bears a mark, or none was to be read."""
        if not self.of or not (self.pages or self.unread or not self.reader):
            return ()
        if not self.reader:
            return ("Legibility through the mark was not measured: no reader was installed.",)
        words, through = (sum(getattr(p, name) for p in self.pages) for name in _COUNTED)
        share = f" ({_part(through, words)})" if words else ""
        said = (
            f"Legibility: on {_pages(len(self.pages))} of {self.of} that bear the mark, "
            f"{self.reader} read {words} words before the mark was put on, and {through} of these "
            f"through it{share}."
        )
        below = ", ".join(f"{p.bates} ({_part(p.through, p.words)})" for p in self.low)
        low = f"Below the bar: {below}; clean pages are provided on request." if below else ""
        return tuple(one for one in (said, low, *self.unread) if one)

    def facts(self) -> dict[str, object]:
        """For a script."""
        words, through = (sum(getattr(p, name) for p in self.pages) for name in _COUNTED)
        return {
            "reader": self.reader or None,
            "marked pages": self.of,
            "pages read": len(self.pages),
            "words": words,
            "words through the mark": through,
            "recall": round(through / words, 4) if words else None,
            "below the bar": [p.bates for p in self.low],
            "unread": list(self.unread),
            "pages": [
                {"page": p.bates, "words": p.words, "recall": round(p.recall, 4), "bar": p.bar}
                | {"ink kept": round(p.kept, 4)}
                for p in self.pages
            ],
        }


_COUNTED: Final = ("words", "through")


def prove(
    name: str,
    jobs: Mapping[str, BuildJob],
    pages: int | None,
    engine: Engine,
    progress: Progress,
) -> Proof:
    """Read pages of a volume without and with their mark.

    Args:
        name: of the volume in the ledger.
        jobs: by source key, how its documents are built.
        pages: how many to read, drawn by their numbers; ``None`` for all.
        engine: where pages are read.
        progress: whom to tell.
    """
    marked = _marked(jobs.values())
    reader = reader_kind()
    wanted = _drawn(marked, pages) if reader else {}
    found: list[PageLegibility] = []
    unread: list[str] = []

    def take(result: Result) -> Iterable[Work]:
        job = result.work.payload
        if isinstance(result.value, ReadingsDone):
            found.extend(result.value.pages)
        elif isinstance(job, ReadingsJob):
            first = job.build.document.begin.plus(job.pages[0] - 1)
            unread.append(f"{_pages(len(job.pages))} from {first} on: {result.reason}")
        progress.step()
        return ()

    if wanted:
        progress.start("legibility", len(wanted))
        runner = Runner(engine, ReadingsDone)
        runner.ask(_work(name, key, jobs[key], reader, numbers) for key, numbers in wanted.items())
        runner.run(take)
        progress.finish()
    worst = sorted(found, key=lambda p: (p.recall - p.bar, p.bates))
    count = sum(len(numbers) for _, numbers in marked)
    return Proof(pages=tuple(worst), of=count, reader=reader, unread=tuple(sorted(unread)))


def readings_unit(job: object) -> object:
    """Read chosen pages of one document, in a worker."""
    if not isinstance(job, ReadingsJob):
        raise TypeError(type(job))
    reader = _reader()
    if reader is None:
        raise UsageError("no reader is installed; `goodcause doctor` says what to install")
    ocr = Ocr(reader, Memo(job.build.blobs / "ocr"))
    steps = Steps(Blobs(job.build.blobs), job.build)
    read = tuple(_read(steps, ocr, job.build, number) for number in job.pages)
    allow(0)
    return ReadingsDone(pages=read)


def _read(steps: Steps, ocr: Ocr, job: BuildJob, number: int) -> PageLegibility:
    plan = steps.plan(number)
    allow(int(_SECONDS_A_PAGE))
    dress, bates = job.document.dress, job.document.begin.plus(number - 1)
    if dress.watermark is None:
        raise ValueError(f"{bates} bears no mark")
    taken = places_taken(plan)
    bare = rebuild(steps.plate(number), plan)
    page, _ = print_page(bare, plan.words, endorsements(dress, bates), taken)
    without = ocr.read(grey_of(page))
    marked = watermark.stamp(page, dress.watermark, dress.seed(str(bates)), taken)
    words, lost = lost_words(without, ocr.read(grey_of(marked.page)))
    return PageLegibility(
        bates=str(bates),
        words=words,
        through=words - len(lost),
        kept=marked.kept,
        bar=dress.watermark.legible,
        lost=tuple(lost),
    )


@lru_cache(maxsize=1)
def _reader() -> OcrReader | None:
    return best_reader()


Marked = Sequence[tuple[str, Sequence[Bates]]]
"""By source key: numbers of its pages that bear a mark."""


def _marked(jobs: Iterable[BuildJob]) -> Marked:
    documents = [j.document for j in jobs if not j.native and not j.slip]
    return [
        (d.document, [d.begin.plus(at) for at in range(d.pages)])
        for d in documents
        if d.dress.watermark is not None
    ]


def _drawn(marked: Marked, pages: int | None) -> dict[str, tuple[int, ...]]:
    """By source key: which of its pages to read, from 1."""
    every = [(key, at, bates) for key, numbers in marked for at, bates in enumerate(numbers, 1)]
    every.sort(key=lambda one: hashlib.sha256(f"legible {one[2]}".encode()).digest())
    drawn: dict[str, list[int]] = defaultdict(list)
    for key, at, _ in every[:pages]:
        drawn[key].append(at)
    return {key: tuple(sorted(numbers)) for key, numbers in sorted(drawn.items())}


def _work(name: str, key: str, job: BuildJob, reader: str, pages: tuple[int, ...]) -> Work:
    document = job.document
    parts = (pack(document), *map(pack, (job.pages, job.accepted, job.lettering, pages)), reader)
    unit = Unit(name=f"legible:{name}:{key}", kind="legible", fingerprint=fingerprint(*parts))
    payload = ReadingsJob(build=job, pages=pages)
    seconds = _SECONDS_A_PAGE * (len(pages) + 1)
    return Work(unit=unit, work=readings_unit, payload=payload, seconds=seconds)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _part(some: int, of: int) -> str:
    """A share to three places, never rounded up."""
    return f"{some * 1000 // of / 1000:.3f}"
