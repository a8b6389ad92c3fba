"""One form for each value, so that two spellings of it compare equal."""

from __future__ import annotations

import re

from goodcause.findings import dates
from goodcause.findings.addresses import SUFFIXES
from goodcause.findings.confusions import digits, letters, spoken_digits, true_digits
from goodcause.findings.passage import clean

NUMBERS = frozenset(["ssn", "home_phone", "work_phone", "donor_phone", "account_number",
                     "taxpayer_id"])  # fmt: skip
ADDRESSES = frozenset(["home_address", "work_address", "prior_address", "donor_address"])

_ADDRESS = re.compile(r"(?P<n>\d[\dOolISBZ]*(?:\s[\dOolI]{1,3}(?=\s))?)\s+(?P<rest>.+)", re.DOTALL)
_BOX = re.compile(r"\bbox\s+(\w+)")
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_FEW = 4
_LONGEST = 400


def normal(category: str, text: str) -> str:
    """The canonical form of a value; empty when the text holds none.

    Numbers become their digits, licences a letter and digits, addresses house number and street
    stem, dates ``YYYY-MM-DD``, anything else its letters.
    """
    text = clean(text)[:_LONGEST]
    if category in NUMBERS:
        if true_digits(text) < _FEW:
            return spoken_digits(text)
        kept = digits(text)
        return kept[1:] if "phone" in category and len(kept) == 11 and kept[0] == "1" else kept  # noqa: PLR2004  a country code
    if category == "driver_license":
        return _licence(text)
    if category == "date_of_birth":
        match = dates.DATE.search(text)
        return dates.iso(match[0] if match else text)
    if category in ADDRESSES or category == "third_party_contact":
        return street(text)
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _licence(text: str) -> str:
    packed = re.sub(r"[^A-Za-z0-9|!]", "", text)
    if not packed:
        return ""
    head = packed[0].upper() if packed[0].isalpha() else ""
    return head + digits(packed[1:] if head else packed)


def street(text: str) -> str:
    """House number and street, the suffix in its short form, without unit, town and zip."""
    box = _BOX.search(text.lower())
    if box:
        return f"box {box[1]}"
    match = _ADDRESS.search(text)
    if match is None:
        return ""
    words = [letters(w) for w in re.findall(r"[^\W_]+(?:'\w+)?|,", match["rest"])]
    kept: list[str] = []
    for word in words[:6]:
        if word == "," or word in ("apt", "unit", "no", "suite", "ste", "space"):
            break
        if word in SUFFIXES and kept:
            kept.append(SUFFIXES[word])
            break
        kept.append(_DIRECTIONS.get(word, word))
    return f"{digits(match['n'])} {' '.join(kept)}" if kept else ""
