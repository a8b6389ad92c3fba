"""Names, streets, employers and ZIP codes as written, brought to a form that can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_CACHE: Final = 1 << 17


def listed(text: str) -> tuple[str, ...]:
    """The words of a list, as it stands in a module."""
    return tuple(text.split())


_SUFFIXES: Final = {
    "JR": "JR",
    "JUNIOR": "JR",
    "SR": "SR",
    "SENIOR": "SR",
    "II": "II",
    "2ND": "II",
    "III": "III",
    "3RD": "III",
    "IV": "IV",
    "4TH": "IV",
}
_DEGREES: Final = listed(
    """
    ESQ ESQUIRE MD M.D PHD DDS DMD DVM CPA RN JD DC OD DO PE RPH USMC USN USA USAF RET
    """
)
_TITLES: Final = listed(
    """
    MR MRS MS MISS DR HON HONORABLE JUDGE JUSTICE REV SGT SERGEANT LT CAPT CAPTAIN DET DEPUTY
    OFFICER OFC CHIEF SHERIFF COL MAJ PROF
    """
)
_PARTICLES: Final = listed(
    """
    DE LA DEL VAN VON DER DEN ST SAN DI LE MAC MC LOS LAS DA DU
    """
)
_STREET_WORDS: Final = {
    "AVENUE": "AVE",
    "STREET": "ST",
    "DRIVE": "DR",
    "ROAD": "RD",
    "BOULEVARD": "BLVD",
    "LANE": "LN",
    "COURT": "CT",
    "PLACE": "PL",
    "CIRCLE": "CIR",
    "HIGHWAY": "HWY",
    "PARKWAY": "PKWY",
    "TERRACE": "TER",
    "SQUARE": "SQ",
    "TRAIL": "TRL",
}
_STREET_TYPES: Final = frozenset([*_STREET_WORDS.values(), "WAY", "AV", "BL", "CR", "LOOP"])
_UNIT: Final = re.compile(
    r"(?:[,\s]+(?:APT|UNIT|STE|SUITE|NO|SPC|SPACE|RM|FL)\b[\s.#]*|[,\s]*#\s*)([\w-]*)\s*$"
)
_UNIT_WORDS: Final = ("#", "APT", "UNIT", "STE", "SUITE", "NO", "SPC", "SPACE", "RM", "FL")
_BOX: Final = re.compile(r"\bP\W*O\W*BOX\s*(\w+)|\bPOST OFFICE BOX\s*(\w+)")
_NUMBER: Final = re.compile(r"^(\d+)(?:-\d+)?[A-Z]?(?:\s+1/2)?\s+(.*)$")
_NO_EMPLOYER: Final = re.compile(
    r"^(?:N/?A|NA|NONE|SELF\b.*|RETIRED|SAME(?: NAME)?|UNKNOWN|NOT EMPLOYED|UNEMPLOYED|HOMEMAKER"
    r"|HOUSEWIFE|STUDENT|REQUESTED|INFO(?:RMATION)? REQUESTED.*|NOT APPLICABLE|\W*)$"
)
_LEGAL: Final = listed(
    """
    INC INCORPORATED LLC L.L.C CORP CORPORATION CO COMPANY LTD LIMITED LLP LP L.P L.L.P PC APC
    PLC PLLC
    """
)
_ZIP_DIGITS: Final = 5
_BLANKS: Final = frozenset(("", "NONE", "N/A", "NAN", "NULL"))


def folded(text: str) -> str:
    """In capitals, without accents, one space between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = text.replace("\u2019", "'").replace("\u2013", "-")
    return " ".join(text.upper().split())


@dataclass(frozen=True, slots=True)
class Given:
    """A person's name in parts, folded; blank where a part is not said."""

    first: str
    middle: str
    last: str
    suffix: str


