"""Words to be drawn, and what each stretch of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = {
    "t": "vulnerability_time",
    "p": "vulnerability_place",
    "i": "past_incident",
    "m": "medical_psych",
    "w": "weapon",
    "c": "third_party_contact",
    "b": "work_address",
    "u": "work_phone",
    "h": "home_address",
    "n": "home_phone",
    "f": "prior_address",
    "s": "ssn",
    "d": "date_of_birth",
    "o": "place_of_birth",
    "l": "driver_license",
    "g": "mothers_maiden_name",
    "a": "person_name",
    "e": "own_maiden_name",
    "k": "",
}
"""The letters that mark stretches of a sentence, and the categories they stand for."""

_MARKED = re.compile(r"\[([a-z])\|([^\]]*)\]")

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


def marked(text: str) -> Sentence:
    """A marked sentence as runs: ``"I jog [p|the levee]."`` gives three."""
    runs: list[Run] = []
    end = 0
    for match in _MARKED.finditer(text):
        if match.start() > end:
            runs.append(Run(text[end : match.start()]))
        runs.append(Run(match[2], KINDS[match[1]]))
        end = match.end()
    if end < len(text):
        runs.append(Run(text[end:]))
    return tuple(runs)
