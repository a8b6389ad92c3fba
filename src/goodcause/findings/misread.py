"""Puts right the small words of a story that readers of scans and handwriting misread.

Only words for times and ways are put right, only by signs that are read for one another, and
never so that a word changes its length: every offset keeps its meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache

from goodcause.findings.wordlists import in_order

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_WORDS = in_order(
    f"""
    from after each every before between second fourth first weekday weekdays weekend weekends
    evening evenings afternoon afternoons morning mornings midnight until nightly closing daylight
    daybreak alternate through behind branch alley street corner above below along across where
    {_DAYS} {" ".join(f"{day}s" for day in _DAYS.split())}
    """
)
_READ_FOR = {
    "t": "f", "e": "cso", "o": "eca", "a": "oe", "i": "lt", "l": "it", "c": "e", "b": "h",
    "h": "b", "u": "v", "v": "ur", "w": "v", "y": "g", "q": "g",
}  # fmt: skip
"""For each sign as read, the signs it may have been."""
_TOKEN = re.compile(r"[A-Za-z]{4,}")
_LONG = 6  # in words so long two signs may be wrong
_BY_LENGTH: dict[int, tuple[str, ...]] = {
    n: tuple(w for w in _WORDS if len(w) == n) for n in {len(w) for w in _WORDS}
}


def unmisread(text: str) -> str:
    """The text with misread words put right, every character where it was."""
    return _TOKEN.sub(lambda match: _word(match[0]), text)


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    lower = word.lower()
    near = _BY_LENGTH.get(len(lower), ())
    if lower in near:
        return word
    limit = 2 if len(lower) >= _LONG else 1
    for wanted in near:
        wrong = [(a, b) for a, b in zip(lower, wanted, strict=True) if a != b]
        if len(wrong) <= limit and all(b in _READ_FOR.get(a, "") for a, b in wrong):
            return wanted.capitalize() if word[0].isupper() else wanted
    return word
