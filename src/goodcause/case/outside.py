"""What comes from outside: a subpoena for eyes-only papers, or papers that a stranger saw."""

from __future__ import annotations

from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.days import Due
from goodcause.case.moves import move
from goodcause.case.procedure import Deadline, Kind, Procedure, Who, day_in
from goodcause.case.states import COUNSEL, Facts, Table

SUBPOENA_TABLE: Final = Table(
    kind="subpoena",
    first="received",
    moves=(
        move("notify", ("received",), "notified", ("designator", "issuer", "copy_of_order")),
        move("seek", ("notified",), "sought", ("court", "filed"), COUNSEL),
        move("consent", ("notified", "sought"), "allowed", ("who", "in_writing"), COUNSEL),
        move("compel", ("notified", "sought"), "allowed", ("order",), COUNSEL),
        move("quash", ("sought",), "withheld", ("order",), COUNSEL),
        move("withdraw", ("received", "notified", "sought"), "withheld", ("by_whom",)),
        move("comply", ("allowed",), "complied", ("what", "legend"), COUNSEL),
    ),
    final=("withheld", "complied"),
)

_STEPS: Final = ("notify", "retrieve", "inform", "undertaking")
"""What the model order's section 12 asks of whoever let papers out, in its own order."""

INCIDENT_TABLE: Final = Table(
    kind="incident",
    first="reported",
    moves=(
        move("notify", ("reported",), "", ("to", "in_writing")),
        move("retrieve", ("reported",), "", ("copies",)),
        move("inform", ("reported",), "", ("persons",)),
        move("undertaking", ("reported",), "", ("signed_by",)),
        move("close", ("reported",), "closed", ("found",), COUNSEL),
    ),
    final=("closed",),
)


def _subpoena_guard(procedure: Procedure, move: str, facts: Facts, _who: Who, _on: date) -> None:
    """What the table does not say: papers that leave go on bearing the tier's words."""
    if move == "comply" and "confidential" not in str(facts["legend"]).casefold():
        raise ProcedureError(
            "what leaves goes on bearing the tier's words; name the legend printed on it: "
            "--fact legend='CONFIDENTIAL - ...'"
        )


def _subpoena_due(procedure: Procedure) -> tuple[Deadline, ...]:
    if procedure.state in SUBPOENA_TABLE.final:
        return ()
    day = day_in(procedure.subject, "return_day")
    what = "notify in writing, at once" if procedure.state == "received" else "the paper's own day"
    return (Deadline(what=what, due=Due(day=day, how="the day the subpoena itself sets")),)


def _subpoena_about(procedure: Procedure) -> str:
    return f"subpoena of {procedure.text('issued_by')} in {procedure.text('other_case')}"


def undone(procedure: Procedure) -> tuple[str, ...]:
    """Steps of an incident that were not taken."""
    return tuple(name for name in _STEPS if procedure.last(name) is None)


def _incident_guard(procedure: Procedure, move: str, facts: Facts, _who: Who, _on: date) -> None:
    left = undone(procedure)
    excused = str(facts.get("not_possible", "")).strip()
    if move == "close" and left and not excused:
        raise ProcedureError(
            f"not closed: {', '.join(left)} {'was' if len(left) == 1 else 'were'} not recorded; "
            "record them, or give --fact not_possible=WHY they could not be done"
        )


def _incident_due(procedure: Procedure) -> tuple[Deadline, ...]:
    left = undone(procedure)
    if procedure.state != "reported" or not left:
        return ()
    due = Due(day=procedure.steps[0].on, how="at once (model order, section 12)")
    return (Deadline(what=f"still to do: {', '.join(left)}", due=due),)


def _incident_about(procedure: Procedure) -> str:
    return f"unauthorised disclosure by {procedure.text('by_whom')}"


SUBPOENA: Final = Kind(
    table=SUBPOENA_TABLE,
    title="Subpoena from another case",
    clause="the tier of attorneys' and experts' eyes only (section 5; model order 10)",
    guard=_subpoena_guard,
    due=_subpoena_due,
    about=_subpoena_about,
)
INCIDENT: Final = Kind(
    table=INCIDENT_TABLE,
    title="Unauthorised disclosure",
    clause="the tier of attorneys' and experts' eyes only (section 5; model order 12)",
    guard=_incident_guard,
    due=_incident_due,
    about=_incident_about,
)
