"""Asks the rules about each sentence of a text, for the classifier to weigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodcause.findings.hit import Hit
from goodcause.findings.narrative.features import Hints
from goodcause.findings.vulnerability import Judged, judge, stretches

_SHORT = {
    "date_of_birth": "D", "place_of_birth": "B", "mothers_maiden_name": "M",
    "own_maiden_name": "O", "home_address": "H", "work_address": "A", "prior_address": "R",
    "third_party_contact": "C", "past_incident": "X",
}  # fmt: skip
_CUES = frozenset(
    ["a habit of the applicant or the household", "being alone", "valuables",
     "a missing guard", "public hours or an appointment", "a denial", "a date",
     "the past tense", "somebody else's doing", "words put to the reader"]
)  # fmt: skip
"""The cues that the classifier weighs anew; of the others it sees the sum."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence with what the rules say of it.

    Attributes:
        start, end: offsets in the text.
        text: the sentence, line breaks as spaces.
        judged: its sum of cues, its times and places.
        hints: the same for the classifier.
    """

    start: int
    end: int
    text: str
    judged: Judged
    hints: Hints


def ask(text: str, hits: Sequence[Hit]) -> Iterator[Asked]:
    """Every sentence of a text.

    Args:
        text: a passage, misread words put right.
        hits: what the rules for births and addresses found in it.
    """
    before = 0.0
    for start, end in stretches(text):
        sentence = text[start:end].replace("\n", " ")
        judged = judge(sentence, before)
        spans = [(h.start - start, h.end - start, _SHORT.get(h.category, "")) for h in hits
                 if h.start < end and h.end > start and h.category in _SHORT]  # fmt: skip
        spans += [(w.start, w.end, "tr" if w.recurring else "ts") for w in judged.times]
        spans += [(w.start, w.end, "p") for w in judged.places]
        told = tuple(cue.name for cue in judged.cues if cue.name in _CUES)
        hints = Hints(tuple(spans), judged.score, before, told)
        before = judged.score
        yield Asked(start, end, sentence, judged, hints)
