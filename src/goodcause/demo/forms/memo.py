"""A typewritten application in the manner of a memorandum: labels stand above their values."""

from __future__ import annotations

from goodcause.demo.chance import likely
from goodcause.demo.filing import Filing
from goodcause.demo.labels import wording
from goodcause.demo.runs import Run, Sentence, text_of, value
from goodcause.demo.sheet import Sheet

_LEFT, _MIDDLE, _RIGHT = 60.0, 320.0, 556.0
_FONT = "Courier"
_STEP = 15.0

Pair = tuple[str, Sentence]


def draw(filing: Filing) -> Sheet:
    """Two pages or so: heading, particulars, references, the reason."""
    sheet = Sheet(filing.face)
    _head(sheet, filing)
    top = 176.0
    for pairs in _particulars(filing):
        for left, (label, runs) in zip((_LEFT, _MIDDLE), pairs, strict=False):
            right = _MIDDLE - 14 if len(pairs) > 1 and left == _LEFT else _RIGHT
            sheet.say(left, top, label.upper(), size=8.5, font=_FONT)
            sheet.put(left, top + 13, runs, width=right - left)
        top += 2 * _STEP + 4
    sheet.next_page()
    _references(sheet, filing)
    sheet.face = filing.later
    _reason(sheet, filing)
    return sheet


def _head(sheet: Sheet, filing: Filing) -> None:
    sheet.centre(52, "M E M O R A N D U M", size=12, font="Courier-Bold")
    lines = (
        ("TO:", (Run("Sheriff of Sacramento County"),)),
        ("FROM:", (Run(filing.person.full, "person_name"),)),
        ("DATE:", filing.applied()),
        ("RE:", (Run("Application for license to carry a concealed weapon"),)),
    )
    top = 80.0
    for label, runs in lines:
        sheet.say(_LEFT, top, label, size=10, font="Courier-Bold")
        if text_of(runs).startswith(("Sheriff", "Application")):
            sheet.say(_LEFT + 60, top, text_of(runs), size=10, font=_FONT)
        else:
            sheet.put(_LEFT + 60, top, runs)
        top += 18
    sheet.line(_LEFT, top, _RIGHT, top, 1.0)


def _particulars(filing: Filing) -> list[list[Pair]]:
    person, rng = filing.person, filing.rng
    body = f"{person.height}  {person.weight} lbs  {person.eyes}  {person.hair}"
    rows: list[list[Pair]] = [
        [(wording(rng, "name"), filing.name())],
        [(wording(rng, "aka"), filing.aka())],
        [(wording(rng, "dob"), filing.dob()), (wording(rng, "pob"), filing.pob())],
        [(wording(rng, "ssn"), filing.ssn()), (wording(rng, "licence"), filing.licence())],
        [(wording(rng, "home"), filing.home())],
        [
            (wording(rng, "phone"), filing.phone()),
            (wording(rng, "office_phone"), filing.office_phone()),
        ],
        [("Height, weight, eyes, hair", value(body, ""))],
        [
            (wording(rng, "occupation"), value(person.occupation, "")),
            (wording(rng, "employer"), value(person.employer, "")),
        ],
        [(wording(rng, "office"), filing.office())],
        [(wording(rng, "spouse"), filing.spouse())],
    ]
    if likely(rng, 0.6):
        rows.insert(4, [(wording(rng, "mother"), filing.mother())])
    rows.append([(wording(rng, "prior"), value(person.prior[0].line, "prior_address"))])
    rows += [[("Before that", value(old.line, "prior_address"))] for old in person.prior[1:]]
    return rows


def _references(sheet: Sheet, filing: Filing) -> None:
    sheet.say(_LEFT, 56, "REFERENCES", size=8.5, font=_FONT)
    top = 72.0
    for who in filing.person.references:
        first = (Run(who.name, "person_name"), Run(f", {who.calling}"))
        second = (
            Run(who.address.line, "third_party_contact"),
            Run("  "),
            Run(filing.habits.phone(who.phone), "third_party_contact"),
        )
        sheet.put(_LEFT, top, first, width=_RIGHT - _LEFT)
        sheet.put(_LEFT + 24, top + 15, second, width=_RIGHT - _LEFT - 24)
        top += 34
    sheet.say(_LEFT, top + 6, "WEAPON", size=8.5, font=_FONT)
    gun = filing.person.weapons[0]
    text = f"{gun.make} {gun.model}, cal. {gun.calibre}, serial {gun.serial}"
    sheet.put(_LEFT, top + 20, value(text, "weapon"), width=_RIGHT - _LEFT)
    sheet.say(_LEFT, top + 42, "INTERVIEW", size=8.5, font=_FONT)
    sheet.put(_LEFT, top + 56, (Run("Seen by the permit clerk on "), *filing.interviewed()))


def _reason(sheet: Sheet, filing: Filing) -> None:
    sheet.say(_LEFT, 252, wording(filing.rng, "reason").upper(), size=8.5, font=_FONT)
    leading = max(15.0, filing.later.size * 1.5)
    sheet.put_text((_LEFT, 258, _RIGHT, 640), filing.reason, leading=leading)
    sheet.say(_LEFT, 664, "Respectfully submitted,", size=10, font=_FONT)
    sheet.sign(_LEFT + 20, 694, filing.person.short, filing.hand)
    sheet.line(_LEFT, 698, 280, 698)
