"""Gathers what a comparison needs from a case's own pages: people, gifts, rosters, outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from goodcause.base.errors import SourceError, UsageError
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.intake.workbook import sheets_of
from goodcause.linkage.compare import Sides
from goodcause.linkage.facts import Applicant, Gift, Member, Outcome, Place
from goodcause.linkage.party import ADDRESS, Written
from goodcause.linkage.readings import LAST, gifts_of, read_officers
from goodcause.linkage.schedule import Sheet, check_statement, read_sheet
from goodcause.linkage.tables import Notice, Table, as_date, read_table, table_of
from goodcause.order.load import load_order
from goodcause.pages.page import Page
from goodcause.pipeline.units import all_pages
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, PersonRow, SourceRow

_ZIP: Final = re.compile(r"\b(\d{5})(?:-\d{4})?\s*$")
_DAY: Final = r"(\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})"
_OUTCOMES: Final = (
    (Outcome.ISSUED, re.compile(rf"\b(?:ISSUED|Issued|APPROVED|Approved)\s*(?:on)?\s*:?\s*{_DAY}")),
    (Outcome.DENIED, re.compile(rf"\b(?:DENIED|Denied)\s*(?:on)?\s*:?\s*{_DAY}")),
)
_APPLIED: Final = re.compile(
    rf"(?i:date of application|application date|applied(?: on)?)\s*:?\s*{_DAY}"
)
_WRITTEN: Final = (Kind.CSV, Kind.XLSX)


def sides_of_case(
    matter: Matter, companies: Path | None, today: date, *, served: bool
) -> tuple[Sides, list[Notice]]:
    """Everything that a case's pages say, with a notice for what they say badly.

    Args:
        matter: a case that is read.
        companies: a table of owners and officers, which no series of a case holds.
        today: dates after it are mistakes.
        served: compare as the other side can.

    Raises:
        UsageError: the case holds no applications, or no contributions.
    """
    roles = _roles(matter)
    notices: list[Notice] = []
    gifts = list(_gifts(matter, roles, today, notices))
    applicants = [
        a for p in PersonRow.objects.order_by("key") if (a := _applicant(matter, p, roles))
    ]
    _need(applicants, gifts)
    officers = read_officers(companies) if companies else None
    notices += officers.notices if officers else []
    sides = Sides(
        applicants=applicants,
        gifts=gifts,
        officers=officers.officers if officers else (),
        members=_members(roles),
        served=served,
    )
    return sides, notices


def _need(applicants: Sequence[Applicant], gifts: Sequence[Gift]) -> None:
    if not applicants:
        raise UsageError("this case holds no application that is read; run add and read first")
    if not gifts:
        raise UsageError(
            "this case holds no schedule or table of contributions; add them to a series whose "
            "role is donor and read them"
        )


def _roles(matter: Matter) -> dict[str, str]:
    rules = load_order(matter.order_file).on(date.max)
    return {name: rules.series(name).role for name in rules.order.series_names}


def _of_role(roles: dict[str, str], role: str) -> list[SourceRow]:
    names = [name for name, one in roles.items() if one == role]
    rows = SourceRow.objects.filter(series__in=names, state=SourceRow.State.READ)
    return list(rows.order_by("key"))


def _gifts(
    matter: Matter, roles: dict[str, str], today: date, notices: list[Notice]
) -> Iterator[Gift]:
    for row in _of_role(roles, "donor"):
        if row.kind in _WRITTEN:
            yield from _from_tables(matter, row, today, notices)
        else:
            yield from _from_pages(matter, row, notices)


def _from_tables(
    matter: Matter, row: SourceRow, today: date, notices: list[Notice]
) -> Iterator[Gift]:
    """Rows of a table file; one that is no table of contributions is left, with a notice."""
    try:
        for number, table in enumerate(_tables(matter, row)):
            reading = gifts_of(table, today)
            notices += reading.notices
            for gift in reading.gifts:
                written = replace(gift.written, key=f"{row.key}-{number}-{gift.key}")
                yield replace(gift, written=written)
    except (UsageError, SourceError) as e:
        notices.append(Notice(row.path, 1, f"not read as contributions: {e}"))


def _tables(matter: Matter, row: SourceRow) -> Iterator[Table]:
    path, what = matter.blobs.path(row.sha256), "donor rows"
    if row.kind == Kind.CSV:
        yield read_table(path, what, (LAST,), row.path)
        return
    for sheet in sheets_of(path, Limits()):
        lines = ((n, list(cells)) for n, cells in enumerate(sheet.rows, 1))
        yield table_of(row.path, what, lines, (LAST,))


def _from_pages(matter: Matter, row: SourceRow, notices: list[Notice]) -> Iterator[Gift]:
    sheets: list[Sheet] = []
    for page in all_pages(matter.blobs, row.page_blobs):
        sheet = read_sheet(page, page_name(row, page.number), row.key)
        if sheet is None:
            continue
        sheets.append(sheet)
        notices += [Notice(row.path, page.number, problem) for problem in sheet.problems]
        for line in sheet.lines:
            at = line.gift.at
            page_at = replace(at, page=page.number, document=row.key)
            yield replace(line.gift, at=page_at)
    notices += [Notice(row.path, 1, problem) for problem in check_statement(sheets)]


def page_name(row: SourceRow, page: int) -> str:
    """The Bates number of a page where its document is served, else the file's path."""
    match = re.fullmatch(r"(.*?)(\d+)", row.bates or "")
    if not match:
        return str(row.path)
    return f"{match[1]}{int(match[2]) + page - 1:0{len(match[2])}d}"


