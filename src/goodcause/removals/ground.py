"""What the geometry of a removal may look at: the page without what is removed.

Everything derived here is a function of what survives, save where a comment says otherwise: two
pages that differ only in their removed words must give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median_low

from goodcause.base.geometry import Box
from goodcause.pages.lettering import Lettering
from goodcause.pages.page import Origin, Page

DIGITAL_MARGIN = 3
"""Pixels around loose glyph boxes; measured, no ink of a glyph lies further out."""
OCR_MARGIN = 12
"""Pixels (1 mm) around the boxes of a reader of scans, which cut into letters."""
ALIGNED = 6
"""Pixels by which words of one column may begin apart."""
EDGE = 75
"""Nothing of ours is set nearer to the edge of the page than a quarter of an inch."""

_BAND = 64  # rows; words are found by the bands of rows they stand in
_TALL = 50  # height of a word where the page has none: 12 pt
_COLUMN_GAP = 0.9  # of a word height before a word that may begin a column
_COLUMN_LINES = 2  # so many other lines make a column's left edge


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A page as far as removals may depend on it.

    Attributes:
        page: the page as read.
        boxes: the words' boxes, by index, clipped to the page.
        gone: indices of the words that go.
        loose: indices of those that go from running text, not with a cell.
        cells: boxes of the cells that are blanked.
        lettering: the pixels of words on their own, by index, where they are known.
    """

    page: Page
    boxes: tuple[Box, ...]
    gone: frozenset[int] = field(default_factory=frozenset)
    loose: frozenset[int] = field(default_factory=frozenset)
    cells: tuple[Box, ...] = ()
    lettering: Mapping[int, Lettering] = field(default_factory=dict)

    @cached_property
    def survivors(self) -> tuple[int, ...]:
        """Indices of the words that stay and have a place on the page."""
        return tuple(i for i, box in enumerate(self.boxes) if i not in self.gone and box.area > 0)

    @cached_property
    def tall(self) -> int:
        """The height of the page's typical surviving word."""
        heights = [self.boxes[i].height for i in self.survivors]
        return median_low(heights) if heights else _TALL

    @cached_property
    def affected(self) -> frozenset[int]:
        """The lines on which words go from running text, so that others may be moved."""
        return frozenset(self.page.words[i].line for i in self.loose)

    @cached_property
    def far(self) -> int:
        """The right end of the longest line from which nothing goes."""
        words, affected = self.page.words, self.affected
        ends = (self.boxes[i].right for i in self.survivors if words[i].line not in affected)
        return max(ends, default=self.page.width)

    @cached_property
    def lines(self) -> dict[int, tuple[int, ...]]:
        """The words of each line that do not go with a cell, from left to right."""
        found: dict[int, list[int]] = {}
        for i, word in enumerate(self.page.words):
            if self.boxes[i].area > 0 and (i not in self.gone or i in self.loose):
                found.setdefault(word.line, []).append(i)
        return {
            line: tuple(sorted(some, key=lambda i: (self.boxes[i].left, i)))
            for line, some in found.items()
        }

    @cached_property
    def fixed(self) -> frozenset[int]:
        """The survivors that nothing moves: no word of their line goes.

        Words before one that goes may be moved as well: in centred and justified lines they
        stand where they do because of it.
        """
        return frozenset(
            i
            for line, words in self.lines.items()
            if line not in self.affected
            for i in words
            if i not in self.gone
        )

    @cached_property
    def starts(self) -> tuple[tuple[int, Box], ...]:
        """The first words of lines and of columns, on lines from which nothing goes."""
        found: list[tuple[int, Box]] = []
        for line, words in self.lines.items():
            last: Box | None = None
            for i in (i for i in words if i in self.fixed):
                box = self.boxes[i]
                if last is None or box.left - last.right > _COLUMN_GAP * self.tall:
                    found.append((line, box))
                last = box
        return tuple(found)

    @cached_property
    def touched_starts(self) -> tuple[tuple[int, Box], ...]:
        """The first words of lines from which something goes, where those survive."""
        firsts = ((line, words[0]) for line, words in self.lines.items() if line in self.affected)
        return tuple((line, self.boxes[i]) for line, i in firsts if i not in self.gone)

    @cached_property
    def extents(self) -> tuple[tuple[int, int], ...]:
        """Where each line from which nothing goes begins and ends."""
        lines = (words for line, words in self.lines.items() if line not in self.affected)
        boxes = ([self.boxes[i] for i in words if i in self.fixed] for words in lines)
        return tuple((some[0].left, max(b.right for b in some)) for some in boxes if some)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """Each word as captions of fields are compared."""
        return tuple(bare(word.text) for word in self.page.words)

    @cached_property
    def _bands(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for i, box in enumerate(self.boxes):
            for band in range(box.top // _BAND, max(box.bottom - 1, box.top) // _BAND + 1):
                found.setdefault(band, []).append(i)
        return found

    def about(self, top: int, bottom: int) -> list[int]:
        """Every word that may stand in those rows, and some beside, in order."""
        first, last = min(top, bottom - 1) // _BAND, max(top, bottom - 1) // _BAND
        if last == first + 1:
            one, other = self._bands.get(first, ()), self._bands.get(last, ())
            return sorted({*one, *other})
        if first == last:
            return self._bands.get(first, [])
        return sorted({i for n in range(first, last + 1) for i in self._bands.get(n, ())})

    def meeting(self, box: Box) -> list[int]:
        """The words that share a pixel with a box, in order."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        boxes = self.boxes
        return [
            i
            for i in self.about(top, bottom)
            if (b := boxes[i]).left < right and left < b.right and b.top < bottom and top < b.bottom
        ]

    def starts_column(self, left: int) -> bool:
        """Whether other lines have a column that begins there."""
        near = sum(1 for _, box in self.starts if abs(box.left - left) <= ALIGNED)
        return near >= _COLUMN_LINES

    def divided(self, left: int, right: int, row: float) -> bool:
        """Whether a vertical rule or a blanked cell stands between two columns of pixels."""
        if any(
            left - 3 <= r.centre[0] <= right + 3 and r.top <= row < r.bottom for r in self.uprights
        ):
            return True
        return any(
            left - 3 <= c.centre[0] <= right + 3 and c.top <= row < c.bottom for c in self.cells
        )

    @cached_property
    def uprights(self) -> tuple[Box, ...]:
        """The vertical rules."""
        return tuple(r for r in self.page.rules if r.height > r.width)

    @cached_property
    def levels(self) -> tuple[Box, ...]:
        """The horizontal rules."""
        return tuple(r for r in self.page.rules if r.width >= r.height)

    def margin(self, words: Iterable[int]) -> int:
        """How far outside their boxes the ink of words may lie."""
        ocr = any(self.page.words[i].origin is Origin.OCR for i in words)
        return OCR_MARGIN if ocr else DIGITAL_MARGIN


def clipped_boxes(page: Page) -> tuple[Box, ...]:
    """The boxes of a page's words as far as they lie on the page."""
    whole = Box(0, 0, page.width, page.height)
    return tuple(
        word.box if whole.contains(word.box) else word.box.clipped(page.width, page.height)
        for word in page.words
    )


def bare(word: str) -> str:
    """A word of a caption, whatever its case and what ends it."""
    return word.rstrip(":.*").casefold()


def remainder(box: Box, away: Iterable[Box]) -> list[Box]:
    """What is left of a box when others are cut out of it, in pieces."""
    rest = [box]
    for cut in away:
        rest = [piece for old in rest for piece in _without(old, cut)]
    return rest


def _without(box: Box, cut: Box) -> list[Box]:
    if not box.meets(cut):
        return [box]
    top, bottom = max(box.top, cut.top), min(box.bottom, cut.bottom)
    pieces = []
    if box.top < top:
        pieces.append(Box(box.left, box.top, box.right, top))
    if box.left < cut.left:
        pieces.append(Box(box.left, top, cut.left, bottom))
    if cut.right < box.right:
        pieces.append(Box(cut.right, top, box.right, bottom))
    if bottom < box.bottom:
        pieces.append(Box(box.left, bottom, box.right, box.bottom))
    return pieces