@lru_cache(_CACHE)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded, without full stops, commas and titles."""
    words = [w.strip(".") for w in re.split(r"[,\s()\"]+", folded(text))]
    kept = [w for w in words if w and w not in _DEGREES]
    while len(kept) > 1 and kept[0] in _TITLES:
        kept.pop(0)
    return tuple(kept)


def _without_suffix(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    if len(words) > 1 and words[-1] in _SUFFIXES:
        return words[:-1], _SUFFIXES[words[-1]]
    return words, ""


def name_of(first: str, middle: str, last: str, suffix: str = "") -> Given:
    """The parts of a name as four columns give them, put right where a column holds too much.

    A suffix or degree in the surname, an initial in the first name, and a whole name in the
    surname column are met in every filing.
    """
    if not first.strip() and last.strip():
        return whole_name(last, suffix)
    surname, in_last = _last_of(last)
    given, further, in_first = _first_of(first)
    said = (_SUFFIXES.get(folded(suffix).strip(". "), "") if suffix else "") or in_last or in_first
    return Given(given, " ".join(name_words(middle)) or further, surname, said)


@lru_cache(_CACHE)
def _last_of(last: str) -> tuple[str, str]:
    """The surname of a column, and the suffix that stands in it."""
    lasts, suffix = _without_suffix(name_words(last))
    return _surname(lasts), suffix


@lru_cache(_CACHE)
def _first_of(first: str) -> tuple[str, str, str]:
    """The first name of a column, the middle names and the suffix that stand in it."""
    firsts, suffix = _without_suffix(name_words(first))
    return "".join(firsts[:1]), " ".join(firsts[1:]), suffix


def whole_name(text: str, suffix: str = "") -> Given:
    """The parts of ``Last, First Middle`` or ``First Middle Last``."""
    before, comma, after = text.partition(",")
    words, said = _without_suffix(name_words(text))
    said = _SUFFIXES.get(folded(suffix).strip(". "), "") or said
    behind, more = _without_suffix(("", *name_words(after)))
    if comma and len(behind) > 1:
        lasts, again = _without_suffix(name_words(before))
        return Given(behind[1], " ".join(behind[2:]), _surname(lasts), said or more or again)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in _PARTICLES:
        cut -= 1
    if cut < 1:
        return Given("", "", _surname(words), said)
    return Given(words[0], " ".join(words[1:cut]), _surname(words[cut:]), said)


def _surname(words: tuple[str, ...]) -> str:
    """One or more surnames: a hyphen parts two as a space does."""
    return " ".join(" ".join(words).replace("-", " ").replace("'", "").split())


@lru_cache(_CACHE)
def letters(name: str) -> str:
    """A name's letters in alphabetical order."""
    return "".join(sorted(name))


@lru_cache(_CACHE)
def joined(first: str) -> tuple[str, ...]:
    """The first names in a column that holds one, or two joined by "&" or "and"."""
    parts = re.split(r"\s*(?:&|\+|\bAND\b|/|;)\s*", folded(first))
    named = [p for p in parts if p and p.strip(".") not in _TITLES]
    if len(named) > 1:  # "John A. Smith" in the second place would be another surname
        return tuple(named)
    return (named[0],) if named else ("",)


@lru_cache(_CACHE)
def place(street: str) -> tuple[str, str, str]:
    """House number, street and apartment of an address line; blank where there is none.

    The kind of street is left out: it is written or not as people please.
    A post-office box is the number of a street of its own.
    """
    text = folded(street)
    if text in _BLANKS:
        return "", "", ""
    box = _BOX.search(text) if "BOX" in text else None  # to look first is ten times faster
    if box:
        return box[1] or box[2], "PO BOX", ""
    unit = _UNIT.search(text) if any(word in text for word in _UNIT_WORDS) else None
    text = text[: unit.start()] if unit else text
    match = _NUMBER.match(text)
    if not match:
        return "", "", ""
    words = [_STREET_WORDS.get(w, w) for w in match[2].replace(".", " ").replace(",", " ").split()]
    while len(words) > 1 and words[-1] in _STREET_TYPES:
        words.pop()
    return match[1].lstrip("0") or "0", " ".join(words), unit[1] if unit else ""


@lru_cache(_CACHE)
def zip5(text: str) -> str:
    """The first five digits, or nothing."""
    digits = re.sub(r"\D", "", text)
    return digits[:_ZIP_DIGITS] if len(digits) >= _ZIP_DIGITS else ""


@lru_cache(_CACHE)
def employer(text: str) -> str:
    """An employer that is one, without its legal form; blank for RETIRED, SELF and the like."""
    words = folded(text)
    return "" if _NO_EMPLOYER.match(words.strip(". ")) else firm(words)


@lru_cache(_CACHE)
def firm(text: str) -> str:
    """A company's name without punctuation, article and legal form, "&" written out."""
    words = folded(text).replace("&", " AND ").replace("+", " AND ")
    words = re.sub(r"\b([A-Z])\.(?=[A-Z]\b)", r"\1", words)  # L.L.C. is LLC
    parts = [w for w in re.split(r"[^\w']+", words.replace("'", "")) if w]
    while len(parts) > 1 and parts[-1] in _LEGAL:
        parts.pop()
    if len(parts) > 1 and parts[0] == "THE":
        parts.pop(0)
    return " ".join(parts)


@lru_cache(_CACHE)
def occupation(text: str) -> str:
    """An occupation that is one."""
    words = " ".join(re.sub(r"[^\w ]", " ", folded(text)).split())
    return "" if _NO_EMPLOYER.match(words) else words


@lru_cache(_CACHE)
def city(text: str) -> str:
    """A town without punctuation."""
    words = " ".join(re.sub(r"[^\w ]", " ", folded(text)).split())
    return "" if words in _BLANKS else words
