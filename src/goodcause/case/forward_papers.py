"""The papers of a forwarding: notice, response card, proof of service, check sheet, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.case.addressee import addressee
from goodcause.case.draft import (
    Block,
    Draft,
    Heading,
    Rows,
    Signature,
    Tick,
    Words,
    captioned,
    filled,
)
from goodcause.case.forward_told import Told
from goodcause.case.procedure import Procedure
from goodcause.order.clause import Case
from goodcause.order.vocabulary import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the order says of forwarding.

    Attributes:
        case: the lawsuit.
        clause: that commands it, such as ``section 2 of DJ-2007 (D2-3)``.
        notice: the words the order commands to be printed.
        label: printed in place of a removal.
        legend: of the confidentiality tier; empty for none.
    """

    case: Case
    clause: str
    notice: str
    label: str
    legend: str


_NOTICE: Final = (
    "{producing} in the case {caption}, {court} No. {number}, send you the enclosed paper: {paper}."
    " Counsel for {receiving}, {asked_by}, handed it over on {received} for you, whom they know by"
    " the number {asked_for} alone.",
    "The court ordered that applications for a licence to carry a concealed weapon be handed to"
    " {receiving}. From yours the following was removed, and {receiving} do not have it:"
    " {removed}.",
    "The court also ordered that papers for you be forwarded to you, and that you be told this:",
    "NOTICE: {notice}.",
    "{silence} Your answer may come by the enclosed card, or in any other form, to {officer},"
    " {contact}.",
    "You may answer {receiving} yourself, through a lawyer, or through {producing}. You may ask"
    " that your address be kept, and you may ask the court to protect you (Federal Rules of Civil"
    " Procedure 26(c) and 45).",
    "{producing} and their lawyers do not represent you and cannot advise you. You may ask a lawyer"
    " of your own. The enclosed paper may set a day of its own by which something must be done.",
)

_AT_HOME: Final = (
    "If no answer of yours has come by {answer_by}, an attorney may approve that your home address"
    " is given to counsel for {receiving}, and to nobody else; nothing else that was removed would"
    " be given."
)
_ELSEWHERE: Final = (
    "Please answer by {answer_by}. Because this letter does not go to your home, your home address"
    " is not given to counsel for {receiving} unless the court decides so."
)


def notice(procedure: Procedure, terms: Terms, answer: str, mailed: str) -> Draft:
    """The letter with the ordered notice.

    Args:
        procedure: the forwarding, checked, its clock set.
        terms: what the order says.
        answer: the day to answer by.
        mailed: the day the letter is mailed.

    Raises:
        ProcedureError: something the letter must say is not known.
    """
    to = addressee(procedure)
    fields = _fields(procedure, terms) | {"answer_by": answer, "notice": terms.notice}
    elsewhere = "yes" in (procedure.text("safe_at_home"), procedure.text("represented"))
    fields["silence"] = filled(_ELSEWHERE if elsewhere else _AT_HOME, fields)
    blocks: list[Block] = [Words(mailed), Words(f"To {to.name}"), Words(to.address)]
    blocks += [Words(filled(words, fields)) for words in _NOTICE]
    sender = f"{procedure.text('officer')}, for {terms.case.producing_party}"
    blocks.append(Signature("Enclosed: the paper named above; a card for your answer.", (sender,)))
    return _draft(terms, ("NOTICE WITH FORWARDED PROCESS", _reference(procedure)), blocks)


def card(procedure: Procedure, terms: Terms, answer: str) -> Draft:
    """The card for the answer; it bears the reference and no name or address of the person."""
    fields = _fields(procedure, terms) | {"answer_by": answer}
    ticks = (
        "I will answer {receiving} myself.",
        "I answer through {producing}: please pass my answer on.",
        "My lawyer will answer. Name and telephone number: ______________________________",
        "I accept service of the paper.",
        "I object to the paper, or will ask the court to protect me.",
        "I ask that my home address not be given to counsel for {receiving}.",
    )
    blocks: list[Block] = [
        Words(
            filled(
                "Send this card to {officer}, {contact}, so that it comes by {answer_by}.", fields
            )
        ),
        Heading("My answer (tick whatever applies)"),
        *(Tick(filled(words, fields)) for words in ticks),
        Signature("You need not give your address here.", ("Signature and date",)),
    ]
    return _draft(terms, ("RESPONSE CARD", _reference(procedure)), blocks)


