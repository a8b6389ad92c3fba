"""What one detector says of one stretch of text, before it is placed on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

UNNAMED = "beside which no words say whose it is"
"""Said of an address or telephone number in a letterhead or signature block: it is the sender's,
unless it turns out to be the subject's home."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a passage that looks like something an order may reach.

    Attributes:
        start, end: offsets in the passage's text.
        category: a category of the order's vocabulary.
        probability: that the category is right.
        because: what led to it, as a clause without the page.
        detector: the name of the detector.
    """

    start: int
    end: int
    category: str
    probability: float
    because: str
    detector: str


def before(text: str, start: int, reach: int = 60) -> str:
    """The text of the same sentence, or nearly, just before an offset; in lower case."""
    return text[max(start - reach, 0) : start].lower()


def after(text: str, end: int, reach: int = 40) -> str:
    """The text just after an offset, in lower case."""
    return text[end : end + reach].lower()


def lowered(text: str) -> str:
    """A text in lower case, with every character where it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] or c for c in text)


_STOP = re.compile(
    r"[.!?;](?<!\b[A-Z].)(?<!\bMr.|\bDr.|\bSt.)(?<!\bMrs.|\bAve.|\bSgt.)\s+"
    r"(?=[A-Z\"'(\u2022]|o\s[A-Z])"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as offsets; abbreviations such as ``p.m.`` end none by themselves."""
    found = []
    start = 0
    for match in _STOP.finditer(text):
        found.append((start, match.start() + 1))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def sentence_round(text: str, start: int, end: int, bounds: Sequence[tuple[int, int]] = ()) -> str:
    """The sentence or sentences that hold a stretch of text."""
    inside = [b for b in bounds or sentences(text) if b[0] < end and b[1] > start]
    return text[inside[0][0] : inside[-1][1]] if inside else text[start:end]
