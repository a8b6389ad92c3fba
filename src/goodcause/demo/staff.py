"""Personnel papers: volunteers and reservists, and one deputy's discipline file."""

from __future__ import annotations

from goodcause.demo.chance import chance, likely
from goodcause.demo.filing import Filing
from goodcause.demo.forms.parts import LEFT, RIGHT, bar, row, table
from goodcause.demo.habits import Habits
from goodcause.demo.letters import Letter, write
from goodcause.demo.pen import Hand
from goodcause.demo.people import draw_day, draw_name, draw_phone, make_person
from goodcause.demo.runs import marked, value
from goodcause.demo.sheet import Face, Sheet
from goodcause.demo.shelf import Paper, Shelf
from goodcause.demo.trades import JUSTICE, UNSETTLED, Trade

_FIRST_NUMBER = 40
"""Surnames from here on are not those of the first forty applicants."""
_VOLUNTEERS = (
    ("volunteer", "Citizen Volunteer", "clean"),
    ("reserve_deputy", "Reserve Deputy, Level I", "digital"),
    ("honorary_deputy", "Honorary Deputy", "digital"),
)
_DEPUTY = Trade(
    words=("Deputy Sheriff",),
    occupation="sworn_officer",
    person_class=JUSTICE,
    employer="Sacramento County Sheriff's Department",
)


def keep_volunteers(shelf: Shelf) -> None:
    """Put the volunteers' files on the shelf."""
    for number, (occupation, title, copy) in enumerate(_VOLUNTEERS):
        trade = Trade(
            words=(title,),
            occupation=occupation,
            person_class=UNSETTLED,
            employer="Sheriff's Volunteer Services",
        )
        filing = _filing(shelf.seed, _FIRST_NUMBER + number, trade)
        paper = _paper("volunteer", filing, "personal data sheet", copy)
        shelf.keep(_data_sheet(filing), paper)
        shelf.keep(_appointment(filing), _paper("volunteer", filing, "appointment"))
    shelf.keep(_badge_log(shelf.seed), _log_paper())


def keep_discipline(shelf: Shelf) -> None:
    """Put the discipline file of one deputy on the shelf; it goes to the court."""
    filing = _filing(shelf.seed, _FIRST_NUMBER + len(_VOLUNTEERS), _DEPUTY)
    papers = {
        "transfer memo": _transfer(filing),
        "complaint": _complaint(filing),
        "letter of reprimand": _reprimand(filing),
        "emergency card": _data_sheet(filing),
    }
    for name, sheet in papers.items():
        copy = "poor" if name == "complaint" else "digital"
        shelf.keep(sheet, _paper("personnel", filing, name, copy))


def _filing(seed: int, number: int, trade: Trade) -> Filing:
    rng = chance(seed, "staff", number)
    face = Face(font="Courier", size=10.0) if likely(rng, 0.5) else Face()
    return Filing(
        person=make_person(rng, number, trade),
        habits=Habits.draw(rng),
        reason=(),
        face=face,
        later=face,
        hand=Hand(f"staff {number}"),
        rng=rng,
    )


def _paper(series: str, filing: Filing, name: str, copy: str = "digital") -> Paper:
    person = filing.person
    return Paper(
        path=f"{series}/{person.last} {person.first}/{name}",
        series=series,
        subject=person.full,
        occupation=person.trade.occupation,
        person_class=person.trade.person_class,
        disposition="withheld" if series == "personnel" else "produced",
        layout=name.replace(" ", "_"),
        copy=copy,
    )


def _log_paper() -> Paper:
    return Paper(
        path="volunteer/badge and identification log",
        series="volunteer",
        subject="",
        occupation="unknown",
        person_class=UNSETTLED,
        disposition="produced",
        layout="badge_log",
    )


def _data_sheet(filing: Filing) -> Sheet:
    person, rng = filing.person, filing.rng
    sheet = Sheet(filing.face)
    sheet.centre(56, "PERSONAL DATA AND EMERGENCY NOTIFICATION", size=12)
    top = row(sheet, 76, 28, ((0.6, "Name", filing.name()), (0.4, "Date of Birth", filing.dob())))
    top = row(
        sheet,
        top,
        28,
        ((0.65, "Home Address", filing.home()), (0.35, "Home Phone", filing.phone())),
    )
    top = row(
        sheet,
        top,
        28,
        (
            (0.34, "SSN", filing.ssn()),
            (0.33, "Driver's License", filing.licence()),
            (0.33, "Position", value(person.occupation, "")),
        ),
    )
    top = bar(sheet, top + 12, "IN CASE OF EMERGENCY NOTIFY")
    phone = filing.habits.phone(draw_phone(rng))
    row(
        sheet,
        top,
        28,
        (
            (0.6, "Name and relation", value(f"{person.spouse}, spouse", "person_name")),
            (0.4, "Phone", value(phone, "third_party_contact")),
        ),
    )
    sheet.sign(LEFT + 12, 320, person.short, filing.hand)
    sheet.line(LEFT, 324, 280, 324)
    sheet.say(LEFT, 334, "Signature")
    return sheet


