"""A link between an applicant and a contribution: what kind, how sure, and by which steps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from goodcause.linkage.facts import NOWHERE, Place
from goodcause.linkage.scoring import Bar

AUTOMATIC_FROM: Final = 0.999
"""From this probability on a link stands without review."""
REVIEW_FROM: Final = 0.03
"""From this probability on, and below the other, a person looks at it; below it nothing is kept."""


class LinkType(StrEnum):
    """What an applicant has to do with a contribution."""

    SAME_PERSON = "same_person"
    JOINT_GIFT = "joint_gift"
    OWNER = "owner_or_officer_of_donor_company"
    EMPLOYEE = "employed_by_donor_company"
    HOUSEHOLD = "same_household"
    INTERMEDIARY = "intermediary"
    ROSTER = "roster_member"


GIVING: Final = frozenset({LinkType.SAME_PERSON, LinkType.JOINT_GIFT, LinkType.OWNER})
"""The kinds that make an applicant a donor, directly or through a company."""


class Standing(StrEnum):
    """Whether a link may be reported.

    ``listed`` is for an address in common: it says what the papers say and nothing of who gave.
    """

    AUTOMATIC = "automatic"
    LISTED = "listed"
    REVIEW = "review"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a link: what two rows have to do with one another.

    Attributes:
        what: such as "applicant is owner" or "company gave".
        left, right: keys of the rows.
        probability: of this step alone.
        at: the page or row that the step rests on, where it is neither row's own.
    """

    what: str
    left: str
    right: str
    probability: float
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An applicant and a contribution.

    Attributes:
        applicant, row: keys of the application and of the contribution (for a roster: its line).
        kind: what they have to do with each other.
        weight: of all evidence with the prior, in bits.
        probability: that it is so; a chain's is the product of its hops', so that it is no
            stronger than its weakest.
        standing: whether it may be reported.
        bars: the evidence, comparison by comparison.
        hops: the steps of a chain; one for a direct link.
    """

    applicant: str
    row: str
    kind: LinkType
    weight: float
    probability: float
    standing: Standing
    bars: tuple[Bar, ...] = ()
    hops: tuple[Hop, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it may be reported as a link."""
        return self.standing in (Standing.AUTOMATIC, Standing.CONFIRMED)

    @property
    def key(self) -> tuple[str, str, str]:
        """For order and look-up."""
        return self.applicant, self.row, self.kind.value


def standing_of(probability: float) -> Standing:
    """What a probability allows before anybody has looked."""
    return Standing.AUTOMATIC if probability >= AUTOMATIC_FROM else Standing.REVIEW
