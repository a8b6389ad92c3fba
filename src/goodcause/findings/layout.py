"""How a page is laid out: runs of words, the ruled cells they stand in, and blocks of text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box, union
from goodcause.findings.passage import Passage, join
from goodcause.pages.page import Page

_GAP = 1.45  # a space wider than this many letter heights parts two columns
_LEADING = 1.1  # a blank band higher than this many letter heights ends a block
_WIDE_LEADING = 2.0  # lines of sentences, one under the other: a letter may be set wide
_REACH = 120  # how many rules to try for one side of a cell: a hostile page may have 100,000
_MAX_HEIGHT = 400  # no letter is higher; a hostile word box may be the whole page
_PROSE_WORDS = 7
_MIN_RULES = 2
_MIN_OVERLAP = 0.5
_TALLEST_CELL = 0.3
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line that stand together: no wide gap and no ruled line between them."""

    words: tuple[int, ...]
    box: Box
    line: int
    cell: Box | None


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that stand under one another in one column or cell.

    Attributes:
        runs: from top to bottom.
        passage: their text.
        prose: whether it reads as sentences rather than as fields.
    """

    runs: tuple[Run, ...]
    passage: Passage
    prose: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, laid out.

    Attributes:
        page: the page.
        runs: in reading order.
        blocks: in order of their first run.
        size: the usual height of a word, in pixels.
        block_of: for each run, the index of its block.
    """

    page: Page
    runs: tuple[Run, ...]
    blocks: tuple[Block, ...]
    size: int
    block_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    across: tuple[Box, ...]
    """Horizontal rules by their top."""
    tops: tuple[int, ...]
    down: tuple[Box, ...]
    """Vertical rules by their left."""
    lefts: tuple[int, ...]


def lay_out(page: Page) -> Sheet:
    """Find the runs, cells and blocks of a page."""
    size = _letter_height(page)
    cells = _cells(page)
    runs = _runs(page, cells, size)
    groups = _group(runs, size)
    block_of = [0] * len(runs)
    blocks = []
    for index, group in enumerate(groups):
        for member in group:
            block_of[member] = index
        blocks.append(_block(page, [runs[m] for m in group]))
    return Sheet(page, tuple(runs), tuple(blocks), size, tuple(block_of))


def form_cell(sheet: Sheet, run: Run) -> Box | None:
    """The ruled cell a run stands in, unless it is as large as a text area or a border."""
    cell = run.cell
    if cell is None or cell.height > sheet.page.height * _TALLEST_CELL:
        return None
    return cell


