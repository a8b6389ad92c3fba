"""Calendar dates in the many ways people write them: read from text, and written out."""

from __future__ import annotations

import re
from datetime import date

Day = tuple[int, int, int]
"""Year within its century, month, day: what two ways of writing a date have in common."""

_NAMES = "january february march april may june july august september october november december"
_MONTHS = _NAMES.split()
_NUMBER = {name[:3]: at for at, name in enumerate(_MONTHS, 1)}
_NUMBER["sept"] = 9
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501 - one alternation
_GAP = r"[\s./,\-]{1,3}"
_FORMS = re.compile(
    rf"""(?<![0-9a-z])(?:
      (?P<y1>(?:19|20)\d\d)[\s./\-]{{1,2}}(?P<m1>\d\d?)[\s./\-]{{1,2}}(?P<d1>\d\d?)
    | (?P<m2>\d\d?)\s?[./\-]\s?(?P<d2>\d\d?)\s?[./\-]\s?(?P<y2>(?:19|20)?\d\d)
    | (?P<m5>\d\d)\s(?P<d5>\d\d)\s(?P<y5>(?:19|20)\d\d)
    | {_MONTH.format("m3")}{_GAP}(?P<d3>\d\d?)(?:st|nd|rd|th)?{_GAP}(?P<y3>(?:(?:19|20)|')?\d\d)
    | (?P<d4>\d\d?)(?:st|nd|rd|th)?{_GAP}(?:of\s)?{_MONTH.format("m4")}{_GAP}(?P<y4>(?:(?:19|20)|')?\d\d)
    )(?![0-9a-z])""",  # noqa: E501 - a pattern reads worse when it is cut
    re.VERBOSE | re.IGNORECASE,
)


def days_in(text: str) -> set[Day]:
    """Every date that the text names, month first where only numbers are given."""
    found = set()
    for match in _FORMS.finditer(text):
        for form in "12345":
            if match[f"m{form}"] is not None:
                day = _day(match[f"y{form}"], match[f"m{form}"], match[f"d{form}"])
                if day is not None:
                    found.add(day)
    return found


def whole_day(text: str) -> Day | None:
    """The date that the text is, if it is nothing but one date."""
    match = _FORMS.fullmatch(text.strip())
    days = days_in(text) if match else set()
    return days.pop() if len(days) == 1 else None


def written(day: Day) -> tuple[str, ...]:
    """The date in the forms that are searched for as bytes, in both likely centuries."""
    year, month, number = day
    name = _MONTHS[month - 1].capitalize()
    forms: list[str] = []
    for century in (1900, 2000):
        full = century + year
        forms += [f"{full}-{month:02d}-{number:02d}", f"{full}{month:02d}{number:02d}"]
        forms += [f"{month:02d}{number:02d}{full}", f"D:{full}{month:02d}{number:02d}"]
        for mark in "/-.":
            forms += [f"{month}{mark}{number}{mark}{full}"]
            forms += [f"{month:02d}{mark}{number:02d}{mark}{full}"]
        for word in (name, name[:3]):
            forms += [f"{word} {number}, {full}", f"{word} {number} {full}"]
            forms += [f"{number} {word} {full}", f"{number:02d} {word} {full}"]
    for mark in "/-.":
        forms.append(f"{month:02d}{mark}{number:02d}{mark}{year:02d}")
    return tuple(dict.fromkeys(forms))


def _day(year: str, month: str, number: str) -> Day | None:
    at = int(month) if month.isdigit() else _NUMBER[month[:3].lower()]
    inside = int(number)
    if at > len(_MONTHS) >= inside:  # only the day-first reading is a date
        at, inside = inside, at
    full = int(year.lstrip("'")) % 100
    try:
        date(2000, at, inside)  # a leap year, so 29 February passes
    except ValueError:
        return None
    return full, at, inside
