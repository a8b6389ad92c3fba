"""What a worker does with one unit: read pages, examine a document, build a document.

Every function here takes one picklable value and returns one small picklable value. Pixels
and words go to the blobs first; only their digests come back.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.blobs import Blobs, Memo
from goodcause.base.errors import SourceError
from goodcause.engine.watchdog import allow
from goodcause.findings.examine import Examined, examine
from goodcause.findings.namesakes import namesakes
from goodcause.findings.propagate import KnownValue, known_values, spread
from goodcause.findings.template import Supplied
from goodcause.intake.limits import Limits
from goodcause.intake.source import OFFICE, TYPESET, Kind
from goodcause.pages.codec import pages_from_bytes, pages_to_bytes
from goodcause.pages.hidden import DYNAMIC_XFA
from goodcause.pages.page import Page
from goodcause.pipeline.packing import pack, unpack
from goodcause.pipeline.run import fingerprint
from goodcause.programs.reader import best_reader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodcause.programs.reading import OcrReader, OcrWord

CHUNK = 24
"""Pages a unit reads: a crash costs that many pages' work, and memory stays flat."""
STEP_SECONDS = 90
"""A page (or opening a file) may take that long; rapidocr needs 20 s for a dense scan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadJob:
    """Read one run of pages of one source.

    Attributes:
        blobs: the case's blobs folder.
        key: the source's key.
        sha256, kind: its bytes and what they are.
        role: whose papers the series holds (``applicant``, ``donor``, ``employee``, ``filing``).
        first: first page to read, from 1.
    """

    blobs: Path
    key: str
    sha256: str
    kind: Kind
    role: str
    first: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDone:
    """What reading one run of pages gave.

    Attributes:
        total: pages of the whole source.
        pages: digest of the encoded pages of this run.
        count: how many pages were read.
        readable, readable_kind: bytes to read further pages from (a typeset PDF for a table).
        examined: digest of the examined document when this run was all of it, else empty.
        notes: sentences of its pages for the register and the reviewer.
        seconds: CPU seconds, ``ocr_seconds`` of them inside the reader.
    """

    total: int
    pages: str
    count: int
    readable: str
    readable_kind: Kind
    examined: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    ocr_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamineJob:
    """Examine a document whose pages are all read.

    Attributes:
        known: values known of the same person from other documents; empty the first time.
        before: digest of what was examined before, when only known values are to be added.
        boxes: those that templates of forms supply, where labels could not be read.
    """

    blobs: Path
    key: str
    role: str
    pages: tuple[str, ...]
    known: tuple[KnownValue, ...] = ()
    before: str = ""
    boxes: tuple[Supplied, ...] = ()


class TimedReader:
    """The best OCR engine there is, counting the CPU seconds spent in it."""

    def __init__(self, engine: OcrReader) -> None:
        """Wrap an engine."""
        self.name = engine.name
        self.seconds = 0.0
        self._engine = engine

    def read(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """Words of a grey page."""
        start = time.process_time()
        words = self._engine.read(grey)
        self.seconds += time.process_time() - start
        return words

    def read_line(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """Words of a crop that holds one line."""
        start = time.process_time()
        words = self._engine.read_line(grey)
        self.seconds += time.process_time() - start
        return words


@lru_cache(maxsize=1)
def _reader() -> TimedReader | None:
    engine = best_reader()
    return None if engine is None else TimedReader(engine)


def read_unit(job: object) -> object:
    """Read a run of pages, and examine the document when that was all of it."""
    if not isinstance(job, ReadJob):
        raise TypeError(type(job))
    from goodcause.pages.read import Tools, count_pages, read_pages  # noqa: PLC0415  only workers

    start = time.process_time()
    reader = _reader()
    ocr_before = reader.seconds if reader else 0.0
    blobs = Blobs(job.blobs)
    allow(STEP_SECONDS)
    digest, kind = readable(blobs, job.sha256, job.kind)
    path, limits = blobs.path(digest), Limits()
    total = count_pages(path, kind, limits)
    numbers = range(job.first, min(job.first + CHUNK, total + 1))
    tools = Tools(limits=limits, reader=reader, cache=Memo(job.blobs / "ocr"))
    pages = tuple(_kept(read_pages(path, kind, numbers, tools), blobs))
    if any(DYNAMIC_XFA in page.notes for page in pages):
        raise SourceError(DYNAMIC_XFA)
    kept = blobs.put(pages_to_bytes(pages))
    whole = job.first == 1 and len(pages) == total
    examined = _examine(blobs, job.key, pages, job.role) if whole else ""
    allow(0)
    return ReadDone(
        total=total,
        pages=kept,
        count=len(pages),
        readable=digest,
        readable_kind=kind,
        examined=examined,
        notes=tuple(dict.fromkeys(note for page in pages for note in page.notes)),
        seconds=time.process_time() - start,
        ocr_seconds=(reader.seconds if reader else 0.0) - ocr_before,
    )


def examine_unit(job: object) -> object:
    """Examine a whole document, or add what its person's other documents make known."""
    if not isinstance(job, ExamineJob):
        raise TypeError(type(job))
    blobs = Blobs(job.blobs)
    pages = all_pages(blobs, job.pages)
    allow(STEP_SECONDS + len(pages))
    if not job.before:
        return _examine(blobs, job.key, pages, job.role, job.boxes)
    before = unpack(Examined, blobs.get(job.before))
    after = _told(before, pages, job.known)
    return job.before if after == before else blobs.put(pack(after))


