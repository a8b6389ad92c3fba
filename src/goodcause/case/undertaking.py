"""Who may see eyes-only papers: an undertaking signed, an expert disclosed, days to object passed.

Nobody is let in by a day that passes: counsel admits, by name, once nothing stands against it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.clocks import ends
from goodcause.case.days import Due
from goodcause.case.moves import move
from goodcause.case.procedure import Deadline, Kind, Procedure, Who, day_in
from goodcause.case.states import COUNSEL, Facts, Table

EXPERT: Final = "expert"
ROLES: Final = ("staff", EXPERT, "vendor", "reporter")
"""Who signs. Counsel of the receiving party and the court do not; parties never may see."""

_OPEN: Final = ("named", "signed", "disclosed", "objected", "impasse", "moved", "cleared")
_DISCLOSED: Final = ("residence", "employer", "engagements", "testimony", "cv")

TABLE: Final = Table(
    kind="undertaking",
    first="named",
    moves=(
        move("sign", ("named",), "signed",
             ("printed_name", "signed_on", "place", "agent_for_service", "copy")),
        move("disclose", ("signed",), "disclosed", _DISCLOSED),
        move("object", ("disclosed",), "objected", ("ground",), COUNSEL),
        move("resolve", ("objected", "impasse"), "cleared", ("with", "how"), COUNSEL),
        move("impasse", ("objected",), "impasse", ("with", "conferred_on"), COUNSEL),
        move("move", ("impasse",), "moved", ("by_whom",)),
        move("allow", ("moved",), "cleared", ("order",), COUNSEL),
        move("bar", ("moved",), "barred", ("order",), COUNSEL),
        move("clear", ("disclosed",), "cleared", (), COUNSEL),
        move("admit", ("signed", "cleared"), "admitted", ("what",), COUNSEL),
        move("revoke", (*_OPEN, "admitted"), "revoked", ("reason",), COUNSEL),
    ),
    final=("barred", "revoked"),
)  # fmt: skip


def objection_ends(procedure: Procedure) -> Due:
    """The last day to object to an expert, from the day they were disclosed."""
    step = procedure.last("disclose")
    if step is None:
        raise ProcedureError(f"{procedure.text('name')} was not disclosed; record disclose first")
    return ends(procedure, "objection_days", step.on)


def admitted(procedure: Procedure, on: date) -> bool:
    """Whether this person may see eyes-only papers on a day."""
    step = procedure.last("admit")
    return procedure.state == "admitted" and step is not None and step.on <= on


def _guard(procedure: Procedure, move: str, facts: Facts, _who: Who, on: date) -> None:
    guards = {"sign": _signed, "disclose": _an_expert, "object": _in_time, "clear": _unopposed}
    if move in guards:
        guards[move](procedure, facts, on)
    if move == "admit" and procedure.text("role") == EXPERT and procedure.state != "cleared":
        raise ProcedureError(
            f"{procedure.text('name')} is an expert, who is disclosed before anything is shown; "
            "record disclose, and clear once the days to object have passed"
        )


def _signed(procedure: Procedure, facts: Facts, on: date) -> None:
    printed, name = str(facts["printed_name"]), procedure.text("name")
    if " ".join(printed.split()).casefold() != " ".join(name.split()).casefold():
        raise ProcedureError(
            f"the undertaking is {printed}'s and not {name}'s; open one for {printed}, or correct "
            "the printed name"
        )
    if day_in(facts, "signed_on") > on:
        raise ProcedureError("it cannot be signed after the day it was received; check signed_on")


def _an_expert(procedure: Procedure, _facts: Facts, _on: date) -> None:
    if procedure.text("role") != EXPERT:
        raise ProcedureError(
            f"only experts are disclosed, and {procedure.text('name')} is {procedure.text('role')};"
            " admit them on their signature"
        )


def _in_time(procedure: Procedure, _facts: Facts, on: date) -> None:
    due = objection_ends(procedure)
    if on > due.day:
        raise ProcedureError(
            f"the days to object ended on {due.day} ({due.how}); what can still be done is to ask "
            "the court, or to revoke for cause"
        )


def _unopposed(procedure: Procedure, facts: Facts, on: date) -> None:
    due = objection_ends(procedure)
    if on <= due.day and not str(facts.get("consent", "")).strip():
        raise ProcedureError(
            f"the producing side may object until {due.day} ({due.how}); nothing may be shown "
            "before: wait, or give --fact consent=WHO consented in writing"
        )


def _due(procedure: Procedure) -> tuple[Deadline, ...]:
    name, last = procedure.text("name"), procedure.steps[-1]
    if procedure.state == "disclosed":
        return (Deadline(what=f"last day to object to {name}", due=objection_ends(procedure)),)
    if procedure.state == "objected":
        due = ends(procedure, "expert_confer_days", last.on)
        return (Deadline(what=f"confer about {name}", due=due),)
    return ()


def _about(procedure: Procedure) -> str:
    return f"{procedure.text('name')}, {procedure.text('role')}, for {procedure.text('sponsor')}"


UNDERTAKING: Final = Kind(
    table=TABLE,
    title="Undertaking to be bound",
    clause="the tier of attorneys' and experts' eyes only (section 5; model order 7.3, 7.4)",
    guard=_guard,
    due=_due,
    about=_about,
)
