"""Gathers what a comparison needs from a case's own pages: people, gifts, rosters, outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from goodcause.base.errors import SourceError, UsageError
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.intake.workbook import sheets_of
from goodcause.linkage.compare import Sides
from goodcause.linkage.facts import Applicant, Gift, Member, Place
from goodcause.linkage.party import Written
from goodcause.linkage.readings import LAST, gifts_of, read_officers
from goodcause.linkage.schedule import Sheet, check_statement, read_sheet
from goodcause.linkage.tables import Notice, Table, read_table, table_of
from goodcause.pipeline.compare_papers import Papers, papers_of
from goodcause.pipeline.compare_people import applicants_of
from goodcause.pipeline.compare_scans import second_look
from goodcause.pipeline.units import all_pages
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow

_WRITTEN: Final = (Kind.CSV, Kind.XLSX)
ROW_OF_TABLE: Final = "row of the table"
"""What a place says that is a row of a table file and no spot on a page."""


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
    papers = papers_of(matter, served=served)
    notices: list[Notice] = []
    gifts = list(_gifts(papers, today, notices))
    applicants = applicants_of(papers)
    _need(applicants, gifts)
    officers = read_officers(companies) if companies else None
    notices += officers.notices if officers else []
    sides = Sides(
        applicants=applicants,
        gifts=gifts,
        officers=officers.officers if officers else (),
        members=_members(papers),
        served=served,
        paper_of=_paper,
    )
    return sides, notices


def _paper(gift: Gift) -> str:
    return gift.at.document


def _need(applicants: Sequence[Applicant], gifts: Sequence[Gift]) -> None:
    if not applicants:
        raise UsageError(
            "this case holds no application that is read and may be used; run add and read first"
        )
    if not gifts:
        raise UsageError(
            "this case holds no schedule or table of contributions; add them to a series whose "
            "role is donor and read them"
        )


def _gifts(papers: Papers, today: date, notices: list[Notice]) -> Iterator[Gift]:
    for row in papers.of_role("donor"):
        if row.kind in _WRITTEN:
            yield from _from_tables(papers, row, today, notices)
        else:
            yield from _from_pages(papers, row, notices)


def _from_tables(
    papers: Papers, row: SourceRow, today: date, notices: list[Notice]
) -> Iterator[Gift]:
    """Rows of a table file; one that is no table of contributions is left, with a notice."""
    try:
        for number, table in enumerate(_tables(papers, row)):
            reading = gifts_of(table, today)
            notices += reading.notices
            for gift in reading.gifts:
                written = replace(gift.written, key=f"{row.key}-{number}-{gift.key}")
                at = Place(
                    row.bates or papers.file_name(row), gift.at.page, ROW_OF_TABLE, (), row.key
                )
                yield replace(gift, written=written, at=at)
    except (UsageError, SourceError) as e:
        notices.append(Notice(papers.file_name(row), 1, f"not read as contributions: {e}"))


def _tables(papers: Papers, row: SourceRow) -> Iterator[Table]:
    path, what = papers.matter.blobs.path(row.sha256), "donor rows"
    name = papers.file_name(row)
    if row.kind == Kind.CSV:
        yield read_table(path, what, (LAST,), name)
        return
    for sheet in sheets_of(path, Limits()):
        lines = ((n, list(cells)) for n, cells in enumerate(sheet.rows, 1))
        yield table_of(name, what, lines, (LAST,))


def _from_pages(papers: Papers, row: SourceRow, notices: list[Notice]) -> Iterator[Gift]:
    sheets: list[Sheet] = []
    for first in all_pages(papers.matter.blobs, row.page_blobs):
        page, doubts = second_look(papers.matter, first)
        sheet = read_sheet(page, papers.page_name(row, page.number), row.key)
        if sheet is None:
            continue
        sheets.append(sheet)
        notices += [
            Notice(papers.file_name(row), page.number, said) for said in (*sheet.problems, *doubts)
        ]
        for line in sheet.lines:
            yield replace(line.gift, at=replace(line.gift.at, document=row.key))
    notices += [Notice(papers.file_name(row), 1, problem) for problem in check_statement(sheets)]


def _members(papers: Papers) -> list[Member]:
    """People whom personnel and volunteer papers are about."""
    found = []
    for row in papers.of_role("employee"):
        for name in dict.fromkeys((row.subject or {}).get("names", [])[:1]):
            person = Written(key=row.key, first="", last=name)
            found.append(
                Member(person=person, roster=row.series, at=Place(papers.page_name(row, 1), 1))
            )
    return found
