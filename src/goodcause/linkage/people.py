"""Links between people: the same person, a joint gift, a household, a member of a roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Any, Final

from goodcause.linkage import words
from goodcause.linkage.engines import Engine
from goodcause.linkage.link import REVIEW_FROM, Hop, Link, LinkType, Standing, standing_of
from goodcause.linkage.party import Party, Written, each_party, parties
from goodcause.linkage.prior import prior_bits, prior_of, probability
from goodcause.linkage.scoring import Bar, Run, Scored, score

_DIGITS: Final = 6
_ASKED: Final = 0.998  # as sure as a pair can be that a person must look at
_LEAST: Final = log2(REVIEW_FROM / (1 - REVIEW_FROM)) - 1e-5
"""Bits below which no link is kept, with room for rounding."""
_MARRIED: Final = 0.98
_UNDER_ONE_ROOF: Final = 0.9


@dataclass(frozen=True, slots=True)
class PeopleLinks:
    """Links of people, and the run that gave them.

    Attributes:
        links: one for each applicant and row.
        prior: share of pairs taken to be one person's.
        run: the model and what it looked at; nothing when a side named nobody.
    """

    links: tuple[Link, ...]
    prior: float
    run: Run | None


def link_people(
    left: Iterable[Written], right: Iterable[Written], on: Engine, kind: LinkType
) -> PeopleLinks:
    """Link every applicant with the rows that name the same person."""
    run = score(each_party(left), each_party(right), on)
    if run is None:
        return PeopleLinks((), 0.0, None)
    bits = run.pairs.bits
    prior = prior_of(bits, len(run.rows[0]) * len(run.rows[1]))
    odds = prior_bits(prior)
    best: dict[tuple[str, str], tuple[float, int]] = {}
    for n in (bits + odds >= _LEAST).nonzero()[0].tolist():
        key = run.rows[0][int(run.pairs.left[n])], run.rows[1][int(run.pairs.right[n])]
        if key not in best or bits[n] > best[key][0]:
            best[key] = bits[n], n
    links = [
        made
        for key, (_, n) in sorted(best.items())
        if (made := _link(key, run.pairs[n], odds, kind)) is not None
    ]
    return PeopleLinks(tuple(links), prior, run)


def _link(key: tuple[str, str], pair: Scored, odds: float, kind: LinkType) -> Link | None:
    weight = round(pair.bits + odds, _DIGITS)
    chance = round(probability(weight), _DIGITS)
    if pair.asks:
        chance = min(chance, _ASKED)
    if chance < REVIEW_FROM:
        return None
    hop = Hop("one person", *key, chance)
    bars = (Bar("prior", "before any evidence", odds), *pair.bars())
    return Link(
        applicant=key[0],
        row=key[1],
        kind=kind,
        weight=weight,
        probability=chance,
        standing=standing_of(chance),
        bars=bars,
        hops=(hop,),
    )


def joint_gifts(links: Iterable[Link], gifts: Iterable[Written]) -> list[Link]:
    """For each link to a row that names two givers, the same link as a joint gift."""
    shared = {g.key for g in gifts if len(words.joined(g.first)) > 1}
    return [_as(link, LinkType.JOINT_GIFT) for link in links if link.row in shared]


def _as(link: Link, kind: LinkType) -> Link:
    return replace(link, kind=kind)


def households(
    left: Sequence[Written], right: Sequence[Written], same: Iterable[Link]
) -> list[Link]:
    """Applicants and givers at one address who are not taken for one person.

    A household is never "the same person", and is asserted by nobody's evidence but the address:
    another apartment of the building is another household.
    """
    taken = {(link.applicant, link.row) for link in same}
    by_place: defaultdict[tuple[str, str, str], list[Party]] = defaultdict(list)
    for party in parties(right):
        if party.number and party.street and party.zip5:
            by_place[party.number, party.street, party.zip5].append(party)
    found: dict[tuple[str, str], Link] = {}
    for party in parties(left):
        place: Any = (party.number, party.street, party.zip5)
        for other in by_place.get(place, ()):
            key = party.row, other.row
            apart = party.unit and other.unit and party.unit != other.unit
            if key in taken or apart:
                continue
            made = _roof(party, other)
            if key not in found or made.probability > found[key].probability:
                found[key] = made
    return [found[key] for key in sorted(found)]


def _roof(party: Party, other: Party) -> Link:
    same_name = bool(party.last and other.last and party.last == other.last)
    chance = _MARRIED if same_name else _UNDER_ONE_ROOF
    bars = (
        Bar("address", "same address", 0.0),
        Bar("last_name", "same surname" if same_name else "another surname", 0.0),
    )
    return Link(
        applicant=party.row,
        row=other.row,
        kind=LinkType.HOUSEHOLD,
        weight=round(log2(chance / (1 - chance)), _DIGITS),
        probability=chance,
        standing=Standing.LISTED,
        bars=bars,
        hops=(Hop("one address", party.row, other.row, chance),),
    )