def proof(procedure: Procedure, terms: Terms, *, to_receiving: bool) -> Draft:
    """The proof of service by mail.

    Args:
        procedure: the forwarding, its letter drafted.
        terms: what the order says.
        to_receiving: whether the copy goes to the receiving side: then the name, the address and
            the mail number are left out from the start, and the label stands in their place.

    Raises:
        ProcedureError: something it must say is not known.
    """
    to, label = addressee(procedure), terms.label
    sent = procedure.last("send")
    mailed = str(sent.on) if sent else procedure.text("mailed_on")
    service, article = procedure.text("service"), procedure.text("article")
    number = (article or "____________________") if service != "certificate of mailing" else "none"
    rows = (
        ("Documents served", f"{procedure.text('paper')}; notice; card for an answer"),
        ("Addressed to", label if to_receiving else f"{to.name}, {to.address}"),
        ("Date of mailing", mailed or "____________________"),
        ("Kind of mail", service or "certified, return receipt requested"),
        ("Article number", label if to_receiving else number),
        ("Place of mailing", "____________________"),
    )
    blocks: list[Block] = [
        Words("I am at least 18 years of age, not a party to this case, and live or work in the"
              " county where the mailing took place. My residence or business address is: "
              "________________________________________", 1),
        Words("I served the documents named below by enclosing them in an envelope and", 2),
        Tick("depositing the sealed envelope with the United States Postal Service with the postage"
             " fully prepaid."),
        Tick("placing the envelope for collection and mailing on the day and at the place shown,"
             " following our ordinary business practices, with which I am familiar."),
        Rows(("Item", "Particulars"), rows, (2, 5)),
        Signature(
            "I declare under penalty of perjury under the laws of the United States that the"
            " foregoing is true and correct.",
            (f"{procedure.text('server') or 'Name of the server'}, signature and date",),
        ),
    ]  # fmt: skip
    if to_receiving and terms.legend:
        blocks.insert(0, Words(terms.legend))
    return _draft(terms, ("PROOF OF SERVICE BY MAIL", _reference(procedure)), blocks)


def check_sheet(procedure: Procedure, terms: Terms, removed: Sequence[tuple[str, ...]]) -> Draft:
    """What was looked at before anything is sent; for our own file.

    Args:
        procedure: the forwarding, checked.
        terms: what the order says.
        removed: page, kind of information and clause of each removal served.
    """
    to = addressee(procedure)
    facts = (
        ("Person asked for", procedure.text("asked_for")),
        ("Name", procedure.text("name")),
        ("Class", spoken(procedure.text("person_class"))),
        ("Identity matched", procedure.text("identity")),
        ("Last known home address", procedure.text("address")),
        ("Its source and date", f"{procedure.text('address_source')}, "
                                f"{procedure.text('address_date')}"),
        ("Participant of Safe at Home", procedure.text("safe_at_home")),
        ("Represented by a lawyer", procedure.text("represented")),
        ("Deceased", procedure.text("deceased")),
        ("Goes to", f"{to.name}, {to.address}: {to.why}"),
    )  # fmt: skip
    blocks = (
        Heading("The person"),
        Rows(("Question", "Found"), facts, (2, 5)),
        Heading("What was removed and served so"),
        Rows(("Page", "Kind of information", "Clause"), tuple(removed), (2, 4, 2)),
        Signature("Checked by", ("Name and date",)),
    )
    return _draft(terms, ("CHECK SHEET", _reference(procedure)), blocks)


def report(told: Told, terms: Terms) -> Draft:
    """The report to the receiving side's counsel: of what may be told and of nothing else."""
    case = terms.case
    rows = [
        ("Person, as you named it", told.asked_for),
        ("Paper", told.paper),
        ("Received from you on", told.received_on),
        ("Forwarded on", told.forwarded_on or "not yet"),
        (f"As of {told.as_of}", told.stands),
    ]
    blocks: list[Block] = [Rows(("Item", "Particulars"), tuple(rows), (2, 5))]
    if told.address:
        blocks += [
            Heading("Address"),
            Words(terms.legend or "For counsel alone."),
            Words(told.address),
            Words(
                f"It is given to {told.to} alone, because no answer came to the notice the court"
                " ordered, or because the court so ruled. It may be used in this case only."
            ),
        ]
    lines = ("Date", f"Counsel for {case.producing_party}")
    blocks.append(Signature("Nothing else that was removed is given.", lines))
    title = ("REPORT ON FORWARDED PROCESS", f"Forwarding no. {told.number}")
    return _draft(terms, title, blocks)


def _fields(procedure: Procedure, terms: Terms) -> dict[str, str]:
    removed = procedure.subject.get("removed")
    kinds = [str(kind) for kind in removed] if isinstance(removed, list) else []
    return {
        "producing": terms.case.producing_party,
        "receiving": terms.case.receiving_party,
        "caption": terms.case.caption,
        "court": terms.case.court,
        "number": terms.case.number,
        "paper": procedure.text("paper"),
        "asked_by": procedure.text("asked_by"),
        "asked_for": procedure.text("asked_for"),
        "received": str(procedure.steps[0].on),
        "officer": procedure.text("officer"),
        "contact": procedure.text("officer_contact"),
        "removed": ", ".join(spoken(kind) for kind in kinds),
    }


def _reference(procedure: Procedure) -> str:
    return f"Forwarding no. {procedure.number}"


def _draft(terms: Terms, title: tuple[str, ...], blocks: Sequence[Block]) -> Draft:
    return captioned(terms.case, title, tuple(blocks), (terms.clause,))
