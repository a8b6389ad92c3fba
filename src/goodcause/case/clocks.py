"""Periods of the two-tier model protective order, where an order sets none of its own.

They are those of the Northern District of California's model order for highly sensitive
information, as the project's notes have it; counsel checks them against the order in the case. A
procedure opened with a fact of the same name runs by that figure instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.days import Due, counted
from goodcause.case.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Clock:
    """A period in days and the section of the model order it stands in."""

    days: int
    section: str


CLOCKS: Final = {
    "objection_days": Clock(14, "7.4"),
    "expert_confer_days": Clock(7, "7.4"),
    "challenge_confer_days": Clock(14, "6.2"),
    "motion_days_from_notice": Clock(21, "6.3"),
    "motion_days_from_impasse": Clock(14, "6.3"),
    "disposition_days": Clock(60, "15"),
}
"""By the name of the fact that replaces it."""


def ends(procedure: Procedure, name: str, start: date) -> Due:
    """The last day of a period of a procedure, and how it was counted.

    Raises:
        ProcedureError: the figure it was opened with is no number of days.
    """
    clock, told = CLOCKS[name], procedure.subject.get(name, "")
    words = str(told).strip()
    if words and not (words.isascii() and words.isdecimal() and len(words) < 4):  # noqa: PLR2004
        raise ProcedureError(f"{name}={words} is no number of days; open it with such as {name}=14")
    due = counted(start, int(words) if words else clock.days)
    source = "as opened" if words else f"the model order's section {clock.section}"
    return Due(day=due.day, how=f"{due.how} ({source})")
