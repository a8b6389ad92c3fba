"""Text typed in capitals throughout, put into the letters that rules and classifier are used to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from goodcause.findings.narrative.grammar import FILES

_MOST = 0.85
_FEWEST = 15
_WORD = re.compile(r"[A-Z]{2,}(?:'[A-Z]+)?")
_SMALL = re.compile(r"(?<![$\w])[a-z]{2,}(?:'[a-z]+)?")
_PROPER = frozenset(["DAY", "DAYS", "MONTH"])


def unshouted(text: str) -> str:
    """A text in ordinary letters when nearly all of it is in capitals, every sign where it was.

    Words that this project's own narratives write small become small; others keep a capital,
    for they may well be names.
    """
    capitals = sum(c.isupper() for c in text)
    letters = capitals + sum(c.islower() for c in text)
    if capitals < _FEWEST or capitals < _MOST * letters:
        return text
    return _WORD.sub(lambda m: _quiet(m[0]), text)


@lru_cache(maxsize=20_000)
def _quiet(word: str) -> str:
    lower = word.lower()
    if len(lower) != len(word):
        return word
    return lower if lower in _common() else lower[0].upper() + lower[1:]


@cache
def _common() -> frozenset[str]:
    here = files(__package__)
    words: set[str] = set()
    for file in FILES:
        text = here.joinpath("grammar", f"{file}.txt").read_text(encoding="utf-8")
        words.update(_SMALL.findall(text))
    for line in here.joinpath("classes.txt").read_text(encoding="utf-8").splitlines():
        name, *members = line.split() if line else [""]
        if name != "#" and name not in _PROPER:
            words.update(members)
    return frozenset(words)
