"""Pages as review shows them: before, and after, as the volume would have them.

The picture after is made by the plan and the rebuilding that make volumes, never by an
imitation, so that what a reviewer sees is what would be served.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Decision, Outcome
from goodcause.findings.finding import Finding
from goodcause.order.order import RuleSet
from goodcause.pages.codec import pages_from_bytes
from goodcause.pages.page import Page
from goodcause.pages.plate import Mode, Plate
from goodcause.pipeline.packing import revive
from goodcause.production import watermark
from goodcause.production.watermark import Marked
from goodcause.removals import label
from goodcause.removals.plan import Accepted, plan_page
from goodcause.removals.rebuild import Rebuilt, rebuild
from goodcause.removals.removal import PagePlan
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, ItemRow, SourceRow
from goodcause.store.review import OPEN, REMOVE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class View(StrEnum):
    """Which picture of a page."""

    BEFORE = "before"
    AFTER = "after"
    MARKED = "marked"
    """After, with the watermark of its series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the volume would make of a page as decided and proposed now.

    Attributes:
        taken_with: surviving words that would have to go with a removal.
        kept: share of the watermark's ink that finds room beside what survives, 0 to 1.
    """

    taken_with: tuple[str, ...]
    kept: float


@lru_cache(maxsize=64)
def _run(matter: Matter, digest: str) -> tuple[Page, ...]:
    return pages_from_bytes(matter.blobs.get(digest))


def page_of(matter: Matter, document: str, number: int) -> Page:
    """One page of a document, as it was read.

    Raises:
        UsageError: there is no such page.
    """
    row = SourceRow.objects.filter(key=document).first()
    for digest in row.page_blobs if row else ():
        for page in _run(matter, digest):
            if page.number == number:
                return page
    raise UsageError(f"there is no page {number} of that document; go back to the queue")


def before(matter: Matter, plate: str) -> Rebuilt:
    """The pixels of a plate as they were read, at 300 dpi."""
    return rebuild(Plate.from_bytes(matter.blobs.get(plate)), _NOTHING)


def picture(matter: Matter, rules: RuleSet, page: Page, document: str, view: View) -> Rebuilt:
    """The pixels of a page in one of its views, at 300 dpi."""
    if view is View.BEFORE:
        return before(matter, page.plate)
    plate = Plate.from_bytes(matter.blobs.get(page.plate))
    planned = plan(page, document, plate)
    built = rebuild(plate, planned)
    return built if view is View.AFTER else _marked(built, planned, rules, document).page


def _marked(built: Rebuilt, planned: PagePlan, rules: RuleSet, document: str) -> Marked:
    """With the mark of its series, as a volume without a number would have it."""
    series = SourceRow.objects.get(key=document).series
    clear = (*(fill.box for fill in planned.fills), *map(label.box, planned.stamps))
    return watermark.stamp(built, rules.series(series).watermark, clear=clear)


def outlook(matter: Matter, rules: RuleSet, page: Page, document: str) -> Outlook:
    """What is lost on a page beside what is removed."""
    plate = Plate.from_bytes(matter.blobs.get(page.plate))
    planned = plan(page, document, plate)
    marked = _marked(rebuild(plate, planned), planned, rules, document)
    taken = tuple(word for removal in planned.removals for word in removal.taken_with)
    return Outlook(taken_with=taken, kept=round(marked.kept, 4))


def plan(page: Page, document: str, plate: Plate) -> PagePlan:
    """The plan of a page: what is decided to go, and what is proposed and not yet decided."""
    return plan_page(page, document, going(document, page.number), tone=plate.mode is Mode.TONE)


def going(document: str, page: int) -> tuple[Accepted, ...]:
    """What leaves a page if every open proposal to remove is accepted."""
    items = ItemRow.objects.filter(source_id=document, page=page, state__in=[OPEN, REMOVE])
    leaving = {i.key: i for i in items if i.state == REMOVE or i.outcome == Outcome.REMOVE.value}
    rows = FindingRow.objects.filter(source_id=document, page=page).order_by("id")
    return tuple(
        Accepted(finding=revive(Finding, row.value), decision=_decision(document, leaving[row.key]))
        for row in rows
        if row.key in leaving
    )


def _decision(document: str, item: ItemRow) -> Decision:
    return Decision(
        document=document,
        finding=item.key,
        outcome=Outcome.REMOVE,
        rule=item.rule,
        label=item.label,
        by=item.by or "order",
        reason=item.reason,
    )


_NOTHING = PagePlan(page=1, moves=(), fills=(), stamps=(), words=(), removals=())


def crop(page: Rebuilt, box: Box, margin: int = 30) -> NDArray[np.uint8]:
    """Grey pixels around a box."""
    import numpy as np  # noqa: PLC0415

    part = box.grown(margin).clipped(page.width, page.height)
    if page.grey is not None:
        return np.asarray(page.grey[part.top : part.bottom, part.left : part.right])
    if page.bits is None:
        raise ValueError("a page without pixels has no crop")
    first, last = part.left // 8, -(-part.right // 8)
    some = np.unpackbits(page.bits[part.top : part.bottom, first:last], axis=1)
    ink = some[:, part.left - first * 8 : part.right - first * 8]
    return np.asarray((1 - ink) * 255, np.uint8)


def framed(grey: NDArray[np.uint8], box: Box, wide: int) -> NDArray[np.uint8]:
    """The pixels with a frame around a box, clear of what is in it."""
    import numpy as np  # noqa: PLC0415

    high, across = grey.shape
    made = np.array(grey)
    outer = box.grown(2 * wide).clipped(across, high)
    inner = box.grown(wide).clipped(across, high)
    edge = np.zeros(grey.shape, bool)
    edge[outer.top : outer.bottom, outer.left : outer.right] = True
    edge[inner.top : inner.bottom, inner.left : inner.right] = False
    made[edge] = 90
    return made


def as_png(page: Rebuilt, *, half: bool) -> bytes:
    """A page as PNG: every pixel, or one for two by two (the page then is padded to even)."""
    if page.bits is not None and not half:
        inverted = ~page.bits
        return _png(page.width, page.height, (1, 0), inverted)
    grey = _grey(page)
    return grey_png(_halved(grey) if half else grey)


def grey_png(grey: NDArray[np.uint8]) -> bytes:
    """Grey pixels as PNG."""
    return _png(int(grey.shape[1]), int(grey.shape[0]), (8, 0), grey)


def _grey(page: Rebuilt) -> NDArray[np.uint8]:
    import numpy as np  # noqa: PLC0415

    if page.grey is not None:
        return page.grey
    if page.bits is None:
        raise ValueError("a page without pixels has no picture")
    ink = np.unpackbits(page.bits, axis=1)[:, : page.width]
    return np.asarray((1 - ink) * 255, np.uint8)


def _halved(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import numpy as np  # noqa: PLC0415

    high, wide = grey.shape
    even = np.pad(grey, ((0, high % 2), (0, wide % 2)), constant_values=255)
    some = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).astype(np.uint16)
    return np.asarray(some.sum(axis=(1, 3)) // 4, np.uint8)


def _png(width: int, height: int, kind: tuple[int, int], rows: NDArray[np.uint8]) -> bytes:
    """Rows of packed samples as a PNG; a page is white paper mostly, so quick coding is enough."""
    import numpy as np  # noqa: PLC0415

    filtered = np.zeros((rows.shape[0], rows.shape[1] + 1), np.uint8)
    filtered[:, 1:] = rows
    head = struct.pack(">IIBBBBB", width, height, *kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(filtered.tobytes(), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


def boxes(item: ItemRow) -> Sequence[Box]:
    """Where an item is shown."""
    return [Box(*box) for box in item.boxes]
