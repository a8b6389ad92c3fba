"""Links through a company: its owner or officer applies, or somebody it employs.

Names alone cannot say who owns a company. With a table of owners and officers the chain is
applicant, officer, company, gift; without one, an application that names the company and calls
its applicant owner, president or partner.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Final

from goodcause.linkage import words
from goodcause.linkage.engines import Engine
from goodcause.linkage.facts import Gift, Officer
from goodcause.linkage.link import REVIEW_FROM, Hop, Link, LinkType, standing_of
from goodcause.linkage.party import Written
from goodcause.linkage.people import link_people
from goodcause.linkage.scoring import Bar

_OWNS: Final = re.compile(
    r"\b(?:OWNER|CO ?OWNER|PRESIDENT|CEO|CFO|CHAIRMAN|PARTNER|PROPRIETOR|PRINCIPAL|DIRECTOR|OFFICER"
    r"|FOUNDER|SELF EMPLOYED|CONTRACTOR)\b"
)
_NOT_OWNS: Final = re.compile(
    r"\bVICE PRESIDENT OF\b|\b(?:POLICE|PEACE|LOAN|PAROLE|PROBATION) OFFICER\b"
)
_ALIKE: Final = 0.93
_LONG: Final = 8
_DIGITS: Final = 6
_MOST: Final = 0.9995


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How well two company names agree.

    Attributes:
        how: in words.
        probability: that one company bears both.
    """

    how: str
    probability: float


