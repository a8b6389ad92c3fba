"""What the order says of one category in one document, and the words printed in its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

_YEAR = re.compile(r"(?<![0-9A-Za-z])(?:18|19|20)[0-9]{2}(?![0-9A-Za-z])")
_MASKED = re.compile(r"[Xx*#\s.\u2022-]+([0-9]{4})")
_WHOLE = {"ssn": 9, "taxpayer_id": 9}
_SHORTEST = 8  # of an account number: four of fewer digits would be half of it
_AROUND = " \t,.;:()[]"
_MOST_NAMES = 5
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the order alone says; a person may still decline a removal.

    Attributes:
        outcome: ``remove``, ``leave`` or ``ask`` (counsel decides).
        rule: the clause relied on; empty when the order's default applies.
        section: of the order the clause stands in.
        label: the words printed in place; empty unless the outcome is remove.
        keep: what of the value stays: ``nothing``, ``last_four``, ``year`` or ``initials``.
        keep_label: the words printed when it can stay, with its place in braces.
        category: what was asked about.
        narrow: whether only the telling words go and the reason around them stays.
        basis: the clause's authorities.
        harm: what disclosure would do.
        reason: a sentence that names the clause, the class and the category.
    """

    outcome: Literal["remove", "leave", "ask"]
    rule: str
    section: str
    label: str
    keep: str
    category: str
    basis: tuple[str, ...]
    harm: str
    reason: str
    keep_label: str = ""
    narrow: bool = False


def printed_label(ruling: Ruling, value: str) -> str:
    """The words printed in place of a removed value.

    Where the order lets a part of the value stay (four digits, the year, initials), the part is
    printed inside the order's words for it. When the value does not surely hold that part (cut
    off, misread, two years in it), the bare label is printed and nothing of the value.
    """
    if ruling.keep not in _KEPT:
        return ruling.label
    kept = _KEPT[ruling.keep](value, ruling.category)
    if not kept:
        return ruling.label
    return ruling.keep_label.replace("{" + ruling.keep + "}", kept)


def _last_four(value: str, category: str) -> str:
    value = value.strip(_AROUND)  # a word is read with the comma that follows it
    masked = _MASKED.fullmatch(value)
    if masked and re.search(r"[Xx*#\u2022]", value):
        return masked[1]
    digits = re.sub(r"[\s.-]", "", value)
    if not re.fullmatch(r"[0-9]+", digits):
        return ""
    whole = _WHOLE.get(category)
    long_enough = len(digits) == whole if whole else len(digits) >= _SHORTEST
    return digits[-4:] if long_enough else ""


def _year(value: str, category: str) -> str:
    years = set(_YEAR.findall(value))
    return years.pop() if len(years) == 1 else ""


def _initials(value: str, category: str) -> str:
    last, comma, first = value.partition(",")
    plain = unicodedata.normalize("NFKD", f"{first} {last}" if comma else value)
    letters = [_initial(w) for w in plain.replace(".", ". ").split() if _is_name(w)]
    if not letters or len(letters) > _MOST_NAMES or not all(letters):
        return ""
    return "".join(f"{letter}." for letter in letters)


def _is_name(word: str) -> bool:
    return word.strip(".,").upper() not in _SUFFIXES and any(c.isalnum() for c in word)


def _initial(word: str) -> str:
    first = next(c for c in word if c.isalnum())
    return first.upper() if first.isascii() and first.isalpha() else ""


_KEPT = {"last_four": _last_four, "year": _year, "initials": _initials}
