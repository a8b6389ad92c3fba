"""From the order to a decision: what it says of a finding, and what is settled by it alone."""

from __future__ import annotations

from goodcause.base.errors import UsageError
from goodcause.decisions.decision import Decision, Hold, Outcome, Proposal
from goodcause.findings.finding import Finding
from goodcause.order.order import RuleSet, Series, printed_label
from goodcause.order.particular import About
from goodcause.order.vocabulary import UNSETTLED

BY_ORDER = "order"
"""Who decided, where nobody did and the order was followed as it stands."""

LEFT_TO_COUNSEL = "left: the order leaves this to counsel"


def propose(
    finding: Finding,
    person_class: str,
    rules: RuleSet,
    series: str,
    about: About | None = None,
) -> Proposal:
    """What the order alone says of one finding.

    Args:
        finding: what was noticed.
        person_class: the class of the document's subject, or ``unsettled``.
        rules: the rules in force on the production date.
        series: the kind of records the document belongs to.
        about: the finding as a ruling on particulars may name it.

    Returns:
        A proposal to remove, to leave or to ask. One to remove names its rule and its label;
        the label may hold the part of the value that the order lets stay.

    Raises:
        OrderError: the order has no such series, or the category is not in the vocabulary.
    """
    ruling = rules.ruling(series, person_class, finding.category, about)
    outcome = Outcome(ruling.outcome)
    label = printed_label(ruling, finding.text) if outcome is Outcome.REMOVE else ""
    return Proposal(
        finding=finding, outcome=outcome, rule=ruling.rule, label=label, reason=ruling.reason
    )


def settle(proposal: Proposal, document: str) -> Decision:
    """Settle a proposal by the order alone, as ``--accept-proposals`` does.

    What the order leaves to counsel is left, for nothing is removed without a clause.
    """
    outcome, reason = proposal.outcome, proposal.reason
    if outcome is Outcome.ASK:
        outcome, reason = Outcome.LEAVE, LEFT_TO_COUNSEL
    return decide(proposal, document, outcome, by=BY_ORDER, reason=reason)


def decide(
    proposal: Proposal,
    document: str,
    outcome: Outcome,
    *,
    by: str,
    reason: str,
    label: str = "",
) -> Decision:
    """Make a decision of a proposal; the only place where decisions are made.

    Args:
        proposal: what the order says.
        document: key of the document.
        outcome: what was settled: remove or leave.
        by: the person, or ``order``.
        reason: why.
        label: what is printed instead, where the proposal names none (counsel said remove to
            what the order had left to them).

    Raises:
        UsageError: the outcome is to ask, or a removal has no rule, no label or nobody's name.
    """
    where = f"finding {proposal.finding.key} of {document}"
    if outcome is Outcome.ASK:
        raise UsageError(f"{where} is still undecided; decide to remove or to leave it")
    if not by.strip():
        raise UsageError(f"{where} has a decision by nobody; name who decided")
    printed = (proposal.label or label) if outcome is Outcome.REMOVE else ""
    if outcome is Outcome.REMOVE and not proposal.rule:
        raise UsageError(f"no clause of the order reaches {where}; leave it, or amend the order")
    if outcome is Outcome.REMOVE and not printed.strip():
        raise UsageError(f"{where} has no label; say what is printed in its place")
    return Decision(
        document=document,
        finding=proposal.finding.key,
        outcome=outcome,
        rule=proposal.rule,
        label=printed,
        by=by,
        reason=reason,
    )


def holds(document: str, person_class: str, series: Series, because: str = "") -> Hold | None:
    """Whether a whole document waits for counsel, because its subject's class is unsettled.

    Args:
        document: key of the document.
        person_class: the class of its subject, or ``unsettled``.
        series: the series it belongs to, as the order treats it on the production date.
        because: what makes the class unsettled, as a clause of a sentence.

    Returns:
        The hold, or ``None`` where the class is settled or no rule of the series asks for it.
    """
    if person_class != UNSETTLED or not series.needs_class:
        return None
    why = because.strip().rstrip(".") or "no page says what the subject's occupation is"
    return Hold(document=document, reason=f"the class of the subject is unsettled: {why}")
