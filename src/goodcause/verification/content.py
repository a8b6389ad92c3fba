"""Reads the content stream of a produced page: one image, then invisible words, nothing else."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from goodcause.base.geometry import Box

_MOST = 64 * 1024 * 1024  # bytes of one inflated content stream
_WHOLE = r"(0|[1-9][0-9]{0,8})"
_HEAD = re.compile(rf"q 0\.24 0 0 0\.24 0 0 cm\nq {_WHOLE} 0 0 {_WHOLE} 0 0 cm /I Do Q\n")
_WORD = re.compile(
    rf"/F {_WHOLE} Tf ((?:0|[1-9][0-9]{{0,8}})(?:\.[1-9])?) Tz "
    rf"1 0 0 1 {_WHOLE} {_WHOLE} Tm <([0-9A-F]{{8,}})> Tj\n"
)
_LARGEST_CANVAS = 10**7


class GrammarError(ValueError):
    """A content stream that the grammar does not produce."""


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of the text layer and its box in page pixels."""

    text: str
    box: Box


def inflated(stream: bytes) -> bytes:
    """The bytes of a deflated stream that is whole and has nothing after it.

    Raises:
        GrammarError: it is damaged, unfinished, far too large or followed by other data.
    """
    engine = zlib.decompressobj()
    try:
        plain = engine.decompress(stream, _MOST)
    except zlib.error as e:
        raise GrammarError("the content stream does not inflate") from e
    if engine.unconsumed_tail:
        raise GrammarError("the content stream inflates to more than a page can need")
    if not engine.eof:
        raise GrammarError("the content stream is cut off")
    if engine.unused_data:
        raise GrammarError("unused bytes follow the deflated content stream")
    return plain


def words_of(plain: bytes, width: int, height: int) -> tuple[LayerWord, ...]:
    """The words of a page's content stream.

    Raises:
        GrammarError: the stream is anything but one image of that size and words on the page.
    """
    try:
        text = plain.decode("ascii")
    except UnicodeDecodeError as e:
        raise GrammarError("the content stream holds bytes that are not ASCII") from e
    head = _HEAD.match(text)
    if head is None or (int(head[1]), int(head[2])) != (width, height):
        raise GrammarError("the content stream does not begin with the page's one image")
    at = head.end()
    if text[at:] == "Q\n":
        return ()
    if not text.startswith("BT\n3 Tr\n", at):
        raise GrammarError("something stands between the image and the words")
    at += len("BT\n3 Tr\n")
    words: list[LayerWord] = []
    while match := _WORD.match(text, at):
        words.append(_word(match, width, height))
        at = match.end()
    if not words or text[at:] != "ET\nQ\n":
        raise GrammarError(
            f"line {text.count(chr(10), 0, at) + 1} of the content stream is no word"
        )
    return tuple(words)


def _word(match: re.Match[str], width: int, height: int) -> LayerWord:
    size, stretch, left, bottom = match[1], match[2], int(match[3]), int(match[4])
    if len(match[5]) % 4 or not match[5].endswith("0020"):
        raise GrammarError("a word does not end with the one space it must have")
    try:
        text = bytes.fromhex(match[5][:-4]).decode("utf-16-be")
    except UnicodeDecodeError as e:
        raise GrammarError("a word holds half of a surrogate pair") from e
    if len(text) * 4 != len(match[5]) - 4 or not all(map(_allowed, text)):
        raise GrammarError("a word holds a control, format or space character")
    high = int(size)
    wide = _width(stretch, len(text), high)
    right, top = left + wide, height - bottom - high
    # A stretch is given to one decimal, which is more than a pixel for very long words.
    slack = 1 + len(text) * high // 4000
    if high < 1 or top < 0 or left >= width or right > width + slack:
        raise GrammarError("the box of a word does not lie on the page")
    return LayerWord(text, Box(left, top, max(min(right, width), left), top + high))


@lru_cache(maxsize=4096)
def _width(stretch: str, count: int, size: int) -> int:
    exact = Decimal(stretch) * count * size / 200
    if exact == 0 or exact > _LARGEST_CANVAS:
        raise GrammarError("the stretch of a word is out of all measure")
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@lru_cache(maxsize=8192)
def _allowed(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"
