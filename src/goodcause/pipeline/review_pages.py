"""Pages as they were read, as pictures: whole, or the part around a finding."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.pages.codec import pages_from_bytes
from goodcause.pages.page import Page
from goodcause.pages.plate import Plate
from goodcause.removals.rebuild import Rebuilt, rebuild
from goodcause.removals.removal import PagePlan
from goodcause.store.matter import Matter
from goodcause.store.models import ItemRow, SourceRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@lru_cache(maxsize=64)
def _run(matter: Matter, digest: str) -> tuple[Page, ...]:
    return pages_from_bytes(matter.blobs.get(digest))


def page_of(matter: Matter, document: str, number: int) -> Page:
    """One page of a document, as it was read.

    Raises:
        UsageError: there is no such page.
    """
    return run_of(matter, document, number)[1]


def run_of(matter: Matter, document: str, number: int) -> tuple[str, Page]:
    """The digest of the run of pages that a page was read in, and the page.

    Raises:
        UsageError: there is no such page.
    """
    row = SourceRow.objects.filter(key=document).first()
    for digest in row.page_blobs if row else ():
        for page in _run(matter, digest):
            if page.number == number:
                return digest, page
    raise UsageError(f"there is no page {number} of that document; go back to the queue")


def before(matter: Matter, plate: str) -> Rebuilt:
    """The pixels of a plate as they were read, at 300 dpi."""
    return rebuild(Plate.from_bytes(matter.blobs.get(plate)), _NOTHING)


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
