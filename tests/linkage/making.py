"""Rows for tests of the comparison, and a comparison of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from goodcause.linkage.compare import Comparison, Sides, compare
from goodcause.linkage.engines import engine
from goodcause.linkage.facts import Applicant, Gift, Outcome
from goodcause.linkage.link import Link, LinkType
from goodcause.linkage.party import Written
from goodcause.linkage.review import Verdict
from goodcause.linkage.words import listed

TODAY = date(2008, 1, 1)
# The shape of a town, so that names are as rare as they are.
_FIRSTS = listed("Ada Boris Celia Dario Elena Fergus Greta Hugo Irma Jonas Kira Leo Mona Nils Olga")
_LASTS = listed(
    """
    Quillfeather Brandywine Stormcastle Applethorn Merrivale Dunwoody Oxenford Larkmoor
    Hollowell Thistledown Ravensworth Penhaligon Winterbourne Ashgrove Fairweather
    """
)


def person(key: str, first: str, last: str, **more: str) -> Written:
    return Written(key=key, first=first, last=last, **more)  # type: ignore[arg-type]


def townspeople(prefix: str, start: int, count: int) -> list[Written]:
    """People who have nothing to do with one another."""
    return [
        person(
            f"{prefix}{n}",
            _FIRSTS[n % 15],
            _LASTS[(n * 7 + n // 15) % 15],
            street=f"{100 + 3 * n} Meadow {'Lane' if n % 2 else 'Road'}",
            city="Galt",
            zip=f"{95600 + n % 90}",
            occupation=("Teacher", "Nurse", "Rancher")[n % 3],
        )
        for n in range(start, start + count)
    ]


def applicant(written: Written, **more: object) -> Applicant:
    made = Applicant(written=written, outcome=Outcome.DENIED, decided=date(2000, 6, 1))
    return replace(made, **more)  # type: ignore[arg-type]


def gift(written: Written, **more: object) -> Gift:
    made = Gift(written=written, entity="IND", received=date(2000, 1, 1))
    return replace(made, **more)  # type: ignore[arg-type]


def compared(
    applicants: Sequence[Applicant],
    gifts: Sequence[Gift],
    verdicts: Sequence[Verdict] = (),
    **more: object,
) -> Comparison:
    sides = Sides(applicants=applicants, gifts=gifts, **more)  # type: ignore[arg-type]
    with engine() as on:
        return compare(sides, on, verdicts)


def among_townspeople(pairs: Sequence[tuple[Written, Written]], **more: object) -> Comparison:
    """Applications and gifts among those of strangers."""
    applicants = [applicant(w) for w in (*(one for one, _ in pairs), *townspeople("A", 0, 150))]
    gifts = [gift(w) for w in (*(other for _, other in pairs), *townspeople("D", 200, 400))]
    return compared(applicants, gifts, **more)


def link(of: Comparison, applicant_id: str, row: str, kind: LinkType) -> Link | None:
    found = [k for k in of.links if k.key == (applicant_id, row, kind.value)]
    return found[0] if found else None
