"""What the order says of a finding (a proposal) and what was settled (a decision)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodcause.findings.finding import Finding


class Outcome(StrEnum):
    """What becomes of a finding."""

    REMOVE = "remove"
    LEAVE = "leave"
    ASK = "ask"
    """The order leaves it to counsel; undecided until a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the order alone says of one finding.

    Attributes:
        finding: the finding.
        outcome: remove, leave or ask.
        rule: the clause relied on, such as ``D2-1``; empty when the order's default applies.
        label: what is printed in place of the removal; empty unless the outcome is remove.
        reason: a sentence that names the clause, the class and the category.
    """

    finding: Finding
    outcome: Outcome
    rule: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was settled for one finding, by whom.

    Attributes:
        document: key of the document.
        finding: key of the finding within it.
        outcome: remove or leave.
        rule: the clause that allows the removal; a removal without one is refused.
        label: what is printed in its place.
        by: the person, or ``order`` where a recorded rule settled it (``--accept-proposals``).
        reason: why.
    """

    document: str
    finding: str
    outcome: Outcome
    rule: str
    label: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A whole document kept out of the volume until counsel decides.

    Attributes:
        document: key of the document.
        reason: a sentence for the register ("the class of the applicant is unsettled: ...").
    """

    document: str
    reason: str
