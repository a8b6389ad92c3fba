"""A dense form in two columns: a tinted label cell, a value cell, and the same again."""

from __future__ import annotations

from goodcause.demo.chance import likely
from goodcause.demo.filing import Filing
from goodcause.demo.forms.parts import (
    LEFT,
    RIGHT,
    bar,
    reference_rows,
    signature,
    table,
    weapon_rows,
)
from goodcause.demo.labels import wording
from goodcause.demo.runs import Run, Sentence, value
from goodcause.demo.sheet import Sheet

_HIGH = 18.0
_LABEL = 0.19

Pair = tuple[str, Sentence]


def draw(filing: Filing) -> Sheet:
    """Two pages: the grid with tables of former addresses and references, then the reason."""
    sheet = Sheet(filing.face)
    sheet.centre(46, "SHERIFF'S DEPARTMENT - CONCEALED WEAPON PERMIT APPLICATION", size=11)
    sheet.say(LEFT, 60, "Form SD-118A", size=6.5)
    end = sheet.say(430, 60, f"{wording(filing.rng, 'permit')} ", size=6.5)
    sheet.put(end + 4, 60, (Run(filing.person.permit, ""),), width=60)
    top = bar(sheet, 66, "A. APPLICANT")
    top = _grid(sheet, top, _applicant(filing))
    top = bar(sheet, top + 6, "B. EMPLOYMENT")
    top = _grid(sheet, top, _employment(filing))
    top = bar(sheet, top + 6, f"C. {wording(filing.rng, 'prior').upper()}")
    top = table(sheet, top, ((0.18, "From"), (0.18, "To"), (0.64, "Address")), _former(filing))
    top = bar(sheet, top + 6, "D. REFERENCES")
    heads = ((0.24, "Name"), (0.2, "Occupation"), (0.38, "Address"), (0.18, "Phone"))
    top = table(sheet, top, heads, reference_rows(filing))
    top = bar(sheet, top + 6, "E. WEAPONS")
    heads = ((0.3, "Make"), (0.25, "Model"), (0.15, "Cal."), (0.3, "Serial"))
    table(sheet, top, heads, weapon_rows(filing))
    sheet.next_page()
    sheet.face = filing.later
    top = bar(sheet, 46, f"F. {wording(filing.rng, 'reason').upper()}")
    sheet.box((LEFT, top, RIGHT, 560))
    leading = filing.later.size * 1.45
    sheet.put_text((LEFT + 8, top + 6, RIGHT - 8, 556), filing.reason, leading=leading)
    top = bar(sheet, 572, "G. INTERVIEW AND CERTIFICATION")
    top = _grid(
        sheet, top, [[("Interviewed", filing.interviewed()), ("Officer", (Run("Sgt. Ames", ""),))]]
    )
    signature(sheet, top + 10, filing)
    return sheet


def _applicant(filing: Filing) -> list[list[Pair]]:
    person, rng = filing.person, filing.rng
    rows: list[list[Pair]] = [
        [(wording(rng, "name"), filing.name())],
        [(wording(rng, "aka"), filing.aka())],
        [(wording(rng, "dob"), filing.dob()), (wording(rng, "ssn"), filing.ssn())],
        [(wording(rng, "pob"), filing.pob()), (wording(rng, "licence"), filing.licence())],
        [(wording(rng, "home"), filing.home())],
        [
            (wording(rng, "phone"), filing.phone()),
            (wording(rng, "residence_city"), value(f"{person.home.town}, Sacramento", "")),
        ],
        [
            (wording(rng, "height"), value(person.height, "")),
            (wording(rng, "weight"), value(person.weight, "")),
        ],
        [
            (wording(rng, "eyes"), value(person.eyes, "")),
            (wording(rng, "hair"), value(person.hair, "")),
        ],
        [(wording(rng, "spouse"), filing.spouse())],
    ]
    if likely(rng, 0.6):
        rows.insert(4, [(wording(rng, "mother"), filing.mother())])
    return rows


def _employment(filing: Filing) -> list[list[Pair]]:
    person, rng = filing.person, filing.rng
    return [
        [
            (wording(rng, "occupation"), value(person.occupation, "")),
            (wording(rng, "office_phone"), filing.office_phone()),
        ],
        [(wording(rng, "employer"), value(person.employer, ""))],
        [(wording(rng, "office"), filing.office())],
    ]


def _former(filing: Filing) -> list[list[Sentence]]:
    year = filing.person.applied.year
    rows: list[list[Sentence]] = []
    for address in filing.person.prior:
        first = year - filing.rng.randint(2, 4)
        rows.append(
            [
                (Run(f"{filing.rng.randint(1, 12)}/{first % 100:02d}", ""),),
                (Run(f"{filing.rng.randint(1, 12)}/{year % 100:02d}", ""),),
                (Run(address.line, "prior_address"),),
            ]
        )
        year = first
    return rows


def _grid(sheet: Sheet, top: float, rows: list[list[Pair]]) -> float:
    wide = RIGHT - LEFT
    for pairs in rows:
        share = wide / len(pairs)
        left = LEFT
        for label, runs in pairs:
            middle, right = left + _LABEL * wide, left + share
            sheet.box((left, top, middle, top + _HIGH), fill=0.92)
            sheet.box((middle, top, right, top + _HIGH))
            sheet.prose(left + 3, top + 8, middle - left - 5, label, size=6.3)
            sheet.put(middle + 4, top + _HIGH - 5, runs, width=right - middle - 8)
            left = right
        top += _HIGH
    return top
