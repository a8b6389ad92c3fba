"""Campaign papers: schedules of contributions on paper, in a workbook and in a table file.

Nothing in them may be removed; some of the givers are applicants, or firms of applicants.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from goodcause.demo.applications import Application
from goodcause.demo.chance import chance, likely
from goodcause.demo.habits import Habits
from goodcause.demo.people import Address, draw_address, draw_day, draw_name, draw_phone
from goodcause.demo.runs import OWN_WORDS, Run, Sentence, value
from goodcause.demo.sheet import Face, Sheet
from goodcause.demo.shelf import Paper, Shelf
from goodcause.demo.supporting import zipped
from goodcause.demo.trades import LAY

_ROWS_A_PAGE = 6
_LEFT, _RIGHT = 36.0, 576.0
_COMMITTEE = "Committee to Elect a Specimen Sheriff"
_CALLINGS = (
    ("Contractor", "Tule Fog Builders"),
    ("Retired", ""),
    ("Attorney", "Judge & Marshal, a law firm"),
    ("Superior Court Judge", "State of California"),
    ("Homemaker", ""),
    ("Restaurateur", "Windrow Cafe"),
    ("Physician", "self-employed"),
)
_HEADS = (
    (0.11, "DATE RECEIVED"),
    (0.33, "FULL NAME, STREET ADDRESS AND ZIP CODE OF CONTRIBUTOR"),
    (0.07, "CODE"),
    (0.29, "OCCUPATION AND EMPLOYER"),
    (0.1, "AMOUNT THIS PERIOD"),
    (0.1, "CUMULATIVE TO DATE"),
)
_OLD_HEADS = (
    (0.12, "DATE RECD."),
    (0.32, "FULL NAME AND ADDRESS OF CONTRIBUTOR"),
    (0.16, "TELEPHONE"),
    (0.24, "OCCUPATION (AND EMPLOYER)"),
    (0.08, "AMOUNT"),
    (0.08, "TO DATE"),
)
_OLD_WIDTH = 25
_COLUMNS = [
    "FILING_ID",
    "AMEND_ID",
    "LINE_ITEM",
    "REC_TYPE",
    "FORM_TYPE",
    "TRAN_ID",
    "ENTITY_CD",
    "CTRIB_NAML",
    "CTRIB_NAMF",
    "CTRIB_ADR1",
    "CTRIB_CITY",
    "CTRIB_ST",
    "CTRIB_ZIP4",
    "CTRIB_EMP",
    "CTRIB_OCC",
    "TRAN_TYPE",
    "RCPT_DATE",
    "AMOUNT",
    "CUM_YTD",
    "MEMO_CODE",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One contribution.

    Attributes:
        name: of the giver, last name first for a person.
        entity: IND or OTH.
        address, phone, calling, employer: of the giver.
        day: as written.
        amount: whole dollars.
        kind: blank, or F for a loan forgiven.
    """

    name: str
    entity: str
    address: Address
    phone: str
    calling: str
    employer: str
    day: str
    amount: int
    kind: str = ""


