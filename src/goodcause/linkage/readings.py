"""Rows of tables as applications, gifts, officers and rosters, with what was odd about them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.linkage import words
from goodcause.linkage.facts import Applicant, Gift, Member, Officer, Outcome, Place
from goodcause.linkage.party import ADDRESS, Written
from goodcause.linkage.tables import Notice, Row, Table, as_amount, as_date, read_table

_ID: Final = ("unique_id", "id", "applicant_id", "donor_row_id", "row_id", "application_no")
LAST: Final = ("last", "last_name", "surname", "ctrib_naml", "name", "contributor", "full_name")
_FIRST: Final = ("first", "first_name", "ctrib_namf")
_YES: Final = frozenset(("TRUE", "YES", "Y", "1", "T", "X"))
_TREATMENTS: Final = {"F": "forgiven", "R": "returned", "I": "intermediary", "T": "third_party"}
_TWO: Final = re.compile(r"\s*(?:;|\n|\|)\s*")
_TRUST: Final = re.compile(r"\b(?:TRUST|FOUNDATION|ESTATE OF|ASSOCIATION|COMMITTEE|PAC)\b")
_NOBODY: Final = re.compile(
    r"^(?:CONTRIBUTIONS? (?:LESS|UNDER)|UNITEMI[ZS]ED|CASH FROM|ANONYMOUS|VARIOUS)", re.IGNORECASE
)
_OUTCOMES: Final = {
    "ISSUE": Outcome.ISSUED,
    "ISSUED": Outcome.ISSUED,
    "RENEW": Outcome.ISSUED,
    "RENEWED": Outcome.ISSUED,
    "APPROVED": Outcome.ISSUED,
    "GRANTED": Outcome.ISSUED,
    "DENY": Outcome.DENIED,
    "DENIED": Outcome.DENIED,
    "REVOKE": Outcome.ISSUED,
    "REVOKED": Outcome.ISSUED,
    "PENDING": Outcome.PENDING,
    "WITHDRAWN": Outcome.WITHDRAWN,
}


@dataclass(slots=True)
class Reading:
    """What a table gave.

    Attributes:
        notices: one for each odd row.
    """

    applicants: list[Applicant] = field(default_factory=list)
    gifts: list[Gift] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_applicants(path: Path, today: date) -> Reading:
    """Applications of a table.

    Raises:
        UsageError: a column is missing, a key is used twice, or there are no rows.
    """
    table = read_table(path, "applicants", (LAST,))
    reading = Reading(notices=list(table.notices))
    keys = _Keys(table)
    for row in table.rows:
        day = _days(row, today, reading.notices)
        reading.applicants.append(
            Applicant(
                written=_written(row, keys.of(row)),
                outcome=_outcome(row, reading.notices),
                applied=day("applied", "application_date", "date_applied"),
                decided=day("decided", "decision_date", "date_decided", "issued_on"),
                term=row.get("term", "sheriff", "sheriff_term"),
                person_class=row.get("class", "person_class"),
                reason=row.get("reason", "good_cause", "stated_reason"),
                renewal=row.get("renewal", "kind").upper() in {*_YES, "RENEWAL"},
                at=_place(row),
            )
        )
    return reading


def read_gifts(path: Path, today: date) -> Reading:
    """Contributions of a table, in our columns or those of the state's receipts.

    Raises:
        UsageError: as for applicants.
    """
    return gifts_of(read_table(path, "donor rows", (LAST,)), today)


def gifts_of(table: Table, today: date) -> Reading:
    """Contributions of a table already read.

    Raises:
        UsageError: a key is used twice.
    """
    reading = Reading(notices=list(table.notices))
    keys = _Keys(table)
    for row in table.rows:
        gift = _gift(row, keys.of(row), _days(row, today, reading.notices))
        _remark(row, gift, reading.notices)
        reading.gifts.append(gift)
    return reading


def read_officers(path: Path) -> Reading:
    """Owners and officers of companies.

    Raises:
        UsageError: as for applicants.
    """
    company = ("company", "company_name", "business", "business_name", "firm", "dba", "entity")
    person = ("last", "last_name", "surname", "owner", "officer", "person", "owner_name", "name")
    table = read_table(path, "companies", (company, person))
    reading = Reading(notices=list(table.notices))
    for n, row in enumerate(table.rows):
        given = _named(row, person)
        written = Written(
            key=str(n),
            first=given.first,
            middle=given.middle or row.get("middle"),
            last=given.last,
            suffix=given.suffix or row.get("suffix"),
            street=row.get("home_street", "person_street"),
            zip=row.get("home_zip", "person_zip"),
        )
        reading.officers.append(
            Officer(
                company=row.get(*company),
                person=written,
                role=row.get("role", "title", "position", "office"),
                street=row.get("street", "address", "company_street"),
                zip=row.get("zip", "company_zip"),
                at=_place(row),
            )
        )
    return reading


def read_members(path: Path) -> Reading:
    """Lines of rosters.

    Raises:
        UsageError: as for applicants.
    """
    table = read_table(path, "roster lines", (LAST,))
    reading = Reading(notices=list(table.notices))
    keys = _Keys(table)
    for row in table.rows:
        roster = row.get("roster", "list", "kind") or path.stem
        reading.members.append(
            Member(person=_written(row, keys.of(row)), roster=roster, at=_place(row))
        )
    return reading


class _Keys:
    """Keys of rows: a column's, or the row's number where the table has none."""

    def __init__(self, table: Table) -> None:
        self._column = next((name for name in _ID if name in table.columns), "")
        self._seen: dict[str, int] = {}

    def of(self, row: Row) -> str:
        key = row.get(self._column) if self._column else f"row{row.number}"
        if not key:
            raise UsageError(f"{row.file}, row {row.number}: the column {self._column!r} is blank")
        if key in self._seen:
            raise UsageError(
                f"{row.file}, row {row.number}: {self._column} {key!r} stands in row "
                f"{self._seen[key]} already; give every row its own"
            )
        self._seen[key] = row.number
        return key


def _named(row: Row, last: tuple[str, ...]) -> words.Given:
    """Names in columns of their own, or a whole name in one."""
    if row.get(*_FIRST):
        return words.Given(
            row.get(*_FIRST), row.get("middle", "middle_name"), row.get(*last), row.get("suffix")
        )
    return words.whole_name(row.get(*last), row.get("suffix"))


def _written(row: Row, key: str) -> Written:
    removed = {c.strip().lower() for c in re.split(r"[;,]", row.get("removed")) if c.strip()}
    if row.get("address_removed").upper() in _YES:
        removed |= set(ADDRESS)
    return Written(
        key=key,
        first=row.get(*_FIRST),
        middle=row.get("middle", "middle_name"),
        last=row.get(*LAST),
        suffix=row.get("suffix", "ctrib_nams"),
        street=row.get("street", "address", "ctrib_adr1", "home_street"),
        city=row.get("city", "town", "ctrib_city"),
        zip=row.get("zip", "zip_code", "zip4", "ctrib_zip4"),
        employer=row.get("employer", "ctrib_emp", "business_name"),
        occupation=row.get("occupation", "ctrib_occ"),
        other_last=row.get("other_last", "maiden", "maiden_name", "other_names"),
        removed=frozenset(removed & set(Written.__dataclass_fields__)) - {"key", "removed"},
    )


def _gift(row: Row, key: str, day: Callable[..., date | None]) -> Gift:
    written = _written(row, key)
    report = row.get("amend_id", "report")
    entity = row.get("kind", "entity", "entity_cd", "code").upper()
    handed = " ".join(filter(None, (row.get("intr_namf"), row.get("intr_naml", "intermediary"))))
    return Gift(
        written=written,
        entity=entity,
        amount=as_amount(row.get("amount")) if row.get("amount") else None,
        received=day("received", "date", "rcpt_date", "date_received"),
        committee=row.get("committee", "filer"),
        filing=row.get("filing_id", "filing"),
        transaction=row.get("tran_id", "transaction"),
        report=int(report) if report.isdigit() else 0,
        treatment=_TREATMENTS.get(row.get("tran_type").upper(), row.get("treatment").lower()),
        intermediary=handed,
        at=_place(row),
    )


def _remark(row: Row, gift: Gift, notices: list[Notice]) -> None:
    def odd(text: str) -> None:
        notices.append(Notice(row.file, row.number, text))

    if row.get("amount") and gift.amount is None:
        odd(f"the amount {row.get('amount')[:40]!r} is no number; the gift counts without one")
    elif gift.amount is not None and gift.amount < Decimal(0):
        odd(f"the amount {gift.amount} is negative; counted as a refund, not as a gift")
    if two_in_one(gift.written):
        odd("two donors in one cell; each is compared by name")
    if _NOBODY.match(gift.written.last):
        odd("this row names nobody; it is not compared")


def _place(row: Row) -> Place:
    bates = row.get("bates", "bates_begin", "page_bates")
    item = row.get("item", "schedule_line", "line")
    return (
        Place(bates, int(row.get("page") or 1), item)
        if bates and (row.get("page") or "1").isdigit()
        else Place(row.file, row.number, item)
    )


def _days(row: Row, today: date, notices: list[Notice]) -> Callable[..., date | None]:
    def day(*names: str) -> date | None:
        said = row.get(*names)
        found = as_date(said) if said else None
        if said and found is None:
            notices.append(Notice(row.file, row.number, f"{said[:40]!r} is no date; left out"))
        elif found is not None and found > today:
            notices.append(
                Notice(row.file, row.number, f"the date {found} lies in the future; left out")
            )
            return None
        return found

    return day


def _outcome(row: Row, notices: list[Notice]) -> Outcome:
    said = row.get("outcome", "decision", "issued", "result", "status")
    if not said:
        return Outcome.UNKNOWN
    plain = said.upper().strip(". ")
    if plain in _YES:
        return Outcome.ISSUED
    if plain in {"FALSE", "NO", "N", "0", "F"}:
        return Outcome.DENIED
    if plain not in _OUTCOMES:
        notices.append(
            Notice(row.file, row.number, f"the outcome {said[:40]!r} is not known; left out")
        )
    return _OUTCOMES.get(plain, Outcome.UNKNOWN)


def two_in_one(written: Written) -> bool:
    """Whether a name's cells hold two whole names."""
    return len(_TWO.split(written.last.strip())) > 1 or len(_TWO.split(written.first.strip())) > 1


def separated(written: Written) -> list[Written]:
    """A row for each of the donors that were put into one cell."""
    lasts, firsts = _TWO.split(written.last.strip()), _TWO.split(written.first.strip())
    if len(lasts) == len(firsts):
        return [replace(written, last=b, first=a) for a, b in zip(firsts, lasts, strict=True)]
    if len(lasts) == 1:
        return [replace(written, first=a) for a in firsts]
    return [replace(written, first="", last=b) for b in lasts]


def is_person(gift: Gift) -> bool:
    """Whether a row may name a person: coded so, or with a first name and no company's word."""
    name = words.folded(f"{gift.written.first} {gift.written.last}")
    if _NOBODY.match(name) or (not gift.written.first and _TRUST.search(name)):
        return False
    return gift.entity == "IND" or (
        gift.entity not in ("COM", "PTY", "SCC") and bool(gift.written.first)
    )


def is_company(gift: Gift) -> bool:
    """Whether a row may name a company: everything not coded a person, and trusts."""
    return gift.entity != "IND" or not is_person(gift)
