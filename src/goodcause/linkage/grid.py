"""The columns and rows of a printed schedule: where a table stands on a page, ruled or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from goodcause.base.geometry import Box, union
from goodcause.pages.page import Page, Word

_NEAR: Final = 14  # pixels: two pieces of one ruled line
_SPAN: Final = 0.55  # of the table's width: a rule that parts two rows
_HEAD_HIGH: Final = 330  # pixels: heads of three lines of small print, and their frame
_MOST_ROWS: Final = 200


class Column(StrEnum):
    """What a column of a schedule holds."""

    DATE = "date"
    NAME = "name"
    CODE = "code"
    PHONE = "phone"
    WORK = "work"
    AMOUNT = "amount"
    CUMULATIVE = "cumulative"
    ELECTION = "election"


_HEADS: Final = (
    (Column.ELECTION, re.compile(r"PER ELECTION|ELECTION TO DATE")),
    (Column.CUMULATIVE, re.compile(r"CUMULATIVE|CALENDAR YEAR|^TO DATE|YEAR TO DATE")),
    (Column.AMOUNT, re.compile(r"AMOUNT|RECEIVED THIS PERIOD|^RECEIVED THIS")),
    (Column.WORK, re.compile(r"OCCUPATION|EMPLOYER")),
    (Column.PHONE, re.compile(r"TELEPHONE|PHONE")),
    (
        Column.NAME,
        re.compile(r"NAME.*(?:ADDRESS|CONTRIBUTOR)|CONTRIBUTOR(?! CODE)|FULL NAME|STREET ADDRESS"),
    ),
    (Column.CODE, re.compile(r"^CODE|CONTRIBUTOR CODE|\bCODE\b")),
    (Column.DATE, re.compile(r"^DATE|DATE (?:REC|OF)")),
)
_SPELLING: Final = (
    "DATE",
    "RECD",
    "RECEIVED",
    "NAME",
    "ADDRESS",
    "CONTRIBUTOR",
    "CODE",
    "OCCUPATION",
    "EMPLOYER",
    "TELEPHONE",
    "AMOUNT",
    "PERIOD",
    "CUMULATIVE",
    "CALENDAR",
    "YEAR",
    "ELECTION",
)
_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page.

    Attributes:
        columns: what each column holds, with its left and right edge, from left to right.
        top: where the first row begins; ``bottom`` where the last can end.
        cuts: heights of the rules that part rows, in order; empty where rows are not ruled.
    """

    columns: tuple[tuple[Column, int, int], ...]
    top: int
    bottom: int
    cuts: tuple[int, ...]

    def column_of(self, word: Word) -> Column | None:
        """The column a word stands in, by its middle."""
        middle = word.box.centre[0]
        for column, left, right in self.columns:
            if left <= middle < right:
                return column
        return None


def find_grid(page: Page) -> Grid | None:
    """The table of a page that has the heads of a schedule of contributions, or nothing."""
    anchors = [w for w in page.words if re.match(r"CONTRIBUTOR|OCCUPATION", w.text.upper())]
    for anchor in anchors:
        grid = _grid_at(page, anchor)
        if grid is not None:
            return grid
    return None


def _grid_at(page: Page, anchor: Word) -> Grid | None:
    top, bottom = _head_band(page, anchor)
    words = [w for w in page.words if top <= w.box.centre[1] <= bottom]
    edges = _edges(page, top, bottom)
    columns = _ruled(words, edges) if len(edges) > 3 else _unruled(page, words)  # noqa: PLR2004  three columns at least
    kinds = [column for column, _, _ in columns]
    if Column.NAME not in kinds or Column.AMOUNT not in kinds:
        return None
    end = _end(page, bottom)
    left, right = columns[0][1], columns[-1][2]
    return Grid(columns, bottom, end, _cuts(page, (left, right), bottom, end))


def _head_band(page: Page, anchor: Word) -> tuple[int, int]:
    """The height of the heads: between the rules about an anchor, or the lines near it."""
    middle = anchor.box.centre[1]
    rules = [
        r
        for r in page.rules
        if r.width > r.height and r.left <= anchor.box.right <= r.right + _NEAR
    ]
    above = [r.bottom for r in rules if r.bottom <= middle and middle - r.bottom < _HEAD_HIGH]
    below = [r.top for r in rules if r.top >= middle and r.top - middle < _HEAD_HIGH]
    if above and below:
        return max(above), min(below)
    return _grown(page, anchor)


