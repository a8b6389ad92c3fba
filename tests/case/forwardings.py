"""Made forwardings: a person with an address that nobody but our side may see."""

from __future__ import annotations

from datetime import date

from goodcause.case.forward_papers import Terms
from goodcause.case.forwarding import FORWARD, answer_by, set_days
from goodcause.case.procedure import Procedure, Who, advanced, begun

from tests.case.drafts import CASE

DAY = date(2007, 3, 5)
ANN = Who(name="Ann Wren", role="reviewer")
ADA = Who(name="Ada Quill", role="attorney")
BEN = Who(name="Ben Stone", role="attorney")
HOME = "2218 Quail Hollow Court, Sacramento, CA 95864"
ARTICLE = "7006 2150 0001 4433 9021"
COUNSEL = "Dana Field"
SUBJECT = {
    "asked_for": "CCW0000001",
    "paper": "deposition subpoena",
    "asked_by": COUNSEL,
    "how": "by hand",
    "return_date": "2007-05-14",
    "fee": "",
    "person": "p000001",
    "person_class": "judicial_law_enforcement",
    "removed": ["home_address", "home_phone", "ssn"],
    "rule6": "pre-2009-12-01",
    "holidays": "US-CA",
}
CHECKED = {
    "name": "Margaret E. Ostrander",
    "identity": "yes",
    "address": HOME,
    "address_source": "application of 1994, page 1",
    "address_date": "1994-02-01",
    "safe_at_home": "no",
    "represented": "no",
    "deceased": "no",
}
CLOCK = {
    "days": "21",
    "reason": "three weeks to find a lawyer",
    "officer": "Sgt. Lee Marsh",
    "officer_contact": "(916) 555-0100",
}
TERMS = Terms(
    case=CASE,
    clause="section 2 of DJ-2007 (D2-3)",
    notice="failure to respond will result in revelation of your address to Plaintiffs' counsel",
    label="(REMOVED BY DEFENDANTS)",
    legend="CONFIDENTIAL - ATTORNEYS' AND EXPERTS' EYES ONLY",
)


def received(**more: object) -> Procedure:
    return begun(FORWARD, 1, {**SUBJECT, **more}, ANN, DAY)


def step(
    procedure: Procedure, move: str, who: Who = ANN, on: date | None = None, **facts: object
) -> Procedure:
    return advanced(FORWARD, procedure, move, facts, who, on or procedure.steps[-1].on)


def drafted(procedure: Procedure, mailed_on: date) -> Procedure:
    due = answer_by(procedure, mailed_on, set_days(procedure)).day
    return step(procedure, "draft", mailed_on=str(mailed_on), answer_by=str(due))


def checked(**more: object) -> Procedure:
    return step(received(), "check", **{**CHECKED, **more})


def ready(**more: object) -> Procedure:
    return step(checked(**more), "set-clock", ADA, **CLOCK)


def sent(on: date = date(2007, 3, 9), **more: object) -> Procedure:
    return step(
        drafted(ready(**more), on), "send", on=on,
        service="certified", server="Kim Post", article=ARTICLE,
    )  # fmt: skip


def delivered(on: date = date(2007, 3, 13), **more: object) -> Procedure:
    return step(sent(**more), "deliver", on=on, received_by="M. Ostrander")


def lapsed(on: date = date(2007, 4, 10)) -> Procedure:
    return step(delivered(), "lapse", on=on)


def proposed() -> Procedure:
    return step(lapsed(), "propose", reason="no answer came")


def approved() -> Procedure:
    return step(proposed(), "approve", ADA, reason="notice and mail record looked at")


def revealed() -> Procedure:
    return step(approved(), "reveal", BEN, to=COUNSEL)


def objected() -> Procedure:
    return step(delivered(), "object", by_whom="her lawyer", ground="Rule 26(c)")


STANDING = {
    "received": received,
    "checked": checked,
    "ready": ready,
    "sent": sent,
    "delivered": delivered,
    "undeliverable": lambda: step(sent(), "return", reason="moved"),
    "refused": lambda: step(sent(), "refuse", reason="refused at the door"),
    "deadline_passed": lapsed,
    "proposed": proposed,
    "approved": approved,
    "revealed": revealed,
    "responded": lambda: step(delivered(), "respond", how="direct", wish="none"),
    "objected": objected,
    "ordered": lambda: step(objected(), "overrule", ADA, ruling="Dkt. 91", judge="Mueller, M.J."),
    "deceased": lambda: step(delivered(), "die", source="letter of her son"),
    "closed": lambda: step(received(), "withdraw", reason="no longer wanted"),
}
"""A forwarding in each state, made by its own steps."""
