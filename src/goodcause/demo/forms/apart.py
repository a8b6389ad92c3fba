"""Layouts kept apart from the demo case, to measure reading on forms no detector was made for.

Labels under their lines, comb boxes, two columns without a rule, labels in a cell of their own;
with wordings that the other layouts do not use.
"""

from __future__ import annotations

from collections.abc import Callable

from goodcause.demo.filing import Filing
from goodcause.demo.runs import Run, Sentence, text_of, value
from goodcause.demo.sheet import Mark, Sheet

_LEFT, _RIGHT = 48.0, 564.0

_SSN = ("Soc. Sec. Nbr.", "Social Sec. #", "Soc. Security Num.", "SOCIAL SECURITY NUMBER", "S.S.N.")
_DOB = ("Dt. of Birth", "Born (mo/day/yr)", "BIRTHDATE", "Date born", "D. of B.")
_POB = (
    "Where born",
    "City & State of Birth",
    "BIRTHPLACE",
    "Place of brth",
    "Born at (city, state)",
)
_DL = (
    "Oper. Lic. No.",
    "Driver Lic. / State",
    "DRIVER LICENSE NO.",
    "Calif. Drivers Lic. #",
    "D.L. No.",
)
_HOME = (
    "Where do you live?",
    "Home Addr. (street, city, zip)",
    "RESIDENCE ADDRESS",
    "Resid. Address",
)
_PHONE = ("Ph. (home)", "Home Tel.", "RESIDENCE PHONE", "Telephone - Res.", "Home Ph. No.")
_MOTHER = (
    "Mother's Maiden Nm.",
    "Mother's maiden surname",
    "MOTHER'S MAIDEN NAME",
    "Maiden Name (Mother)",
)
_OFFICE = ("Bus. Addr.", "Where employed (address)", "EMPLOYER'S ADDRESS", "Address of Business")
_OFFICE_PHONE = ("Bus. Tel.", "Work Ph.", "BUSINESS PHONE", "Telephone - Bus.")
_NAME = ("Applicant (last, first, middle)", "NAME OF APPLICANT", "Your full name", "Name in full")
_WORK = ("Occupation", "OCCUPATION", "Present occupation", "Trade or occupation")
_FIRM = ("Employer", "EMPLOYED BY", "Name of employer", "Firm or agency")
_AKA = ("Other names used", "MAIDEN NAME OR ALIAS", "AKA / maiden", "Former name(s)")
_PRIOR = ("Previous addresses", "FORMER RESIDENCES", "Prior addresses, 5 yrs", "Past addresses")

Entry = tuple[str, Sentence]


def _entries(filing: Filing, style: int) -> list[Entry]:
    person = filing.person

    def of(words: tuple[str, ...]) -> str:
        return words[style % len(words)]

    return [
        (of(_NAME), filing.name()),
        (of(_AKA), filing.aka()),
        (of(_SSN), filing.ssn()),
        (of(_DL), filing.licence()),
        (of(_DOB), filing.dob()),
        (of(_POB), filing.pob()),
        (of(_HOME), filing.home()),
        (of(_PHONE), filing.phone()),
        (of(_MOTHER), filing.mother()),
        (of(_WORK), value(person.occupation, "")),
        (of(_FIRM), value(person.employer, "")),
        (of(_OFFICE), filing.office()),
        (of(_OFFICE_PHONE), filing.office_phone()),
        ("Height", value(person.height, "")),
        ("Weight", value(person.weight, "")),
        (of(_PRIOR), value(person.prior[0].line, "prior_address")),
    ]


def _head(sheet: Sheet, title: str) -> None:
    sheet.centre(50, title, size=13)
    sheet.centre(66, "Application to carry a concealed weapon", size=10)


def below(filing: Filing) -> Sheet:
    """Values on lines, the small label under each line."""
    sheet = Sheet(filing.face)
    _head(sheet, "SHERIFF OF THE COUNTY")
    top = 106.0
    entries = _entries(filing, filing.rng.randrange(60))
    for index in range(0, len(entries), 2):
        pair = entries[index : index + 2]
        wide = (_RIGHT - _LEFT) / len(pair)
        for place, (label, runs) in enumerate(pair):
            left = _LEFT + place * wide
            sheet.put(left + 3, top - 2, runs, width=wide - 24)
            sheet.line(left, top, left + wide - 14, top, 0.5)
            sheet.say(left + 3, top + 8, label, size=6.5)
        top += 30
    return sheet


