"""Whom a made paper is about: an invented judge, one secret, and what must stay beside it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_SYLLABLES = "quix wyv bla thorn var mel ost run der hag bry zan fen lock pim row gal tri sca moor"
_ENDS = "ford ley wick stone garth ham mere by thwaite bury"
_WAYS = ("Lane", "Drive", "Court", "Avenue", "Way")
_KINDS = ("ssn", "home_address", "mothers_maiden_name", "home_phone", "driver_license", "birth")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_LEADS = {
    "ssn": "social security number",
    "home_address": "lives at",
    "mothers_maiden_name": "mother's maiden name",
    "home_phone": "home phone",
    "driver_license": "driver's license",
    "birth": "born on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One value that the order removes.

    Attributes:
        kind: which field of the form holds it.
        value: as printed there.
    """

    kind: str
    value: str

    @property
    def told(self) -> str:
        """The value as somebody tells it in a sentence."""
        return f"{_LEADS[self.kind]} {self.value}"

    @property
    def spelled(self) -> tuple[str, ...]:
        """The value and other spellings of it that give it away."""
        if self.kind == "birth":
            month, day, year = self.value.split("/")
            named = _MONTHS[int(month) - 1]
            return (
                self.value,
                f"{named} {int(day)}, {year}",
                f"{int(day)} {named[:3]} {year}",
                f"{year}-{month}-{day}",
            )
        if self.kind == "home_address":
            return (self.value, self.value.partition(",")[0])
        if self.kind in ("ssn", "home_phone"):
            digits = "".join(c for c in self.value if c.isdigit())
            return (self.value, " ".join(digits))
        return (self.value,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that a paper says; two sides of one number differ in the secret alone.

    Attributes:
        number: of the pair.
        secret: what goes.
        fields: label and value of every cell of the form, the secret's among them.
        keepers: values of the same shapes that must stay.
    """

    number: int
    secret: Secret
    fields: tuple[tuple[str, str], ...]
    keepers: tuple[str, ...]

    @property
    def row(self) -> int:
        """Which cell of the form holds the secret."""
        return next(n for n, (_, value) in enumerate(self.fields) if value == self.secret.value)

    def chance(self) -> random.Random:
        """Chance that does not depend on the secret."""
        return random.Random(f"paper/{self.number}")  # noqa: S311 - a repeatable draw, not a secret


def subject(number: int, side: str) -> Subject:
    """The subject of a pair; ``side`` chooses the secret's value and nothing else."""
    common = random.Random(f"subject/{number}")  # noqa: S311 - as above
    values = {kind: _MAKERS[kind](common) for kind in _KINDS}
    kind = _KINDS[number % len(_KINDS)]
    office = f"{common.randrange(700, 999)} Ninth Street, Sacramento, CA 95814"
    desk = f"(916) 555-{common.randrange(7000, 9999)}"
    weapon = f"C{common.randrange(1_000_000, 9_999_999)}"
    name = f"{_name(common)}, {_name(common)} Elaine"
    others = [name, office, desk, weapon, *(v for k, v in values.items() if k != kind)]
    values[kind] = _secret(kind, random.Random(f"secret/{number}/{side}"), others)  # noqa: S311
    fields = (
        ("Applicant Name (Last, First, Middle)", name),
        ("Date of Birth", values["birth"]),
        ("Social Security No.", values["ssn"]),
        ("California DL No./ID No.", values["driver_license"]),
        ("Residence Address", values["home_address"]),
        ("Home/Personal Phone Number", values["home_phone"]),
        ("Mother's Maiden Name", values["mothers_maiden_name"]),
        ("Applicant Occupation", "Judge, Superior Court"),
        ("Business/Employer Name", "Superior Court of California"),
        ("Business Address", office),
        ("Business Phone Number", desk),
        ("Weapon Make and Serial Number", f"Arden Model 9 serial {weapon}"),
    )
    keepers = (fields[0][1], office, desk, weapon, "Judge, Superior Court")
    secret = Secret(kind=kind, value=values[kind])
    return Subject(number=number, secret=secret, fields=fields, keepers=keepers)


def _secret(kind: str, chance: random.Random, others: Sequence[str]) -> str:
    """A value that stands in none of those beside it, where it would be found for ever."""
    around = "|".join(others).casefold()
    while True:
        value = _MAKERS[kind](chance)
        if value.casefold() not in around:
            return value


def _name(chance: random.Random) -> str:
    parts = chance.choices(_SYLLABLES.split(), k=chance.choice((1, 1, 2, 3)))
    return ("".join(parts) + chance.choice(_ENDS.split())).capitalize()


def _maiden(chance: random.Random) -> str:
    name = _name(chance)
    # Shorter names turn up within other words, and would be counted as recovered by accident.
    return name if len(name) >= 7 else name + "sen"


def _address(chance: random.Random) -> str:
    number, way = chance.randrange(100, 20_000), chance.choice(_WAYS)
    return f"{number} {_maiden(chance)} {way}, Sacramento, CA 95864"


_MAKERS: dict[str, Callable[[random.Random], str]] = {
    "ssn": lambda c: f"900-{c.randrange(10, 99)}-{c.randrange(1000, 9999)}",
    "home_address": _address,
    "mothers_maiden_name": _maiden,
    "home_phone": lambda c: f"(916) 555-{c.randrange(1000, 6999)}",
    "driver_license": lambda c: f"N{c.randrange(1_000_000, 9_999_999)}",
    "birth": lambda c: f"{c.randrange(1, 13):02}/{c.randrange(1, 29):02}/{c.randrange(1931, 1970)}",
}
