"""Letters in an applicant's file: endorsement, reference, bank, approval."""

from __future__ import annotations

from dataclasses import dataclass

from goodcause.demo.filing import Filing
from goodcause.demo.pen import Hand
from goodcause.demo.people import Acquaintance, draw_reference
from goodcause.demo.runs import marked
from goodcause.demo.sheet import Face, Sheet
from goodcause.demo.trades import JUSTICE

_LEFT, _RIGHT = 72.0, 540.0
_ROADS = ("Marconi", "Watt", "Del Paso", "Broadway", "Fulton")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The parts of a letter, marked as sentences are.

    Attributes:
        head: lines of the letterhead; the first is printed large.
        date: the day it was written.
        to: lines of the address.
        subject: the line after "Re:".
        body: paragraphs.
        signed: who signs.
    """

    head: tuple[str, ...]
    date: str
    to: tuple[str, ...]
    subject: str
    body: tuple[str, ...]
    signed: str


def write(letter: Letter, filing: Filing, face: Face) -> Sheet:
    """One page."""
    sheet = Sheet(face)
    top = 60.0
    for index, line in enumerate(letter.head):
        sheet.face = Face(font="Times-Bold", size=14.0) if index == 0 else Face(size=8.5)
        sheet.put(_LEFT, top, marked(line))
        top += 16 if index == 0 else 12
    sheet.line(_LEFT, top - 4, _RIGHT, top - 4, 1.0)
    sheet.face = face
    sheet.put(_LEFT, top + 24, marked(letter.date))
    top += 52
    for line in letter.to:
        sheet.put(_LEFT, top, marked(line))
        top += face.size * 1.3
    top += 12
    sheet.put(_LEFT, top, marked(f"Re: {letter.subject}"), width=_RIGHT - _LEFT)
    sheet.put(_LEFT, top + 28, marked("To whom it may concern:"))
    top += 40
    for paragraph in letter.body:
        leading = face.size * 1.4
        sentences = (marked(paragraph),)
        top = sheet.put_text((_LEFT, top, _RIGHT, 690), sentences, leading=leading) + 10
    sheet.put(_LEFT, top + 18, marked("Sincerely,"))
    sheet.sign(_LEFT + 8, top + 48, letter.signed, _other_hand(filing, letter.signed))
    sheet.put(_LEFT, top + 64, marked(f"[a|{letter.signed}]"))
    return sheet


def endorsement(filing: Filing, face: Face) -> Sheet:
    """The employer endorses; the letter repeats the home of a person of the justice class."""
    person, habits = filing.person, filing.habits
    boss = draw_reference(filing.rng)
    hour, road = filing.rng.choice(("9 p.m.", "six", "half past ten")), filing.rng.choice(_ROADS)
    opening = filing.rng.choice(
        (
            f"I write in support of the application of [a|{person.full}], who has been employed "
            f"here as {person.occupation} since [k|{person.applied.year - 6}].",
            f"[a|{person.full}] ({person.occupation}) has asked this office to endorse a request "
            "for a concealed weapon license, and I am glad to do so.",
            f"Please accept this letter on behalf of [a|{person.short}], our {person.occupation}.",
        )
    )
    exposed = filing.rng.choice(
        (
            f"The duties require leaving [p|the side entrance on {road}] [t|shortly after {hour} "
            "on most nights], as I have seen for myself.",
            f"[t|On four evenings a week] the applicant must walk to [p|the lot under the {road} "
            "ramp] with no escort.",
            f"There is no one else in [p|our annex on {road}] [t|from {hour} until the janitors "
            "come].",
            f"What worries us is the drive home by [p|the back gate and {road}], which is made "
            f"[t|at {hour}, sometimes later].",
        )
    )
    body = [opening, f"{exposed} The work earns no thanks from those whom it crosses."]
    if person.trade.person_class == JUSTICE:
        phone, born = habits.phone(person.phone), habits.date(person.born)
        body.append(
            filing.rng.choice(
                (
                    f"Our records show the applicant's residence as [h|{person.home.line}], home "
                    f"telephone [n|{phone}], date of birth [d|{born}].",
                    f"The applicant, born [d|{born}], lives at [h|{person.home.street}] and can be "
                    f"called at home on [n|{phone}].",
                    f"Home: [h|{person.home.line}]. Night phone: [n|{phone}]. DOB: [d|{born}].",
                )
            )
        )
    return write(
        Letter(
            head=(
                person.employer,
                f"[b|{person.office}]   [u|{habits.phone(person.office_phone)}]",
            ),
            date=f"[k|{habits.date(person.applied)}]",
            to=("Sheriff of Sacramento County", "[b|711 G Street, Sacramento]"),
            subject=f"CCW application of [a|{person.full}]",
            body=tuple(body),
            signed=boss.name,
        ),
        filing,
        face,
    )


def reference(filing: Filing, face: Face) -> Sheet:
    """Somebody vouches; the address on the letterhead is not the applicant's."""
    person = filing.person
    friend: Acquaintance = filing.rng.choice(person.references)
    years = filing.rng.randint(4, 22)
    phone = filing.habits.phone(friend.phone)
    body = (
        filing.rng.choice(
            (
                f"I have known [a|{person.short}] for [k|{years} years], as a neighbor and friend, "
                f"and recommend that a permit be issued. I am by calling: [k|{friend.calling}].",
                f"For [k|{years} years] [a|{person.short}] and I have sat in the same church. My "
                f"own occupation is [k|{friend.calling}].",
                f"[a|{person.short}] is honest and even-tempered. I say so as a "
                f"[k|{friend.calling}] of long standing.",
            )
        ),
        filing.rng.choice(
            (
                f"You may reach me at [c|{phone}] or write to me at [c|{friend.address.line}].",
                f"My home number is [c|{phone}], my address [c|{friend.address.street}].",
                f"Call me, evenings, at [c|{phone}] should you have any question.",
            )
        ),
    )
    return write(
        Letter(
            head=(friend.name, f"[c|{friend.address.line}]"),
            date=f"[k|{filing.habits.date(person.applied)}]",
            to=("Office of the Sheriff", "Permit Desk"),
            subject=f"Character reference for applicant [a|{person.full}]",
            body=body,
            signed=friend.name,
        ),
        filing,
        face,
    )


