"""From the order to a decision: proposals, settling, and the refusal to remove without a clause."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache

import pytest

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Outcome, Proposal
from goodcause.decisions.policy import LEFT_TO_COUNSEL, decide, holds, propose, settle
from goodcause.findings.finding import Finding, Layout, Span
from goodcause.order.load import load_order, packaged_order
from goodcause.order.order import RuleSet

LABEL = "(REMOVED BY DEFENDANTS)"
JUSTICE, LAY, UNSETTLED = "judicial_law_enforcement", "layperson", "unsettled"


@cache
def rules(name: str = "mehl-v-blanas") -> RuleSet:
    return load_order(packaged_order(name)).on(datetime.date(2026, 1, 5))


def finding(category: str, text: str = "900-41-2268") -> Finding:
    span = Span(page=1, words=(0,), layout=Layout.CELL, region=Box(0, 0, 9, 9))
    return Finding(
        key="f1",
        category=category,
        span=span,
        text=text,
        probability=0.9,
        because="a label says so",
        detector="test",
    )


@pytest.mark.parametrize(
    ("category", "person_class", "outcome", "rule"),
    [
        ("ssn", JUSTICE, Outcome.REMOVE, "D2-1"),
        ("ssn", LAY, Outcome.REMOVE, "D4-1"),
        ("home_address", JUSTICE, Outcome.REMOVE, "D2-1"),
        ("home_address", LAY, Outcome.LEAVE, ""),
        ("home_address", UNSETTLED, Outcome.ASK, "D2-1"),
        ("driver_license", JUSTICE, Outcome.REMOVE, "D2-1x"),
        ("other_sensitive", JUSTICE, Outcome.ASK, "D2-1x"),
        ("vulnerability_time", LAY, Outcome.REMOVE, "D3-1"),
        ("weapon", JUSTICE, Outcome.LEAVE, ""),
    ],
)
def test_a_proposal_says_what_the_order_says(
    category: str, person_class: str, outcome: Outcome, rule: str
) -> None:
    proposal = propose(finding(category), person_class, rules(), "ccw")

    assert (proposal.outcome, proposal.rule) == (outcome, rule)
    assert proposal.label == (LABEL if outcome is Outcome.REMOVE else "")
    assert proposal.reason.endswith(".")


def test_donor_papers_lose_nothing() -> None:
    proposal = propose(finding("home_address"), JUSTICE, rules(), "donor")

    assert proposal.outcome is Outcome.LEAVE


def test_the_part_that_stays_is_printed_in_the_label() -> None:
    proposal = propose(finding("ssn"), UNSETTLED, rules("frcp-5-2"), "filing")

    assert proposal.outcome is Outcome.REMOVE
    assert "2268" in proposal.label
    assert "900" not in proposal.label


def test_accepting_a_proposal_to_remove_keeps_clause_label_and_reason() -> None:
    proposal = propose(finding("ssn"), LAY, rules(), "ccw")

    decision = settle(proposal, "s000001")

    assert (decision.document, decision.finding, decision.by) == ("s000001", "f1", "order")
    assert (decision.outcome, decision.rule, decision.label) == (Outcome.REMOVE, "D4-1", LABEL)
    assert decision.reason == proposal.reason


def test_what_the_order_leaves_to_counsel_is_left_and_never_removed() -> None:
    proposal = propose(finding("other_sensitive"), JUSTICE, rules(), "ccw")
    assert proposal.outcome is Outcome.ASK

    decision = settle(proposal, "s000001")

    assert (decision.outcome, decision.label) == (Outcome.LEAVE, "")
    assert decision.reason == LEFT_TO_COUNSEL


def proposal(**change: object) -> Proposal:
    base = Proposal(
        finding=finding("ssn"), outcome=Outcome.REMOVE, rule="D4-1", label=LABEL, reason="because."
    )
    return replace(base, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "outcome", "by", "says"),
    [
        (proposal(rule=""), Outcome.REMOVE, "A. Counsel", "no clause"),
        (proposal(label=""), Outcome.REMOVE, "A. Counsel", "no label"),
        (proposal(), Outcome.ASK, "A. Counsel", "undecided"),
        (proposal(), Outcome.REMOVE, " ", "who decided"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(
    given: Proposal, outcome: Outcome, by: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        decide(given, "s000001", outcome, by=by, reason="r")


def test_a_person_may_decline_what_the_order_permits() -> None:
    decision = decide(proposal(), "s000001", Outcome.LEAVE, by="A. Counsel", reason="known to all")

    assert (decision.outcome, decision.label, decision.by) == (Outcome.LEAVE, "", "A. Counsel")


def test_counsel_may_remove_what_was_left_to_them_and_names_the_label() -> None:
    asked = proposal(outcome=Outcome.ASK, rule="D2-1x", label="")

    decision = decide(asked, "s000001", Outcome.REMOVE, by="A. Counsel", reason="r", label=LABEL)

    assert (decision.rule, decision.label) == ("D2-1x", LABEL)


def test_a_document_of_an_unsettled_class_is_held_where_the_class_matters() -> None:
    held = holds("s000001", UNSETTLED, rules().series("ccw"), "the form says dispatcher.")

    assert held is not None
    assert held.reason == "the class of the subject is unsettled: the form says dispatcher"
    assert holds("s000001", LAY, rules().series("ccw")) is None
    assert holds("s000001", UNSETTLED, rules().series("donor")) is None
