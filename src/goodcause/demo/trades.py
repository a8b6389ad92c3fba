"""What made applicants do for a living, and what the order calls it."""

from __future__ import annotations

from dataclasses import dataclass

JUSTICE = "judicial_law_enforcement"
LAY = "layperson"
UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One occupation as people write it.

    Attributes:
        words: wordings of the occupation field; each application takes one.
        occupation: the order's word for it.
        person_class: ``judicial_law_enforcement``, ``layperson`` or ``unsettled``.
        employer: the employer; ``$last`` stands for the applicant's surname.
        themes: which narrative sentences suit (:mod:`goodcause.demo.sentences`).
        own_words: a sentence about oneself that bears the class, or nothing.
    """

    words: tuple[str, ...]
    occupation: str
    person_class: str
    employer: str
    themes: tuple[str, ...] = ("justice", "away")
    own_words: str = ""


def _lay(employer: str, themes: tuple[str, ...], *words: str, own: str = "") -> Trade:
    return Trade(
        words=words,
        occupation="private",
        person_class=LAY,
        employer=employer,
        themes=themes,
        own_words=own,
    )


def _justice(occupation: str, employer: str, *words: str, own: str = "") -> Trade:
    return Trade(
        words=words,
        occupation=occupation,
        person_class=JUSTICE,
        employer=employer,
        own_words=own,
    )


def _open(occupation: str, employer: str, *words: str, own: str = "") -> Trade:
    return Trade(
        words=words,
        occupation=occupation,
        person_class=UNSETTLED,
        employer=employer,
        themes=("night", "justice"),
        own_words=own,
    )


SETTLED = (
    _justice(
        "judge",
        "Superior Court of California",
        "Judge, Superior Court",
        "Superior Court Judge",
        own="I have been a judge of the Superior Court since 1994.",
    ),
    _justice(
        "sworn_officer",
        "Sacramento County Sheriff's Department",
        "Deputy Sheriff (retired)",
        "Retired Deputy Sheriff",
        own="I retired from the Sheriff's Department as a sergeant in 2001.",
    ),
    _justice(
        "prosecutor",
        "Office of the District Attorney",
        "Deputy District Attorney",
        "Deputy D.A.",
        own="As a deputy district attorney I try gang cases.",
    ),
    _justice(
        "court_commissioner",
        "Superior Court, Family Law Division",
        "Court Commissioner",
        "Commissioner, Superior Court",
        own="I hear custody and support matters as a commissioner.",
    ),
    _justice(
        "probation_officer",
        "County Probation Department",
        "Senior Probation Officer",
        "Deputy Probation Officer II",
        own="I supervise a caseload of violent offenders.",
    ),
    _justice(
        "parole_agent",
        "Department of Corrections, Parole Division",
        "Parole Agent II",
        "State Parole Agent",
        own="I return absconding parolees to custody.",
    ),
    _justice(
        "correctional_officer",
        "Folsom State Prison",
        "Correctional Officer",
        "Correctional Sgt.",
        own="I work in the housing units as a correctional officer.",
    ),
    _justice(
        "sworn_officer",
        "Elk Creek Police Department",
        "Police Officer",
        "Peace Officer - Patrol",
        own="I am a sworn police officer with nine years of service.",
    ),
    _justice(
        "judge",
        "Superior Court (retired 1999)",
        "Judge of the Superior Court, Ret.",
        "Retired Judge",
        own="I sat on the criminal bench for twenty years before I retired.",
    ),
    _justice(
        "da_investigator",
        "District Attorney, Bureau of Investigation",
        "D.A. Investigator",
        "Criminal Investigator, District Attorney",
        own="I am an investigator for the District Attorney.",
    ),
    _justice(
        "chp_officer",
        "California Highway Patrol",
        "CHP Officer",
        "State Traffic Officer, CHP",
        own="I patrol as an officer of the Highway Patrol.",
    ),
    _justice(
        "magistrate",
        "United States District Court",
        "U.S. Magistrate Judge",
        "Magistrate Judge",
        own="I serve as a magistrate judge.",
    ),
)

OPEN = (
    _open(
        "public_defender",
        "Office of the Public Defender",
        "Assistant Public Defender",
        "Attorney, Public Defender",
        own="I have defended accused persons since 1989.",
    ),
    _open(
        "honorary_deputy",
        "$last Development Company",
        "Developer / Honorary Deputy Sheriff",
        "Honorary Deputy; Developer",
        own="I hold the Sheriff's honorary deputy badge and help at events.",
    ),
    _open(
        "reserve_deputy",
        "Sheriff's Reserve Forces",
        "Reserve Deputy Sheriff (Level II)",
        "Reserve Deputy",
        own="I volunteer two shifts a month as a reserve deputy.",
    ),
    _open("court_staff", "Superior Court Clerk's Office", "Court Clerk", "Deputy Court Clerk III"),
    _open("dispatcher", "Sheriff's Communication Center", "Dispatcher", "Public Safety Dispatcher"),
    _open(
        "private_security",
        "$last Patrol Service",
        "Private Security Officer",
        "Security Guard Supervisor",
    ),
)

PRIVATE = (
    _lay(
        "$last & Sons Jewelers, Inc.",
        ("cash", "night"),
        "Jeweler",
        "Jeweler / owner",
        own="I own and run a jewelry store.",
    ),
    _lay(
        "Mercy General Hospital",
        ("stalked", "night"),
        "Pharmacy technician",
        "Pharmacy Tech.",
        own="I work in the hospital pharmacy.",
    ),
    _lay(
        "First Valley Bank",
        ("cash", "stalked"),
        "Officer of bank (Vice President)",
        "Bank officer",
        own="I am an officer of the bank and open the branch.",
    ),
    _lay("Golden Spike Liquors", ("cash", "night"), "Liquor store owner", "Retail merchant"),
    _lay(
        "$last Farms",
        ("away", "night"),
        "Rancher",
        "Cattle rancher",
        own="I run cattle on leased ground.",
    ),
    _lay(
        "self-employed",
        ("away", "stalked"),
        "Kennel owner; judge of dog shows",
        "Dog breeder and show judge",
        own="I breed show dogs, and I am licensed to judge them.",
    ),
    _lay("$last Property Management", ("cash", "away"), "Property manager", "Apartment manager"),
    _lay(
        "River City Vending Co.",
        ("cash", "night"),
        "Vending route operator",
        "Route man, vending machines",
    ),
    _lay(
        "Dr. $last, D.V.M., Inc.",
        ("away", "night"),
        "Veterinarian",
        "Veterinary surgeon",
        own="I keep controlled drugs at my clinic.",
    ),
    _lay(
        "Delta Precious Metals",
        ("cash", "away"),
        "Coin dealer",
        "Dealer in coins and bullion",
    ),
    _lay("$last Realty", ("away", "stalked"), "Real estate broker", "Realtor"),
    _lay("Capitol Cab Cooperative", ("night", "cash"), "Taxi driver", "Cab owner-operator"),
    _lay("Natomas Elementary School", ("stalked",), "School teacher", "Teacher, 4th grade"),
    _lay("$last Trucking", ("night", "away"), "Truck driver", "Owner-operator, trucking"),
    _lay(
        "Sierra Home Health",
        ("stalked", "night"),
        "Registered nurse",
        "R.N., visiting nurse",
    ),
    _lay(
        "$last Development Company",
        ("cash", "away"),
        "Chief Financial Officer",
        "C.F.O., building firm",
    ),
    _lay(
        "Marshal & Judge, Certified Public Accountants",
        ("stalked", "cash"),
        "Bookkeeper",
        "Accountant",
    ),
    _lay("Tower Pawn & Loan", ("cash", "night"), "Pawnbroker", "Pawn shop owner"),
    _lay("self-employed", ("stalked", "away"), "Writer", "Free-lance author"),
    _lay("$last Towing", ("night",), "Tow truck operator", "Tow operator"),
    _lay("Oak Park Check Cashing", ("cash",), "Manager, check cashing", "Check casher"),
)


def plan(count: int) -> tuple[Trade, ...]:
    """The trades of that many applications: a third justice, a fifth unsettled, the rest lay.

    The order is fixed, so that even a short case has every class.
    """
    pattern = "LJLLUJLLUJLLJUJL"
    pools = {"J": SETTLED, "U": OPEN, "L": PRIVATE}
    taken = dict.fromkeys(pools, 0)
    chosen = []
    for number in range(count):
        kind = pattern[number % len(pattern)]
        pool = pools[kind]
        chosen.append(pool[taken[kind] % len(pool)])
        taken[kind] += 1
    return tuple(chosen)
