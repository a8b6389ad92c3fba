"""The state's form as a look-alike: captions inside ruled cells, interview pages, the reason."""

from __future__ import annotations

from goodcause.demo.chance import likely
from goodcause.demo.filing import Filing
from goodcause.demo.forms.parts import LEFT, RIGHT, bar, row, signature, table, weapon_rows
from goodcause.demo.labels import first_wording, wording
from goodcause.demo.runs import Run, value
from goodcause.demo.sheet import Sheet

_TITLE = "STANDARD APPLICATION FOR LICENSE TO CARRY A CONCEALED WEAPON (CCW)"
_ADMONITION = (
    "I understand that I am obligated to be complete and truthful in providing information on this "
    "application. I understand that all of the information disclosed by me in this application may "
    "be subject to public disclosure."
)
_INSTRUCTIONS = (
    (
        "Authority",
        "This specimen follows the order of questions that a standard application puts. It is not "
        "a form of any agency and must not be used as one.",
    ),
    (
        "Who May Be Issued a License",
        "The sheriff of a county or the head of a municipal police department may issue a license "
        "to a person of good moral character who shows good cause, is a resident, and has "
        "completed a course of training.",
    ),
    (
        "Format of CCW License",
        "A license is issued for no longer than two years, or three for certain judicial officers "
        "and four for certain peace officers, and names each weapon that may be carried.",
    ),
    (
        "Training Required",
        "For new applicants the course may be any that is acceptable to the licensing authority, "
        "shall not exceed 16 hours, and shall include firearm safety and the law of the use of "
        "force.",
    ),
    (
        "Psychological Testing",
        "The licensing authority may require testing; the applicant may be referred to a licensed "
        "psychologist used by the licensing authority for its own employees.",
    ),
    (
        "Completing the Application",
        "Fill in all questions of Sections 1 through 5. Do not write in Section 7 until you are "
        "told to; it is completed in the presence of an official at the interview.",
    ),
)
_QUESTIONS = (
    "Do you now have, or have you ever had a license to carry a concealed weapon (CCW)?",
    "Have you ever applied for and been denied a license to carry a concealed weapon?",
    "Have you ever renounced your citizenship?",
    "If you served with the Armed Forces, were you ever convicted of any charges?",
    "Are you now, or have you been, a party to a lawsuit in the last five years?",
    "Are you now, or have you been, under a restraining order(s) from any court?",
    "Are you on probation or parole from any state for conviction of any offense?",
    "List all traffic violations and motor vehicle accidents in the last five years.",
    "Have you ever been convicted of any criminal offense (civilian or military)?",
    "Have you withheld any fact that might affect the decision to approve this license?",
)
_CONVICTIONS = (
    "1978, Lodi P.D., disturbing the peace, fine paid",
    "Reckless driving, CHP, 6/3/82, dismissed 1203.4",
    "Petty theft as a student, 1969; probation completed",
)
_TRAFFIC = (
    "CHP - speeding 4/12/99",
    "Galt PD, red light, 11-2-98",
    "Fender bender, 1997, no fault",
)
_AGENCIES = (
    "Sacramento SO, issued 1994",
    "Yolo County, 8/8/92 to 8/8/94",
    "Folsom PD, expired 1998",
)
_TREATMENTS = (
    "Treated for anxiety by Dr. Pruitt, 1997",
    "Counselling after divorce, Kaiser, six visits",
    "Hospitalized for depression, spring of 1988",
)
_CONDITIONS = (
    "consume any alcoholic beverage while carrying; be in a place whose primary purpose is selling "
    "alcoholic beverages for on-site consumption; be under the influence of any drug; "
    "refuse to show the license or surrender the concealed weapon to any peace officer upon "
    "demand; impede any peace officer in the performance of duties; unjustifiably display a "
    "deadly weapon; carry a concealed weapon not listed on the permit."
)
_CODES = (
    "Sections applicable to this license include those on false statements, on authority to grant "
    "a license, on the prohibition of possession by certain persons, on the unlawful mental "
    "state, and on the use of force in defence of self or property. Read each of them before you "
    "sign."
)
_HARMLESS = (
    "I accept and assume all responsibility and liability for, injury to, or death of any person, "
    "or damage to any property which may result through any act or omission of either the "
    "licensee or the agency that issued the license, and agree to hold harmless the agency."
)
_RELEASE = (
    "I hereby give permission to the agency to conduct a background investigation of me and to "
    "contact any person or agency who may add to or aid in this investigation, and authorize "
    "release to it of any information relative to my fitness."
)
_INTERVIEW = (
    "Have you ever been in a mental institution, treated for mental illness, or been found not "
    "guilty by reason of insanity?",
    "Are you now, or have you ever been, addicted to a controlled substance or alcohol?",
    "Have you ever been involved in an incident involving firearms?",
    "Have you been involved in a domestic violence incident?",
    "List any arrests or formal charges, with or without disposition.",
)
_ASK = (
    "If the CCW license is desired for self-protection, the protection of others, or for the "
    "protection of large sums of money or valuable property, you are required to explain and "
    "provide good cause for issuance of the license. Explain incidents and include dates, times, "
    "locations, and names of police agencies to which these incidents were reported."
)


