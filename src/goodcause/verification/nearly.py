"""Removed values in what a machine read, where a letter may have been misread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from goodcause.verification.needles import Needle, Shape, tokens

_LEAST = 7  # symbols; anything shorter is another word as soon as one is changed
_LEAST_WORDS = 10  # letters of several words together
_NUMBER_LENGTHS = (8, 9)  # licences and social security numbers; telephones differ by one lawfully
_RUN_DIGITS, _RUN_LETTERS = 4, 5
_LOOKALIKE = str.maketrans("OoQDIl|iSsBZzGq", "000011115582269")
_CHUNK = re.compile(r"\S+")


def as_digits(text: str) -> str:
    """The text with letters that look like digits read as digits, in chunks with a digit."""
    return _CHUNK.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    chunk = match[0]
    digits, all_of_them = sum(map(str.isdigit, chunk)), sum(map(str.isalnum, chunk))
    return chunk.translate(_LOOKALIKE) if digits * 2 >= all_of_them else chunk


def one_off(needles: Iterable[Needle], text: str) -> Iterator[Needle]:
    """Needles that stand in the text with at most one symbol wrong, too many or lost."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only OCR attacks need it

    parts = tokens(text)
    for needle in needles:
        if not _bears_an_error(needle):
            continue
        for candidate in _candidates(parts, len(needle.squashed)):
            if Levenshtein.distance(needle.squashed, candidate, score_cutoff=1) <= 1:
                yield needle
                break


def runs(needle: Needle) -> frozenset[str]:
    """The short pieces of a value of which one, seen in its region, is a leak."""
    pieces = set()
    for part in re.findall(r"[0-9]+|[^0-9]+", needle.squashed):
        size = _RUN_DIGITS if part.isdigit() else _RUN_LETTERS
        pieces |= {part[at : at + size] for at in range(len(part) - size + 1)}
    return frozenset(pieces)


def _bears_an_error(needle: Needle) -> bool:
    if needle.shape is Shape.DAY or needle.context:
        return False
    if needle.shape is Shape.NUMBER:
        return len(needle.squashed) in _NUMBER_LENGTHS
    several = len(tokens(needle.secret.value)) > 1
    return several and len(needle.squashed) >= max(_LEAST, _LEAST_WORDS)


def _candidates(parts: list[str], length: int) -> Iterator[str]:
    """Whole tokens joined, of about that length."""
    for start in range(len(parts)):
        joined = ""
        for part in parts[start:]:
            joined += part
            if len(joined) > length + 1:
                break
            if len(joined) >= length - 1:
                yield joined
