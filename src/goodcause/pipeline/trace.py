"""The command `trace`: a scan of one page is held against every recipient's copy of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import SourceError, UsageError
from goodcause.base.ids import Bates
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


def trace_scan(matter: Matter, scan: Path, number: str = "", volume: str = "") -> Trail:
    """Whose copy a scanned page is.

    Args:
        matter: the case that made the volume.
        scan: a picture or PDF; its first page is looked at.
        number: of the page it shows; read from the scan when empty.
        volume: it is a page of; each of the case's volumes is tried when empty.

    Raises:
        UsageError: the scan cannot be read, or shows no page of the case.
    """
    names = [volume] if volume else [r.name for r in VolumeRow.objects.order_by("-name")]
    if not names:
        raise UsageError("the case has produced no volume yet; there is nothing to trace")
    page, seen = _read(scan, matter)
    last: Trail | None = None
    for name in names:
        opened = Volume(matter, name)
        bates = _parsed(number) if number else _shown(opened, page)
        if bates is not None:
            last = _traced(opened, bates, seen)
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


def _read(path: Path, matter: Matter) -> tuple[Page, Scan]:
    """The scan's first page, set straight, with its words."""
    tools = Tools(limits=Limits(), reader=best_reader(), cache=matter.memo)
    try:
        page, plate = next(iter(read_pages(path, kind_of(path, path.name), [1], tools)))
    except (OSError, SourceError, ValueError, StopIteration) as e:
        raise UsageError(
            f"{path} cannot be read as a picture or PDF of a page ({e}); scan it again at 200 to "
            "600 dots an inch, and give that file"
        ) from e
    return page, Scan(plate.grey(), page.words)


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