def draw(filing: Filing) -> Sheet:
    """Five pages: instructions, personal information, weapons, interview notes, the reason."""
    sheet = Sheet(filing.face)
    _instructions(sheet, filing)
    _personal(sheet, filing)
    _conditions(sheet, filing)
    sheet.face = filing.later
    _interview(sheet, filing)
    _reason(sheet, filing)
    return sheet


def _head(sheet: Sheet, number: int) -> float:
    sheet.say(LEFT, 34, "Specimen of the Department", size=7)
    sheet.say(LEFT, 43, "FD 4012-S (rev. 6/99)", size=7)
    sheet.say(RIGHT - 60, 34, f"Page {number} of 5", size=7)
    sheet.centre(58, _TITLE, size=10.5)
    return 68.0


def _instructions(sheet: Sheet, filing: Filing) -> None:
    top = _head(sheet, 1)
    top = bar(sheet, top, "Instructions") + 14
    for heading, text in _INSTRUCTIONS:
        sheet.say(LEFT, top, heading, size=9, font="Helvetica-Bold")
        top = sheet.prose(LEFT, top + 12, RIGHT - LEFT, text, size=9) + 12
    top = bar(sheet, top + 8, "Public Disclosure Admonition", dark=True) + 14
    top = sheet.prose(LEFT, top, RIGHT - LEFT, _ADMONITION, size=9)
    signature(sheet, top + 8, filing)


def _personal(sheet: Sheet, filing: Filing) -> None:
    person = filing.person
    sheet.next_page()
    top = bar(sheet, _head(sheet, 2), "Section 1 - Applicant Personal Information", dark=True)
    label = first_wording
    top = row(
        sheet,
        top,
        26,
        (
            (0.4, label("last"), value(person.last, "person_name")),
            (0.35, label("first"), value(person.first, "person_name")),
            (0.25, label("middle"), value(person.middle, "person_name")),
        ),
    )
    top = row(sheet, top, 26, ((1.0, label("aka"), filing.aka()),))
    city = f"{person.home.town}, Sacramento"
    top = row(
        sheet,
        top,
        26,
        (
            (0.6, label("residence_city"), value(city, "")),
            (0.4, label("citizenship"), (Run("USA"),)),
        ),
    )
    top = row(
        sheet,
        top,
        26,
        ((0.35, label("dob"), filing.dob()), (0.65, label("pob"), filing.pob())),
    )
    top = row(
        sheet,
        top,
        26,
        (
            (0.25, label("height"), value(person.height, "")),
            (0.25, label("weight"), value(person.weight, "")),
            (0.25, label("eyes"), value(person.eyes, "")),
            (0.25, label("hair"), value(person.hair, "")),
        ),
    )
    top = bar(sheet, top + 10, "Section 2 - Applicant Clearance Questions", dark=True) + 14
    rng = filing.rng
    yes = {1: likely(rng, 0.5), 8: likely(rng, 0.5), 9: filing.person.number % 8 == 0}
    for number, question in enumerate(_QUESTIONS, 1):
        top = _question(sheet, top, number, question, yes=yes.get(number, False))
        if number == 1 and yes[1]:
            _answer(sheet, top - 6, f"{rng.choice(_AGENCIES)}, CCW No. {person.permit}")
        if number == 9 and yes[9]:  # noqa: PLR2004  the question about convictions
            old = value(rng.choice(_CONVICTIONS), "criminal_history")
            sheet.put(LEFT + 24, top - 20, old, width=500)
        if number == 8 and yes[8]:  # noqa: PLR2004  the question about traffic
            _answer(sheet, top - 6, f"{rng.choice(_TRAFFIC)}, Citation No. {person.citation}")


def _question(sheet: Sheet, top: float, number: int, text: str, *, yes: bool) -> float:
    sheet.say(LEFT + 4, top, f"{number}.", size=8.5)
    sheet.prose(LEFT + 20, top, 420, text, size=8.5)
    sheet.tick(500, top, on=yes)
    sheet.say(510, top, "Yes", size=7.5)
    sheet.tick(534, top, on=not yes)
    sheet.say(544, top, "No", size=7.5)
    sheet.line(LEFT + 20, top + 22, RIGHT - 6, top + 22, 0.35)
    return top + 40


def _answer(sheet: Sheet, top: float, text: str) -> None:
    sheet.put(LEFT + 24, top - 14, value(text, ""), width=500)


