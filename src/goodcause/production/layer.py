"""The text layer of a page: words made fit to be served, in lines, and nothing the eye lacks.

The layer and the text file are the same words (docs/volume-format.md, section 4), so both are
written from what this module returns.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from goodcause.base.geometry import Box
from goodcause.pages.page import Word

REPLACEMENT = "\ufffd"
_LAST_OF_PLANE = "\uffff"
_MAX_LETTERS = 2000  # a "word" longer than this was made to break readers, not to be read


def served(words: Iterable[Word], width: int, height: int) -> tuple[Word, ...]:
    """The words as they are served: whole boxes on the page, characters every reader takes.

    Args:
        words: words at their final places, in reading order.
        width: columns of the page.
        height: rows of the page.

    Returns:
        The same words in the same order. One without a character, or whose box has no pixel on
        the page, has no place in a layer and is not among them.
    """
    return tuple(_served(words, Box(0, 0, width, height)))


def _served(words: Iterable[Word], page: Box) -> Iterator[Word]:
    for word in words:
        text = word.text
        if not (text.isascii() and text.isprintable() and " " not in text):
            text = cleaned(text)
        box = word.box
        if not page.contains(box):
            box = box.clipped(page.right, page.bottom)
        if not text or not box.area:
            continue
        if len(text) > _MAX_LETTERS:
            text = text[:_MAX_LETTERS]
        yield word if text is word.text and box is word.box else replace(word, text=text, box=box)


def cleaned(text: str) -> str:
    """The text with U+FFFD for every character that a layer does not carry.

    A ligature becomes its letters, because readers disagree on it and nobody searches for one.
    Control and format characters, surrogates, private use, separators and whatever lies beyond
    the Basic Multilingual Plane: they are unseen, or read differently by every program.
    """
    return "".join(map(_served_character, text))


@lru_cache(maxsize=4096)
def _served_character(character: str) -> str:
    if "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    if character > _LAST_OF_PLANE or unicodedata.category(character)[0] in "CZ":
        return REPLACEMENT
    return character


def page_text(words: Sequence[Word]) -> str:
    """A page of the text file: words by line, each line ended by CRLF."""
    lines = groupby(words, attrgetter("line"))
    return "".join(" ".join(word.text for word in line) + "\r\n" for _, line in lines)


def text_file(pages: Iterable[str]) -> bytes:
    """The bytes of a text file: pages separated by form feeds, after a byte-order mark."""
    return "\f".join(pages).encode("utf-8-sig")
