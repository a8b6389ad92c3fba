"""Words to be drawn, and what each stretch of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OWN_WORDS = ""
"""Category of words that no clause names; they are recorded, for they must stay."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one kind.

    Attributes:
        text: the words.
        category: of the order's vocabulary; ``""`` for words recorded as staying without a
            category of their own; ``None`` for words nobody keeps count of.
    """

    text: str
    category: str | None = None


Sentence = tuple[Run, ...]


def plain(text: str) -> Run:
    """Words nobody keeps count of."""
    return Run(text)


def value(text: str, category: str) -> Sentence:
    """One value alone."""
    return (Run(text, category),)


def text_of(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)