def _conditions(sheet: Sheet, filing: Filing) -> None:
    sheet.next_page()
    top = bar(sheet, _head(sheet, 3), "Section 3 - Description of Weapons", dark=True)
    top = sheet.prose(
        LEFT, top + 12, RIGHT - LEFT, "List below the weapons you desire to carry if granted a CCW."
    )
    heads = ((0.3, "Make"), (0.25, "Model"), (0.15, "Caliber"), (0.3, "Serial No."))
    top = table(sheet, top + 2, heads, weapon_rows(filing))
    top = bar(sheet, top + 10, "Section 4 - CCW License Conditions and Restrictions", dark=True)
    text = f"While exercising the privileges granted under this license, I shall not: {_CONDITIONS}"
    top = sheet.prose(LEFT, top + 14, RIGHT - LEFT, text, size=9)
    sheet.say(LEFT, top + 14, "Any other restrictions:", size=8.5)
    sheet.line(140, top + 16, RIGHT, top + 16, 0.4)
    top = bar(sheet, top + 30, "Section 5 - Applicable California Penal Code Sections", dark=True)
    top = sheet.prose(LEFT, top + 14, RIGHT - LEFT, _CODES, size=9)
    top = bar(
        sheet, top + 14, "Section 6 - Agreement to Restrictions and to Hold Harmless", dark=True
    )
    top = sheet.prose(LEFT, top + 14, RIGHT - LEFT, _HARMLESS, size=9)
    signature(sheet, top + 10, filing)


def _prior(sheet: Sheet, top: float, filing: Filing) -> float:
    """Lines for former addresses; returns where they end."""
    label = first_wording
    sheet.say(LEFT, top + 14, f"1. {label('prior')}:", size=8.5)
    top += 18
    for address in filing.person.prior:
        sheet.line(LEFT + 14, top + 18, RIGHT, top + 18, 0.4)
        sheet.put(LEFT + 20, top + 15, value(address.line, "prior_address"), width=500)
        top += 20
    return top


def _interview(sheet: Sheet, filing: Filing) -> None:
    person, rng = filing.person, filing.rng
    sheet.next_page()
    top = bar(sheet, _head(sheet, 4), "Section 7 - Investigator's Interview Notes", dark=True)
    label = first_wording
    top = row(
        sheet,
        top,
        30,
        (
            (0.55, label("name"), filing.name()),
            (0.3, label("dob"), filing.dob()),
            (0.15, label("age"), filing.age()),
        ),
    )
    top = row(
        sheet,
        top,
        30,
        (
            (0.34, wording(rng, "ssn"), filing.ssn()),
            (0.36, label("licence"), filing.licence()),
            (0.3, label("licence_limits"), (Run("none"),)),
        ),
    )
    top = row(sheet, top, 30, ((1.0, label("home"), filing.home()),))
    top = row(
        sheet,
        top,
        30,
        ((0.6, label("mail"), (Run("same"),)), (0.4, label("phone"), filing.phone())),
    )
    top = row(sheet, top, 30, ((1.0, label("spouse"), filing.spouse()),))
    top = row(
        sheet,
        top,
        30,
        (
            (0.5, label("occupation"), value(person.occupation, "")),
            (0.5, label("employer"), value(person.employer, "")),
        ),
    )
    top = row(
        sheet,
        top,
        30,
        (
            (0.35, label("office_phone"), filing.office_phone()),
            (0.65, label("office"), filing.office()),
        ),
    )
    top = _prior(sheet, top, filing)
    first = top
    for number, question in enumerate(_INTERVIEW, 2):
        top = _question(sheet, top + 16, number, question, yes=False) - 8
    if likely(rng, 0.4):
        treated = (Run(rng.choice(_TREATMENTS), "medical_psych"),)
        sheet.put(LEFT + 30, first + 35, treated, width=480)
    sheet.put(LEFT + 4, top + 24, (Run("Interviewed "), *filing.interviewed(), Run(", Room 112")))


def _reason(sheet: Sheet, filing: Filing) -> None:
    sheet.next_page()
    top = _head(sheet, 5)
    top = sheet.prose(LEFT, top + 6, RIGHT - LEFT, _ASK, size=8.5)
    top += 4
    sheet.box((LEFT, top, RIGHT, 600))
    sheet.say(LEFT + 3, top + 8, first_wording("reason"), size=6.5)
    leading = sheet.face.size * 1.42
    sheet.put_text((LEFT + 8, top + 12, RIGHT - 8, 598), filing.reason, leading=leading)
    top = bar(sheet, 610, "Section 8 - Certification and Release of Information", dark=True)
    top = sheet.prose(LEFT, top + 12, RIGHT - LEFT, _RELEASE, size=8.5)
    signature(sheet, top + 6, filing)
