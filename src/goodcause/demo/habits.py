"""How one made person, or one clerk, writes dates, numbers and places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

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


@dataclass(frozen=True, slots=True)
class Habits:
    """One way of writing; every paper of an applicant keeps to one.

    Attributes:
        dates, ssns, phones, licences, places: which of the known formats is used.
    """

    dates: int
    ssns: int
    phones: int
    licences: int
    places: int

    @classmethod
    def draw(cls, rng: Random) -> Habits:
        """Take formats by chance; the plain ones are the likelier."""
        return cls(
            rng.choice((0, 0, 0, 1, 2, 3, 4, 5, 6)),
            rng.choice((0, 0, 0, 1, 2, 3)),
            rng.choice((0, 0, 1, 2, 3, 4)),
            rng.choice((0, 0, 1, 2)),
            rng.choice((0, 0, 1, 2)),
        )

    def date(self, day: dt.date) -> str:
        """A date."""
        month = _MONTHS[day.month - 1]
        forms = (
            f"{day.month:02d}/{day.day:02d}/{day.year}",
            f"{day.month}-{day.day}-{day.year % 100:02d}",
            f"{month[:3]}. {day.day}, {day.year}",
            f"{day.day:02d} {month[:3].upper()} {day.year % 100:02d}",
            f"{month} {day.day}, {day.year}",
            f"{day.month:02d}-{day.day:02d}-{day.year}",
            f"{day.month}/{day.day}/{day.year % 100:02d}",
        )
        return forms[self.dates]

    def ssn(self, digits: str) -> str:
        """A social security number."""
        mark = ("-", " ", "", "–")[self.ssns]  # noqa: RUF001  people's typists use en dashes
        return mark.join((digits[:3], digits[3:5], digits[5:]))

    def phone(self, digits: str) -> str:
        """A telephone number."""
        area, middle, rest = digits[:3], digits[3:6], digits[6:]
        forms = (
            f"({area}) {middle}-{rest}",
            f"{area}-{middle}-{rest}",
            f"{area}/{middle}-{rest}",
            f"{area}.{middle}.{rest}",
            f"{middle}-{rest}",
        )
        return forms[self.phones]

    def licence(self, number: str) -> str:
        """A driver's licence number."""
        forms = (number, f"{number[0]} {number[1:4]} {number[4:]}", f"{number[0]}-{number[1:]}")
        return forms[self.licences]

    def place(self, parts: tuple[str, str, str]) -> str:
        """A birthplace."""
        town, county, state = parts
        short = {"California": "Calif.", "Ohio": "OH", "Iowa": "Ia.", "Texas": "TX"}
        return (f"{town}, {county}, {state}", f"{town}, {short.get(state, state)}", town)[
            self.places
        ]
