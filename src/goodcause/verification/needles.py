"""Removed values made searchable: what is looked for, where, and what cannot be told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from goodcause.verification.dates import Day, whole_day
from goodcause.verification.plain_words import COMMON
from goodcause.verification.secret import Secret

_TOKEN = re.compile(r"[0-9]+|[^\W0-9_]+")
_STREET = 3  # letters of the shortest street name
_FEW_LETTERS = 3  # a licence number may begin with a letter and still be a number
_AREA_AND_LOCAL, _WITH_COUNTRY = 10, 11  # digits of a telephone number
_NAME_WORDS = range(2, 5)  # a name of so many words is also written last name first
_LONG = 9  # words from which a narrative gives itself away by any few of them in a row
_RUN, _RUN_LEAST = 5, 10  # so many words in a row, with so many significant characters
_GROUPS = {9: (3, 5), 10: (3, 6), 11: (1, 4, 7), 7: (3,)}
_FEWEST = 5  # significant characters below which a hit says nothing
_BORN = frozenset(("born", "birth", "birthplace", "birthdate", "nativity", "pob", "native"))
_PLACES = frozenset({"place_of_birth"})
_TELLING = frozenset({"vulnerability_time", "vulnerability_place", "other_sensitive"})
_TELLING_LEAST = 15  # significant characters of a narrative that make it its own


class Shape(StrEnum):
    """What a removed value looks like, which decides how it is looked for."""

    DAY = "day"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """One removed value, ready to be looked for in text.

    Attributes:
        secret: the value and its scope.
        shape: date, number or words.
        squashed: its letters and digits alone, folded.
        keys: squashed forms that give it away wherever they stand (reversed names too).
        own_keys: forms that give it away within its own documents only: the first line of an
            address, a telephone number without its area code, a few words of a narrative.
        cuts: for numbers, where a form may be interrupted; None for anywhere.
        day: for dates, the day.
        context: words of which one must stand shortly before a hit; empty for none.
    """

    secret: Secret
    shape: Shape
    squashed: str
    keys: tuple[str, ...]
    own_keys: tuple[str, ...] = ()
    cuts: frozenset[tuple[int, ...]] | None = None
    day: Day | None = None
    context: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """How problems speak of it: category and documents, never the value."""
        whose = self.secret.begin_bates[0] if self.secret.begin_bates else "an unnamed document"
        kind = self.secret.category.replace("_", " ") or "value"
        return f"a removed {kind} of {whose}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All secrets sorted: those that can be looked for, and those that cannot with the reason."""

    needles: tuple[Needle, ...]
    unsearchable: tuple[tuple[Secret, str], ...]


def fold(text: str) -> str:
    """The text without case, accents, widths and ligatures."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def tokens(text: str) -> list[str]:
    """Runs of digits and runs of letters, folded."""
    return _TOKEN.findall(fold(text))


def significant(parts: Iterable[str]) -> int:
    """How many characters are left when common words are set aside."""
    return sum(len(p) for p in parts if p not in COMMON and p.strip("x"))


def prepare(secrets: Sequence[Secret]) -> Prepared:
    """Sort secrets into needles and those whose value alone proves nothing."""
    needles: list[Needle] = []
    unsearchable: list[tuple[Secret, str]] = []
    for secret in dict.fromkeys(secrets):
        parts = tokens(secret.value)
        why = _why_not(secret, parts)
        if why:
            unsearchable.append((secret, why))
        else:
            needles.append(_needle(secret, parts))
    return Prepared(needles=tuple(needles), unsearchable=tuple(unsearchable))


def shape_of(value: str) -> Shape:
    """Date, number (mostly digits) or words."""
    if whole_day(value) is not None:
        return Shape.DAY
    squashed = "".join(tokens(value))
    digits = sum(c.isdigit() for c in squashed)
    return (
        Shape.NUMBER
        if digits >= _FEWEST and len(squashed) - digits <= _FEW_LETTERS
        else Shape.WORDS
    )


def _why_not(secret: Secret, parts: list[str]) -> str:
    if sum(map(len, parts)) < _FEWEST:
        return f"fewer than {_FEWEST} letters or digits"
    if shape_of(secret.value) is Shape.DAY:
        return ""
    if "address" in secret.category and not _has_street(parts):
        return "a town or a part of an address that other addresses share"
    if "address" not in secret.category and significant(parts) < _FEWEST:
        return "made of common words or plain times alone"
    if (
        secret.category in _TELLING
        and significant(parts) < _TELLING_LEAST
        and not secret.everywhere
    ):
        return "a short time or place that the same paper may lawfully name elsewhere"
    return ""


def _has_street(parts: list[str]) -> bool:
    """Whether a number is followed by a name, as in a street address or a postal box."""
    return any(a.isdigit() and b.isalpha() and len(b) >= _STREET for a, b in pairwise(parts))


def _needle(secret: Secret, parts: list[str]) -> Needle:
    squashed = "".join(parts)
    shape = shape_of(secret.value)
    if shape is Shape.DAY:
        return Needle(
            secret=secret, shape=shape, squashed=squashed, keys=(), day=whole_day(secret.value)
        )
    if shape is Shape.NUMBER:
        return _number(secret, parts)
    context = _BORN if secret.category in _PLACES and not secret.everywhere else frozenset[str]()
    keys = (squashed, *_reversed(secret, parts))
    return Needle(
        secret=secret,
        shape=shape,
        squashed=squashed,
        keys=tuple(k for k in dict.fromkeys(keys) if len(k) >= _FEWEST),
        own_keys=tuple(k for k in dict.fromkeys(_parts_of(parts)) if len(k) >= _FEWEST),
        context=context,
    )


def _number(secret: Secret, parts: list[str]) -> Needle:
    squashed = "".join(parts)
    cuts = {(), tuple(range(1, len(squashed))), _inner(parts)}
    if len(squashed) in _GROUPS:
        cuts.add(_GROUPS[len(squashed)])
    keys, own = [squashed], list[str]()
    if len(squashed) == _AREA_AND_LOCAL and squashed.isdigit():
        own.append(squashed[3:])  # the same telephone without its area code
        cuts.add((3,))
    if len(squashed) == _WITH_COUNTRY and squashed[0] == "1":
        keys.append(squashed[1:])
        cuts.add((3, 6))
    if squashed[0].isalpha():
        cuts.add((1,))
    return Needle(
        secret=secret,
        shape=Shape.NUMBER,
        squashed=squashed,
        keys=tuple(keys),
        own_keys=tuple(own),
        cuts=frozenset(cuts),
    )


def _reversed(secret: Secret, parts: list[str]) -> list[str]:
    if "name" in secret.category and len(parts) in _NAME_WORDS and all(map(str.isalpha, parts)):
        return ["".join((parts[-1], *parts[:-1])), "".join((*parts[1:], parts[0]))]
    return []


def _parts_of(parts: list[str]) -> list[str]:
    some: list[str] = []
    if parts[0].isdigit() and len(parts) > 3 and significant(parts[:3]) >= _FEWEST:  # noqa: PLR2004 - see next line
        some.append("".join(parts[:3]))  # house number and street, without the town
    if len(parts) >= _LONG:
        runs = (parts[at : at + _RUN] for at in range(len(parts) - _RUN + 1))
        some += ["".join(run) for run in runs if significant(run) >= _RUN_LEAST]
    return some


def _inner(parts: list[str]) -> tuple[int, ...]:
    cuts, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        cuts.append(at)
    return tuple(cuts)
