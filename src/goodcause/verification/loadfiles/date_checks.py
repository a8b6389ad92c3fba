"""Checks of the dates in a load file: days that do not exist, forms that differ in a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from goodcause.verification.loadfiles.fault import Fault
from goodcause.verification.loadfiles.table import Table

_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})(?:\b|T)(.*)", re.DOTALL)
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)(.*)", re.DOTALL)
_TIME = re.compile(
    r"[ T]?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?(am|pm|a\.m\.|p\.m\.)? ?"
    r"(z|utc|gmt|[a-z]{3,4}|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_YEAR_DIGITS = 4
_MONTHS, _NOON = 12, 12
_NOTHING = frozenset(("0", "00", "00000000", "00/00/0000", "0000-00-00"))


def date_faults(file: str, table: Table, columns: Sequence[int]) -> Iterator[Fault]:
    """What is wrong with the dates of a load file, by row.

    Args:
        file: the load file.
        table: its rows.
        columns: those that hold dates or times.
    """
    for at in columns:
        if at >= len(table.names):
            continue
        name = table.names[at]
        forms: Counter[str] = Counter()
        where: dict[str, int] = {}
        for row in table.rows:
            if len(row.cells) != table.width or not row.cells[at].strip():
                continue
            form, trouble = _judged(row.cells[at].strip())
            if trouble:
                yield Fault(file, row.line, f"{name}: {trouble}")
            elif form:
                forms[form] += 1
                where.setdefault(form, row.line)
        for form, _ in forms.most_common()[1:]:
            what = f"{name}: the date is written otherwise than in the other rows"
            yield Fault(file, where[form], what)


def _judged(text: str) -> tuple[str, str]:
    """The form a date is written in, and what is wrong with it."""
    if text in _NOTHING:
        return "", "zeros stand for a date; leave it empty"
    if (only := _TIME.fullmatch(text)) is not None:
        return "time", _time_trouble(only)
    for match in (_ISO.fullmatch(text), _SLASHED.fullmatch(text)):
        if match is not None:
            return _day(match)
    return "", "it is not a date that loaders read"


def _day(match: re.Match[str]) -> tuple[str, str]:
    first, mark, second, third, rest = match.groups()
    if len(first) == _YEAR_DIGITS:
        year, month, day = int(first), int(second), int(third)
        form = f"year{mark}month{mark}day"
    else:
        if len(third) != _YEAR_DIGITS:
            return "", "the year has not four digits"
        year, month, day = int(third), int(first), int(second)
        form = f"month{mark}day{mark}year"
    time = _TIME.fullmatch(rest) if rest.strip() else None
    if rest.strip() and time is None:
        return "", "what follows the day is no time"
    if not _exists(year, month, day):
        if month > _MONTHS and _exists(year, day, month):
            return "", f"there is no month {month}; the day may stand first"
        return "", "there is no such day"
    trouble = _time_trouble(time) if time else ""
    return form, trouble


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _time_trouble(match: re.Match[str]) -> str:
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    most = _NOON if match[4] else 23
    if hour > most or (match[4] and hour == 0) or minute > 59 or second > 59:  # noqa: PLR2004  clock
        return "there is no such time"
    return ""
