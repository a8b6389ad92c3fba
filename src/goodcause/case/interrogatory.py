"""Answers to interrogatories and requests, in the order's three tiers, read from counsel's file.

Tier 1 is what the party himself knows, tier 2 what employees know and files hold, tier 3 what lies
in records already produced and is as hard to compile for one side as for the other (Rule 33(d)).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from goodcause.case.specified import Citation
from goodcause.order.shapes import Part, Slug, Text

_RANGE = re.compile(r"(.*?[0-9])\s*(?: to |-|\u2013)\s*([A-Z].*)")
"""Two numbers; a prefix may hold a dash, so the first must end in a digit."""

Long = Annotated[str, Field(max_length=20_000)]


class PersonalPart(Part):
    """Tier 1: what one person knows of his own."""

    by: Text
    answer: Long
    on_belief: bool = False


class SearchPart(Part):
    """Where somebody looked, and what came of it."""

    who: Text
    where: Text
    on: datetime.date
    found: Text


class EmployeesPart(Part):
    """Tier 2: what employees know, files hold, or is otherwise available."""

    answer: Long
    on_belief: bool = True
    searches: list[SearchPart] = Field(default_factory=list)


class BurdenPart(Part):
    """Why compiling is as hard for one side as for the other, in figures."""

    pages: int = Field(ge=0)
    hours_answering: float = Field(ge=0)
    hours_asking: float = Field(ge=0)
    why: Text
    compilation: str = ""


class CitationPart(Part):
    """One row of the table of records."""

    found: str
    pages: str
    where: str = ""
    kind: str = ""
    dated: datetime.date | Text | None = None
    custodian: str = ""
    needs: list[Slug] = Field(default_factory=list)
    words: str = ""
    index: dict[str, str] = Field(default_factory=dict)
    row: str = ""
    checked_by: str = ""
    checked_on: datetime.date | None = None

    def citation(self) -> Citation:
        """As the gate looks at it."""
        span = _RANGE.fullmatch(self.pages)
        begin, end = span.groups() if span else (self.pages, self.pages)
        return Citation(
            found=self.found,
            begin=begin.strip(),
            end=end.strip(),
            where=self.where,
            kind=self.kind,
            dated="" if self.dated is None else str(self.dated),
            custodian=self.custodian,
            needs=tuple(self.needs),
            words=self.words,
            index=dict(self.index),
            row=self.row,
            checked_by=self.checked_by,
            checked_on=self.checked_on,
        )


class RecordsPart(Part):
    """Tier 3: records that are specified."""

    statement: Long = ""
    burden: BurdenPart
    access: str = ""
    citations: list[CitationPart] = Field(default_factory=list)


class SubPart(Part):
    """One sub-part with its answers."""

    letter: Annotated[str, Field(pattern=r"^[a-z]{1,2}$")]
    asks: Text
    in_records: bool = True
    personal: PersonalPart | None = None
    employees: EmployeesPart | None = None
    records: RecordsPart | None = None
    gaps: str = ""


class ObjectionPart(Part):
    """An objection: its ground, why it holds here, and whether anything is withheld on it."""

    ground: Text
    why: str = ""
    withheld: bool | None = None
    what: str = ""


class AskedPart(Part):
    """One interrogatory or request."""

    kind: Literal["interrogatory", "request"] = "interrogatory"
    number: int = Field(ge=1, le=999)
    item: Text
    text: Long
    objections: list[ObjectionPart] = Field(default_factory=list)
    parts: list[SubPart] = Field(min_length=1)


class VerifierPart(Part):
    """Who swears to which answers."""

    name: Text
    capacity: Text
    tiers: list[Literal[1, 2, 3]] = Field(min_length=1)


class SupplementPart(Part):
    """A later addition to an answer (Rule 26(e))."""

    on: datetime.date
    item: Text
    what: Text


class AnswersFile(Part):
    """The whole file."""

    schema_: Annotated[Literal["answers/0.1"], Field(alias="schema")]
    propounding: Text
    responding: Text
    set_number: Text
    asked_on: datetime.date
    answered_on: datetime.date
    preliminary: str = ""
    asked: list[AskedPart] = Field(min_length=1)
    verified_by: list[VerifierPart] = Field(default_factory=list)
    supplements: list[SupplementPart] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A sub-part by name, for sentences and screens: ``Interrogatory 8(a)``."""

    asked: AskedPart
    part: SubPart

    @property
    def name(self) -> str:
        """As papers call it."""
        return f"{self.asked.kind.capitalize()} {self.asked.number}({self.part.letter})"


def spots(file: AnswersFile) -> Iterator[Spot]:
    """Every sub-part, in order."""
    for asked in file.asked:
        for part in asked.parts:
            yield Spot(asked=asked, part=part)
