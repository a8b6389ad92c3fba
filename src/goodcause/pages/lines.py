"""Words put in reading order: by visual line down the page, then from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from goodcause.base.geometry import Box
from goodcause.pages.page import Origin, Word

_SAME_WORD = 0.6  # of the smaller box: the same text drawn twice this close is one word
_REACH = 12  # a neighbour on a slanting line is at most this many heights away


class Spot(NamedTuple):
    """A word before its line is known."""

    text: str
    box: Box
    confidence: float = 1.0
    origin: Origin = Origin.DIGITAL


def in_lines(words: Iterable[Spot]) -> tuple[Word, ...]:
    """Number the lines of words from straight text and order them; drop double printing."""
    lines: list[list[Spot]] = []
    top = bottom = -1
    for word in sorted(words, key=_middle):
        box = word.box
        middle = (box.top + box.bottom) / 2
        if lines and top <= middle < bottom and _level(box, top, bottom):
            lines[-1].append(word)
        else:
            lines.append([word])
            top, bottom = box.top, box.bottom
    return _number(lines)


def in_slanting_lines(words: Iterable[Spot]) -> tuple[Word, ...]:
    """The same for words from a picture, whose lines may climb: each joins its neighbour's."""
    lines: list[list[Spot]] = []
    for word in sorted(words, key=attrgetter("box.left", "box.top", "text")):
        best, most = None, 0.5
        for line in lines:
            share = _alongside(line[-1].box, word.box)
            if share > most:
                best, most = line, share
        if best is None:
            lines.append([word])
        else:
            best.append(word)
    lines.sort(key=lambda line: sum(w.box.top + w.box.bottom for w in line) / len(line))
    return _number(lines)


def _middle(word: Spot) -> tuple[int, int, str]:
    box = word.box
    return (box.top + box.bottom, box.left, word.text)


def _level(box: Box, top: int, bottom: int) -> bool:
    """Whether at least half of the lower of the two stands beside the other."""
    shared = min(box.bottom, bottom) - max(box.top, top)
    return 2 * shared >= min(box.height, bottom - top)


def _alongside(last: Box, box: Box) -> float:
    """How much of the lower of the two stands beside the other; 0 when it is out of reach."""
    low = max(min(last.height, box.height), 1)
    if box.left - last.right > _REACH * max(last.height, box.height):
        # Far away, the line may have climbed; only words that are plainly level still join.
        low = max(last.height, box.height, 1)
    return (min(last.bottom, box.bottom) - max(last.top, box.top)) / low


def _number(lines: Sequence[list[Spot]]) -> tuple[Word, ...]:
    done: list[Word] = []
    for index, line in enumerate(lines):
        line.sort(key=attrgetter("box.left", "box.right", "text"))
        previous: Spot | None = None
        for spot in line:
            if previous is not None and _printed_twice(previous, spot):
                continue
            previous = spot
            done.append(Word(spot.text, spot.box, index, spot.confidence, spot.origin))
    return tuple(done)


def _printed_twice(one: Spot, other: Spot) -> bool:
    if one.text != other.text:
        return False
    smaller = min(one.box.area, other.box.area)
    return smaller > 0 and one.box.overlap(other.box) >= _SAME_WORD * smaller
