"""Reads running words with the trained classifier, and says what they tell and why.

The rules know the grammar of times and places; the classifier has learned which of them lay
somebody open. A stretch counts when its words are likely enough together, and is widened to
the whole time or place that a rule reads there, so that no half of it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from goodcause.findings import cues
from goodcause.findings.dates import DATE
from goodcause.findings.hit import Hit
from goodcause.findings.misread import unmisread
from goodcause.findings.narrative.capitals import unshouted
from goodcause.findings.narrative.features import describe, words
from goodcause.findings.narrative.hints import Asked, ask
from goodcause.findings.narrative.plausible import plausible
from goodcause.findings.narrative.reasons import reason
from goodcause.findings.narrative.runs import Run, runs_of
from goodcause.findings.narrative.weights import Classifier
from goodcause.findings.vulnerability import ENOUGH, PUBLIC

MODEL = "model.txt"
_CATEGORIES = {
    "T": "vulnerability_time", "P": "vulnerability_place", "D": "date_of_birth",
    "B": "place_of_birth", "M": "mothers_maiden_name", "H": "home_address",
}  # fmt: skip
_UNTOLD = 0.9
"""So likely must words be in a sentence that speaks of nobody and of no danger."""
_FEWEST = 4
_BESIDE = 5
_LINEAGE = re.compile(
    r"\b(?:(?:grand)?(?:mother|m[ou]m|mama|parent|father|son|daughter|child)|maiden|n[e\u00e9]e|mmn"
    r"|maternal|surname|birth|born|marri(?:ed|age)|wed|wife|famil(?:y|ies)|folks)",
    re.I,
)
"""A sentence with none of these speaks of no mother's name, however its words stand."""
_DETECTOR = "classifier"


@cache
def classifier() -> Classifier:
    """The trained classifier of the package; read once a process."""
    text = files(__package__).joinpath(MODEL).read_text(encoding="utf-8")
    return Classifier.parse(text)


def classify(text: str, hits: Sequence[Hit], *, teller: bool = True) -> Iterator[Hit]:
    """The words of a text that tell when or where somebody is open to attack, and births told.

    Args:
        text: a passage.
        hits: what the rules for births and addresses found in it.
        teller: whether the passage, or the page it stands on, tells of the applicant; of a
            statute or a policy the classifier is not asked.
    """
    if not teller:
        return
    asked = [a for a in ask(unmisread(unshouted(text)), hits)
             if a.text.count(" ") >= _FEWEST - 1]  # fmt: skip
    tokens = [words(a.text) for a in asked]
    model = classifier()
    chances = model.chances([describe(t, a.hints) for t, a in zip(tokens, asked, strict=True)])
    for sentence, its_words, table in zip(asked, tokens, chances, strict=True):
        runs = runs_of(sentence, its_words, table, model.kinds)
        taken: list[tuple[int, int]] = []
        for run in runs:
            start, end = _widened(
                sentence, its_words[run.first].start, its_words[run.last].end, run.kind
            )
            if any(start < e and s < end for s, e in taken) and run.ruled:
                continue
            taken.append((start, end))
            hit = _hit(sentence, (start, end), run, hits)
            if hit is not None:
                yield hit


def _told(asked: Asked) -> bool:
    """Whether a sentence speaks of somebody, or of a danger that its cues make out."""
    if asked.judged.score >= ENOUGH:
        return True
    if any(cue.name == PUBLIC for cue in asked.judged.cues):
        return cues.OWN.search(asked.text) is not None
    return any(p.search(asked.text) for p in (cues.OWN, cues.SHARED, cues.NO_SUBJECT))


def _hit(asked: Asked, span: tuple[int, int], run: Run, hits: Sequence[Hit]) -> Hit | None:
    start, end = span
    stretch = asked.text[start:end]
    if not plausible(stretch, run.kind) or (run.probability < _UNTOLD and not _told(asked)):
        return None
    if run.kind == "M" and _LINEAGE.search(asked.text) is None:
        return None
    why = reason(asked, start, end, run.kind)
    start, end = asked.start + start, asked.start + end
    met = [h for h in hits if h.start < end and h.end > start]
    if met and (run.kind not in "TP" or any(h.category == "home_address" for h in met)):
        return None  # the rules have spoken
    return Hit(start, end, _CATEGORIES[run.kind], run.probability, why, _DETECTOR)


def _widened(asked: Asked, start: int, end: int, kind: str) -> tuple[int, int]:
    """The stretch with the rest of the time or place that a rule reads over most of it."""
    spans = asked.judged.times if kind == "T" else asked.judged.places if kind == "P" else ()
    for span in spans:
        shared = min(end, span.end) - max(start, span.start)
        if 2 * shared >= min(end - start, span.end - span.start) and shared > 0:
            start, end = min(start, span.start), max(end, span.end)
    return _undated(asked.text, start, end) if kind in "TP" else (start, end)


def _undated(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without a date at either end: a dated day is no time that comes round again."""
    for date in DATE.finditer(sentence):
        if 0 <= start - date.end() <= _BESIDE:
            return end, end  # the hour of a dated day
        if date.start() < end and start < date.end():
            before, after = date.start() - start, end - date.end()
            start, end = (start, date.start()) if before >= after else (date.end(), end)
    return start, max(start, end)
