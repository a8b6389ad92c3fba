"""Running text that remembers which word of the page each character came from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from goodcause.pages.page import Page

_SAME = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00ad": "-",
    }
)
_LONE_I = frozenset(["|", "l", "]", "\u2502"])
"""Readers of scans take the word I for these signs."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """One spelling for look-alike dashes, quotes and widths; no character that cannot be seen."""
    if text in _LONE_I:
        return "I"
    if text.isascii() and text.isprintable():
        return text
    folded = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    return "".join(c for c in folded if unicodedata.category(c) not in _UNSEEN)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words joined to one text.

    Attributes:
        text: the words, one space between them and a line break where a line ends.
        words: indices into ``Page.words``.
        starts: where each of these words begins in the text.
        breaks: offsets in the text at which a line ends.
    """

    text: str
    words: tuple[int, ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...] = ()

    def covering(self, start: int, end: int) -> tuple[int, ...]:
        """The words that share at least one character with ``text[start:end]``."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        return self.words[first : bisect_left(self.starts, end)]

    def bounds(self, words: Sequence[int]) -> tuple[int, int]:
        """Where these words of the page begin and end in the text; they must be among it."""
        inside = set(words)
        places = [i for i, w in enumerate(self.words) if w in inside]
        last = places[-1] + 1
        end = self.starts[last] - 1 if last < len(self.starts) else len(self.text)
        return self.starts[places[0]], end


def join(page: Page, lines: Sequence[Sequence[int]]) -> Passage:
    """Join words, given as lines of word indices."""
    parts: list[str] = []
    words: list[int] = []
    starts: list[int] = []
    breaks: list[int] = []
    offset = 0
    for line in lines:
        if parts:
            parts[-1] = "\n"
            breaks.append(offset - 1)
        for index in line:
            text = clean(page.words[index].text)
            words.append(index)
            starts.append(offset)
            parts += (text, " ")
            offset += len(text) + 1
    return Passage("".join(parts[:-1]), tuple(words), tuple(starts), tuple(breaks))
