"""The command `trace`: a scan of one page is held against every recipient's copy of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.blobs import Memo
from goodcause.base.errors import SourceError, StoppedError, UsageError
from goodcause.base.ids import Bates
from goodcause.engine.task import Ending, Engine, Queue, Task
from goodcause.engine.watchdog import allow
from goodcause.intake.kinds import kind_of
from goodcause.intake.limits import Limits
from goodcause.pages.page import Page
from goodcause.pages.read import Tools, read_pages
from goodcause.pipeline.again import Volume
from goodcause.pipeline.copies import recipients
from goodcause.production.trace import Known, Scan, Traced, trace
from goodcause.programs.reader import best_reader
from goodcause.store.matter import Matter
from goodcause.store.models import VolumeRow

_WORD = re.compile(r"[a-z0-9]{3,}")
_NUMBER = re.compile(r"[A-Z][A-Z0-9_-]*?[0-9]{4,12}")
_SECONDS = 300
_LIKE = 0.5  # of the scan's words stand on the page it is taken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """A traced scan: the page it shows, and whose copy."""

    volume: str
    bates: str
    traced: Traced

    def facts(self) -> dict[str, object]:
        """For a script."""
        found = self.traced
        return {
            "volume": self.volume,
            "page": self.bates,
            "recipient": found.name or None,
            "odds": round(found.odds) if found.name else None,
            "strokes": found.strokes,
            "scores": {name: round(score, 1) for name, score in found.scores.items()},
            "why": found.why,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanJob:
    """Read a scan.

    Attributes:
        path: a stranger's file.
        memo: folder of the OCR cache.
    """

    path: Path
    memo: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRead:
    """A scan's first page, set straight, with its words, and its pixels."""

    page: Page
    scan: Scan


def trace_scan(
    matter: Matter, scan: Path, engine: Engine, number: str = "", volume: str = ""
) -> Trail:
    """Whose copy a scanned page is.

    Args:
        matter: the case that made the volume.
        scan: a picture or PDF; its first page is looked at.
        engine: where it is read; a stranger's file belongs in a process of its own.
        number: of the page it shows; read from the scan when empty.
        volume: it is a page of; each of the case's volumes is tried when empty.

    Raises:
        UsageError: the scan cannot be read, or shows no page of the case.
        StoppedError: the machine would not go on.
    """
    names = [volume] if volume else [r.name for r in VolumeRow.objects.order_by("-name")]
    if not names:
        raise UsageError("the case has produced no volume yet; there is nothing to trace")
    read = _read(scan, matter, engine)
    last: Trail | None = None
    for name in names:
        opened = Volume(matter, name)
        bates = _parsed(number) if number else _shown(opened, read.page)
        if bates is not None:
            last = _traced(opened, bates, read.scan)
            if last.traced.name:
                return last
    if last is None:
        raise UsageError(
            f"{scan} shows no page of this case that can be told by its words; "
            "name it with --page BATES"
        )
    return last


def _traced(volume: Volume, bates: Bates, seen: Scan) -> Trail:
    bare = volume.bare(bates)
    mark = bare.dress.watermark
    if mark is None or mark.dash_pt <= 0 or mark.style != "hollow":
        why = "its series bears no mark that carries a pattern"
        found = Traced(name="", odds=0.0, scores={}, strokes=0, why=why)
        return Trail(volume=volume.name, bates=str(bates), traced=found)
    known = Known(page=bare.page, words=bare.words, taken=bare.taken, mark=mark)
    seeds = {each.name: bare.dress.seed(str(bates), each.code) for each in recipients(volume.name)}
    return Trail(volume=volume.name, bates=str(bates), traced=trace(seen, known, seeds))


def _read(path: Path, matter: Matter, engine: Engine) -> ScanRead:
    queue = Queue()
    job = ScanJob(path=path.absolute(), memo=matter.memo.root)
    queue.put(Task(name="scan", work=scan_unit, payload=job, seconds=float(_SECONDS)))
    outcome = next(iter(engine.run(queue)))
    if outcome.ending is Ending.STOPPED:
        raise StoppedError(outcome.error)
    if not isinstance(outcome.value, ScanRead):
        raise UsageError(
            f"{path} cannot be read as a picture or PDF of a page ({outcome.error}); scan it again "
            "at 200 to 600 dots an inch, and give that file"
        )
    return outcome.value


def scan_unit(job: object) -> object:
    """Read a scan's first page, in a worker.

    Raises:
        SourceError: it is no picture or PDF of a page.
    """
    if not isinstance(job, ScanJob):
        raise TypeError(type(job))
    allow(_SECONDS)
    tools = Tools(limits=Limits(), reader=best_reader(), cache=Memo(job.memo))
    try:
        kind = kind_of(job.path, job.path.name)
        page, plate = next(iter(read_pages(job.path, kind, [1], tools)))
    except (OSError, ValueError) as e:
        raise SourceError(str(e)) from e
    except StopIteration as e:
        raise SourceError("it has no page") from e
    allow(0)
    return ScanRead(page=page, scan=Scan(plate.grey(), page.words))


def _parsed(number: str) -> Bates:
    try:
        return Bates.parse(number)
    except ValueError as e:
        raise UsageError(str(e)) from e


def _shown(volume: Volume, page: Page) -> Bates | None:
    """The page of a volume that a scan shows: by its number, else by its words."""
    for word in reversed(page.words):
        match = _NUMBER.search(word.text)
        if match and volume.holds(bates := Bates.parse(match[0])):
            return bates
    wanted = Counter(_words(" ".join(word.text for word in page.words)))
    best, found = 0, None
    for document in volume.documents:
        text = (volume.folder / document.text).read_text(encoding="utf-8-sig", errors="replace")
        for at, one in enumerate(text.split("\f")[: document.pages]):
            common = sum((wanted & Counter(_words(one))).values())
            if common > best:
                best, found = common, document.begin.plus(at)
    return found if best >= _LIKE * max(sum(wanted.values()), 1) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
