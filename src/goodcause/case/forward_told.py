"""What the receiving side is told of a forwarding: a value of its own, built from a short list.

Nothing else of a procedure reaches the receiving side. The address is on the list only where it
was revealed; names, mail numbers, signatures and scans are not on it at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from goodcause.case.procedure import Procedure

_STANDS: Final = {
    "received": "received; not forwarded yet",
    "checked": "received; not forwarded yet",
    "ready": "received; not forwarded yet",
    "sent": "forwarded; no answer so far",
    "delivered": "forwarded; no answer so far",
    "undeliverable": "forwarded; it could not be delivered so far",
    "refused": "forwarded; it could not be delivered so far",
    "responded": "the person has answered; counsel will write to you",
    "objected": "the person objects; counsel will write to you",
    "deceased": "it cannot be forwarded; counsel will write to you",
    "deadline_passed": "forwarded; the time to answer has passed; counsel decides",
    "ordered": "the court has ruled; counsel will write to you",
    "proposed": "forwarded; the time to answer has passed; counsel decides",
    "approved": "forwarded; the time to answer has passed; counsel decides",
    "revealed": "no answer came in time; the address is given below",
    "closed": "closed",
}
"""By state, in words that tell no more than the receiving side may know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the receiving side is told.

    Attributes:
        number: of the forwarding.
        asked_for: the number by which the receiving side named the person.
        paper: what kind of paper it handed over.
        received_on, forwarded_on: days; the second is empty before the first mailing.
        stands: one of the sentences above.
        address: empty unless it was revealed.
        to: whom it was revealed to; empty unless it was.
        as_of: the day of the newest step.
    """

    number: int
    asked_for: str
    paper: str
    received_on: str
    forwarded_on: str
    stands: str
    address: str
    to: str
    as_of: str

    def row(self) -> dict[str, object]:
        """For the receiving side's store."""
        return asdict(self)


def told(procedure: Procedure, as_of: date | None = None) -> Told:
    """What may be told of a forwarding as it stands.

    Args:
        procedure: the forwarding.
        as_of: the day it is told on; by default that of the newest step.
    """
    revealed = procedure.last("reveal")
    sent = procedure.last("send")
    outcome = "revealed" if revealed is not None else procedure.state
    return Told(
        number=procedure.number,
        asked_for=str(procedure.subject["asked_for"]),
        paper=str(procedure.subject["paper"]),
        received_on=str(procedure.steps[0].on),
        forwarded_on=str(sent.on) if sent else "",
        stands=_STANDS[outcome],
        address=procedure.text("address") if revealed else "",
        to=str(revealed.facts["to"]) if revealed else "",
        as_of=str(as_of or procedure.steps[-1].on),
    )
