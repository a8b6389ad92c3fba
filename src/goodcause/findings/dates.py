"""Reads dates however they are written, to one form."""

from __future__ import annotations

import re

from goodcause.findings.confusions import DIGIT_LIKE, digits
from goodcause.findings.wordlists import in_order

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ONES = in_order(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    """
)
_TEENS = in_order(
    """
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    """
)
ORDINALS = {word: i for i, word in enumerate([*_ONES, *_TEENS, "twentieth"], start=1)}
ORDINALS |= {f"twenty-{word}": 20 + i for i, word in enumerate(_ONES[:9], start=1)}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}

_D = f"[{DIGIT_LIKE}]"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL = "(?:" + "|".join(sorted((re.escape(o) for o in ORDINALS), key=len, reverse=True)) + ")"
_YEAR_WORDS = (
    r"nineteen[\s-](?:hundred|(?:ten|eleven|twelve|thir|four|fif|six|seven|eigh|nine|twen|for)\w*"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_YEAR = rf"(?:'?\d{{2}}(?:\d{{2}})?|{_YEAR_WORDS})"
NUMERIC = rf"{_D}{{1,2}}\s?[/.-]\s?{_D}{{1,2}}\s?[/.-]\s?(?:{_D}{{4}}|{_D}{{2}})"
WORDED = (
    rf"(?:{MONTH}\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})\s?,?\s+{_YEAR}"
    rf"|(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})\s+(?:day\s+)?(?:of\s+)?{MONTH}"
    rf"\s?,?\s+{_YEAR}|\d{{1,2}}[\s-]?{MONTH}[\s-]?\d{{2}}(?:\d{{2}})?"
    r"|\d{4}-\d{2}-\d{2})"
)
ANY = rf"(?:{WORDED}|{NUMERIC})"
DATE = re.compile(rf"(?<![\w$/-])(?:{ANY})(?![\w/-])", re.IGNORECASE)
"""A full date, numeric or in words."""

_MONTH_NAME = re.compile(r"[a-z]+")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CENTURY = 30  # 31 and later are nineteen hundreds: nobody here was born after 2030
_TENS = {"twen": 20, "thir": 30, "for": 40, "fif": 50, "six": 60, "seven": 70, "eigh": 80,
         "nine": 90}  # fmt: skip
_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
          "eight": 8, "nine": 9}  # fmt: skip


def iso(text: str) -> str:
    """A date as ``YYYY-MM-DD``; parts that are not said are ``0``; empty when it is no date."""
    lower = text.lower().strip(" .,;:()")
    match = _ISO.fullmatch(lower)
    if match:
        return lower
    month = next((MONTHS[w[:3]] for w in _MONTH_NAME.findall(lower) if w[:3] in MONTHS), 0)
    if month:
        return _worded(lower, month)
    parts = [digits(p) for p in re.split(r"[/.\-\s]+", text.strip(" .,;:()")) if p]
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) == 3 and all(parts):  # noqa: PLR2004  month, day, year
        return f"{_year(int(parts[2])):04d}-{int(parts[0]):02d}-{int(parts[1]):02d}"
    if len(parts) == 1 and len(parts[0]) == 4:  # noqa: PLR2004  a year alone
        return f"{parts[0]}-00-00"
    return ""


def _worded(lower: str, month: int) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", lower)][:2]
    day = next((ORDINALS[o] for o in sorted(ORDINALS, key=len, reverse=True) if o in lower), 0)
    if not day and numbers:
        day = numbers.pop(0)
    year = _year(numbers[-1]) if numbers else _spoken_year(lower)
    return f"{year:04d}-{month:02d}-{day:02d}"


def _spoken_year(lower: str) -> int:
    match = re.search(r"nineteen[\s-](\w+?)(?:ty)?(?:[\s-](\w+))?$", lower)
    if match is None:
        return 0
    tens = next((n for stem, n in _TENS.items() if match[1].startswith(stem)), 0)
    return 1900 + tens + _UNITS.get(match[2] or "", 0)


def _year(number: int) -> int:
    if number < 100:  # noqa: PLR2004  two digits
        return number + (2000 if number <= _CENTURY else 1900)
    return min(number, 9999)
