"""Learns the watermark from the served pages themselves: what every page of a kind has in common.

The mark is drawn into the pixels, the same on every page of one size and series. Where enough
documents are seen, the common ink of a page of each is the mark (with whatever else a template
prints on all of them), and can be taken off before a page is read again, as an attacker would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodcause.verification.documents import ServedPage
from goodcause.verification.pictures import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = tuple[int, int, str]
"""Width, height and series."""

ENOUGH = 4  # documents; unrelated print of so many shares next to no pixel
_MOST_PAGES, _MOST_KINDS = 24, 32
_INK = 128


def kind_of(page: ServedPage, picture: Picture) -> Kind:
    """Which pages this one shares its mark with."""
    return picture.width, picture.height, page.document.row.get("SERIES", "")


def ink_of(picture: Picture) -> NDArray[np.uint8]:
    """Packed rows, 1 = ink, of a bitonal or a tone page."""
    import numpy as np  # noqa: PLC0415 - heavy; only a verification needs it

    if picture.bits is not None:
        return picture.bits
    return np.packbits(picture.whole() < _INK, axis=1)


class Marks:
    """Common ink by kind of page, gathered while pages go by."""

    __slots__ = ("_common", "_last", "_seen")

    def __init__(self) -> None:
        self._common: dict[Kind, NDArray[np.uint8]] = {}
        self._seen: dict[Kind, int] = {}
        self._last: dict[Kind, str] = {}

    def gather(self, page: ServedPage) -> None:
        """Take the first page of a document into account."""
        picture = page.picture
        if picture is None:
            return
        kind, begin = kind_of(page, picture), str(page.document.begin)
        seen = self._seen.get(kind, 0)
        # One page a document: its pages may all bear the same heading, and that is no mark.
        if seen >= _MOST_PAGES or self._last.get(kind) == begin:
            return
        if seen == 0 and len(self._common) >= _MOST_KINDS:
            return
        ink = ink_of(picture)
        self._common[kind] = ink.copy() if seen == 0 else self._common[kind] & ink
        self._seen[kind], self._last[kind] = seen + 1, begin

    def of(self, kind: Kind) -> NDArray[np.uint8] | None:
        """The mark of a kind of page; None where too few documents were seen to tell."""
        return self._common[kind] if self._seen.get(kind, 0) >= ENOUGH else None
