"""Forwarded process: how a paper for a person whose address was removed goes from hand to hand.

The producing party sends the paper on; only when the person, told so, does not answer, and a
named attorney approves, is the address revealed, to the receiving side's counsel alone. No timer
reveals anything: a day that passes allows a person to record that it passed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.days import Due, Rule6, Service, calendar, counted
from goodcause.case.procedure import Deadline, Kind, Procedure, Who, day_in
from goodcause.case.states import ATTORNEY, COUNSEL, Facts, Move, Table

PAPERS: Final = (
    "deposition subpoena",
    "subpoena for documents",
    "summons and complaint",
    "notice of deposition",
    "letter",
)
"""What may be handed over for forwarding."""

SERVICES: Final = ("certified", "certificate of mailing")
ANSWERS: Final = ("direct", "through the County", "through counsel")
WISHES: Final = ("accepts service", "keep my address", "none")

_OUT: Final = ("sent", "delivered", "undeliverable", "refused")
"""The paper has left us."""

_UNANSWERED: Final = ("deadline_passed", "ordered", "proposed", "approved")
_BEFORE: Final = ("received", "checked", "ready")
_OPEN: Final = (*_BEFORE, *_OUT, *_UNANSWERED)

_MAY: Final = {
    "check": ("substitute_address", "counsel_name", "counsel_address"),
    "draft": ("counted",),
    "send": ("article",),
}
"""Facts that a step may tell besides those it needs; no step tells what another settles."""

_WORDS: Final = {
    "check": "person and address were checked",
    "set-clock": "counsel sets the time to answer in",
    "draft": "draft the papers for a day of mailing",
    "send": "it was mailed",
    "deliver": "it was delivered",
    "return": "it came back",
    "refuse": "it was refused",
    "deem-delivered": "counsel takes the refusal for delivery",
    "again": "another address was found",
    "extend": "counsel gives more time",
    "lapse": "no answer came in time",
    "respond": "an answer came",
    "object": "somebody objects",
    "sustain": "the court sustains the objection",
    "overrule": "the court overrules the objection",
    "die": "the person has died",
    "propose": "propose to reveal the address",
    "approve": "approve that it is revealed",
    "halt": "stop it for now",
    "reveal": "reveal the address to counsel",
    "late": "an answer came after it was revealed",
    "withdraw": "the paper was withdrawn",
    "close": "close it",
}
"""What each step means, for buttons and lists."""

_MOVES: Final = (
    Move(
        name="check",
        sources=("received",),
        target="checked",
        needs=(
            *("name", "identity", "address", "address_source", "address_date"),
            *("safe_at_home", "represented", "deceased"),
        ),
    ),
    Move(
        name="set-clock",
        sources=("checked",),
        target="ready",
        needs=("days", "reason", "officer", "officer_contact"),
        by=(ATTORNEY,),
    ),
    Move(name="draft", sources=("ready",), target="", needs=("mailed_on", "answer_by")),
    Move(name="send", sources=("ready",), target="sent", needs=("service", "server")),
    Move(name="deliver", sources=("sent",), target="delivered", needs=("received_by",)),
    Move(name="return", sources=("sent",), target="undeliverable", needs=("reason",)),
    Move(name="refuse", sources=("sent",), target="refused", needs=("reason",)),
    Move(
        name="deem-delivered",
        sources=("refused",),
        target="delivered",
        needs=("reason",),
        by=(ATTORNEY,),
    ),
    Move(
        name="again",
        sources=("undeliverable", "refused"),
        target="checked",
        needs=("address", "address_source", "address_date", "reason"),
        by=(ATTORNEY,),
    ),
    Move(
        name="extend",
        sources=("delivered",),
        target="",
        needs=("until", "reason"),
        by=(ATTORNEY,),
    ),
    Move(name="lapse", sources=("delivered",), target="deadline_passed"),
    Move(
        name="respond",
        sources=(*_OUT, *_UNANSWERED),
        target="responded",
        needs=("how", "wish"),
    ),
    Move(
        name="object",
        sources=(*_OUT, *_UNANSWERED, "responded"),
        target="objected",
        needs=("by_whom", "ground"),
    ),
    Move(
        name="sustain",
        sources=("objected",),
        target="closed",
        needs=("ruling", "outcome"),
        by=(ATTORNEY,),
    ),
    Move(
        name="overrule",
        sources=("objected",),
        target="ordered",
        needs=("ruling", "judge"),
        by=(ATTORNEY,),
    ),
    Move(name="die", sources=(*_OPEN, "responded", "objected"), target="deceased",
         needs=("source",)),
    Move(
        name="propose",
        sources=("deadline_passed", "ordered"),
        target="proposed",
        needs=("reason",),
    ),
    Move(name="approve", sources=("proposed",), target="approved", needs=("reason",),
         by=(ATTORNEY,)),
    Move(
        name="halt",
        sources=("proposed", "approved"),
        target="deadline_passed",
        needs=("reason",),
        by=COUNSEL,
    ),
    Move(name="reveal", sources=("approved",), target="revealed", needs=("to",),
         by=(ATTORNEY,)),
    Move(name="late", sources=("revealed",), target="", needs=("how", "wish")),
    Move(name="withdraw", sources=_OPEN, target="closed", needs=("reason",)),
    Move(
        name="close",
        sources=(
            *("undeliverable", "refused", "deadline_passed", "responded", "objected"),
            *("deceased", "revealed"),
        ),
        target="closed",
        needs=("outcome",),
        by=COUNSEL,
    ),
)  # fmt: skip

TABLE: Final = Table(
    kind="forward",
    first="received",
    moves=tuple(
        replace(move, may=_MAY.get(move.name, ()), words=_WORDS[move.name]) for move in _MOVES
    ),
    final=("closed",),
)


def answer_by(procedure: Procedure, mailed_on: date, days: int) -> Due:
    """The day a person must answer by, as a letter mailed on a day says it.

    Args:
        procedure: its subject says by which rule and holidays days are counted.
        mailed_on: the day the letter goes into the mail.
        days: as counsel set them.

    Raises:
        ProcedureError: the calendar does not cover the day.
    """
    rule, table = _counting(procedure)
    return counted(mailed_on, days, rule, Service.MAIL, calendar(table))


def due_day(procedure: Procedure) -> Due | None:
    """The day an answer is due; nothing while no clock runs.

    The letter names a day, counted from its mailing. Somebody it reached late has the same
    number of days from then on, and counsel may give more, never less.
    """
    drafted, sent = procedure.last("draft"), procedure.last("send")
    if procedure.state not in _OUT or drafted is None or sent is None:
        return None
    days = set_days(procedure)
    due = answer_by(procedure, sent.on, days)
    reached = procedure.last("deliver", "deem-delivered")
    if procedure.state == "delivered" and reached is not None:
        rule, table = _counting(procedure)
        later = counted(reached.on, days, rule, Service.HAND, calendar(table))
        due = max(due, later, key=lambda d: d.day)
    extended = procedure.last("extend")
    if extended is not None and extended.on >= sent.on:
        until = day_in(extended.facts, "until")
        due = max(due, Due(day=until, how=f"extended by {extended.by}"), key=lambda d: d.day)
    return due


def set_days(procedure: Procedure) -> int:
    """The days counsel set.

    Raises:
        ProcedureError: nobody has set any.
    """
    step = procedure.last("set-clock")
    if step is None:
        raise ProcedureError(
            "no day to answer by can be named: the order sets none, and counsel has not set one;"
            " an attorney records set-clock first"
        )
    return _days(step.facts)


def guard(procedure: Procedure, move: str, facts: Facts, who: Who, on: date) -> None:
    """What the facts of a move must be.

    Raises:
        ProcedureError: they are not; the sentence says what is wrong.
    """
    check = _GUARDS.get(move)
    if check is not None:
        check(procedure, facts, who, on)


def _check(procedure: Procedure, facts: Facts, _who: Who, on: date) -> None:
    for name in ("safe_at_home", "represented", "deceased"):
        _one_of(facts, name, ("yes", "no"))
    _one_of(facts, "identity", ("yes",), "nobody may be written to by mistake; find out first")
    if facts["deceased"] == "yes":
        raise ProcedureError("nothing is sent to somebody who has died; record the step die")
    _not_after(facts, "address_date", on)
    if facts["safe_at_home"] == "yes":
        _needed(facts, ("substitute_address",), "a participant of Safe at Home is written to")
    if facts["represented"] == "yes":
        _needed(facts, ("counsel_name", "counsel_address"), "a represented person is written to")


def _needed(facts: Facts, names: tuple[str, ...], why: str) -> None:
    missing = [n for n in names if not str(facts.get(n, "")).strip()]
    if missing:
        words = " and ".join(n.replace("_", " ") for n in missing)
        raise ProcedureError(f"{why} at no other place: give {words}; nothing was recorded")


def _set_clock(_procedure: Procedure, facts: Facts, _who: Who, _on: date) -> None:
    _days(facts)


def _draft(procedure: Procedure, facts: Facts, _who: Who, _on: date) -> None:
    mailed = day_in(facts, "mailed_on")
    due = answer_by(procedure, mailed, set_days(procedure)).day
    if day_in(facts, "answer_by") != due:
        raise ProcedureError(
            f"the letter must name {due} as the day to answer by when it is mailed on {mailed}"
        )


def _send(procedure: Procedure, facts: Facts, _who: Who, on: date) -> None:
    _one_of(facts, "service", SERVICES)
    if facts["service"] == "certified":
        _needed(facts, ("article",), "certified mail is traced by its article number and is known")
    drafted = procedure.last("draft")
    if drafted is None or procedure.place("draft") < procedure.place("set-clock"):
        raise ProcedureError("no letter was drafted since the clock was set; draft it first")
    mailed = day_in(drafted.facts, "mailed_on")
    if mailed != on:
        raise ProcedureError(
            f"the letter on file counts from a mailing on {mailed}, not {on}; draft it anew for the"
            " day it is mailed"
        )


def _again(procedure: Procedure, facts: Facts, _who: Who, on: date) -> None:
    _not_after(facts, "address_date", on)
    if procedure.text("safe_at_home") == "yes":
        raise ProcedureError(
            "a participant of Safe at Home has no other address to write to; counsel closes this,"
            " or asks the court"
        )


def _extend(procedure: Procedure, facts: Facts, _who: Who, _on: date) -> None:
    until, due = day_in(facts, "until"), due_day(procedure)
    if due is not None and until <= due.day:
        raise ProcedureError(f"an answer is due on {due.day} already; {until} would take days away")
    _, table = _counting(procedure)
    why = calendar(table).why_closed(until)
    if why:
        raise ProcedureError(f"{until} is closed ({why}); name an open day")


def _lapse(procedure: Procedure, _facts: Facts, _who: Who, on: date) -> None:
    due = due_day(procedure)
    if due is None:
        raise ProcedureError("no clock runs, so no day has passed; counsel sets one first")
    if on <= due.day:
        raise ProcedureError(f"an answer may come until {due.day} ({due.how}); wait for that day")


def _respond(_procedure: Procedure, facts: Facts, _who: Who, _on: date) -> None:
    _one_of(facts, "how", ANSWERS)
    _one_of(facts, "wish", WISHES)


def _propose(procedure: Procedure, _facts: Facts, _who: Who, _on: date) -> None:
    """Silence reveals an address only of somebody whom the notice itself could reach at home."""
    if procedure.last("overrule") is not None:  # the court has decided it
        return
    if procedure.text("safe_at_home") == "yes":
        raise ProcedureError(
            "the address of a participant of Safe at Home is not revealed by this program; counsel"
            " asks the court"
        )
    if procedure.text("represented") == "yes":
        raise ProcedureError(
            "the notice went to the person's lawyer, who can be served or asked; counsel asks the"
            " court before an address is revealed"
        )


def _approve(procedure: Procedure, _facts: Facts, who: Who, _on: date) -> None:
    _propose(procedure, _facts, who, _on)
    proposed = procedure.last("propose")
    if proposed is None or who.same(proposed.by):
        raise ProcedureError(
            f"two persons reveal an address: {who.name} proposed it, so another attorney approves"
        )


def _reveal(procedure: Procedure, facts: Facts, who: Who, on: date) -> None:
    _propose(procedure, facts, who, on)
    counsel = procedure.text("asked_by")
    if not Who(name=str(facts["to"]), role=who.role).same(counsel):
        raise ProcedureError(
            f"an address goes to {counsel} alone, who sent the paper, not to {facts['to']}"
        )


_GUARDS: Final = {
    "check": _check,
    "set-clock": _set_clock,
    "draft": _draft,
    "send": _send,
    "again": _again,
    "extend": _extend,
    "lapse": _lapse,
    "respond": _respond,
    "late": _respond,
    "propose": _propose,
    "approve": _approve,
    "reveal": _reveal,
}


def due(procedure: Procedure) -> tuple[Deadline, ...]:
    """What is due in a forwarding: the answer, and the return date of the paper itself."""
    found = []
    answer = due_day(procedure)
    if answer is not None:
        found.append(Deadline(what="answer of the person", due=answer))
    back = procedure.text("return_date")
    if back and procedure.state in _OPEN:
        day = day_in({"return_date": back}, "return_date")
        found.append(Deadline(what="return date of the paper", due=Due(day=day, how="as it says")))
    return tuple(found)


def about(procedure: Procedure) -> str:
    """A line for lists: no name and no address."""
    return f"{procedure.text('asked_for')}, {procedure.text('paper')}"


FORWARD: Final = Kind(
    table=TABLE,
    title="Forwarded process",
    clause="section 2",
    guard=guard,
    due=due,
    about=about,
)


def _counting(procedure: Procedure) -> tuple[Rule6, str]:
    """By which rule and table days are counted, as the order had it when the paper came."""
    return Rule6(str(procedure.subject["rule6"])), str(procedure.subject["holidays"])


def _days(facts: Facts) -> int:
    value = str(facts.get("days", "")).strip()
    if not (value.isascii() and value.isdecimal()) or not 0 < int(value) <= 365:  # noqa: PLR2004  a year
        raise ProcedureError(
            f"{value!r} days is no time to answer in; write a number from 1 to 365"
        )
    return int(value)


def _one_of(facts: Facts, name: str, values: tuple[str, ...], more: str = "") -> None:
    if facts.get(name) not in values:
        words = name.replace("_", " ")
        said = f"; {more}" if more else ""
        raise ProcedureError(f"{words} is {' or '.join(values)}, not {facts.get(name)!r}{said}")


def _not_after(facts: Facts, name: str, on: date) -> None:
    if day_in(facts, name) > on:
        raise ProcedureError(f"{name.replace('_', ' ')} lies after {on}; correct it")
