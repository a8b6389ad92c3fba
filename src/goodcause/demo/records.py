"""Other papers in an applicant's file: bills, reports, evaluation, licence, prints, certificate."""

from __future__ import annotations

from goodcause.demo.filing import Filing
from goodcause.demo.forms.parts import LEFT, RIGHT, bar, row
from goodcause.demo.labels import wording
from goodcause.demo.people import draw_day, draw_name, draw_reference
from goodcause.demo.runs import Run, Sentence, marked, value
from goodcause.demo.sheet import Face, Sheet


def evaluation(filing: Filing, face: Face) -> Sheet:
    """The panel's evaluation, which copies from the reason, times and places included."""
    person = filing.person
    sheet = Sheet(face)
    sheet.centre(56, "CONCEALED WEAPONS PERMIT EVALUATION", size=13)
    top = row(
        sheet,
        76,
        28,
        (
            (0.5, "Applicant", filing.name()),
            (0.25, "File No.", value(f"CCW {person.permit}", "")),
            (0.25, "Occupation", value(person.occupation, "")),
        ),
    )
    top = bar(sheet, top + 14, "REASON GIVEN BY APPLICANT (copied from application)")
    copied = [sentence for sentence in filing.reason if _exposed(sentence)]
    sheet.box((LEFT, top, RIGHT, 330))
    sheet.put_text((LEFT + 8, top + 4, RIGHT - 8, 326), copied, leading=face.size * 1.45)
    top = bar(sheet, 346, "RECOMMENDATIONS OF PANEL")
    for title in ("Sheriff's Chief Deputy", "Captain, Field Services", "Captain, Court Security"):
        sheet.box((LEFT, top, RIGHT, top + 52))
        sheet.say(LEFT + 4, top + 12, title, size=8.5, font="Helvetica-Bold")
        for x, word in ((LEFT + 180, "Approve"), (LEFT + 260, "Deny"), (LEFT + 320, "Discuss")):
            sheet.tick(x, top + 12, on=word == "Approve")
            sheet.say(x + 11, top + 12, word)
        sheet.sign(LEFT + 20, top + 40, draw_name(filing.rng, female=False), filing.hand)
        sheet.put(RIGHT - 110, top + 40, filing.interviewed(), width=100)
        top += 52
    sheet.say(LEFT, top + 16, "Interviewed by: Sgt. Ames, Room 112", size=8.5)
    return sheet


def utility_bill(filing: Filing, face: Face) -> Sheet:
    """Proof of residency: the home address of everybody, which stays for lay people."""
    person, rng = filing.person, filing.rng
    sheet = Sheet(face)
    sheet.say(LEFT, 60, "River City Municipal Utility District", size=15, font="Helvetica-Bold")
    sheet.say(LEFT, 74, "Electric and water service", size=9)
    account = f"{rng.randint(1000, 9999)}-{rng.randint(10000, 99999)}-{rng.randint(1, 9)}"
    top = row(
        sheet,
        96,
        30,
        (
            (0.34, "Account Number", value(account, "")),
            (0.33, "Statement Date", filing.applied()),
            (0.33, "Amount Due", value(f"${rng.randint(31, 212)}.{rng.randint(10, 99)}", "")),
        ),
    )
    sheet.say(LEFT, top + 26, "Service Address", size=8, font="Helvetica-Bold")
    sheet.put(LEFT, top + 40, filing.home())
    sheet.say(LEFT, top + 70, "Mail to:", size=8, font="Helvetica-Bold")
    sheet.put(LEFT + 20, top + 88, value(person.full.upper(), "person_name"))
    sheet.put(LEFT + 20, top + 101, value(person.home.street.upper(), "home_address"))
    line = f"{person.home.town.upper()} CA {person.home.zip_code}"
    sheet.put(LEFT + 20, top + 114, value(line, "home_address"))
    top = bar(sheet, top + 150, "Usage")
    for index in range(6):
        sheet.say(LEFT + 6, top + 16, f"Meter reading {index + 1}", size=8)
        sheet.say(LEFT + 200, top + 16, f"{rng.randint(210, 980)} kWh", size=8)
        sheet.line(LEFT, top + 20, RIGHT, top + 20, 0.3)
        top += 20
    sheet.say(LEFT, top + 24, "Questions? Call (916) 555-0100, open 8 to 5, Monday to Friday.")
    return sheet


