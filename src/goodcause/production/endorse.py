"""What every page of a volume says of itself at its foot: its number, who may see it, the case.

Nothing is printed over surviving ink or over a removal: where the foot of a page has no room,
the page gets a white band below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import Box, px
from goodcause.pages.page import Word
from goodcause.removals import label
from goodcause.removals.rebuild import Rebuilt
from goodcause.removals.removal import Stamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE: Final = 9.0
"""Points of the endorsements; never scaled to a page."""

_FRAME = 1  # pixels of a label's frame, which endorsements do without
_FOOT: Final = px(0.6 * 72)  # how far up from the bottom edge they may stand
_BAND: Final = px(0.3 * 72)  # what a page without room is extended by, at least
_USUAL: Final = px(0.3 * 72)  # where they stand when they can: rows from the bottom edge
_EDGE: Final = px(0.12 * 72)  # never closer to the bottom edge than this
_NARROW: Final = px(3 * 72)  # texts are not broken into lines shorter than this
_CLEAR = 6  # pixels of white around each, so that a letter above is not mistaken for part of it
_GAP = 36  # pixels between two on one row
_WHITE = 255
_DARK = 150  # on paper darker than this nobody could read black letters
_FAINT = 48  # so much darker than its paper, a pixel of a tone page is ink and not noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsements:
    """What is printed at the foot of one page.

    Attributes:
        legend: words that say who may see it; empty for none.
        note: the margin note; empty for none.
        number: the page's Bates number.
    """

    legend: str
    note: str
    number: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """One text, where it goes within its row of texts."""

    text: str
    left: int
    row: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """All texts of a foot, in the order of the text layer, and the room they take."""

    texts: tuple[_Placed, ...]
    width: int
    rows: int

    @property
    def height(self) -> int:
        return self.rows * _row_height() + (self.rows - 1) * _CLEAR


def endorse(
    page: Rebuilt, texts: Endorsements, taken: Iterable[Box] = ()
) -> tuple[Rebuilt, tuple[Word, ...]]:
    """Print the endorsements at the foot of a page.

    Args:
        page: the rebuilt page; its arrays may be changed in place.
        texts: what to print.
        taken: places that must stay as they are although they are white (removals).

    Returns:
        The page, extended when its foot had no room, and the printed words, whose lines are
        counted from 0.
    """
    layout = _lay_out(texts, page.width)
    page = _widened(page, layout.width)
    top = _free_top(page, layout, tuple(taken))
    if top is None:
        top = page.height + max((_BAND - layout.height) // 2, _CLEAR)
        page = _lengthened(page, page.height + max(_BAND, layout.height + 2 * _CLEAR))
    words: list[Word] = []
    for line, placed in enumerate(layout.texts):
        box = _box(placed, top)
        _print(page, placed.text, box)
        printed = label.words(Stamp(placed.text, SIZE, box.left - _FRAME, box.top - _FRAME))
        words.extend(replace(word, line=line) for word in printed)
    return page, tuple(words)


def _tile(text: str) -> NDArray[np.uint8]:
    return label.tile(text, SIZE)[_FRAME:-_FRAME, _FRAME:-_FRAME]


def _width(text: str) -> int:
    return label.width(text, SIZE) - 2 * _FRAME


def _row_height() -> int:
    return label.height("0", SIZE) - 2 * _FRAME


def _box(placed: _Placed, top: int) -> Box:
    """Where a text stands when the first row begins at ``top``."""
    above = top + placed.row * (_row_height() + _CLEAR)
    return Box(placed.left, above, placed.left + _width(placed.text), above + _row_height())


def _lay_out(texts: Endorsements, width: int) -> _Layout:
    """Legend left, number right, note between them; on as many rows as the width asks for."""
    margin = min(px(0.45 * 72), width // 20)
    given = (texts.legend, texts.note, texts.number)
    room = max(width - 2 * margin, min(_NARROW, max(map(_width, filter(None, given)))))
    every = [line for text in given for line in _lines(text, room)]
    room = max(room, *map(_width, every))
    rows = _rows(every, room)
    placed: list[_Placed] = []
    for index, row in enumerate(rows):
        left = margin
        if len(row) == 1 and index == len(rows) - 1:
            left += room - _width(row[0])  # the number alone still stands at the right
        gap = (room - sum(map(_width, row))) / max(len(row) - 1, 1)
        for place, text in enumerate(row):
            before = sum(map(_width, row[:place]))
            placed.append(_Placed(text, left + before + round(place * gap), index))
    return _Layout(tuple(placed), max(width, room + 2 * margin), len(rows))


def _lines(text: str, room: int) -> list[str]:
    """The text in as few lines as fit; none for no text."""
    text = label.cleaned(" ".join(text.split()))
    if not text:
        return []
    for count in range(1, text.count(" ") + 2):
        lines = (label.wrapped(text, count) or text).split("\n")
        if max(map(_width, lines)) <= room:
            return lines
    return text.split(" ")


def _rows(present: Sequence[str], room: int) -> list[list[str]]:
    """The texts on one row if they fit, else filled from the last row upwards."""
    rows: list[list[str]] = [[]]
    for text in reversed(present):
        taken = sum(map(_width, rows[0])) + _GAP * len(rows[0])
        if rows[0] and taken + _width(text) > room:
            rows.insert(0, [])
        rows[0].insert(0, text)
    return rows


def _free_top(page: Rebuilt, layout: _Layout, taken: Sequence[Box]) -> int | None:
    """The row at which the texts can begin over white pixels only; ``None`` when there is none."""
    first = max(page.height - _FOOT, 0)
    tall = layout.height
    last = page.height - _EDGE - tall
    if last < first + _CLEAR:
        return None
    used = np.zeros(page.height - first + _CLEAR, bool)
    ink = _ink_rows(page, first)
    for placed in layout.texts:
        box = _box(placed, 0).grown(_CLEAR).clipped(page.width, page.height)
        columns = ink[:, box.left // 8 : -(-box.right // 8)]
        used[: len(columns)] |= columns.any(axis=1)
        for other in taken:
            if other.left < box.right and box.left < other.right and other.bottom > first:
                used[max(other.top - first, 0) : other.bottom - first] = True
    span = tall + 2 * _CLEAR
    blocked = np.concatenate(([0], np.cumsum(used)))
    tops = np.arange(first + _CLEAR, last + 1)
    begins = tops - _CLEAR - first
    free = tops[blocked[begins + span] == blocked[begins]]
    if not len(free):
        return None
    usual = page.height - _USUAL - tall // 2
    return int(free[np.argmin(np.abs(free - usual))])


def _ink_rows(page: Rebuilt, first: int) -> NDArray[np.uint8]:
    """Packed ink of the rows from ``first`` down; on a tone page what is darker than its paper."""
    if page.bits is not None:
        return page.bits[first:]
    if page.grey is None:
        raise ValueError("a page without pixels cannot be endorsed")
    foot = page.grey[first:]
    paper = int(np.median(foot[::4, ::4]))
    if paper < _DARK:
        return np.full((foot.shape[0], (page.width + 7) // 8), 255, np.uint8)
    return np.packbits(foot < paper - _FAINT, axis=1)


def _print(page: Rebuilt, text: str, box: Box) -> None:
    """Put the letters of a text down, and nothing but the letters."""
    ink = _tile(text)
    if page.grey is not None:
        there = page.grey[box.top : box.bottom, box.left : box.right]
        np.minimum(there, (1 - ink) * np.uint8(_WHITE), out=there)
        return
    if page.bits is None:
        raise ValueError("a page without pixels cannot be endorsed")
    first, last = box.left // 8, -(-box.right // 8)
    padded = np.zeros((box.height, (last - first) * 8), np.uint8)
    padded[:, box.left - first * 8 : box.right - first * 8] = ink
    page.bits[box.top : box.bottom, first:last] |= np.packbits(padded, axis=1)


def _widened(page: Rebuilt, width: int) -> Rebuilt:
    """The page with white columns at its right, when it is narrower than that."""
    return page if page.width >= width else _on_paper(page, width, page.height)


def _lengthened(page: Rebuilt, height: int) -> Rebuilt:
    """The page with white rows below."""
    return _on_paper(page, page.width, height)


def _on_paper(page: Rebuilt, width: int, height: int) -> Rebuilt:
    """The page in the top left corner of a larger white one."""
    if page.bits is not None:
        bits = np.zeros((height, (width + 7) // 8), np.uint8)
        bits[: page.height, : page.bits.shape[1]] = page.bits
        return replace(page, width=width, height=height, bits=bits)
    if page.grey is None:
        raise ValueError("a page without pixels cannot be extended")
    grey = np.full((height, width), _WHITE, np.uint8)
    grey[: page.height, : page.width] = page.grey
    return replace(page, width=width, height=height, grey=grey)