def _appointment(filing: Filing) -> Sheet:
    person = filing.person
    since = filing.habits.date(person.applied)
    body = (
        f"You are appointed [k|{person.occupation}] as of [k|{since}]. "
        "The badge and the identification card remain the property of the Department and do not "
        "make their bearer a peace officer.",
        "Report to [b|711 G Street, Sacramento] to be photographed.",
    )
    letter = Letter(
        head=("Sheriff's Volunteer Services", "[b|711 G Street, Sacramento]"),
        date=f"[k|{filing.habits.date(person.applied)}]",
        to=(f"[a|{person.full}]", f"[h|{person.home.line}]"),
        subject=f"Appointment of [a|{person.full}]",
        body=body,
        signed="Capt. D. Whitlow",
    )
    return write(letter, filing, filing.face)


def _badge_log(seed: int) -> Sheet:
    rng = chance(seed, "badges")
    habits = Habits(0, 0, 0, 0, 0)
    sheet = Sheet(Face(size=9.0))
    sheet.centre(56, "BADGE AND IDENTIFICATION CARD LOG - HONORARY AND RESERVE", size=11)
    heads = ((0.15, "Badge"), (0.35, "Name"), (0.25, "Kind"), (0.25, "Issued"))
    rows = []
    for _ in range(14):
        kind = rng.choice(("Honorary Deputy", "Reserve", "Volunteer"))
        rows.append(
            [
                value(f"H-{rng.randint(100, 999)}", ""),
                value(draw_name(rng, female=likely(rng, 0.3)), "person_name"),
                value(kind, ""),
                value(habits.date(draw_day(rng, 1995, 2002)), ""),
            ]
        )
    table(sheet, 76, heads, rows)
    return sheet


def _transfer(filing: Filing) -> Sheet:
    person = filing.person
    sheet = Sheet(filing.face)
    sheet.centre(60, "PERSONNEL TRANSFER REQUEST", size=12)
    day = filing.habits.date(person.applied)
    lines = (
        f"To: Chief Deputy, Correctional Services    Date: [k|{day}]",
        f"Employee: [a|{person.listed}]    Badge: [k|#{filing.rng.randint(200, 900)}]",
        "From: [b|Patrol, North Division]    To: [b|Rio Cosumnes Correctional Center]",
        "Kind: involuntary    Effective: start of the next work week",
        f"Residence on file: [h|{person.home.line}], phone [n|{filing.habits.phone(person.phone)}]",
    )
    top = 100.0
    for line in lines:
        sheet.put(LEFT, top, marked(line), width=RIGHT - LEFT)
        top += 24
    top = bar(sheet, top, "REASON")
    reason = (
        "Employee's remarks to a citizen at the permit counter led to a complaint, and a change of "
        "assignment is thought best for all. The employee was told orally and objects. ",
    )
    sheet.put_text(
        (LEFT + 4, top + 4, RIGHT - 4, top + 120),
        [marked(reason[0])],
        leading=filing.face.size * 1.5,
    )
    return sheet


def _complaint(filing: Filing) -> Sheet:
    person, rng = filing.person, filing.rng
    day = filing.habits.date(draw_day(rng, 2001, 2002))
    sheet = Sheet(filing.face)
    sheet.centre(56, "INTERNAL AFFAIRS - COMPLAINT", size=12)
    number = f"IA {rng.randint(99, 102) % 100:02d}-{rng.randint(100, 999)}"
    top = row(
        sheet,
        76,
        28,
        ((0.4, "Complaint No.", value(number, "")), (0.6, "Employee", filing.name())),
    )
    citizen = draw_name(rng, female=True)
    phone = filing.habits.phone(draw_phone(rng))
    top = row(
        sheet,
        top,
        28,
        (
            (0.6, "Complainant", value(citizen, "person_name")),
            (0.4, "Phone", value(phone, "third_party_contact")),
        ),
    )
    top = row(sheet, top, 28, ((1.0, "Date of incident", value(day, "past_incident")),))
    top = bar(sheet, top + 10, "NARRATIVE")
    text = (
        f"On [i|{day}] complainant came to the counter and was told by [a|{person.short}] that "
        "permits were for friends of the Sheriff. Complainant asked for a form and was refused. "
    )
    sheet.put_text(
        (LEFT + 4, top + 4, RIGHT - 4, top + 140), [marked(text)], leading=filing.face.size * 1.5
    )
    sheet.say(
        LEFT, top + 180, "Disposition:  [ ] Sustained  [x] Not Sustained  [ ] Unfounded", size=9
    )
    return sheet


def _reprimand(filing: Filing) -> Sheet:
    person = filing.person
    letter = Letter(
        head=("Sacramento County Sheriff's Department", "[b|711 G Street, Sacramento]"),
        date=f"[k|{filing.habits.date(person.interviewed)}]",
        to=(f"[a|{person.full}]", f"[h|{person.home.line}]"),
        subject=f"Letter of reprimand, [a|{person.short}]",
        body=(
            "You are reprimanded for discourtesy. This letter will stay in your personnel file for "
            "two years, and you may answer it within thirty days.",
        ),
        signed="Capt. D. Whitlow",
    )
    return write(letter, filing, filing.face)