def _victim(sheet: Sheet, top: float, filing: Filing) -> float:
    """The rows on the victim; returns where they end."""
    person, rng = filing.person, filing.rng
    top = bar(sheet, top + 8, "VICTIM")
    top = row(
        sheet,
        top,
        26,
        ((0.6, "Name (L, F, M)", filing.name()), (0.4, wording(rng, "dob"), filing.dob())),
    )
    top = row(
        sheet,
        top,
        26,
        (
            (0.65, wording(rng, "home"), filing.home()),
            (0.35, wording(rng, "phone"), filing.phone()),
        ),
    )
    top = row(
        sheet,
        top,
        26,
        (
            (0.3, wording(rng, "licence"), filing.licence()),
            (0.3, wording(rng, "ssn"), filing.ssn()),
            (0.4, "Occupation", value(person.occupation, "")),
        ),
    )
    top = row(
        sheet,
        top,
        26,
        (
            (0.65, wording(rng, "office"), filing.office()),
            (0.35, wording(rng, "office_phone"), filing.office_phone()),
        ),
    )
    return top


def _incident(filing: Filing, day: str, place: str) -> list[Sentence]:
    """The officer's sentences."""
    person, rng = filing.person, filing.rng
    seen = rng.choice(
        (
            "Victim said that a man unknown to victim shouted a threat and drove off in a van. ",
            "R/P stated that the suspect said 'I know who you are' and left on foot. ",
            "Victim had been followed from work by a dark pickup, which turned off at the light. ",
        )
    )
    lives = rng.choice(
        (
            f"Victim lives at [h|{person.home.street}] and was told to call if the van returns. ",
            f"Victim, who resides at [h|{person.home.line}], was given the report number. ",
            f"Officers checked the house at [h|{person.home.street}]; the area was quiet. ",
        )
    )
    story = (
        f"On [i|{day} at 2115 hours] I was sent to [i|{place}] and spoke with [a|{person.short}]. ",
        seen,
        lives,
        "No injuries were seen and no property was taken. No further leads; case suspended. ",
    )
    return [marked(sentence) for sentence in story]


def police_report(filing: Filing, face: Face) -> Sheet:
    """An incident with the applicant as victim; the incident itself stays."""
    habits, rng = filing.habits, filing.rng
    day = habits.date(draw_day(rng, 1995, 2001))
    number = f"{rng.randint(95, 99)}-{rng.randint(10000, 99999)}"
    sheet = Sheet(face)
    sheet.say(LEFT, 52, "SACRAMENTO COUNTY SHERIFF'S DEPARTMENT", size=11, font="Helvetica-Bold")
    sheet.say(LEFT, 66, "CRIME REPORT", size=10, font="Helvetica-Bold")
    top = row(
        sheet,
        76,
        26,
        (
            (0.3, "Report No.", value(number, "past_incident")),
            (0.4, "Date / Time Occurred", value(f"{day} 2115 hrs", "past_incident")),
            (0.3, "Offense", value("Threats, 422 PC", "past_incident")),
        ),
    )
    place = rng.choice(("Parking lot, 3400 Arden Way", "Store, 2200 Fulton Avenue"))
    top = row(sheet, top, 26, ((1.0, "Location of Occurrence", value(place, "past_incident")),))
    top = _victim(sheet, top, filing)
    top = bar(sheet, top + 8, "SUSPECT")
    sheet.put(
        LEFT + 6, top + 18, marked("Unknown male, 30-35, 5-10, 180, brown van, no plate seen.")
    )
    top = bar(sheet, top + 30, "NARRATIVE")
    sentences = _incident(filing, day, place)
    sheet.put_text((LEFT + 6, top + 8, RIGHT - 6, 700), sentences, leading=face.size * 1.5)
    sheet.say(LEFT, 730, "Reporting officer: Dep. L. Ferrante #412", size=8.5)
    return sheet


def licence_copy(filing: Filing, face: Face) -> Sheet:
    """The licence as issued, front and back on one photocopy."""
    person = filing.person
    sheet = Sheet(face)
    sheet.say(LEFT, 60, "Copy of license issued (front and back)", size=9)
    left, right, top = 120.0, 492.0, 100.0
    sheet.box((left, top, right, top + 220), weight=1.2)
    sheet.say(
        left + 12,
        top + 20,
        "LICENSE TO CARRY CONCEALED PISTOL, REVOLVER",
        size=9.5,
        font="Helvetica-Bold",
    )
    sheet.box((right - 92, top + 34, right - 14, top + 130), fill=0.85)
    sheet.say(right - 76, top + 86, "PHOTO", size=8)
    lines: tuple[tuple[str, Sentence], ...] = (
        ("LICENSE NO.", value(person.permit, "")),
        ("NAME", value(person.full, "person_name")),
        ("ADDRESS", filing.home()),
        (wording(filing.rng, "dob"), filing.dob()),
        ("HT/WT/HAIR/EYES", value(_body(filing), "")),
        ("OCCUPATION", value(person.occupation, "")),
        ("BUSINESS", filing.office()),
        ("ISSUED", filing.interviewed()),
    )
    y = top + 44
    for label, runs in lines:
        sheet.say(left + 12, y, label, size=6.5)
        sheet.put(left + 90, y, runs, width=180 if y < top + 134 else right - left - 100)
        y += 21
    top = 360.0
    sheet.box((left, top, right, top + 150), weight=1.2)
    sheet.say(left + 12, top + 20, "WEAPONS", size=8.5, font="Helvetica-Bold")
    for index, gun in enumerate(person.weapons):
        text = f"{gun.make}  {gun.model}  {gun.calibre}  {gun.serial}"
        sheet.put(left + 12, top + 40 + 18 * index, value(text, "weapon"), width=340)
    sheet.sign(left + 20, top + 130, person.short, filing.hand)
    sheet.say(left + 12, top + 142, "Signature of licensee", size=6.5)
    return sheet


