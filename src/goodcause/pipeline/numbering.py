"""Bates numbers: kept once served, families together, slip sheets where nothing is served."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError
from goodcause.base.ids import Bates
from goodcause.order.order import RuleSet
from goodcause.pipeline.fates import Disposition, Fate
from goodcause.production.slip import HELD, UNAVAILABLE, WITHHELD

WIDTH: Final = 7
_SHEETS: Final = {
    Disposition.HELD: HELD,
    Disposition.WITHHELD: WITHHELD,
    Disposition.EXCEPTION: UNAVAILABLE,
    Disposition.DUPLICATE: UNAVAILABLE,
}
_PAGED: Final = (Disposition.HELD, Disposition.WITHHELD)
"""Dispositions of documents that were read, so that their pages are known."""


def number(
    every: Sequence[Fate],
    rules: RuleSet,
    spans: Mapping[str, int] | None = None,
    sheets: frozenset[Disposition] = frozenset(),
) -> tuple[Fate, ...]:
    """Give every document of a volume its first Bates number.

    A number once served is never used for another document: a document keeps its numbers in
    later volumes, with slip sheets in the place of its pages when it is not served any more, and
    new documents go on behind the highest number of their prefix. A member of a family that is
    not served has slip sheets, so that the family's numbers stay together.

    Args:
        every: in order of registration.
        rules: in force on the production date.
        spans: by first number served before, how many numbers it had.
        sheets: dispositions whose documents get numbers and slip sheets even when never served.

    Raises:
        CaseError: a number would stand for two documents.
    """
    known = dict(spans or {})
    fitted = [_fitted(fate, known) for fate in every]
    torn = {f.family for f in fitted if f.family and f.produced}
    fitted = [_sheeted(fate, sheets, torn) for fate in fitted]
    following = _following(fitted, known)
    begins: dict[str, Bates] = {}
    for fate in _by_family(fitted):
        if fate.kept:
            begins[fate.key] = Bates.parse(fate.kept)
        elif fate.produced or fate.slip:
            prefix = rules.series(fate.series).bates_prefix
            begins[fate.key] = Bates(prefix, following[prefix], WIDTH)
            following[prefix] += fate.pages
    numbered = tuple(replace(fate, begin=begins.get(fate.key)) for fate in fitted)
    _refuse_collisions(numbered)
    return numbered


def served_spans(registers: Path) -> dict[str, int]:
    """By first number in any register of the case: how many numbers it had."""
    spans: dict[str, int] = {}
    for register in sorted(registers.glob("*.csv")):
        with register.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                if row.get("begin_bates"):
                    first, last = Bates.parse(row["begin_bates"]), Bates.parse(row["end_bates"])
                    spans[row["begin_bates"]] = last.number - first.number + 1
    return spans


def families(every: Iterable[Fate]) -> tuple[tuple[str, tuple[str, str]], ...]:
    """By first number of a document, the range of its family; documents without one left out."""
    members: dict[str, list[Fate]] = defaultdict(list)
    for fate in every:
        if fate.family and fate.begin is not None:
            members[fate.family].append(fate)
    found: list[tuple[str, tuple[str, str]]] = []
    for family in members.values():
        spans = [(f.begin, f.begin.plus(f.pages - 1)) for f in family if f.begin is not None]
        whole = str(min(first for first, _ in spans)), str(max(last for _, last in spans))
        found += [(str(first), whole) for first, _ in spans if len(spans) > 1]
    return tuple(sorted(found))


def _fitted(fate: Fate, spans: dict[str, int]) -> Fate:
    """A document that was served before, with as many numbers as it had then."""
    if not fate.kept:
        return fate
    had = spans.get(fate.kept, fate.pages) or 1
    if fate.produced and had == fate.pages:
        return fate
    reason = fate.reason
    if fate.produced:
        reason = (
            f"it was served with {had} numbers from {fate.kept} and now has {fate.pages} pages,"
            " which do not fit them; counsel decides"
        )
        fate = replace(fate, disposition=Disposition.HELD)
    said = f"{reason}; slip sheets stand for its numbers" if reason else ""
    return replace(fate, pages=had, native=False, reason=said, slip=_SHEETS[fate.disposition])


def _sheeted(fate: Fate, sheets: frozenset[Disposition], torn: set[str]) -> Fate:
    """A document never served that is to have slip sheets all the same."""
    if fate.kept or fate.produced or fate.disposition not in _PAGED or not fate.pages:
        return fate
    if fate.disposition in sheets or fate.family in torn:
        return replace(fate, native=False, slip=_SHEETS[fate.disposition])
    return fate


def _following(every: Iterable[Fate], spans: Mapping[str, int]) -> defaultdict[str, int]:
    """By prefix, the number behind the highest ever served."""
    following: defaultdict[str, int] = defaultdict(lambda: 1)
    served = {**spans, **{f.kept: f.pages for f in every if f.kept}}
    for text, pages in served.items():
        begin = Bates.parse(text)
        following[begin.prefix] = max(following[begin.prefix], begin.number + pages)
    return following


def _by_family(every: Sequence[Fate]) -> list[Fate]:
    place = {fate.key: at for at, fate in enumerate(every)}
    return sorted(every, key=lambda f: (place.get(f.family, place[f.key]), place[f.key]))


def _refuse_collisions(every: Iterable[Fate]) -> None:
    last: Fate | None = None
    for fate in sorted((f for f in every if f.begin), key=lambda f: (str(f.begin), f.key)):
        if last is not None and last.begin is not None and fate.begin is not None:
            end = last.begin.plus(last.pages - 1)
            if fate.begin.prefix == end.prefix and fate.begin.number <= end.number:
                raise CaseError(
                    f"the number {fate.begin} would stand for both {last.path} and {fate.path};"
                    " the case's records were changed by hand, so restore case.db from a copy"
                )
        last = fate
