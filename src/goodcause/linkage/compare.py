"""The comparison: every link between applicants and contributions, from rows already read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from goodcause.linkage.companies import link_companies
from goodcause.linkage.engines import Engine
from goodcause.linkage.facts import Applicant, Gift, Member, Officer, as_served
from goodcause.linkage.link import Link, LinkType
from goodcause.linkage.merging import Paper, merged, one_paper
from goodcause.linkage.party import Written
from goodcause.linkage.people import households, joint_gifts, link_people
from goodcause.linkage.readings import is_company, is_person, separated
from goodcause.linkage.review import Curve, Verdict, curve, decided, recalibrated


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What is compared.

    Attributes:
        applicants: one for each application.
        gifts: every contribution row; amendments still among them.
        officers, members: the tables of owners and officers, and the rosters.
        paper_of: tells from which paper a gift comes; by default all come from one.
        served: compare as the other side can, from what is served alone.
    """

    applicants: Sequence[Applicant]
    gifts: Sequence[Gift]
    officers: Sequence[Officer] = ()
    members: Sequence[Member] = ()
    served: bool = False
    paper_of: Paper = one_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All links, and how they came to be.

    Attributes:
        links: in the order of applicant, row and kind.
        applicants, gifts: the rows they speak of, amendments gone.
        amended: how many rows a later report replaced; ``repeated`` how many another paper tells
            as well.
        prior: share of pairs taken to be one person's.
        model: Splink's own JSON, nothing when a side named no person.
        left_out: blocks not used because they would bring too many pairs.
        calibration: what the reviewed pairs taught.
    """

    links: tuple[Link, ...]
    applicants: tuple[Applicant, ...]
    gifts: tuple[Gift, ...]
    amended: int
    prior: float
    repeated: int = 0
    model: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[tuple[str, ...], ...] = ()
    calibration: Curve | None = None


def compare(sides: Sides, on: Engine, verdicts: Sequence[Verdict] = ()) -> Comparison:
    """Link applicants with contributions, and apply what people decided."""
    return with_verdicts(linked(sides, on), verdicts)


def with_verdicts(of: Comparison, verdicts: Sequence[Verdict]) -> Comparison:
    """A comparison as people left it, and the rest by what they taught."""
    fitted = curve(of.links, verdicts)
    links = recalibrated(decided(of.links, verdicts), fitted)
    return replace(of, links=tuple(links), calibration=fitted)


def linked(sides: Sides, on: Engine) -> Comparison:
    """Link applicants with contributions, as the evidence alone has it.

    With ``served`` everything removed is gone before anything is compared: names' frequencies,
    the prior and the weights come from the served rows alone.
    """
    applicants = tuple(map(as_served, sides.applicants) if sides.served else sides.applicants)
    once = merged(sides.gifts, sides.paper_of)
    gifts = once.gifts
    people = [a.written for a in applicants]
    givers = [w for g in gifts if is_person(g) for w in separated(g.written)]
    same = link_people(people, givers, on, LinkType.SAME_PERSON)
    links = [
        *same.links,
        *joint_gifts(same.links, givers),
        *households(people, givers, same.links),
        *link_companies(people, [g for g in gifts if is_company(g)], sides.officers, on),
        *_intermediaries(people, gifts, on),
        *_rosters(people, sides.members, on),
    ]
    links.sort(key=lambda link: link.key)
    return Comparison(
        links=tuple(links),
        applicants=applicants,
        gifts=gifts,
        amended=once.amended,
        repeated=once.repeated,
        prior=same.prior,
        model=same.run.model if same.run else {},
        left_out=same.run.left_out if same.run else (),
    )


def _intermediaries(people: Sequence[Written], gifts: Sequence[Gift], on: Engine) -> list[Link]:
    """Applicants who handed over somebody else's gift."""
    handed = [Written(key=g.key, first="", last=g.intermediary) for g in gifts if g.intermediary]
    return list(link_people(people, handed, on, LinkType.INTERMEDIARY).links) if handed else []


def _rosters(people: Sequence[Written], members: Sequence[Member], on: Engine) -> list[Link]:
    if not members:
        return []
    lines = [replace(m.person, key=f"{m.roster}:{m.person.key}") for m in members]
    return list(link_people(people, lines, on, LinkType.ROSTER).links)
