"""Reads again what a removal may have cut: a scanned word whose box it touches.

A word of a scan was read when its ink was whole. Where a blanked region reaches into its box,
or takes ink that hangs together with it, the page may show less of it than the text layer would
say. Such words are read again from the produced pixels; what they no longer show, no layer says.
Words of digital lines are drawn again letter by letter and need no second reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import Box, union
from goodcause.pages.page import Origin, Word
from goodcause.programs.reading import OcrReader, OcrWord
from goodcause.removals import label
from goodcause.removals.rebuild import Rebuilt
from goodcause.removals.removal import PagePlan

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 2  # pixels between a word's box and a blanked one that may have taken of its ink
_HANGS = 12  # rows from which a hanging fill takes ink; see ``rebuild``
_AROUND = 8  # pixels of the page that are read along on every side of the words
_BORDER = 16  # white pixels added around them; an engine wants some
_TELLING = 3  # fewer letters than this tell nothing that could be cut short
_ALIKE: Final = 0.7
"""A second reading of sound print takes some letters for others; a cut word has fewer of them."""
_SIGNS = re.compile(r"[\W_]+")


def touched(plan: PagePlan) -> tuple[int, ...]:
    """Indices of the plan's words that a removal may have cut, in order."""
    blanks = [*(_reach(fill.box, hanging=fill.hanging) for fill in plan.fills),
              *(box.grown(_NEAR) for box in plan.cleaned)]  # fmt: skip
    return tuple(
        at for at, word in enumerate(plan.words)
        if word.origin is Origin.OCR and len(_letters(word.text)) >= _TELLING
        and any(word.box.meets(blank) for blank in blanks)
    )  # fmt: skip


def legible(plan: PagePlan, page: Rebuilt, reader: OcrReader) -> tuple[Word, ...]:
    """The plan's words without those that the rebuilt page no longer shows.

    Args:
        plan: of the page.
        page: its pixels, the plan carried out.
        reader: of single lines.

    Returns:
        The words in the same order; only words that a removal touches can be missing.
    """
    gone: set[int] = set()
    stamps = [label.box(stamp) for stamp in plan.stamps]
    for run in _runs(touched(plan), plan.words):
        crop, corner = _crop(page, [plan.words[at].box for at in run], stamps)
        read = [_placed(word, corner) for word in reader.read_line(crop)]
        gone.update(at for at in run if not _says(plan.words[at], read))
    return tuple(word for at, word in enumerate(plan.words) if at not in gone)


def _reach(box: Box, *, hanging: bool) -> Box:
    rows = _HANGS if hanging else _NEAR
    return Box(box.left - _NEAR, box.top - rows, box.right + _NEAR, box.bottom + rows)


def _runs(indices: Iterable[int], words: Sequence[Word]) -> Iterator[list[int]]:
    """Neighbours on one line together: a word alone is read worse than beside another."""
    keyed = ((at - place, words[at].line, at) for place, at in enumerate(indices))
    for _, run in groupby(keyed, key=lambda each: each[:2]):
        yield [at for _, _, at in run]


def _crop(
    page: Rebuilt, boxes: Sequence[Box], stamps: Sequence[Box]
) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """The pixels of some words, labels struck out, in a white border; and its corner's place."""
    place = union(boxes).grown(_AROUND).clipped(page.width, page.height)
    grey = _pixels(page, place)
    for stamp in stamps:
        if stamp.meets(place):
            inside = stamp.moved(-place.left, -place.top).clipped(place.width, place.height)
            grey[inside.top : inside.bottom, inside.left : inside.right] = 255
    framed = np.pad(grey, _BORDER, constant_values=255)
    return framed, (place.left - _BORDER, place.top - _BORDER)


def _pixels(page: Rebuilt, place: Box) -> NDArray[np.uint8]:
    rows, columns = slice(place.top, place.bottom), slice(place.left, place.right)
    if page.grey is not None:
        return page.grey[rows, columns].copy()
    ink = np.unpackbits(page.ink()[rows], axis=1)[:, columns]
    return np.where(ink, np.uint8(0), np.uint8(255))


def _placed(word: OcrWord, corner: tuple[int, int]) -> tuple[str, Box]:
    return _letters(word.text), word.box.moved(*corner)


def _says(word: Word, read: Sequence[tuple[str, Box]]) -> bool:
    """Whether what was read where a word stands is that word."""
    from rapidfuzz import fuzz  # noqa: PLC0415  imported late: few pages have such words

    wanted = _letters(word.text)
    seen = "".join(text for text, box in read if _over(box, word.box))
    if wanted in seen:
        return True  # a neighbour was read along with it
    return len(seen) == len(wanted) and fuzz.ratio(wanted, seen) >= 100 * _ALIKE


def _over(read: Box, word: Box) -> bool:
    """Whether most of what was read stands in the columns of a word, or the other way round."""
    shared = min(read.right, word.right) - max(read.left, word.left)
    return 2 * shared > min(read.width, word.width)


def _letters(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())
