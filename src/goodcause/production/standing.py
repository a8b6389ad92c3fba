"""Where the words of labels stand among the words of a page, whoever printed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from goodcause.base.geometry import Box
from goodcause.pages.page import Word

_OURS: Final = ""
"""Stands for a printed label: no word of the paper, and words beside it do not adjoin."""


def apart(words: Sequence[Word], printed: Iterable[Box]) -> list[str]:
    """The texts of a page's words, with nothing in the place of each word of a printed label.

    Args:
        words: of the finished page, in reading order.
        printed: where labels stand.
    """
    boxes = tuple(printed)
    return [_OURS if _within(word.box, boxes) else word.text for word in words]


def labels(texts: Iterable[str], words: Sequence[str]) -> Counter[str]:
    """How often each label stands among the words, no word being counted twice.

    Args:
        texts: labels; a longer one is looked for before those that it holds.
        words: of a page, in reading order.
    """
    rest = list(words)
    found: Counter[str] = Counter()
    for text in sorted(set(texts), key=lambda text: (-len(text.split()), text)):
        parts = text.split()
        at = 0
        while parts and at <= len(rest) - len(parts):
            if rest[at : at + len(parts)] == parts:
                rest[at : at + len(parts)] = [_OURS] * len(parts)
                found[text] += 1
            at += 1
    return found


def _within(box: Box, boxes: Iterable[Box]) -> bool:
    x, y = box.centre
    return any(b.left <= x < b.right and b.top <= y < b.bottom for b in boxes)