def _applicant(matter: Matter, person: PersonRow, roles: dict[str, str]) -> Applicant | None:
    """One person's application from all the papers about them; nobody without a name.

    Its key is that of the first paper: people are joined anew by every reading, papers stay.
    """
    papers = [s for s in person.documents.order_by("key") if roles.get(s.series) == "applicant"]
    if not papers or not person.name:
        return None
    home = _home(papers)
    work, employer = _work(person)
    applied, decided, outcome = _decision(matter, papers)
    street, town, zip_code = _parts(home.value["text"]) if home else ("", "", "")
    gone = bool(home) and home is not None and home.outcome != "leave"
    at = home.source if home else papers[0]
    page = home.page if home else 1
    return Applicant(
        written=Written(
            key=papers[0].key,
            first="",
            last=person.name,
            street=street,
            city=town,
            zip=zip_code,
            occupation=work,
            employer=employer,
            removed=frozenset(ADDRESS) if gone else frozenset(),
        ),
        outcome=outcome,
        applied=applied,
        decided=decided,
        person_class=person.person_class,
        at=Place(page_name(at, page), page, "application", _home_box(home), at.key),
    )


def _home(papers: Sequence[SourceRow]) -> FindingRow | None:
    """The home address as the papers give it: the likeliest that holds a house number."""
    rows = FindingRow.objects.filter(source__in=papers, category="home_address")
    found = [
        r for r in rows.order_by("source_id", "page", "key") if re.match(r"\d", r.value["text"])
    ]
    return max(found, key=lambda r: (r.value["probability"], len(r.value["text"])), default=None)


def _home_box(home: FindingRow | None) -> tuple[int, int, int, int] | tuple[()]:
    region = (home.value["span"] or {}).get("region") if home else None
    return (region["left"], region["top"], region["right"], region["bottom"]) if region else ()


def _parts(text: str) -> tuple[str, str, str]:
    """Street, town and ZIP of an address on one line."""
    zip_found = _ZIP.search(text)
    rest = text[: zip_found.start()].rstrip(" ,") if zip_found else text
    rest = re.sub(r",?\s*(?:CA|Calif\.?|California)$", "", rest)
    street, _, town = rest.partition(",")
    return street.strip(), town.strip(" ,"), zip_found[1] if zip_found else ""


def _work(person: PersonRow) -> tuple[str, str]:
    """Occupation and employer from the strongest evidence that is a field of a form."""
    for evidence in person.evidence:
        if evidence["weight"] > 0.9:  # noqa: PLR2004  what a field says, see subject.py
            work, _, employer = evidence["quote"].partition(", ")
            return work, employer
    return "", ""


def _decision(
    matter: Matter, papers: Sequence[SourceRow]
) -> tuple[date | None, date | None, Outcome]:
    """When it was applied for, and the first decision with a day that the papers print."""
    applied: list[date] = []
    decided: list[tuple[date, Outcome]] = []
    for row in papers:
        for page in all_pages(matter.blobs, row.page_blobs):
            text = _text(page)
            applied += [d for m in _APPLIED.finditer(text) if (d := as_date(m[1]))]
            for outcome, pattern in _OUTCOMES:
                decided += [(d, outcome) for m in pattern.finditer(text) if (d := as_date(m[1]))]
    first = min(decided, default=None)
    return (
        min(applied, default=None),
        first[0] if first else None,
        first[1] if first else Outcome.UNKNOWN,
    )


def _text(page: Page) -> str:
    parts = []
    for word, after in pairwise((*page.words, None)):
        if word is not None:
            parts += [word.text, "\n" if after is None or after.line != word.line else " "]
    return "".join(parts)


def _members(roles: dict[str, str]) -> list[Member]:
    """People whom personnel and volunteer papers are about."""
    found = []
    for row in _of_role(roles, "employee"):
        for name in dict.fromkeys((row.subject or {}).get("names", [])[:1]):
            person = Written(key=row.key, first="", last=name)
            found.append(Member(person=person, roster=row.series, at=Place(page_name(row, 1), 1)))
    return found
