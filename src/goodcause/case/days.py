"""Counts days as the federal rules do: which day a period ends on, and why.

Rule 6(a) counts periods from the day after an event and never ends one on a Saturday, a Sunday
or a legal holiday. Until 1 December 2009 it also left such days out of periods of ten days and
fewer. Holidays are read from a table that covers certain years; no day outside it is counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from goodcause.base.errors import ProcedureError

_DAY: Final = timedelta(days=1)
_CHANGED: Final = date(2009, 12, 1)
_SHORT: Final = 11
"""Before the change, periods of fewer days left closed days out (Rule 6(a) as it then was)."""

_SATURDAY: Final = 5
_MAILED: Final = 3
_LONGEST: Final = 3660
DEFAULT: Final = "US-CA"


class Rule6(StrEnum):
    """Which Rule 6(a) a period is counted by; the values are those of an order file."""

    SKIPS = "pre-2009-12-01"
    EVERY_DAY = "2009-12-01"


class Service(StrEnum):
    """How a paper reached whom the period runs against."""

    HAND = "hand"
    MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One closed day: ``federal``, or ``state`` alone."""

    who: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A table of closed days.

    Attributes:
        profile: its name.
        first, last: the years it covers, to the day.
        reviewed: who compared it with the court's calendar, and when; empty for nobody.
        days: closed days that are no weekends.
    """

    profile: str
    first: date
    last: date
    reviewed: str
    days: Mapping[date, Holiday]

    def why_closed(self, day: date, *, state: bool = True) -> str:
        """Why a day is closed, in words; empty when it is open.

        Args:
            day: the day asked about.
            state: whether days that only the state keeps count, as they do after an event.

        Raises:
            ProcedureError: the table does not cover the day.
        """
        if not self.first <= day <= self.last:
            raise ProcedureError(
                f"no holidays are known for {day}: the table {self.profile} covers {self.first} to"
                f" {self.last}; add the year to it, reviewed, before counting"
            )
        if day.weekday() >= _SATURDAY:
            return "a Saturday" if day.weekday() == _SATURDAY else "a Sunday"
        kept = self.days.get(day)
        return kept.name if kept and (state or kept.who == "federal") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The day a period ends on, and a sentence that says how it was counted."""

    day: date
    how: str


@cache
def calendar(profile: str = DEFAULT) -> Calendar:
    """The packaged table of that name.

    Raises:
        ProcedureError: there is none.
    """
    place = files("goodcause.case") / "calendars" / f"{profile.lower()}.toml"
    if not profile.replace("-", "").isalnum() or not place.is_file():
        raise ProcedureError(
            f"there is no table of holidays {profile!r}; write {DEFAULT}, or add a reviewed table"
        )
    table = tomllib.loads(place.read_text(encoding="utf-8"))
    return Calendar(
        profile=table["profile"],
        first=table["first"],
        last=table["last"],
        reviewed=table["reviewed"],
        days={day: Holiday(who=who, name=name) for day, who, name in table["days"]},
    )


def unreviewed(profile: str = DEFAULT) -> str:
    """A sentence that says nobody has reviewed a table; empty once somebody has."""
    table = calendar(profile)
    if table.reviewed:
        return ""
    return (
        f"Days are counted by the table of holidays {table.profile}, which nobody has compared with"
        " the court's own calendar yet."
    )


def rule_on(day: date) -> Rule6:
    """The rule in force on a day."""
    return Rule6.SKIPS if day < _CHANGED else Rule6.EVERY_DAY


def counted(
    start: date,
    days: int,
    rule: Rule6 | None = None,
    service: Service = Service.HAND,
    table: Calendar | None = None,
) -> Due:
    """The last day of a period that runs from an event.

    Args:
        start: the day of the event; it is not counted.
        days: how many.
        rule: the version of Rule 6(a); by default the one in force on ``start``.
        service: by mail, three days are added once the period would have ended (Rule 6(d)).
        table: closed days; by default the packaged one.

    Raises:
        ProcedureError: the period is no period, or leaves the years of the table.
    """
    _refuse_odd(days)
    table, rule = table or calendar(), rule or rule_on(start)
    skips = rule is Rule6.SKIPS and days < _SHORT
    raw = _open_days(start, days, table) if skips else start + days * _DAY
    parts = [f"{days} days from {start}"]
    if skips:
        parts.append("weekends and holidays left out (Rule 6(a) before 1 December 2009)")
    end = _rolled(raw, table, parts)
    if service is Service.MAIL:
        parts.append(f"{_MAILED} days for service by mail from {end}")
        end = _rolled(end + _MAILED * _DAY, table, parts)
    return Due(day=end, how="; ".join(parts))


def counted_back(
    event: date, days: int, rule: Rule6 | None = None, table: Calendar | None = None
) -> Due:
    """The last day on which something due so many days before an event may be done.

    A period that runs backward ends on the open day before a closed one, and days that only the
    state keeps do not close it (Rule 6(a)(5) and (6)(C)).

    Args:
        event: such as a hearing.
        days: how many before it.
        rule: the version of Rule 6(a); by default the one in force on ``event``.
        table: closed days; by default the packaged one.

    Raises:
        ProcedureError: the period is no period, or leaves the years of the table.
    """
    _refuse_odd(days)
    table, rule = table or calendar(), rule or rule_on(event)
    skips = rule is Rule6.SKIPS and days < _SHORT
    raw = _open_days(event, -days, table, state=False) if skips else event - days * _DAY
    parts = [f"{days} days before {event}"]
    if skips:
        parts.append("weekends and holidays left out (Rule 6(a) before 1 December 2009)")
    return Due(day=_rolled(raw, table, parts, back=True), how="; ".join(parts))


def _refuse_odd(days: int) -> None:
    if not 0 < days <= _LONGEST:
        raise ProcedureError(f"{days} days is no period; write a number from 1 to {_LONGEST}")


def _open_days(start: date, days: int, table: Calendar, *, state: bool = True) -> date:
    """The day that many open days after, or before, a day."""
    step = _DAY if days > 0 else -_DAY
    day, left = start, abs(days)
    while left:
        day += step
        left -= not table.why_closed(day, state=state)
    return day


def _rolled(day: date, table: Calendar, parts: list[str], *, back: bool = False) -> date:
    """The nearest open day after, or before, a day; what was passed over is told in ``parts``."""
    while why := table.why_closed(day, state=not back):
        parts.append(f"{day} is {_named(why)}")
        day += -_DAY if back else _DAY
    return day


def _named(why: str) -> str:
    return why if why.startswith("a ") else f"closed ({why})"
