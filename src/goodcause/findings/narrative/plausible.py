"""Refuses words that cannot be what the classifier takes them for, whatever stands round them."""

from __future__ import annotations

import re

from goodcause.findings.narrative.features import class_of, words
from goodcause.findings.times import is_rate

_TIME = frozenset(
    ["DAY", "DAYS", "MONTH", "SLOT", "SLOTS", "NUM", "ORD", "PERIOD", "MARK", "AMPM", "SEASON",
     "RATE"]
)  # fmt: skip
_WHEN = frozenset(
    ["before", "after", "during", "until", "till", "between", "when", "whenever", "once"]
)
_SMALL = frozenset(
    ["IN", "TO", "OF", "PREPT", "NEAR", "DET", "POSS", "HIS", "HE", "WE", "I", "AND", "BE",
     "NOT", "DO"]
)  # fmt: skip
"""Classes of words that name nothing."""
_NOISE = re.compile(r"[\u2022\u00b7\u00a9@=?~^*<>{}|\\_]|[-+/.,:;'\"!]{3,}")
"""Signs that stand in addresses of the net, in tables and in a scan's dirt, and in no story."""
_SOMEBODY = re.compile(
    r"\b(?:officer|guard|deputy|agent|clerk|teller|man|woman|person|driver|employee|manager|friend"
    r"|neighbou?r)s?\s+(?:of|from)\b"
)
"""Somebody of a firm names no place."""
_LONGEST = 25
_NUMBERS = 6
_PHONE = re.compile(r"\d{3}[-.\s]\d{4}\b")


def plausible(stretch: str, kind: str) -> bool:
    """Whether a stretch of a sentence can be of a kind.

    Args:
        stretch: its words.
        kind: the classifier's letter.
    """
    tokens = [w.text for w in words(stretch)]
    if not any(t[0].isalnum() for t in tokens) or _NOISE.search(stretch) or len(tokens) > _LONGEST:
        return False
    if sum(t.isdigit() for t in tokens) > _NUMBERS:
        return False
    if kind == "T":
        return not is_rate(stretch) and not _PHONE.search(stretch) and _timely(tokens, exact=False)
    if kind == "D":
        return _timely(tokens, exact=True)
    if kind == "P":
        named = [t for t in tokens if t[0].isalnum() and class_of(t) not in _SMALL]
        return (
            bool(named)
            and not _SOMEBODY.search(stretch)
            and (len(tokens) > 1 or named[0].istitle())
        )
    digits = any(t[0].isdigit() for t in tokens)
    return any(len(t) > 1 and t[0].isalpha() for t in tokens) and (kind == "H" or not digits)


def _timely(tokens: list[str], *, exact: bool) -> bool:
    """Whether one of the words is a number or a word of time."""
    return any(
        t[0].isdigit() or class_of(t) in _TIME or (not exact and t.lower() in _WHEN) for t in tokens
    )