def prints_request(filing: Filing, face: Face) -> Sheet:
    """A request for fingerprints: nearly every identifier in small cells."""
    person, rng = filing.person, filing.rng
    sheet = Sheet(face)
    sheet.centre(56, "REQUEST FOR LIVE SCAN SERVICE", size=12)
    sheet.say(LEFT, 70, "Applicant Submission", size=8)
    top = row(
        sheet,
        80,
        28,
        ((0.5, "ORI", value("CA0349400", "")), (0.5, "Type", value("CCW PERMIT", ""))),
    )
    top = row(
        sheet,
        top,
        28,
        ((0.6, "Name of Applicant (Last, First, MI)", filing.name()), (0.4, "AKA", filing.aka())),
    )
    top = row(
        sheet,
        top,
        28,
        (
            (0.3, wording(rng, "dob"), filing.dob()),
            (0.1, "Sex", value("F" if person.female else "M", "")),
            (0.2, "HT", value(person.height, "")),
            (0.2, "WT", value(person.weight, "")),
            (0.2, "Eye Color", value(person.eyes, "")),
        ),
    )
    top = row(
        sheet,
        top,
        28,
        (
            (0.35, rng.choice(("SOC", wording(rng, "ssn"))), filing.ssn()),
            (0.35, wording(rng, "licence"), filing.licence()),
            (0.3, wording(rng, "pob"), filing.pob()),
        ),
    )
    top = row(sheet, top, 28, ((1.0, wording(rng, "home"), filing.home()),))
    code = filing.rng.randint(100000, 999999)
    top = row(
        sheet,
        top,
        28,
        (
            (0.4, "Your Number (OCA)", value(f"CCW-{person.permit}", "")),
            (0.6, "ATI No.", value(f"R{code}{person.last[:3].upper()}", "")),
        ),
    )
    sheet.say(LEFT, top + 20, "Live scan transaction completed by: Clerk 88", size=8)
    return sheet


def certificate(filing: Filing, face: Face) -> Sheet:
    """A certificate of training, with the licence and the birth date in its small print."""
    person, rng = filing.person, filing.rng
    sheet = Sheet(face)
    sheet.box((48, 60, 564, 480), weight=2.0)
    sheet.box((54, 66, 558, 474), weight=0.5)
    sheet.centre(120, "Certificate of Completion", size=24, font="Times-Bold")
    sheet.centre(160, "This is to certify that", size=12, font="Times-Roman")
    sheet.put(230, 196, value(person.full, "person_name"))
    sheet.centre(
        230, "has completed the course of 16 hours in firearm safety", size=12, font="Times-Roman"
    )
    sheet.centre(248, "and scored on the range as shown below.", size=12, font="Times-Roman")
    score = (Run("Score "), Run(f"{filing.rng.randint(231, 299)} of 300", ""))
    sheet.put(230, 290, score)
    sheet.put(
        96,
        350,
        (
            Run(f"{wording(rng, 'licence')} "),
            *filing.licence(),
            Run(f"   {wording(rng, 'dob')} "),
            *filing.dob(),
        ),
    )
    sheet.put(
        96, 372, (Run("Course held "), *filing.applied(), Run(", Academy of Firearms Safety"))
    )
    teacher = draw_reference(filing.rng)
    sheet.sign(340, 436, teacher.name, filing.hand)
    sheet.line(330, 440, 520, 440)
    sheet.say(330, 450, f"{teacher.name}, Range Master", size=8)
    return sheet


def _exposed(sentence: Sentence) -> bool:
    return any((run.category or "").startswith("vulnerability") for run in sentence)


def _body(filing: Filing) -> str:
    person = filing.person
    return f"{person.height} / {person.weight} / {person.hair} / {person.eyes}"
