"""The page behind every number, for an answer by records (Federal Rule 33(d)).

The rule asks for enough detail that the other side finds the answer as readily as we do: the page
by its Bates number and the spot on the page. What it could not find there is said row by row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from goodcause.linkage.answers import Answers, Giving
from goodcause.linkage.facts import Applicant, Place
from goodcause.linkage.files import csv_text
from goodcause.linkage.link import Link
from goodcause.linkage.party import ADDRESS

HEAD: Final = (
    "figure",
    "applicant_id",
    "what is found",
    "counted",
    "Bates page or file",
    "page or row",
    "where on the page",
    "removed there",
    "checked by",
    "cannot be found because",
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "last_name": ("last", "other_last"),
    "first_name": ("first",),
    "middle_name": ("middle",),
    "suffix": ("suffix",),
    "address": ADDRESS,
    "household": ADDRESS,
    "employer": ("employer",),
    "occupation": ("occupation",),
}
"""The columns of an application that each comparison reads."""
_BATES: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*\d{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What a case knows of its pages beside what they say.

    Attributes:
        served: keys of the documents that stand in a volume that was made.
        pages: who looked at a page, by document and page.
        pairs: who read a pair, by the link's key.
        looked: whether the two above are told; what the other side gets does not say who looked.
    """

    served: frozenset[str]
    pages: Mapping[tuple[str, int], Sequence[str]] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str, str], Sequence[str]] = field(default_factory=dict)
    looked: bool = True

    def readers(self, at: Place, link: Link | None) -> list[str]:
        """Who had a page before them, alone or as one side of a pair."""
        looked = self.pages.get((at.document, at.page), ())
        read = self.pairs.get(link.key, ()) if link else ()
        return sorted({*looked, *read})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One fact that a number rests on, and where it is printed.

    Attributes:
        figure: the count that the applicant stands in, such as "donors, issued".
        applicant: key of the application.
        fact: what the page says.
        counted: whether the fact puts the applicant where ``figure`` says.
        at: where it is printed.
        removed: columns of the application that are not served.
        beyond: whether the link was made from any of them.
        books: what is known of volumes and of who looked at pages; nothing for tables.
        link: the link that the fact is part of, where it is.
    """

    figure: str
    applicant: str
    fact: str
    counted: bool
    at: Place
    removed: frozenset[str] = frozenset()
    beyond: bool = False
    books: Books | None = None
    link: Link | None = None

    @property
    def checked(self) -> str:
        """Who looked at the page, or at the pair that it is part of."""
        return ", ".join(self.books.readers(self.at, self.link)) if self.books else ""

    @property
    def spot(self) -> str:
        """Where on the page, as a person looks it up: the form's item and the box in inches.

        Where something is removed the box is not given: it would tell how long the words were.
        """
        box = ""
        if self.at.box and not self.removed:
            left, top, right, bottom = (edge / 300 for edge in self.at.box)
            box = f"{left:.1f} to {right:.1f} in from the left, {top:.1f} to {bottom:.1f} in down"
        return "; ".join(filter(None, (self.at.item, box)))

    @property
    def trouble(self) -> str:
        """Why the other side could not find it there; empty when it can."""
        said = []
        if not self.at.source:
            said.append("no page is given")
        elif not _BATES.fullmatch(self.at.source):
            said.append("the page has no Bates number")
        elif self.books and self.at.document not in self.books.served:
            said.append("the page stands in no served volume")
        if self.books and self.books.looked and not self.checked:
            said.append("no person has checked the page")
        if self.beyond:
            said.append("the link rests on more than is served")
        return "; ".join(said)

    def row(self) -> list[str]:
        """The cells under ``HEAD``."""
        return [
            self.figure,
            self.applicant,
            self.fact,
            "yes" if self.counted else "no",
            self.at.source,
            str(self.at.page) if self.at.page else "",
            self.spot,
            ", ".join(sorted(self.removed)),
            self.checked,
            self.trouble,
        ]


def places(answers: Answers, books: Books | None = None) -> list[Found]:
    """Every application counted and every gift linked with it, in the order of the figures.

    Args:
        answers: with the figures.
        books: of a case; tables handed in know nothing of volumes and of who looked.
    """
    gifts: defaultdict[str, list[Giving]] = defaultdict(list)
    for giving in answers.gifts:
        gifts[giving.applicant.written.key].append(giving)
    donors = {who for who, _ in answers.counted}
    found = [
        replace(fact, books=books)
        for person in answers.people
        for fact in _of_person(person, gifts[person.written.key], donors, answers)
    ]
    return sorted(found, key=lambda f: (f.figure, f.applicant))


def places_csv(answers: Answers, books: Books | None = None) -> str:
    """The table as CSV."""
    return csv_text(HEAD, (found.row() for found in places(answers, books)))


def _of_person(
    person: Applicant, gifts: list[Giving], donors: set[str], answers: Answers
) -> Iterator[Found]:
    key, outcome = person.written.key, person.outcome.value or "unknown"
    figure = f"{'donors' if key in donors else 'others'}, {outcome}"
    days = [
        f"{word} {day}"
        for word, day in (("applied", person.applied), ("decided", person.decided))
        if day
    ]
    yield Found(
        figure=figure,
        applicant=key,
        fact=", ".join((f"application, {outcome}", *days)),
        counted=True,
        at=person.at,
        removed=person.written.removed,
    )
    if person.decided_at.source:
        yield Found(
            figure=figure,
            applicant=key,
            fact=f"outcome, {outcome}" + (f", {person.decided}" if person.decided else ""),
            counted=True,
            at=person.decided_at,
        )
    for giving in gifts:
        yield from _of_gift(giving, figure, answers)


def _of_gift(giving: Giving, figure: str, answers: Answers) -> Iterator[Found]:
    """A gift with every paper that tells of it, and the steps that lead to it."""
    key = giving.applicant.written.key
    removed = giving.applicant.written.removed
    one = Found(
        figure=figure,
        applicant=key,
        fact=_gift(giving),
        counted=(key, giving.gift.key) in answers.counted,
        at=giving.gift.at,
        beyond=_beyond(giving.link, removed),
        link=giving.link,
    )
    yield one
    for place in giving.gift.also:
        yield replace(one, at=place, fact=f"{one.fact}, as another paper tells it", counted=False)
    for hop in giving.link.hops:
        if hop.at.source:
            yield replace(one, at=hop.at, fact=f"{hop.right}: {hop.what}")


def _beyond(link: Link, removed: frozenset[str]) -> bool:
    """Whether evidence for or against a link came from a removed column."""
    weighed = {
        column for bar in link.bars if bar.bits for column in COLUMNS.get(bar.comparison, ())
    }
    return not weighed.isdisjoint(removed)


def _gift(giving: Giving) -> str:
    gift = giving.gift
    who = " ".join(filter(None, (gift.written.first, gift.written.last)))
    parts = [f"gift of {who}"]
    parts += [f"$ {gift.amount:,}"] if gift.amount is not None else []
    parts += [f"received {gift.received}"] if gift.received else []
    parts += [giving.moment.value, giving.link.kind.value.replace("_", " ")]
    return ", ".join(parts)