def _letter_height(page: Page) -> int:
    heights = sorted([w.box.bottom - w.box.top for w in page.words])
    return min(max(heights[len(heights) // 2], 1), _MAX_HEIGHT) if heights else 40


def _cells(page: Page) -> list[Box | None]:
    across = sorted((r for r in page.rules if r.width >= r.height), key=lambda r: r.top)
    down = sorted((r for r in page.rules if r.width < r.height), key=lambda r: r.left)
    if len(across) < _MIN_RULES or len(down) < _MIN_RULES:
        return [None] * len(page.words)
    grid = _Grid(
        tuple(across), tuple(r.top for r in across), tuple(down), tuple(r.left for r in down)
    )
    # Between two edges of rules the answer is the same everywhere.
    edges = sorted({e for r in page.rules for e in (r.top, r.bottom, r.bottom + 1)})
    sides = sorted({e for r in down for e in (r.left, r.left + 1)})
    known: dict[tuple[int, int], Box | None] = {}
    one: dict[Box, Box] = {}  # words of one cell share one box, so that comparing is quick
    found: list[Box | None] = []
    for word in page.words:
        x, y = (int(v) for v in word.box.centre)
        place = bisect_right(sides, x), bisect_right(edges, y)
        if place not in known:
            cell = cell_at(grid, x, y)
            known[place] = cell and one.setdefault(cell, cell)
        found.append(known[place])
    return found


def cell_at(grid: _Grid, x: int, y: int) -> Box | None:
    """The smallest ruled cell round a point: its sides are rules as long as the cell."""
    lefts = [r for r in _before(grid.down, grid.lefts, x) if r.top <= y <= r.bottom]
    rights = [r for r in _after(grid.down, grid.lefts, x) if r.top <= y <= r.bottom]
    for left in lefts[:3]:
        for right in rights[:3]:
            cell = _between(grid, left, right, y)
            if cell is not None:
                return cell
    return None


def _between(grid: _Grid, left: Box, right: Box, y: int) -> Box | None:
    wide = max(right.left - left.right, 1)

    def spans(rule: Box) -> bool:
        return min(rule.right, right.left) - max(rule.left, left.right) >= wide * 0.9

    top = next((r for r in _before(grid.across, grid.tops, y) if spans(r)), None)
    bottom = next((r for r in _after(grid.across, grid.tops, y) if spans(r)), None)
    if top is None or bottom is None or bottom.top <= top.bottom or right.left <= left.right:
        return None
    tall = (bottom.top - top.bottom) * 0.6  # a tick of a comb field is no side of a cell
    if left.height < tall or right.height < tall:
        return None
    return Box(left.right, top.bottom, right.left, bottom.top)


def _before(rules: Sequence[Box], keys: Sequence[int], at: int) -> list[Box]:
    end = bisect_right(keys, at)
    return list(reversed(rules[max(end - _REACH, 0) : end]))


def _after(rules: Sequence[Box], keys: Sequence[int], at: int) -> list[Box]:
    start = bisect_left(keys, at)
    return list(rules[start : start + _REACH])


def _runs(page: Page, cells: Sequence[Box | None], size: int) -> list[Run]:
    runs: list[Run] = []
    current: list[int] = []
    gap = size * _GAP

    def close() -> None:
        if current:
            boxes = [page.words[i].box for i in current]
            first = current[0]
            runs.append(Run(tuple(current), union(boxes), page.words[first].line, cells[first]))
            current.clear()

    for index, word in enumerate(page.words):
        if current:
            last = page.words[current[-1]]
            apart = word.line != last.line or cells[index] is not cells[current[-1]]
            if apart or word.box.left - last.box.right > gap:
                close()
        current.append(index)
    close()
    return runs


def _group(runs: Sequence[Run], size: int) -> list[list[int]]:
    groups: list[list[int]] = []
    open_groups: list[int] = []
    for index, run in enumerate(runs):
        best = None
        for candidate in open_groups:
            if _continues(runs[groups[candidate][-1]], run, size):
                best = candidate
        if best is None:
            groups.append([index])
            open_groups = [*open_groups[-8:], len(groups) - 1]
        else:
            groups[best].append(index)
    return groups


def _continues(above: Run, run: Run, size: int) -> bool:
    if above.line == run.line or above.cell is not run.cell:
        return False
    wide = len(above.words) >= _PROSE_WORDS and abs(run.box.left - above.box.left) < 2 * size
    if run.box.top - above.box.bottom > size * (_WIDE_LEADING if wide else _LEADING):
        return False
    shared = min(above.box.right, run.box.right) - max(above.box.left, run.box.left)
    return shared > _MIN_OVERLAP * max(min(above.box.width, run.box.width), 1)


def _block(page: Page, runs: Sequence[Run]) -> Block:
    passage = join(page, [r.words for r in runs])
    return Block(tuple(runs), passage, _is_prose(page, runs, passage.text))


def _is_prose(page: Page, runs: Sequence[Run], text: str) -> bool:
    longest = max(len(r.words) for r in runs)
    if longest < _PROSE_WORDS and len(text) < _MOST_WORDS:
        return False
    tokens = text.split()[:200]
    small = sum(1 for t in tokens if t[:1].islower())
    return longest >= _PROSE_WORDS and small >= len(tokens) * 0.45
