"""Reads personal names, so that two spellings of one name can be told to agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from goodcause.findings.wordlists import listed

_SUFFIX = listed(
    """
    jr sr ii iii iv esq md phd dds
    """
)
_TITLE = listed(
    """
    mr mrs ms miss dr hon honorable judge justice sgt sergeant lt lieutenant capt captain det
    detective deputy dep officer ofc chief sheriff commissioner cpl corporal magistrate agent
    insp inspector rev the dda
    """
)
_PARTICLE = listed(
    """
    de la del van von der den st san da di le mac mc los las
    """
)
_TOKEN = re.compile(r"[^\W\d_][\w'\u00c0-\u017f-]*", re.UNICODE)
_LONGEST = 120
_MOST_TOKENS = 6
_FUZZY = 5  # a letter in five may be misread


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts, lower case without accents; empty where a part is not said."""

    last: str
    first: str
    middle: str = ""
    suffix: str = ""

    def resembles(self, other: Name) -> bool:
        """Whether one can be a misreading of the other: one part differs by a letter in five.

        The other parts must agree as they stand.
        """
        if self.agrees(other):
            return True
        if not _near(self.last, other.last) or not _near(self.first, other.first):
            return False
        return (
            (self.last == other.last or self.first == other.first)
            and _compatible(self.middle, other.middle, empty=True)
            and (self.suffix == other.suffix or not self.suffix or not other.suffix)
        )

    def agrees(self, other: Name) -> bool:
        """Whether two readings can be one person: last and first agree, middles do not clash.

        An initial agrees with the name it begins, and a name with its absence; Jr. and Sr. clash.
        """
        if not self.last or self.last != other.last:
            return False
        return (
            _compatible(self.first, other.first, empty=False)
            and _compatible(self.middle, other.middle, empty=True)
            and (self.suffix == other.suffix or not self.suffix or not other.suffix)
        )


def _near(a: str, b: str) -> bool:
    if a == b:
        return bool(a)
    shorter = min(len(a), len(b))
    limit = 0 if shorter < _FUZZY else 1 if shorter < 2 * _FUZZY else 2
    return limit > 0 and Levenshtein.distance(a, b, score_cutoff=limit) <= limit


def near_keys(last: str) -> frozenset[str]:
    """Keys of which two last names share one when a single letter parts them."""
    if len(last) < _FUZZY:
        return frozenset([last])
    return frozenset([last, *(last[:i] + last[i + 1 :] for i in range(len(last)))])


def _compatible(a: str, b: str, *, empty: bool) -> bool:
    if not a or not b:
        return empty
    return a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0])


def parse(text: str) -> Name:
    """Read a name, either ``Last, First Middle`` or ``First Middle Last``."""
    text = text[:_LONGEST]
    head, comma, tail = text.partition(",")
    tail_tokens = _tokens(tail)
    if comma and tail_tokens and tail_tokens[0] not in _SUFFIX:
        last = [t for t in _tokens(head) if t not in _SUFFIX]
        return _name(last, tail_tokens)
    tokens = _tokens(text)
    while len(tokens) > 2 and tokens[0] in _TITLE:  # noqa: PLR2004  Sheriff is a last name, too
        tokens = tokens[1:]
    given = [t for t in tokens if t not in _SUFFIX]
    suffix = [t for t in tokens if t in _SUFFIX]
    if len(given) < 2:  # noqa: PLR2004  one word is a last name at best
        return Name("".join(given), "", "", "".join(suffix[:1]))
    cut = len(given) - 1
    while cut > 1 and given[cut - 1] in _PARTICLE:
        cut -= 1
    return _name(given[cut:], [*given[:cut], *suffix])


def _name(last: list[str], rest: list[str]) -> Name:
    given = [t for t in rest if t not in _SUFFIX and t not in _TITLE]
    suffix = next((t for t in rest if t in _SUFFIX), "")
    return Name(
        "".join(last), given[0] if given else "", given[1] if len(given) > 1 else "", suffix
    )


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [t.lower().replace("'", "").replace("-", "") for t in _TOKEN.findall(plain)]


def is_name(text: str) -> bool:
    """Whether a text has the shape of a personal name."""
    tokens = _tokens(text[:_LONGEST])
    return (
        2 <= len(tokens) <= _MOST_TOKENS  # noqa: PLR2004  first and last
        and not any(c.isdigit() for c in text[:_LONGEST])
        and text.strip()[:1].isupper()
        and len(text) < _LONGEST
    )