def _told(before: Examined, pages: Sequence[Page], known: Sequence[KnownValue]) -> Examined:
    """A document with what the values of its person find in it."""
    more = spread(before, pages, known)
    found = replace(before, findings=before.findings + more)
    alike = namesakes(found, pages, known)
    return replace(
        found,
        findings=found.findings + alike.findings,
        flags=tuple(dict.fromkeys(found.flags + alike.flags)),
    )


def all_pages(blobs: Blobs, digests: Sequence[str]) -> tuple[Page, ...]:
    """Every page of a document, in order."""
    return tuple(page for digest in digests for page in pages_from_bytes(blobs.get(digest)))


def _examine(
    blobs: Blobs, key: str, pages: Sequence[Page], role: str, boxes: Sequence[Supplied] = ()
) -> str:
    found = examine(key, pages, role, boxes)
    if role != "donor":
        found = _told(found, pages, known_values(found.findings))
    return blobs.put(pack(found))


def _kept(read: Iterator[tuple[Page, object]], blobs: Blobs) -> Iterator[Page]:
    from goodcause.pages.plate import Plate  # noqa: PLC0415  only workers touch pixels

    for page, plate in read:
        if not isinstance(plate, Plate):
            raise TypeError(type(plate))
        allow(STEP_SECONDS)
        yield replace(page, plate=blobs.put(plate.to_bytes()))


def readable(blobs: Blobs, sha256: str, kind: Kind) -> tuple[str, Kind]:
    """The bytes to read a source's pages from: the source itself, or its typeset PDF.

    What an office program lays out is kept: it takes seconds, and another version of that program
    might lay it out otherwise between reading and producing.
    """
    if kind not in TYPESET:
        return sha256, kind
    from goodcause.intake.convert import to_pdf  # noqa: PLC0415  only workers typeset

    laid_out = Memo(blobs.root / "laid-out")
    name = fingerprint(sha256, kind)
    kept = laid_out.get(name) if kind in OFFICE else None
    if kept is not None:
        return kept.decode(), Kind.PDF
    with blobs.scratch() as folder:
        out = folder / "typeset.pdf"
        to_pdf(blobs.path(sha256), kind, out)
        digest, _ = blobs.put_file(out)
    if kind in OFFICE:
        laid_out.put(name, digest.encode())
    return digest, Kind.PDF
