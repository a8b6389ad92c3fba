"""An old county form: a label, a colon and a line to write on."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from goodcause.demo.chance import likely
from goodcause.demo.filing import Filing
from goodcause.demo.labels import wording
from goodcause.demo.runs import Run, Sentence, value
from goodcause.demo.sheet import Sheet

_LEFT, _RIGHT = 54.0, 558.0
_FONT = "Times-Roman"
_SIZE = 10.5
_OATH = (
    "I declare under penalty of perjury that the foregoing is true, and I understand that a "
    "license may be revoked at any time by the Sheriff."
)

Entry = tuple[str, Sentence, float]
"""Label, value, share of the line."""


def draw(filing: Filing) -> Sheet:
    """Two pages: particulars and references, then the reason."""
    sheet = Sheet(filing.face)
    _head(sheet, filing)
    top = 132.0
    for entries in _particulars(filing):
        _line(sheet, top, entries)
        top += 22
    top = _references(sheet, filing, top + 10)
    _weapons(sheet, filing, top + 14)
    sheet.next_page()
    sheet.face = filing.later
    _reason(sheet, filing)
    return sheet


def _head(sheet: Sheet, filing: Filing) -> None:
    sheet.centre(54, "COUNTY OF SACRAMENTO", size=13, font="Times-Bold")
    sheet.centre(70, "OFFICE OF THE SHERIFF", size=11, font="Times-Bold")
    sheet.centre(
        92, "Application for Permit to Carry a Concealed Firearm", size=12, font="Times-Bold"
    )
    sheet.say(_LEFT, 112, "(Type or print plainly. Answer every question.)", size=8, font=_FONT)
    end = sheet.say(400, 112, "File No.: ", size=9, font=_FONT)
    sheet.put(end, 112, (Run(f"CCW {filing.person.permit}", ""),), width=100)


def _particulars(filing: Filing) -> list[list[Entry]]:
    person, rng = filing.person, filing.rng
    lines: list[list[Entry]] = [
        [(wording(rng, "name"), filing.name(), 1.0)],
        [(wording(rng, "aka"), filing.aka(), 1.0)],
        [(wording(rng, "home"), filing.home(), 1.0)],
        [
            (wording(rng, "phone"), filing.phone(), 0.5),
            (wording(rng, "office_phone"), filing.office_phone(), 0.5),
        ],
        [(wording(rng, "dob"), filing.dob(), 0.42), (wording(rng, "pob"), filing.pob(), 0.58)],
        [
            (wording(rng, "ssn"), filing.ssn(), 0.5),
            (wording(rng, "licence"), filing.licence(), 0.5),
        ],
        [
            (wording(rng, "height"), value(person.height, ""), 0.22),
            (wording(rng, "weight"), value(person.weight, ""), 0.22),
            (wording(rng, "eyes"), value(person.eyes, ""), 0.28),
            (wording(rng, "hair"), value(person.hair, ""), 0.28),
        ],
        [(wording(rng, "occupation"), value(person.occupation, ""), 1.0)],
        [(wording(rng, "employer"), value(person.employer, ""), 1.0)],
        [(wording(rng, "office"), filing.office(), 1.0)],
        [(wording(rng, "spouse"), filing.spouse(), 1.0)],
    ]
    if likely(rng, 0.6):
        lines.insert(6, [(wording(rng, "mother"), filing.mother(), 1.0)])
    lines.append([(wording(rng, "prior"), value(person.prior[0].line, "prior_address"), 1.0)])
    lines += [[("", value(address.line, "prior_address"), 1.0)] for address in person.prior[1:]]
    return lines


def _line(sheet: Sheet, top: float, entries: list[Entry]) -> None:
    left = _LEFT
    for label, runs, share in entries:
        right = left + share * (_RIGHT - _LEFT)
        text = f"{label}: " if label else " " * 12
        start = sheet.say(left, top, text, size=_SIZE, font=_FONT) + 2
        sheet.line(start, top + 2, right - 8, top + 2, 0.5)
        sheet.put(start + 3, top - 0.5, runs, width=right - start - 14)
        left = right


def _references(sheet: Sheet, filing: Filing, top: float) -> float:
    sheet.say(_LEFT, top, "Character references (not relatives):", size=_SIZE, font="Times-Bold")
    top += 18
    for number, who in enumerate(filing.person.references, 1):
        sheet.say(_LEFT, top, f"{number}.", size=_SIZE, font=_FONT)
        runs = (
            Run(who.name, "person_name"),
            Run(f", {who.calling}, "),
            Run(who.address.line, "third_party_contact"),
            Run("  tel. "),
            Run(filing.habits.phone(who.phone), "third_party_contact"),
        )
        sheet.line(_LEFT + 14, top + 2, _RIGHT, top + 2, 0.5)
        sheet.put(_LEFT + 16, top - 0.5, runs, width=_RIGHT - _LEFT - 18)
        top += 20
    return top


def _weapons(sheet: Sheet, filing: Filing, top: float) -> None:
    sheet.say(_LEFT, top, "Weapons to be carried:", size=_SIZE, font="Times-Bold")
    for gun in filing.person.weapons:
        top += 20
        entries: list[Entry] = [
            ("Make", value(gun.make, "weapon"), 0.28),
            ("Model", value(gun.model, "weapon"), 0.22),
            ("Cal.", value(gun.calibre, "weapon"), 0.18),
            ("Ser. No.", value(gun.serial, "weapon"), 0.32),
        ]
        _line(sheet, top, entries)
    top += 26
    entries = [
        (wording(filing.rng, "interview"), filing.interviewed(), 0.5),
        ("Interviewing Officer", (Run("Sgt. Halvorsen", ""),), 0.5),
    ]
    _line(sheet, top, entries)


def _reason(sheet: Sheet, filing: Filing) -> None:
    label = wording(filing.rng, "reason")
    sheet.say(_LEFT, 60, f"{label}:", size=_SIZE, font="Times-Bold")
    leading = max(20.0, filing.later.size * 1.6)
    end = sheet.put_text((_LEFT, 66, _RIGHT, 520), filing.reason, leading=leading, ruled=True)
    del end
    top = sheet.prose(_LEFT, 556, _RIGHT - _LEFT, _OATH, size=10, font=_FONT)
    sheet.line(_LEFT, top + 34, 300, top + 34)
    sheet.sign(_LEFT + 12, top + 30, filing.person.short, filing.hand)
    sheet.say(_LEFT, top + 45, "Signature of Applicant", size=8, font=_FONT)
    sheet.line(340, top + 34, 460, top + 34)
    sheet.put(346, top + 31, filing.applied(), width=110)
    sheet.say(340, top + 45, "Dated", size=8, font=_FONT)
    wide = stringWidth("FOR OFFICE USE ONLY", "Times-Bold", 9)
    sheet.box((_LEFT, top + 64, _RIGHT, top + 110))
    sheet.say((612 - wide) / 2, top + 76, "FOR OFFICE USE ONLY", size=9, font="Times-Bold")
    sheet.say(
        _LEFT + 8, top + 98, "Approved ____   Denied ____   By ______________", size=9, font=_FONT
    )
