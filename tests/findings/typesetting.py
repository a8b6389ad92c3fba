"""Makes pages out of plain text: monospaced words with boxes, ruled cells, unread ink."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodcause.base.geometry import Box
from goodcause.pages.page import Hidden, Origin, Page, Word

WIDTH, HEIGHT = 2550, 3300
LETTER = 25  # 10 point Courier is 6 points a letter: 25 pixels
LINE = 50
HIGH = 42
LEFT, TOP = 150, 150


def words_at(text: str, left: int, top: int, line: int, letter: int = LETTER) -> list[Word]:
    """The words of one line; runs of spaces keep their width."""
    return [
        Word(
            m[0],
            Box(left + m.start() * letter, top, left + m.end() * letter, top + HIGH),
            line,
            1.0,
            Origin.DIGITAL,
        )
        for m in re.finditer(r"\S+", text)
    ]


def page_of(
    text: str,
    *,
    number: int = 1,
    hidden: Sequence[Hidden] = (),
    ink: Sequence[Box] = (),
    rules: Sequence[Box] = (),
) -> Page:
    """A page whose lines are the lines of a text."""
    words: list[Word] = []
    for index, line in enumerate(text.splitlines()):
        words += words_at(line, LEFT, TOP + index * LINE, index)
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        words=tuple(words),
        hidden=tuple(hidden),
        low_ink=tuple(ink),
        rules=tuple(rules),
    )


def wrapped(text: str, columns: int = 85) -> str:
    """Running text broken into lines."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        if len(current) + len(word) + 1 > columns:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return "\n".join([*lines, current])


def grid_page(
    rows: Sequence[Sequence[str]], *, high: int = 130, number: int = 1, ink: Sequence[Box] = ()
) -> Page:
    """A form of ruled cells; within a cell, lines are parted by ``|``."""
    words: list[Word] = []
    rules: list[Box] = []
    line = 0
    for r, row in enumerate(rows):
        top = TOP + r * high
        wide = (WIDTH - 2 * LEFT) // len(row)
        rules.append(Box(LEFT, top - 2, WIDTH - LEFT, top + 2))
        deep = max(cell.count("|") + 1 for cell in row)
        for depth in range(deep):
            for c, cell in enumerate(row):
                parts = cell.split("|")
                if depth < len(parts):
                    words += words_at(
                        parts[depth], LEFT + c * wide + 12, top + 12 + depth * LINE, line, 20
                    )
            line += 1
        for c in range(len(row) + 1):
            x = LEFT + c * wide
            rules.append(Box(x - 2, top, x + 2, top + high))
    bottom = TOP + len(rows) * high
    rules.append(Box(LEFT, bottom - 2, WIDTH - LEFT, bottom + 2))
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        words=tuple(words),
        rules=tuple(rules),
        low_ink=tuple(ink),
    )
