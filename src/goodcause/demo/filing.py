"""One application about to be written: whose it is, and how it is put on paper."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from goodcause.demo.habits import Habits
from goodcause.demo.pen import Hand
from goodcause.demo.people import Person
from goodcause.demo.runs import Run, Sentence, value
from goodcause.demo.sheet import Face
from goodcause.demo.trades import JUSTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a layout needs to draw one application.

    Attributes:
        person: whose it is.
        habits: how dates and numbers are written in it.
        reason: the sentences of the reason.
        face: how values are put on paper.
        later: the face of the interview pages; the same, or a handwriting.
        hand: the applicant's signature.
        rng: for the choices of the layout; its own for every filing.
    """

    person: Person
    habits: Habits
    reason: tuple[Sentence, ...]
    face: Face
    later: Face
    hand: Hand
    rng: Random

    def dob(self) -> Sentence:
        """The date of birth."""
        return value(self.habits.date(self.person.born), "date_of_birth")

    def pob(self) -> Sentence:
        """The place of birth."""
        return value(self.habits.place(self.person.birthplace), "place_of_birth")

    def ssn(self) -> Sentence:
        """The social security number."""
        return value(self.habits.ssn(self.person.ssn), "ssn")

    def licence(self) -> Sentence:
        """The driver's licence."""
        return value(self.habits.licence(self.person.licence), "driver_license")

    def home(self) -> Sentence:
        """The home address on one line."""
        return value(self.person.home.line, "home_address")

    def phone(self) -> Sentence:
        """The home telephone."""
        return value(self.habits.phone(self.person.phone), "home_phone")

    def office(self) -> Sentence:
        """The business address."""
        return value(self.person.office, "work_address")

    def office_phone(self) -> Sentence:
        """The business telephone."""
        return value(self.habits.phone(self.person.office_phone), "work_phone")

    def name(self) -> Sentence:
        """The name, last first."""
        return value(self.person.listed, "person_name")

    def aka(self) -> Sentence:
        """Maiden or other names, which stay."""
        if self.person.maiden:
            own = f"{self.person.first} {self.person.middle} {self.person.maiden}"
            return value(own, "own_maiden_name")
        return (Run("none"),)

    def spouse(self) -> Sentence:
        """Spouse's name and address; the address is the applicant's own home."""
        person = self.person
        name = Run(person.spouse, "person_name")
        calling = Run(f" ({person.spouse_calling}), ")
        return (name, calling, Run(person.home.street, "home_address"))

    def mother(self) -> Sentence:
        """Mother's maiden name."""
        return value(self.person.mothers_maiden, "mothers_maiden_name")

    def age(self) -> Sentence:
        """The age, which stays."""
        return value(str(self.person.applied.year - self.person.born.year - 1), "")

    def interviewed(self) -> Sentence:
        """The date of the interview, which stays."""
        return value(self.habits.date(self.person.interviewed), "")

    def applied(self) -> Sentence:
        """The date of the application, which stays."""
        return value(self.habits.date(self.person.applied), "")

    def protected(self) -> bool:
        """Whether the applicant belongs to the justice class."""
        return self.person.trade.person_class == JUSTICE
