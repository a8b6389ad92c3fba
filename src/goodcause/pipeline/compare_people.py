"""The applicants of a case: one for each person, from the papers that may be used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from goodcause.decisions.decision import Decision, Outcome
from goodcause.linkage import words
from goodcause.linkage.facts import Applicant, Place
from goodcause.linkage.facts import Outcome as Became
from goodcause.linkage.outcomes import Told, decision_of, told_by
from goodcause.linkage.party import ADDRESS, Written
from goodcause.pages.page import Page
from goodcause.pipeline.compare_papers import Papers
from goodcause.pipeline.proposals import decisions
from goodcause.pipeline.units import all_pages
from goodcause.store.models import FindingRow, PersonRow, SourceRow

_ZIP: Final = re.compile(r"\b(\d{5})(?:-\d{4})?\s*$")
_FIELD: Final = 0.9  # what a field of a form says, see subject.py
_SPOKEN: Final = {"letter": "letter", "label": "day of decision", "box": "box for the office"}


@dataclass(frozen=True, slots=True)
class _Home:
    """A home address as a paper gives it, and whether it is removed from what is served."""

    row: FindingRow
    gone: bool

    @property
    def text(self) -> str:
        return str(self.row.value["text"])

    @property
    def box(self) -> tuple[int, int, int, int] | tuple[()]:
        region = (self.row.value["span"] or {}).get("region")
        if not region:
            return ()
        return region["left"], region["top"], region["right"], region["bottom"]


def applicants_of(papers: Papers) -> list[Applicant]:
    """Everybody whose application is among the papers; nobody without a name.

    As the other side has it people are told apart by name and home alone: what else joined or
    parted them, a number of social security for one, may be removed.
    """
    settled = decisions()
    found = []
    for person, rows in _people(papers):
        homes = _homes(rows, settled)
        groups = _by_home(rows, homes) if papers.served else [(rows, homes)]
        found += [_applicant(papers, person, some, own) for some, own in groups]
    if papers.served:
        found = _joined(found)
    return sorted(found, key=lambda a: a.written.key)


def _people(papers: Papers) -> Iterator[tuple[PersonRow, list[SourceRow]]]:
    for person in PersonRow.objects.order_by("key"):
        rows = [s for s in person.documents.order_by("key") if papers.has(s, "applicant")]
        if rows and person.name:
            yield person, rows


def _homes(
    rows: Sequence[SourceRow], settled: Mapping[tuple[str, str], Decision]
) -> dict[str, _Home]:
    """Of each paper the likeliest home address that holds a house number."""
    found: dict[str, list[FindingRow]] = defaultdict(list)
    every = FindingRow.objects.filter(source__in=rows, category="home_address")
    for row in every.order_by("source_id", "page", "key"):
        if re.match(r"\d", row.value["text"]):
            found[row.source_id].append(row)
    best = {
        key: max(some, key=lambda r: (r.value["probability"], len(r.value["text"])))
        for key, some in found.items()
    }
    return {key: _Home(row, _gone(row, settled)) for key, row in best.items()}


def _gone(row: FindingRow, settled: Mapping[tuple[str, str], Decision]) -> bool:
    decision = settled.get((row.source_id, row.key))
    outcome = decision.outcome.value if decision else row.outcome
    return outcome != Outcome.LEAVE.value


def _by_home(
    rows: Sequence[SourceRow], homes: Mapping[str, _Home]
) -> list[tuple[list[SourceRow], dict[str, _Home]]]:
    """One person's papers parted by the home that is served with them."""
    groups: dict[str, list[SourceRow]] = {}
    for row in rows:
        home = homes.get(row.key)
        shown = words.folded(home.text) if home and not home.gone else ""
        groups.setdefault(shown, []).append(row)
    bare = groups.pop("", [])
    if bare and len(groups) == 1:  # a paper without a home goes with the only one there is
        next(iter(groups.values())).extend(bare)
    elif bare:
        groups[""] = bare
    return [
        (some, {key: home for key, home in homes.items() if key in {r.key for r in some}})
        for some in (sorted(g, key=lambda r: r.key) for g in groups.values())
    ]


def _joined(found: Iterable[Applicant]) -> list[Applicant]:
    """Of applicants with one name and one served home the first."""
    kept: dict[tuple[str, ...], Applicant] = {}
    for each in sorted(found, key=lambda a: a.written.key):
        w = each.written
        home = (w.street, w.zip) if not w.removed and w.street else (w.key,)
        kept.setdefault((words.folded(w.last), *home), each)
    return list(kept.values())


def _applicant(
    papers: Papers, person: PersonRow, rows: Sequence[SourceRow], homes: Mapping[str, _Home]
) -> Applicant:
    """One person's application from all the papers about them.

    Its key is that of the first paper: people are joined anew by every reading, papers stay.
    """
    home = max(
        homes.values(),
        key=lambda h: (h.row.value["probability"], len(h.text)),
        default=None,
    )
    gone = home is not None and home.gone
    street, town, zip_code = _parts(home.text) if home else ("", "", "")
    work, employer = _work(person)
    at, box = rows[0], home.box if home else ()
    page = 1
    if home and not (papers.served and gone):
        at, page = home.row.source, home.row.page
    applied, decided, decided_at = _decision(papers, rows)
    return Applicant(
        written=Written(
            key=rows[0].key,
            first="",
            last=person.name,
            street=street,
            city=town,
            zip=zip_code,
            occupation=work,
            employer=employer,
            removed=frozenset(ADDRESS) if gone else frozenset(),
        ),
        outcome=decided.outcome if decided else Became.UNKNOWN,
        applied=applied,
        decided=decided.day if decided else None,
        person_class=person.person_class,
        at=Place(papers.page_name(at, page), page, "application", box, at.key),
        decided_at=decided_at,
    )


def _parts(text: str) -> tuple[str, str, str]:
    """Street, town and ZIP of an address on one line."""
    zip_found = _ZIP.search(text)
    rest = text[: zip_found.start()].rstrip(" ,") if zip_found else text
    rest = re.sub(r",?\s*(?:CA|Calif\.?|California)$", "", rest)
    street, _, town = rest.partition(",")
    return street.strip(), town.strip(" ,"), zip_found[1] if zip_found else ""


def _work(person: PersonRow) -> tuple[str, str]:
    """Occupation and employer from the strongest evidence that is a field of a form."""
    for evidence in person.evidence:
        if evidence["weight"] > _FIELD:
            work, _, employer = evidence["quote"].partition(", ")
            return work, employer
    return "", ""


def _decision(papers: Papers, rows: Sequence[SourceRow]) -> tuple[date | None, Told | None, Place]:
    """When it was applied for, what became of it, and where that is printed."""
    told: list[tuple[Told, SourceRow, Page]] = []
    for row in rows:
        for page in all_pages(papers.matter.blobs, row.page_blobs):
            told += [(t, row, page) for t in told_by(page)]
    applied = [t.day for t, _, _ in told if t.outcome is Became.UNKNOWN and t.day]
    decided = decision_of([t for t, _, _ in told])
    for one, row, page in told:
        if one is decided:
            name = papers.page_name(row, page.number)
            at = Place(name, page.number, _SPOKEN[one.how], one.box, row.key)
            return min(applied, default=None), one, at
    return min(applied, default=None), None, Place("", 0)
