"""A challenge to a designation: conferred on, moved on in time, or given up by a named attorney."""

from __future__ import annotations

from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.clocks import ends
from goodcause.case.days import Due
from goodcause.case.moves import move
from goodcause.case.procedure import Deadline, Kind, Procedure, Who
from goodcause.case.states import COUNSEL, Facts, Table

_LIVE: Final = ("noticed", "conferring", "impasse")

TABLE: Final = Table(
    kind="challenge",
    first="noticed",
    moves=(
        move("confer", ("noticed",), "conferring", ("with", "how")),
        move("impasse", ("conferring",), "impasse", ("with",)),
        move("move", ("conferring", "impasse"), "moved", ("filed",), COUNSEL),
        move("withdraw", (*_LIVE, "moved"), "kept", ("by_whom",)),
        move("lift", (*_LIVE, "moved"), "lifted", ("reason",), COUNSEL),
        move("lapse", _LIVE, "lifted", ("reason",), COUNSEL),
        move("keep", ("moved",), "kept", ("order",), COUNSEL),
        move("overrule", ("moved",), "lifted", ("order",), COUNSEL),
    ),
    final=("kept", "lifted"),
)


def motion_ends(procedure: Procedure) -> Due:
    """The last day to move to keep a designation: from notice or from impasse, the earlier."""
    due = ends(procedure, "motion_days_from_notice", procedure.steps[0].on)
    step = procedure.last("impasse")
    if step is None:
        return due
    return min(due, ends(procedure, "motion_days_from_impasse", step.on), key=lambda d: d.day)


def _guard(procedure: Procedure, move: str, facts: Facts, _who: Who, on: date) -> None:
    if move == "confer" and "mail" in str(facts["how"]).casefold():
        raise ProcedureError(
            "the parties confer voice to voice, not by letter or e-mail (model order 6.2); "
            "record the talk: --fact how='by telephone'"
        )
    due = motion_ends(procedure) if move in {"move", "lapse"} else None
    if due and move == "move" and on > due.day:
        raise ProcedureError(
            f"the days to move ended on {due.day} ({due.how}); the designation is waived: record "
            "lapse, or ask the court for more time"
        )
    if due and move == "lapse" and on <= due.day:
        raise ProcedureError(
            f"there is still time to move, until {due.day} ({due.how}); to give the designation "
            "up now, record lift"
        )


def _due(procedure: Procedure) -> tuple[Deadline, ...]:
    if procedure.state not in _LIVE:
        return ()
    found = [Deadline(what="move, or the designation is waived", due=motion_ends(procedure))]
    if procedure.state == "noticed":
        due = ends(procedure, "challenge_confer_days", procedure.steps[0].on)
        found.insert(0, Deadline(what="confer voice to voice", due=due))
    return tuple(found)


def _about(procedure: Procedure) -> str:
    return f"{_pages(procedure)}, challenged by {procedure.text('challenger')}"


def _pages(procedure: Procedure) -> str:
    value = procedure.fact("bates")
    pages = [str(v) for v in value] if isinstance(value, list) else [str(value)]
    return pages[0] if len(pages) == 1 else f"{pages[0]} and {len(pages) - 1} more"


CHALLENGE: Final = Kind(
    table=TABLE,
    title="Challenge to a designation",
    clause="the tier of attorneys' and experts' eyes only (section 5; model order 6)",
    guard=_guard,
    due=_due,
    about=_about,
)
