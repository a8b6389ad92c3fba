"""A second look at the cells of a scanned schedule that were read with little confidence.

A line that one reading is unsure of is read again from its own pixels, drawn larger and softer in
several ways, and the readings vote. Where they do not agree a person is told what was read: a
wrong letter in a name adds up as well as the right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from goodcause.base.geometry import Box, union
from goodcause.linkage.grid import Column, find_grid
from goodcause.linkage.schedule import bands, lines_of_cell, words_of_cells
from goodcause.pages.page import Origin, Page, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodcause.programs.reading import OcrWord

    ReadLine = Callable[[NDArray[np.uint8]], Sequence[OcrWord]]

_SURE: Final = 0.93
"""From this confidence of each of its words on a line is not read again."""
_WAYS: Final = ((1.0, 1.0), (2.0, 0.0), (2.0, 1.6), (3.0, 2.0))
"""Scale and blur (pixels) of each further reading; measured on made scans, see bench-linkage."""
_MARGIN: Final = 8
_PADDING: Final = 16


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A page as read again.

    Attributes:
        page: with the words that the readings agreed on.
        doubts: lines on which they did not, each a sentence.
        lines: how many lines were read again.
    """

    page: Page
    doubts: tuple[str, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class _Vote:
    """What the readings of one line came to."""

    words: list[Word]
    readings: tuple[str, ...]


def in_doubt(page: Page) -> bool:
    """Whether a page is a scanned schedule with a line to be read again."""
    return next(_doubtful(page), None) is not None


def look_again(page: Page, grey: NDArray[np.uint8], read_line: ReadLine) -> SecondLook:
    """Read the doubtful lines of a schedule's table again.

    Args:
        page: as read; one without a schedule, or without doubt, comes back as it is.
        grey: its pixels at 300 dpi, 0 black.
        read_line: reads the words of a crop that holds one line.
    """
    fresh: dict[int, list[Word]] = {}
    gone: set[int] = set()
    doubts: list[str] = []
    places = {id(word): n for n, word in enumerate(page.words)}
    for line in _doubtful(page):
        vote = _voted(line, grey, read_line)
        at = [places[id(word)] for word in line]
        gone.update(at)
        fresh[min(at)] = vote.words
        if len(vote.readings) > 1:
            said = " or ".join(f"'{text}'" for text in vote.readings)
            doubts.append(f"a line can be read as {said}; compare the page")
    if not fresh:
        return SecondLook(page, (), 0)
    words: list[Word] = []
    for n, word in enumerate(page.words):
        words += fresh.get(n, [])
        if n not in gone:
            words.append(word)
    words.sort(key=lambda w: (w.line, w.box.left))
    return SecondLook(replace(page, words=tuple(words)), tuple(doubts), len(fresh))


def _doubtful(page: Page) -> Iterator[list[Word]]:
    """The lines of the table's cells that hold a word read with little confidence."""
    grid = find_grid(page)
    for _, inside in bands(page, grid) if grid else ():
        cells = words_of_cells(grid, inside) if grid else {}
        for column, words in cells.items():
            if column is Column.CODE:  # a ticked box is plain, and its empty neighbours say nothing
                continue
            for line in lines_of_cell(words):
                scanned = all(w.origin is Origin.OCR for w in line)
                if scanned and min(w.confidence for w in line) < _SURE:
                    yield line


def _voted(line: list[Word], grey: NDArray[np.uint8], read_line: ReadLine) -> _Vote:
    """The reading that most agree on; the first reading where none has more than another."""
    box = union(w.box for w in line).grown(_MARGIN).clipped(grey.shape[1], grey.shape[0])
    readings = [line]
    for scale, blur in _WAYS:
        read = read_line(_drawn(grey, box, scale, blur))
        if read:
            readings.append(_placed(read, box, scale, line[0].line))
    if len({len(reading) for reading in readings}) == 1:
        return _word_by_word(readings)
    counted = Counter(_text(reading) for reading in readings)
    best = counted.most_common(1)[0]
    texts = tuple(dict.fromkeys(_text(reading) for reading in readings))
    if best[1] == 1:
        return _Vote(line, texts)
    chosen = next(r for r in readings if _text(r) == best[0])
    return _Vote(chosen, (best[0],) if 2 * best[1] > len(readings) + 1 else texts)


def _word_by_word(readings: Sequence[list[Word]]) -> _Vote:
    chosen: list[Word] = []
    open_words = False
    for same_place in zip(*readings, strict=True):
        counted = Counter(word.text for word in same_place)
        text, votes = counted.most_common(1)[0]  # the first reading's where votes are equal
        chosen.append(replace(same_place[0], text=text, confidence=votes / len(readings)))
        open_words |= votes < len(readings) - 1
    texts = dict.fromkeys([_text(chosen), *(_text(r) for r in readings)])
    return _Vote(chosen, tuple(texts) if open_words else (_text(chosen),))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _drawn(grey: NDArray[np.uint8], box: Box, scale: float, blur: float) -> NDArray[np.uint8]:
    """A line's pixels, larger and softer, with white around them."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageFilter  # noqa: PLC0415

    crop = Image.fromarray(grey[box.top : box.bottom, box.left : box.right])
    if scale != 1:
        size = (round(crop.width * scale), round(crop.height * scale))
        crop = crop.resize(size, Image.Resampling.BICUBIC)
    if blur:
        crop = crop.filter(ImageFilter.GaussianBlur(blur))
    return np.pad(np.asarray(crop, np.uint8), _PADDING, constant_values=255)


def _placed(read: Sequence[OcrWord], box: Box, scale: float, line: int) -> list[Word]:
    """Words of a crop where they stand on the page."""
    found = []
    for word in sorted(read, key=lambda w: w.box.left):
        left, top, right, bottom = (
            round((edge - _PADDING) / scale)
            for edge in (word.box.left, word.box.top, word.box.right, word.box.bottom)
        )
        place = Box(max(0, left), max(0, top), max(1, right), max(1, bottom))
        where = place.moved(box.left, box.top)
        found.append(Word(word.text, where, line, word.confidence, Origin.OCR))
    return found
