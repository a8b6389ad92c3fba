"""Words put in reading order: by visual line down the page, then from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple

from goodcause.base.geometry import Box
from goodcause.pages.page import Origin, Word

_SAME_WORD = 0.6  # of the smaller box: the same text drawn twice this close is one word
_NEAR, _FAR = 3, 1_000  # heights of a word: the next word of a run, any word of a line
_LONG = 300  # pixels: shorter runs say little about how lines climb
_STEEPEST = 0.12  # seven degrees; more is no slip of the paper


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
    for (double, _, _), word in sorted(((_middle(w), w) for w in words), key=itemgetter(0)):
        above, below = word.box.top, word.box.bottom
        within = lines and 2 * top <= double < 2 * max(bottom, top + 1)
        # At least half of the lower of the two stands beside the other.
        shared = min(below, bottom) - max(above, top)
        if within and 2 * shared >= min(below - above, bottom - top):
            lines[-1].append(word)
        else:
            lines.append([word])
            top, bottom = above, below
    return _number(lines)


def in_slanting_lines(words: Iterable[Spot]) -> tuple[Word, ...]:
    """The same for words from a picture, whose lines may climb and whose boxes hug the ink."""
    spots = sorted(words, key=attrgetter("box.left", "box.top", "text"))
    slope = _slope(_chains(spots, 0.0, _NEAR))
    lines = _chains(spots, slope, _FAR)
    lines.sort(key=lambda line: _height_on_page(line, slope))
    return _number(lines)


def _slope(chains: Sequence[list[Spot]]) -> float:
    """How much the page's lines climb: the middle value of its long runs of words."""
    runs = [
        (chain[-1].box.bottom - chain[0].box.bottom) / (chain[-1].box.left - chain[0].box.left)
        for chain in chains
        if chain[-1].box.left - chain[0].box.left >= _LONG
    ]
    slope = median(runs) if runs else 0.0
    return slope if abs(slope) <= _STEEPEST else 0.0


def _chains(spots: Iterable[Spot], slope: float, reach: int) -> list[list[Spot]]:
    """Words strung together from left to right, each to the line that it stands beside."""
    lines: list[list[Spot]] = []
    ends: list[tuple[int, int, int]] = []  # where each line runs: top, bottom, right
    for spot in spots:
        drop = round(slope * spot.box.left)
        top, bottom = spot.box.top - drop, spot.box.bottom - drop
        best = _best_line(ends, (top, bottom, spot.box.left), reach)
        if best < 0:
            lines.append([spot])
            ends.append((top, bottom, spot.box.right))
            continue
        lines[best].append(spot)
        above, below, _ = ends[best]
        if (bottom - top) * 10 < (below - above) * 7:
            top, bottom = above, below  # a comma or a dash says little about where its line runs
        ends[best] = (top, bottom, spot.box.right)
    return lines


def _best_line(
    ends: Sequence[tuple[int, int, int]], place: tuple[int, int, int], reach: int
) -> int:
    """The line that most of a word stands beside, or -1: more than half of the lower of the two."""
    top, bottom, left = place
    high = bottom - top
    best, most = -1, 0.5
    for index, (above, below, right) in enumerate(ends):
        if above >= bottom or below <= top:
            continue
        other = below - above
        if left - right > reach * max(high, other):
            continue
        share = (min(below, bottom) - max(above, top)) / max(min(high, other), 1)
        if share > most:
            best, most = index, share
    return best


def _height_on_page(line: Sequence[Spot], slope: float) -> float:
    middles = [(s.box.top + s.box.bottom) / 2 - slope * s.box.left for s in line]
    return sum(middles) / len(middles)


def _middle(word: Spot) -> tuple[int, int, str]:
    box = word.box
    return (box.top + box.bottom, box.left, word.text)


def _number(lines: Sequence[list[Spot]]) -> tuple[Word, ...]:
    done: list[Word] = []
    for index, line in enumerate(lines):
        line.sort(key=_place)
        previous = ("", Box(0, 0, 0, 0))
        for spot in line:
            if previous[0] == spot.text and _printed_twice(previous[1], spot.box):
                continue
            previous = spot[:2]
            done.append(Word(spot.text, spot.box, index, spot.confidence, spot.origin))
    return tuple(done)


def _place(word: Spot) -> tuple[int, int, str]:
    return (word.box.left, word.box.right, word.text)


def _printed_twice(one: Box, other: Box) -> bool:
    smaller = min(one.area, other.area)
    return smaller > 0 and one.overlap(other) >= _SAME_WORD * smaller
