"""The comparison as a workbook; the same answers are always the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from goodcause.linkage.answers import NOT_SHOWN, Answer, Answers
from goodcause.linkage.compare import Comparison
from goodcause.linkage.files import PAIRS, pairs_csv
from goodcause.linkage.places import HEAD, Books, places

_DATE: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def workbook(of: Comparison, answers: Answers | None, books: Books | None = None) -> bytes:
    """Sheets of answers, gifts and pairs."""
    import csv  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415  slow to load

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Answers"
    if answers:
        _fill(sheet, _HEAD, _answer_rows(answers))
        for line in ("", "What this does not show:", *NOT_SHOWN):
            sheet.append([line])
        _fill(book.create_sheet("Gifts"), _GIFTS, _gift_rows(answers))
        rows_33d = (found.row() for found in places(answers, books))
        _fill(book.create_sheet("Rule 33(d)"), HEAD, rows_33d)
    else:
        sheet.append(["No outcome of any application was given; rates cannot be compared."])
    rows = list(csv.reader(io.StringIO(pairs_csv(of), newline="")))[1:]
    _fill(book.create_sheet("Pairs"), PAIRS, rows)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


_HEAD: Final = (
    "comparison",
    "donors issued",
    "donors not",
    "others issued",
    "others not",
    "donors' rate",
    "low",
    "high",
    "others' rate",
    "low",
    "high",
    "difference",
    "low",
    "high",
    "odds ratio",
    "low",
    "high",
    "exact p",
)
_GIFTS: Final = (
    "applicant_id",
    "applicant",
    "application at",
    "outcome",
    "applied",
    "decided",
    "donor_row_id",
    "contributor",
    "gift at",
    "amount",
    "received",
    "committee",
    "gift came",
    "days to decision",
    "link",
    "probability",
    "standing",
)


def _answer_rows(answers: Answers) -> Iterable[Sequence[object]]:
    yield _answer(answers.main)
    for stratified in answers.strata:
        for one in stratified.strata:
            yield _answer(one, f"{stratified.by}: {one.name}")
    for one in (*answers.thresholds, *answers.windows):
        yield _answer(one)


def _answer(a: Answer, name: str = "") -> list[object]:
    found: list[object] = [name or a.name, a.table.a, a.table.b, a.table.c, a.table.d]
    for estimate in (a.donors, a.others, a.gap, a.odds):
        found += [_number(v) for v in (estimate.value, estimate.low, estimate.high)]
    return [*found, _number(a.p)]


def _number(value: float) -> object:
    return value if abs(value) < float("inf") else ("infinite" if value == value else "none")  # noqa: PLR0124


def _gift_rows(answers: Answers) -> Iterable[Sequence[object]]:
    for g in answers.gifts:
        a, w, d = g.applicant, g.applicant.written, g.gift.written
        yield [
            w.key,
            f"{w.first} {w.last}",
            str(a.at),
            a.outcome.value,
            a.applied,
            a.decided,
            d.key,
            f"{d.first} {d.last}".strip(),
            str(g.gift.at),
            g.gift.amount,
            g.gift.received,
            g.gift.committee,
            g.moment.value,
            g.days,
            g.link.kind.value,
            g.link.probability,
            g.link.standing.value,
        ]


def _fill(sheet: object, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415

    if not isinstance(sheet, Worksheet):
        raise TypeError(type(sheet))
    sheet.append(list(head))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_ILLEGAL.sub("", c) if isinstance(c, str) else c for c in row])
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":  # what a filing says is never a formula
                cell.data_type = "s"
    for n, name in enumerate(head, 1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = max(10, min(34, len(name) + 4))


def _timeless(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            body = old.read(name)
            if name == "docProps/core.xml":
                body = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", body)
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, body)
    return out.getvalue()