def comb(filing: Filing) -> Sheet:
    """Boxed cells; numbers and dates one sign a box."""
    sheet = Sheet(filing.face)
    _head(sheet, "PERMIT UNIT")
    top = 90.0
    for label, runs in _entries(filing, filing.rng.randrange(60)):
        kinds = {run.category for run in runs}
        sheet.box((_LEFT, top, _RIGHT, top + 30))
        sheet.say(_LEFT + 4, top + 9, label, size=7)
        if kinds & {"ssn", "driver_license", "date_of_birth", "home_phone"}:
            _combed(sheet, _LEFT + 160, top + 5, runs)
        else:
            sheet.put(_LEFT + 10, top + 24, runs, width=_RIGHT - _LEFT - 20)
        top += 30
    return sheet


def _combed(sheet: Sheet, left: float, top: float, runs: Sentence) -> None:
    text = text_of(runs).strip()
    wide = 15.0
    for place, sign in enumerate(text):
        x = left + place * wide
        sheet.box((x, top, x + wide, top + 20), weight=0.5)
        if sign != " ":
            sheet.say(x + 4, top + 14.5, sign, size=10, font="Courier")
    category = next((run.category for run in runs if run.category), None)
    if category is not None:
        box = (left + 4, top + 5, left + (len(text) - 1) * wide + 11, top + 16.5)
        sheet.marks.append(
            Mark(page=sheet.page, category=category, text=text, boxes=(box,), medium="typed",
                 narrative=False)
        )  # fmt: skip


def columns(filing: Filing) -> Sheet:
    """Two columns without a rule; a label, then its value on the next line or after dots."""
    sheet = Sheet(filing.face)
    _head(sheet, "CONCEALED WEAPON PERMIT RECORD")
    entries = _entries(filing, filing.rng.randrange(60))
    dotted = filing.rng.random() < 0.5  # noqa: PLR2004  half of the offices
    half = (len(entries) + 1) // 2
    for column, part in enumerate((entries[:half], entries[half:])):
        left = _LEFT + column * 268
        top = 110.0
        for label, runs in part:
            if dotted:
                end = sheet.say(left, top, f"{label} ....... ", size=8.5, font="Times-Roman")
                sheet.put(end + 2, top, runs, width=left + 250 - end)
            else:
                sheet.say(left, top, label, size=8, font="Helvetica-Bold")
                sheet.put(left + 6, top + 13, runs, width=240)
            top += 34
    return sheet


def cells(filing: Filing) -> Sheet:
    """A table of two or four cells a row: the label in one, its value in the next."""
    sheet = Sheet(filing.face)
    _head(sheet, "COUNTY CLERK - LICENSE FILE")
    entries = _entries(filing, filing.rng.randrange(60))
    top = 90.0
    while entries:
        short = all(len(text_of(runs)) < 24 for _, runs in entries[:2]) and len(entries) > 1  # noqa: PLR2004
        row = entries[: 2 if short else 1]
        entries = entries[len(row) :]
        wide = (_RIGHT - _LEFT) / len(row)
        for place, (label, runs) in enumerate(row):
            left = _LEFT + place * wide
            sheet.box((left, top, left + 118, top + 24), fill=0.93)
            sheet.box((left + 118, top, left + wide, top + 24))
            sheet.say(left + 4, top + 14, label, size=8)
            sheet.put(left + 124, top + 16, runs, width=wide - 130)
        top += 24
    _earlier(sheet, filing, top + 30)
    return sheet


def _earlier(sheet: Sheet, filing: Filing, top: float) -> None:
    """A table of earlier addresses over two pages; its heading stands on the first only."""
    sheet.say(_LEFT, top - 6, "RESIDENCES DURING THE LAST TEN YEARS", size=8, font="Helvetica-Bold")
    edges = (_LEFT, _LEFT + 300, _LEFT + 410, _RIGHT)
    rows: list[tuple[Sentence, ...]] = [
        (value(each.line, "prior_address"), (Run(f"{1990 + place}"),), (Run(f"{1993 + place}"),))
        for place, each in enumerate(filing.person.prior)
    ]
    heads = ("Address (number, street, city)", "From", "To")
    for place, head in enumerate(heads):
        sheet.box((edges[place], top, edges[place + 1], top + 14), fill=0.9)
        sheet.say(edges[place] + 4, top + 10, head, size=7)
    top += 14
    for number, row in enumerate(rows):
        if number == 1:
            sheet.next_page()
            top = 60.0
        for place, runs in enumerate(row):
            sheet.box((edges[place], top, edges[place + 1], top + 20))
            sheet.put(edges[place] + 5, top + 14, runs, width=edges[place + 1] - edges[place] - 10)
        top += 20


KEPT_APART: dict[str, Callable[[Filing], Sheet]] = {
    "below": below,
    "comb": comb,
    "columns": columns,
    "cells": cells,
}
