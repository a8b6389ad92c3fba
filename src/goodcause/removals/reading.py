"""The words of a page once removals are carried out, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box
from goodcause.pages.page import Word
from goodcause.removals import label
from goodcause.removals.ground import remainder
from goodcause.removals.removal import Stamp

_ENOUGH = 0.5  # a word stays when at least this part of its box is clear of what is blanked


@dataclass(frozen=True, slots=True)
class Printed:
    """A stamp among the words.

    Attributes:
        stamp: what is printed.
        line: the line it was set on; ``None`` for cells and legends, which find their own.
    """

    stamp: Stamp
    line: int | None = None


def kept_clear(box: Box, blanks: Iterable[Box]) -> Box | None:
    """The box of a surviving word, cut back to where nothing is blanked.

    Loose boxes of neighbouring lines overlap a little where there is no ink. ``None`` when most
    of the word is covered: then it does not survive.
    """
    rest = remainder(box, (b for b in blanks if b.meets(box)))
    best = max(rest, key=lambda part: (part.area, part), default=None)
    if best is None or best.area < _ENOUGH * box.area:
        return None
    return best


def ordered(words: Iterable[Word], prints: Sequence[Printed]) -> tuple[Word, ...]:
    """Survivors and printed labels by line and from left to right, with lines counted anew.

    Lines are counted by what is on the page now: a line of which nothing survives is no line.
    The words of one label stay together even when it stands in two lines.
    """
    lines: dict[int, list[tuple[Box, tuple[Word, ...]]]] = {}
    for word in words:
        lines.setdefault(word.line, []).append((word.box, (word,)))
    free = []
    for printed in prints:
        unit = (label.box(printed.stamp), label.words(printed.stamp))
        if printed.line is None:
            free.append(unit)
        else:
            lines.setdefault(printed.line, []).append(unit)
    rows = [lines[line] for line in sorted(lines)]
    for unit in sorted(free, key=lambda u: (u[0].top, u[0].left)):
        _let_in(rows, unit)
    return tuple(
        word
        if word.line == number
        else Word(word.text, word.box, number, word.confidence, word.origin)
        for number, row in enumerate(rows)
        for _, some in sorted(row, key=lambda unit: unit[0].left)
        for word in some
    )


def _let_in(
    rows: list[list[tuple[Box, tuple[Word, ...]]]], unit: tuple[Box, tuple[Word, ...]]
) -> None:
    """Put a label on the line it stands beside, or on a line of its own."""
    middle = unit[0].centre[1]
    beside = [
        (abs(_middle(row) - middle), n)
        for n, row in enumerate(rows)
        if any(box.top <= middle < box.bottom for box, _ in row)
    ]
    if beside:
        rows[min(beside)[1]].append(unit)
        return
    after = next((n for n, row in enumerate(rows) if _middle(row) > middle), len(rows))
    rows.insert(after, [unit])


def _middle(row: Sequence[tuple[Box, tuple[Word, ...]]]) -> float:
    return sum(box.centre[1] for box, _ in row) / len(row)
