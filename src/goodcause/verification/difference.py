"""Two served volumes compared page by page, from their served files alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goodcause.base.errors import UsageError
from goodcause.base.ids import Bates
from goodcause.verification.documents import pages_of
from goodcause.verification.pictures import Picture
from goodcause.verification.served import Served, ServedDocument, contents, open_served
from goodcause.verification.sidefiles import text_pages
from goodcause.verification.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TILE: Final = 30  # pixels; a tenth of an inch
_MAY_TOUCH: Final = 2  # tiles between differences that are shown as one region


class Status(StrEnum):
    """What became of a numbered page."""

    SAME = "the same"
    CHANGED = "changed"
    STANDS = "stands as served"
    GONE = "not in the later volume"
    ADDED = "only in the later volume"
    UNREAD = "cannot be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of a page in pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One numbered page in both volumes.

    Attributes:
        bates: its number.
        status: what became of it.
        pixels: SHA-256 of its pixels in each volume; empty where it was not read.
        text: SHA-256 of its words in each volume, likewise.
        regions: where its pixels differ.
        words: how many words went and how many came.
    """

    bates: str
    status: Status
    pixels: tuple[str, str] = ("", "")
    text: tuple[str, str] = ("", "")
    regions: tuple[Region, ...] = ()
    words: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One page as it is in a volume."""

    picture: Picture | None
    words: tuple[str, ...] | None


Pair = tuple[Changed, Seen | None, Seen | None]


def differences(earlier: Path, later: Path) -> Iterator[Pair]:
    """Each page of both volumes by number, with its pixels for whoever wants to show them.

    Raises:
        UsageError: one of the folders is no volume of the format.
    """
    old, new = _opened(earlier), _opened(later)
    stands = _standing(new, old.name)
    befores = {(d.begin, d.end): d for d in old.documents}
    afters = {(d.begin, d.end): d for d in new.documents}
    for span in sorted({*befores, *afters}):
        was, now = befores.get(span), afters.get(span)
        if was is not None and now is not None:
            yield from _both(old, was, new, now)
        elif was is not None:
            status = Status.STANDS if span[0] in stands else Status.GONE
            yield from _alone(was, status)
        elif now is not None:
            yield from _alone(now, Status.ADDED)


def _opened(folder: Path) -> Served:
    served = open_served(folder, Tally())
    if not served.documents or not served.dat.rows:
        raise UsageError(f"{folder} holds no volume that `goodcause produce` made; name its folder")
    return served


def _standing(served: Served, earlier: str) -> frozenset[Bates]:
    """Numbers that the later volume says stand as the earlier one served them."""
    found: set[Bates] = set()
    for row in served.statement.rows:
        if row["status"] == "stands" and row["volume"] == earlier:
            try:
                first, last = Bates.parse(row["begin"]), Bates.parse(row["end"])
            except ValueError:
                continue
            found.update(first.plus(at) for at in range(last.number - first.number + 1))
    return frozenset(found)


def _alone(document: ServedDocument, status: Status) -> Iterator[Pair]:
    for number in range(1, document.pages + 1):
        yield Changed(bates=document.bates(number), status=status), None, None


def _both(old: Served, was: ServedDocument, new: Served, now: ServedDocument) -> Iterator[Pair]:
    before, after = _pages(old, was), _pages(new, now)
    for number in range(1, was.pages + 1):
        one, other = before.get(number), after.get(number)
        yield _compared(was.bates(number), one, other), one, other


def _pages(served: Served, document: ServedDocument) -> dict[int, Seen]:
    data = contents(served, document.text) or b""
    texts, _ = text_pages(data)
    found = {}
    for page in pages_of(served, document, Tally()):
        words = tuple(texts[page.number - 1]) if page.number <= len(texts) else None
        found[page.number] = Seen(picture=page.picture, words=words)
    return found


def _compared(bates: str, one: Seen | None, other: Seen | None) -> Changed:
    if one is None or other is None or None in (one.picture, other.picture, one.words, other.words):
        return Changed(bates=bates, status=Status.UNREAD)
    pixels = _pixels(one.picture), _pixels(other.picture)
    text = _digest(one.words or ()), _digest(other.words or ())
    if pixels[0] == pixels[1] and text[0] == text[1]:
        return Changed(bates=bates, status=Status.SAME, pixels=pixels, text=text)
    went, came = Counter(one.words or ()), Counter(other.words or ())
    return Changed(
        bates=bates,
        status=Status.CHANGED,
        pixels=pixels,
        text=text,
        regions=regions(one.picture, other.picture),
        words=((went - came).total(), (came - went).total()),
    )


def _pixels(picture: Picture | None) -> str:
    if picture is None:
        return ""
    digest = hashlib.sha256(f"{picture.width}x{picture.height}:".encode())
    pixels = picture.bits if picture.bits is not None else picture.grey
    digest.update(pixels.tobytes() if pixels is not None else b"")
    return digest.hexdigest()


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def regions(one: Picture | None, other: Picture | None) -> tuple[Region, ...]:
    """Where two pages differ, in tiles of a tenth of an inch joined with their neighbours."""
    import numpy as np  # noqa: PLC0415  heavy

    if one is None or other is None:
        return ()
    height, width = max(one.height, other.height), max(one.width, other.width)
    unlike = _on(one, height, width) != _on(other, height, width)
    ys, xs = np.nonzero(unlike)
    tiles = {(int(y), int(x)) for y, x in zip(ys // _TILE, xs // _TILE, strict=True)}
    found = [_region(group, height, width) for group in _groups(tiles)]
    return tuple(sorted(found, key=lambda r: (r.top, r.left)))


def _on(picture: Picture, height: int, width: int) -> NDArray[np.uint8]:
    """The page as grey pixels on a white ground of that size."""
    import numpy as np  # noqa: PLC0415  heavy

    ground = np.full((height, width), 255, np.uint8)
    ground[: picture.height, : picture.width] = picture.whole()
    return ground


def _groups(tiles: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Tiles that lie near one another, together."""
    reach = range(-_MAY_TOUCH, _MAY_TOUCH + 1)
    left = set(tiles)
    while left:
        waiting = [left.pop()]
        group = set(waiting)
        while waiting:
            y, x = waiting.pop()
            near = {(y + dy, x + dx) for dy in reach for dx in reach} & left
            left -= near
            group |= near
            waiting += near
        yield group


def _region(group: set[tuple[int, int]], height: int, width: int) -> Region:
    rows, columns = [y for y, _ in group], [x for _, x in group]
    return Region(
        left=min(columns) * _TILE,
        top=min(rows) * _TILE,
        right=min((max(columns) + 1) * _TILE, width),
        bottom=min((max(rows) + 1) * _TILE, height),
    )