def _grown(page: Page, anchor: Word) -> tuple[int, int]:
    """The lines of small capitals that stand close above and below an anchor."""
    top, bottom, gap = anchor.box.top, anchor.box.bottom, 0.75 * anchor.box.height
    heads = [w for w in page.words if _is_head(w)]
    for _ in range(3):
        near = [w.box for w in heads if w.box.bottom > top - gap and w.box.top < bottom + gap]
        near = [b for b in near if b.height < 2 * anchor.box.height]
        top, bottom = min([top, *(b.top for b in near)]), max([bottom, *(b.bottom for b in near)])
    return top - 2, bottom + 2


def _is_head(word: Word) -> bool:
    return word.text.isupper() and not any(c.isdigit() for c in word.text)


def _edges(page: Page, top: int, bottom: int) -> list[int]:
    """Where upright rules cross the heads, from left to right."""
    middle = (top + bottom) / 2
    found: list[int] = []
    for rule in sorted((r for r in page.rules if r.height > r.width), key=lambda r: r.left):
        if rule.top - _NEAR <= middle <= rule.bottom + _NEAR:
            at = (rule.left + rule.right) // 2
            if not found or at - found[-1] > 2 * _NEAR:
                found.append(at)
    return found


def _ruled(words: Sequence[Word], edges: Sequence[int]) -> tuple[tuple[Column, int, int], ...]:
    columns = []
    taken: set[Column] = set()
    for left, right in pairwise(edges):
        inside = [w for w in words if left <= w.box.centre[0] < right]
        kind = _kind(" ".join(w.text.upper().strip(".,*") for w in inside), taken)
        if kind is not None:
            taken.add(kind)
            columns.append((kind, left, right))
    return tuple(columns)


def _kind(text: str, taken: set[Column]) -> Column | None:
    text = " ".join(_spelled(word) for word in text.split())
    for column, pattern in _HEADS:
        if column not in taken and pattern.search(text):
            return column
    return None


@lru_cache(1 << 12)
def _spelled(word: str) -> str:
    """A word of a head, put right where one letter of it was misread: "CATE", "RECO"."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  slow to load

    bare = word.strip(".,*()")
    if len(bare) < _LEAST or bare in _SPELLING:
        return word
    near = [s for s in _SPELLING if Levenshtein.distance(bare, s, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


def _unruled(page: Page, words: Sequence[Word]) -> tuple[tuple[Column, int, int], ...]:
    """Heads that stand apart: a gap wider than two letters parts two of them."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.left):
        right = max((w.box.right for w in groups[-1]), default=0) if groups else 0
        if groups and word.box.left - right < 0.9 * word.box.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    heads = []
    taken: set[Column] = set()
    for group in groups:
        ordered = sorted(group, key=lambda w: (w.line, w.box.left))
        kind = _kind(" ".join(w.text.upper() for w in ordered), taken)
        if kind is not None:
            taken.add(kind)
            heads.append((kind, union(w.box for w in group)))
    columns: list[tuple[Column, int, int]] = []
    for n, (kind, box) in enumerate(heads):
        left = box.left - 20 if n == 0 else columns[-1][2]
        last = n + 1 == len(heads)
        right = page.width if last else _between(page, box, heads[n + 1][1])
        columns.append((kind, left, right))
    return tuple(columns)


def _between(page: Page, one: Box, other: Box) -> int:
    """A white gap in the body between two heads, the nearest to the second."""
    low, high = one.left + one.width // 3, other.left + 4
    body = [w.box for w in page.words if w.box.top > max(one.bottom, other.bottom)]
    best = high - 6
    for x in range(high, low, -4):
        if not any(b.left <= x <= b.right for b in body):
            best = x
            break
    return best


def _end(page: Page, top: int) -> int:
    """Where the table ends: at its subtotal, or at the summary, or with the page."""
    for word in sorted(page.words, key=lambda w: w.box.top):
        if word.box.top > top and re.match(r"SUB-?TOTAL|SUMMARY", word.text.upper()):
            return word.box.top - 2
    return page.height


def _cuts(page: Page, sides: tuple[int, int], top: int, bottom: int) -> tuple[int, ...]:
    """Heights at which rules cross most of the table's width, in pieces or as one."""
    left, right = sides
    pieces = sorted(
        (
            r
            for r in page.rules
            if r.width > r.height and top - 2 * _NEAR <= r.top <= bottom + _NEAR
        ),
        key=lambda r: r.top,
    )
    groups: list[list[Box]] = []
    for piece in pieces:
        if groups and piece.top - groups[-1][0].top <= 2 * _NEAR:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    found = []
    for group in groups[:_MOST_ROWS]:
        covered = _covered([(max(r.left, left), min(r.right, right)) for r in group])
        if covered >= _SPAN * (right - left):
            found.append(round(sum(r.top for r in group) / len(group)))
    return tuple(found)


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    total, reach = 0, -1
    for left, right in sorted(spans):
        total += max(0, right - max(left, reach))
        reach = max(reach, right)
    return total