def keep_donors(shelf: Shelf, applications: Sequence[Application]) -> None:
    """Put the campaign papers on the shelf."""
    gifts = draw_gifts(shelf.seed, applications)
    third = max(_ROWS_A_PAGE, len(gifts) // 3)
    typed, scanned = gifts[:third], gifts[third : third + 2 * _ROWS_A_PAGE]
    shelf.keep(_schedule(typed, coded=True), _paper("Form 460 1998", "form_460"))
    shelf.keep(_schedule(scanned, coded=False), _paper("Form 490 1994", "form_490", "clean"))
    _keep_table(shelf, gifts)
    _keep_workbook(shelf, gifts[third:])


def draw_gifts(seed: int, applications: Sequence[Application]) -> list[Gift]:
    """Gifts of applicants, of their firms, of a judge, and of people with nothing to do with it."""
    rng = chance(seed, "gifts")
    habits = Habits(0, 0, 0, 0, 0)
    gifts = []
    for application in applications:
        person = application.person
        if not likely(rng, 0.4) and person.number > 1:
            continue
        firm = person.trade.person_class == LAY and person.last in person.employer
        company = firm and (person.number == 0 or likely(rng, 0.6))
        gifts.append(
            Gift(
                name=person.employer if company else f"{person.last}, {person.first}",
                entity="OTH" if company else "IND",
                address=person.home,
                phone=habits.phone(person.phone),
                calling="" if company else person.occupation,
                employer="" if company else person.employer,
                day=habits.date(draw_day(rng, 1994, 1998)),
                amount=rng.choice((100, 250, 500, 1000)),
            )
        )
    gifts += [_stranger(rng, habits) for _ in range(18)]
    rng.shuffle(gifts)
    return gifts


def _stranger(rng: Random, habits: Habits) -> Gift:
    calling, employer = rng.choice(_CALLINGS)
    first, initial, last = draw_name(rng, female=likely(rng, 0.5)).split()
    return Gift(
        name=f"{last}, {first} {initial}",
        entity="IND",
        address=draw_address(rng),
        phone=habits.phone(draw_phone(rng)),
        calling=calling,
        employer=employer,
        day=habits.date(draw_day(rng, 1994, 1998)),
        amount=rng.choice((100, 150, 250, 5000)),
        kind="F" if likely(rng, 0.1) else "",
    )


def _paper(name: str, layout: str, copy: str = "digital") -> Paper:
    return Paper(
        path=f"donor/{name}",
        series="donor",
        subject="",
        occupation="unknown",
        person_class="unsettled",
        disposition="produced",
        layout=layout,
        copy=copy,
    )


def _schedule(gifts: Sequence[Gift], *, coded: bool) -> Sheet:
    face = Face(size=8.5) if coded else Face(font="Courier", size=8.5)
    sheet = Sheet(face)
    if coded:
        _cover(sheet)
    leaves = [gifts[start : start + _ROWS_A_PAGE] for start in range(0, len(gifts), _ROWS_A_PAGE)]
    for number, leaf in enumerate(leaves, 1):
        if coded or number > 1:
            sheet.next_page()
        top = _schedule_head(sheet, number, len(leaves), coded=coded)
        total = sum(gift.amount for gift in leaf)
        for gift in leaf:
            top = _gift_row(sheet, top, gift, coded=coded)
        sheet.say(_RIGHT - 180, top + 16, "SUBTOTAL  $", size=9, font="Helvetica-Bold")
        sheet.put(_RIGHT - 100, top + 16, value(f"{total:,}", OWN_WORDS))
    top += 40
    sheet.say(_LEFT, top, "Schedule A Summary", size=10, font="Helvetica-Bold")
    lines = ("1. Itemized monetary contributions", "2. Unitemized, under $100", "3. Total")
    whole = sum(gift.amount for gift in gifts)
    for line, amount in zip(lines, (whole, 1240, whole + 1240), strict=True):
        top += 16
        sheet.say(_LEFT + 10, top, line, size=8.5)
        sheet.put(400, top, value(f"$ {amount:,}", OWN_WORDS))
    return sheet


def _cover(sheet: Sheet) -> None:
    sheet.centre(60, "Recipient Committee Campaign Statement", size=14)
    sheet.centre(76, "Cover Page (specimen)", size=10)
    lines: tuple[tuple[str, Sentence], ...] = (
        ("Officeholder or candidate", value("A. Specimen, Sheriff", "person_name")),
        ("Committee", value(_COMMITTEE, OWN_WORDS)),
        ("Treasurer", value("Corazon D. Fairweather", "person_name")),
        ("Treasurer's mailing address", value("P.O. Box 4471, Galt, CA 95632", "donor_address")),
        ("Treasurer's telephone", value("(916) 555-0188", "donor_phone")),
        ("Loans forgiven this period", value("$ 5,000 (see Schedule B, Part 1)", OWN_WORDS)),
    )
    top = 110.0
    for label, runs in lines:
        sheet.box((_LEFT, top, _RIGHT, top + 30))
        sheet.say(_LEFT + 4, top + 9, label, size=6.5)
        sheet.put(_LEFT + 8, top + 24, runs, width=500)
        top += 30
    sheet.prose(
        _LEFT,
        top + 20,
        _RIGHT - _LEFT,
        "I have used all reasonable diligence in preparing this statement and to the best of my "
        "knowledge the information contained in it is true and complete.",
        size=9,
    )
    sheet.line(_LEFT, top + 80, 300, top + 80)
    sheet.say(_LEFT, top + 90, "Signature of Treasurer")


def _schedule_head(sheet: Sheet, number: int, count: int, *, coded: bool) -> float:
    form = "460" if coded else "490"
    sheet.say(_LEFT, 46, "Schedule A", size=13, font="Helvetica-Bold")
    sheet.say(_LEFT, 60, "Monetary Contributions Received", size=10, font="Helvetica-Bold")
    sheet.say(420, 46, f"CALIFORNIA FORM {form} (specimen)", size=9, font="Helvetica-Bold")
    sheet.say(420, 58, "Statement covers period 01/01 through 06/30", size=7)
    sheet.say(420, 68, f"Page {number} of {count}", size=7)
    sheet.say(_LEFT, 80, f"NAME OF FILER: {_COMMITTEE}", size=8)
    sheet.say(420, 80, "I.D. NUMBER 9900117", size=8)
    left = _LEFT
    for share, head in _HEADS if coded else _OLD_HEADS:
        right = left + share * (_RIGHT - _LEFT)
        sheet.box((left, 88, right, 116), fill=0.9)
        sheet.prose(left + 3, 97, right - left - 5, head, size=6)
        left = right
    return 116.0


def _gift_row(sheet: Sheet, top: float, gift: Gift, *, coded: bool) -> float:
    high = 52.0
    town = f"{gift.address.town}, CA {gift.address.zip_code}"
    code = value(gift.entity, OWN_WORDS) if coded else value(gift.phone, "donor_phone")
    calling, employer = gift.calling, gift.employer
    if not coded:  # a typist with narrow columns leaves out what does not fit
        calling, employer = _short(calling), _short(employer)
    cells: tuple[tuple[Sentence, ...], ...] = (
        (value(gift.day, OWN_WORDS),),
        (
            value(gift.name, "person_name"),
            value(gift.address.street, "donor_address"),
            value(town, "donor_address"),
        ),
        (code,),
        (value(calling, OWN_WORDS), value(employer, OWN_WORDS)),
        (value(f"{gift.amount:,}", OWN_WORDS),),
        (value(f"{gift.amount:,}", OWN_WORDS),),
    )
    left = _LEFT
    heads = _HEADS if coded else _OLD_HEADS
    for (share, _), lines in zip(heads, cells, strict=True):
        right = left + share * (_RIGHT - _LEFT)
        sheet.box((left, top, right, top + high))
        for index, runs in enumerate(lines):
            if runs[0].text:
                sheet.put(left + 4, top + 14 + 14 * index, runs, width=right - left - 8)
        left = right
    return top + high


def _keep_table(shelf: Shelf, gifts: Sequence[Gift]) -> None:
    paper = _paper("receipts", "receipts_csv")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    path = f"{paper.path}.csv"
    for line, gift in enumerate(gifts, 1):
        last, _, first = gift.name.partition(", ")
        place = (gift.address.street, gift.address.town, "CA", gift.address.zip_code)
        head = ("990117", "0", line, "RCPT", "A", f"A{line:04d}", gift.entity, last, first)
        tail = (gift.employer, gift.calling, gift.kind, gift.day, gift.amount, gift.amount, "")
        writer.writerow((*head, *place, *tail))
        shelf.add_row(path, paper, _gift_runs(gift))
    shelf.write(path, out.getvalue().encode("utf-8"))
    shelf.add_document(path, paper, 0)


def _keep_workbook(shelf: Shelf, gifts: Sequence[Gift]) -> None:
    import openpyxl  # noqa: PLC0415  slow to load, and only wanted here

    paper = _paper("contributions 1997", "contributions_xlsx")
    path = f"{paper.path}.xlsx"
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Contributions"
    page.append(["Contributor", "Address", "City", "Zip", "Phone", "Employer", "Date", "Amount"])
    for gift in gifts:
        where = gift.address
        place = (where.street, where.town, where.zip_code)
        page.append([gift.name, *place, gift.phone, gift.employer, gift.day, gift.amount])
        shelf.add_row(path, paper, (*_gift_runs(gift), Run(gift.phone, "donor_phone")))
    out = io.BytesIO()
    book.save(out)
    shelf.write(path, _timeless(out.getvalue()))
    shelf.add_document(path, paper, 0)


def _gift_runs(gift: Gift) -> tuple[Run, ...]:
    return (
        Run(gift.name, "person_name"),
        Run(gift.address.street, "donor_address"),
        Run(str(gift.amount), OWN_WORDS),
    )


def _timeless(book: bytes) -> bytes:
    """The workbook without the hour it was made: the same bytes on every run."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members["docProps/core.xml"].decode("utf-8")
    dates = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    members["docProps/core.xml"] = dates.sub(r"\g<1>2003-01-02T03:04:04Z", core).encode("utf-8")
    return zipped(members)


def _short(text: str) -> str:
    while len(text) > _OLD_WIDTH:
        text = text.rpartition(" ")[0]
    return text.rstrip(",")