def bank(filing: Filing, face: Face) -> Sheet:
    """The bank confirms deposits, and names what it asks on the telephone."""
    person, habits, rng = filing.person, filing.habits, filing.rng
    day = rng.choice(("Tuesdays and Fridays", "Mondays", "weekdays", "Saturdays"))
    clock = rng.choice(("5:30 p.m.", "9:45 a.m.", "closing", "six in the evening"))
    asked = rng.choice(
        (
            "For telephone banking the security word on file, mother's maiden name, is [g|{}].",
            "Identity was verified by mother's maiden name ([g|{}]) and signature.",
            "Security question - mother's name before marriage: [g|{}].",
            "The customer's mother was born [g|{}], which we ask for by telephone.",
        )
    ).format(person.mothers_maiden)
    road = rng.choice(_ROADS)
    made = rng.choice(
        (
            f"Deposits of currency are made [t|on {day} about {clock}] at [p|our {road} drive-up "
            "window].",
            f"Our tellers at [p|the {road} counter] expect the cash [t|by {clock} on {day}].",
            f"The customer calls [t|{day}, near {clock},] with currency, and parks [p|behind the "
            f"{road} branch].",
        )
    )
    account = f"{rng.randint(100, 999)}-{rng.randint(100000, 999999)}"
    body = (
        f"[a|{person.full}] has held account number [k|{account}] with this branch since "
        f"[k|{person.applied.year - 9}]. {asked}",
        f"{made} They have ranged from $3,000 to $27,000.",
    )
    return write(
        Letter(
            head=("First Valley Bank", "[b|2001 Marconi Avenue, Sacramento]   [u|(916) 555-0100]"),
            date=f"[k|{habits.date(person.applied)}]",
            to=("Sacramento County Sheriff", "CCW Permits"),
            subject=f"CCW applicant [a|{person.listed}], file no. [k|{person.permit}]",
            body=body,
            signed=draw_reference(rng).name,
        ),
        filing,
        face,
    )


def approval(filing: Filing, face: Face) -> Sheet:
    """The office answers; the address of the letter is the applicant's home."""
    person, habits = filing.person, filing.habits
    street, rest = person.home.street, f"{person.home.town}, CA {person.home.zip_code}"
    body = (
        f"Your application for a license to carry a concealed weapon, file no. "
        f"[k|{person.permit}], was approved after your interview on "
        f"[k|{habits.date(person.interviewed)}]. Please call the Permit Desk between "
        "[k|9 a.m. and 3 p.m., Monday to Thursday] to have your photograph taken.",
        "The license must be carried with you and shown to any peace officer upon demand. Keep "
        "this office informed of any change of address within ten days.",
    )
    return write(
        Letter(
            head=("Sacramento County Sheriff's Department", "[b|711 G Street, Sacramento]"),
            date=f"[k|{habits.date(person.interviewed)}]",
            to=(f"[a|{person.full}]", f"[h|{street}]", f"[h|{rest}]"),
            subject=f"CCW license of [a|{person.full}]",
            body=body,
            signed="Lt. R. Halvorsen",
        ),
        filing,
        face,
    )


def _other_hand(filing: Filing, name: str) -> Hand:
    return Hand(name, slant=filing.rng.uniform(0.05, 0.4), weight=0.8)