def compare_names(one: str, other: str) -> NameMatch | None:
    """Compare two names brought to their core by :func:`words.firm`; nothing when they differ."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415

    if not one or not other:
        return None
    if one == other:
        return NameMatch("same name", 0.995)
    if min(len(one), len(other)) < _LONG:
        return None
    alike = ratio(one, other) / 100
    if alike >= _ALIKE and one.rsplit(maxsplit=1)[-1][:3] == other.rsplit(maxsplit=1)[-1][:3]:
        return NameMatch("name a letter or two off", 0.97)
    return None


class Companies:
    """The companies among the givers, found by name."""

    def __init__(self, gifts: Sequence[Gift]) -> None:
        self._rows: defaultdict[str, list[Gift]] = defaultdict(list)
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        self._places: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for gift in gifts:
            core = words.firm(f"{gift.written.first} {gift.written.last}")
            if not core:
                continue
            self._rows[core].append(gift)
            for key in _keys(core):
                self._near[key].add(core)
            where = _where(gift.written.street, gift.written.zip)
            if where[0]:
                self._places[core].add(where)

    def named(
        self, name: str, street: str = "", zip_code: str = ""
    ) -> list[tuple[Gift, NameMatch]]:
        """Gifts of the company that a name, and an address if there is one, stand for."""
        core = words.firm(name)
        found = []
        for other in sorted({c for key in _keys(core) for c in self._near[key]}):
            match = compare_names(core, other)
            if match is not None:
                found += self._of(other, match, _where(street, zip_code))
        return found

    def _of(
        self, core: str, match: NameMatch, where: tuple[str, str, str]
    ) -> list[tuple[Gift, NameMatch]]:
        found = []
        for gift in self._rows[core]:
            own = _where(gift.written.street, gift.written.zip)
            if where[0] and own[0]:
                same = _one_place(own, where)
                chance = match.probability if same else match.probability * 0.1
                said = "same address" if same else "another address"
                found.append((gift, NameMatch(f"{match.how}, {said}", chance)))
            else:
                # One name at several addresses is several companies: any of them may be meant.
                several = max(1, len(self._places[core]))
                found.append((gift, NameMatch(match.how, match.probability / several)))
        return found


def _keys(core: str) -> set[str]:
    """Keys that a name shares with itself a letter or two off: its first words, and its last."""
    parts = core.split()
    return {core[:4], " ".join(parts[-2:]), "".join(sorted(core))} if parts else set()


def _where(street: str, zip_code: str) -> tuple[str, str, str]:
    number, name, _ = words.place(street)
    return number, name, words.zip5(zip_code)


def _one_place(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    return one[0] == other[0] and (
        Levenshtein.distance(one[1], other[1]) <= 2 or (bool(one[2]) and one[2] == other[2])  # noqa: PLR2004
    )


def link_companies(
    applicants: Sequence[Written], gifts: Sequence[Gift], officers: Sequence[Officer], on: Engine
) -> list[Link]:
    """Every applicant who owns, runs or works for a company that gave."""
    companies = Companies(gifts)
    chains = [
        *_named_on_form(applicants, companies),
        *_through_officers(applicants, officers, companies, on),
    ]
    best: dict[tuple[str, str], Link] = {}
    for link in chains:
        key = link.applicant, link.row
        before = best.get(key)
        if before is None or _rank(link) > _rank(before):
            best[key] = link
    return [best[key] for key in sorted(best)]


def _rank(link: Link) -> tuple[bool, float]:
    return link.kind is LinkType.OWNER and link.probability >= 0.5, link.probability  # noqa: PLR2004


def _named_on_form(applicants: Iterable[Written], companies: Companies) -> list[Link]:
    found = []
    for person in applicants:
        core = words.employer(person.employer)
        if not core:
            continue
        owner = _says_owner(person, core)
        for gift, match in companies.named(core):
            kind = LinkType.OWNER if owner else LinkType.EMPLOYEE
            hops = (
                Hop(
                    "the application says owner" if owner else "the application names the employer",
                    person.key,
                    core,
                    0.97 if owner else 0.9,
                ),
                Hop(f"company gave: {match.how}", core, gift.key, match.probability),
            )
            found.append(_chain(person.key, gift.key, kind, hops))
    return [link for link in found if link.probability >= REVIEW_FROM]


def _says_owner(person: Written, core: str) -> bool:
    calling = words.occupation(person.occupation)
    if _OWNS.search(calling) and not _NOT_OWNS.search(calling):
        return True
    last = words.name_of(person.first, "", person.last).last
    return bool(last) and core.split(maxsplit=1)[0] == last and not calling


def _through_officers(
    applicants: Sequence[Written], officers: Sequence[Officer], companies: Companies, on: Engine
) -> list[Link]:
    if not officers:
        return []
    people = [
        replace(o.person, key=str(n), employer=o.person.employer or o.company, occupation="")
        for n, o in enumerate(officers)
    ]
    # An officer's row may print the company's address: that it is not the applicant's home
    # speaks against nobody.
    people = [
        replace(p, street="", city="", zip="") if officers[int(p.key)].street else p for p in people
    ]
    found = []
    for same in link_people(applicants, people, on, LinkType.OWNER).links:
        officer = officers[int(same.row)]
        for gift, match in companies.named(officer.company, officer.street, officer.zip):
            hops = (
                Hop(
                    f"{officer.role or 'officer'} in {officer.at or 'the table of officers'}",
                    same.applicant,
                    officer.company,
                    same.probability,
                    officer.at,
                ),
                Hop(f"company gave: {match.how}", officer.company, gift.key, match.probability),
            )
            found.append(_chain(same.applicant, gift.key, LinkType.OWNER, hops, same.bars))
    return [link for link in found if link.probability >= REVIEW_FROM]


def _chain(
    applicant: str, row: str, kind: LinkType, hops: tuple[Hop, ...], bars: tuple[Bar, ...] = ()
) -> Link:
    chance = 1.0
    for hop in hops:
        chance *= hop.probability
    chance = round(min(chance, _MOST), _DIGITS)
    weight = round(log2(chance / (1 - chance)), _DIGITS)
    return Link(
        applicant=applicant,
        row=row,
        kind=kind,
        weight=weight,
        probability=chance,
        standing=standing_of(chance),
        bars=bars,
        hops=hops,
    )
