"""Figures of one comparison against its truth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodcause.linkage.compare import Comparison
from goodcause.linkage.link import Link, LinkType, Standing
from goodcause.linkage.review import Verdict, Word, calibration_error
from goodcause.linkage.schedule import Line

from benchmarks.linkage.population import Town
from benchmarks.linkage.schedules import Entry

Pair = tuple[str, str]


@dataclass(frozen=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def score(found: set[Pair], true: set[Pair]) -> Score:
    """Compare two sets of pairs."""
    right = len(found & true)
    precision = right / len(found) if found else 1.0
    recall = right / len(true) if true else 1.0
    return Score(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def pairs(of: Comparison, kinds: Iterable[LinkType], least: float) -> set[Pair]:
    """Pairs linked in one of these ways with at least that probability."""
    wanted = set(kinds)
    return {
        (k.applicant, k.row)
        for k in of.links
        if k.kind in wanted and k.probability >= least and k.standing is not Standing.REFUSED
    }


def of_removed(found: set[Pair], town: Town) -> set[Pair]:
    """Those of applicants whose address is removed."""
    return {pair for pair in found if pair[0] in town.removed}


def queue(of: Comparison) -> list[Link]:
    """Pairs of people that wait for a person."""
    return [k for k in of.links if k.kind is LinkType.SAME_PERSON and k.standing is Standing.REVIEW]


def reviewed(of: Comparison, true: set[Pair]) -> list[Verdict]:
    """The verdicts of a reader who is always right."""
    return [
        Verdict(
            applicant=k.applicant,
            row=k.row,
            kind=k.kind,
            word=Word.MATCH if (k.applicant, k.row) in true else Word.NOT,
            reader="bench",
        )
        for k in queue(of)
    ]


def calibration(before: Comparison, after: Comparison, true: set[Pair]) -> tuple[float, float]:
    """The error of all probabilities printed, before review and after a half of it.

    After: the pairs that nobody has read yet carry the probabilities that the read half taught.
    """
    return _error(before, true), _error(after, true)


def _error(of: Comparison, true: set[Pair]) -> float:
    said: Sequence[tuple[float, bool]] = [
        (k.probability, (k.applicant, k.row) in true)
        for k in of.links
        if k.kind is LinkType.SAME_PERSON and k.standing in (Standing.AUTOMATIC, Standing.REVIEW)
    ]
    return calibration_error(said)


def differences(entry: Entry, line: Line) -> list[str]:
    """In what a row as read differs from the row as meant; spaces and case aside."""
    gift = line.gift
    written = gift.written
    name = f"{written.last}, {written.first}" if written.first else written.last
    treatment = "forgiven" if "forgiven" in entry.mark else ("returned" if entry.mark else "")
    year = gift.received.strftime("%m/%d/%Y") if gift.received else ""
    wanted = {
        "day": (entry.day, year),
        "name": (entry.name, name),
        "street": (entry.street, written.street),
        "town": (entry.town, written.city),
        "zip": (entry.zip, written.zip),
        "code": (entry.code if gift.entity else "", gift.entity),
        "work": (entry.work + entry.employer, written.occupation + written.employer),
        "amount": (str(entry.amount), str(gift.amount)),
        "treatment": (treatment, gift.treatment),
        "through": (entry.through.removeprefix("Intermediary: "), gift.intermediary),
    }
    return [f"{k}: {a!r} {b!r}" for k, (a, b) in wanted.items() if _plain(a) != _plain(b)]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text.upper())
