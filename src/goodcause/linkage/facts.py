"""The rows of a comparison with everything but the linking: permits, gifts, companies, rosters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from goodcause.linkage.party import Written, without_removed


class Outcome(StrEnum):
    """What became of an application."""

    ISSUED = "issued"
    DENIED = "denied"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is printed.

    Attributes:
        source: the file, or the Bates number of the page when it is served.
        page: number within the file, or the line of a table.
        item: schedule and line, or the box on the form; for a person who looks it up.
        box: left, top, right, bottom on the page at 300 dpi; empty for a table.
        document: key of the case's document, where the row comes from a page of one; it finds the
            page's picture and is never written out.
    """

    source: str
    page: int
    item: str = ""
    box: tuple[int, int, int, int] | tuple[()] = ()
    document: str = ""

    def __str__(self) -> str:
        said = f"{self.source} p. {self.page}"
        return f"{said}, {self.item}" if self.item else said


NOWHERE: Final = Place("", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One application.

    Attributes:
        written: name, address and work as the application gives them.
        outcome, applied, decided: what became of it and when.
        term: the sheriff's term it was decided in; ``person_class`` and ``reason`` as stated.
        renewal: whether an earlier permit is renewed.
        at: where it is printed; ``decided_at`` where the outcome is.
    """

    written: Written
    outcome: Outcome = Outcome.UNKNOWN
    applied: date | None = None
    decided: date | None = None
    term: str = ""
    person_class: str = ""
    reason: str = ""
    renewal: bool = False
    at: Place = NOWHERE
    decided_at: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One contribution row.

    Attributes:
        written: the contributor; a company's name stands in ``last``.
        entity: IND, OTH, COM, PTY, SCC, or blank where the form has no code.
        amount: dollars; negative for a refund.
        received: the day.
        committee: who received it.
        filing, transaction, report: by which amendments are told; report 0 is the original.
        treatment: blank, ``forgiven``, ``returned``, ``intermediary``.
        intermediary: who handed it over for the contributor, as a name.
        at: where it is printed; ``also`` the other papers that tell of it.
    """

    written: Written
    entity: str = ""
    amount: Decimal | None = None
    received: date | None = None
    committee: str = ""
    filing: str = ""
    transaction: str = ""
    report: int = 0
    treatment: str = ""
    intermediary: str = ""
    at: Place = NOWHERE
    also: tuple[Place, ...] = ()

    @property
    def key(self) -> str:
        """The row's key."""
        return self.written.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One owner or officer of a company, from filings or licences."""

    company: str
    person: Written
    role: str
    street: str = ""
    zip: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One line of a roster: personnel, reserves, volunteers, honorary deputies."""

    person: Written
    roster: str
    at: Place = NOWHERE


def latest(gifts: list[Gift]) -> tuple[list[Gift], int]:
    """The gifts without those that a later report of the same transaction replaces, and how many.

    A row without a transaction's number stands for itself.
    """
    newest: dict[tuple[str, str, str], Gift] = {}
    kept: list[Gift] = []
    for gift in gifts:
        if not gift.transaction:
            kept.append(gift)
            continue
        key = (gift.committee, gift.filing, gift.transaction)
        before = newest.get(key)
        if before is None or gift.report > before.report:
            newest[key] = gift
    kept += newest.values()
    order = {gift.key: n for n, gift in enumerate(gifts)}
    kept.sort(key=lambda g: order[g.key])
    return kept, len(gifts) - len(kept)


def as_served(applicant: Applicant) -> Applicant:
    """The application as the other side has it; what only fills removed cells is gone.

    So is the box on the page, which would tell how long the removed words were.
    """
    at = replace(applicant.at, box=()) if applicant.written.removed else applicant.at
    return replace(applicant, written=without_removed(applicant.written), at=at)
