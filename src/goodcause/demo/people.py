"""Made people: every name, number, street and date is invented and drawn from a seed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from goodcause.demo.chance import likely
from goodcause.demo.trades import Trade

_FEMALE = [
    "Margaret",
    "Renee",
    "Alicia",
    "Dolores",
    "Karen",
    "Yvonne",
    "Patricia",
    "Thuy",
    "Graciela",
    "Joanne",
    "Beverly",
    "Lorraine",
    "Corazon",
    "Denise",
    "Ingrid",
    "Mei-Ling",
    "Tamara",
    "Rosalind",
]
_MALE = [
    "Anton",
    "Harold",
    "Miguel",
    "Dennis",
    "Gerald",
    "Raymond",
    "Vikram",
    "Eugene",
    "Luis",
    "Stanley",
    "Terrence",
    "Wendell",
    "Bao",
    "Roland",
    "Francis",
    "Otis",
    "Calvin",
    "Emmett",
]
_HER_MIDDLE = ["Elaine", "Lynn", "Marie", "Ruth", "Anne", "Louise", "Sue", "Jean"]
_HIS_MIDDLE = ["Joseph", "Allen", "Edward", "Lee", "James", "Dean", "Ray", "Thomas"]
_LAST = [
    "Ostrander",
    "Delgado",
    "Kowalczyk",
    "Judge",
    "Brannigan",
    "Marshal",
    "Whitcomb",
    "Nakagawa",
    "Petrakis",
    "Sheriff",
    "Villasenor",
    "McAllister",
    "Thibodeaux",
    "O'Dell",
    "Hrdlicka",
    "Okonkwo",
    "Lindqvist",
    "Abernathy",
    "Castellanos",
    "Fontaine",
    "Garabedian",
    "Haverford",
    "Iyengar",
    "Jablonski",
    "Kessler",
    "Lombardo",
    "Merriweather",
    "Nguyen",
    "Oyelaran",
    "Pruitt",
    "Quintero",
    "Rasmussen",
    "Stavros",
    "Tillotson",
    "Underhill",
    "Vandermeer",
    "Wojcik",
    "Yamashiro",
    "Zimmerman",
    "Ashby",
    "Bellweather",
    "Crutchfield",
    "Dunleavy",
    "Eberhardt",
]
_MAIDEN = [
    "Wasielewski",
    "Brandt",
    "Novak",
    "Halloran",
    "Pellegrino",
    "Tanaka",
    "Escobedo",
    "Rutledge",
    "Szymanski",
    "Beaumont",
    "Carrasco",
    "Fairweather",
    "Lindgren",
    "Mackiewicz",
    "Osterhaus",
    "Prendergast",
    "Sandoval",
    "Tregaskis",
]
_STREETS = [
    "Quail Hollow",
    "Meadowgate",
    "Larkspur",
    "Orchard Row",
    "Winding Creek",
    "Heron Landing",
    "Copper Lantern",
    "Mulberry Bend",
    "Fiddleneck",
    "Saddleback",
    "Old Kiln",
    "Tule Fog",
    "Starthistle",
    "Gold Pan",
    "Windrow",
    "Cedar Shingle",
    "Pheasant Run",
    "Blue Oak",
    "Buttonwillow",
    "Stonefruit",
    "Grist Mill",
    "Juniper Knoll",
]
_KINDS = ("Court", "Lane", "Way", "Drive", "Avenue", "Street", "Circle", "Road", "Blvd.", "Place")
_TOWNS = (
    ("Sacramento", "958"),
    ("Carmichael", "956"),
    ("Elk Grove", "957"),
    ("Galt", "956"),
    ("Folsom", "956"),
    ("Citrus Heights", "956"),
    ("Fair Oaks", "956"),
    ("Orangevale", "956"),
)
_BIRTHPLACES = (
    ("Stockton", "San Joaquin", "California"),
    ("Fresno", "Fresno", "California"),
    ("Toledo", "Lucas", "Ohio"),
    ("Sioux City", "Woodbury", "Iowa"),
    ("Weed", "Siskiyou", "California"),
    ("Cebu City", "Cebu", "Philippines"),
    ("El Paso", "El Paso", "Texas"),
    ("Duluth", "St. Louis", "Minnesota"),
    ("Yuba City", "Sutter", "California"),
    ("Baton Rouge", "East Baton Rouge", "Louisiana"),
    ("Pendleton", "Umatilla", "Oregon"),
    ("Guadalajara", "Jalisco", "Mexico"),
    ("Bakersfield", "Kern", "California"),
    ("Hilo", "Hawaii", "Hawaii"),
)
_OFFICES = (
    "720 Ninth Street, Sacramento",
    "6120 Fair Oaks Boulevard, Carmichael",
    "1450 Alhambra Blvd., Suite 4, Sacramento",
    "8800 Elk Grove Boulevard, Elk Grove",
    "2333 Auburn Blvd, Sacramento",
    "4040 Power Inn Road, Sacramento",
    "5105 Sunrise Boulevard, Fair Oaks",
    "908 J Street, Sacramento",
)
_GUNS = (
    ("Smith & Wesson", "642", ".38"),
    ("Glock", "27", ".40"),
    ("Colt", "Mustang", ".380"),
    ("Ruger", "SP101", ".357"),
    ("Sig Sauer", "P239", "9mm"),
    ("Walther", "PPK/S", ".380"),
    ("Beretta", "8045", ".45"),
)
_EYES = ("BRN", "BLU", "HZL", "GRN")
_HAIR = ("BRN", "BLK", "GRY", "BLN", "RED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A made street address."""

    street: str
    town: str
    zip_code: str

    @property
    def line(self) -> str:
        """On one line, as written in a form."""
        return f"{self.street}, {self.town}, CA {self.zip_code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """A reference: somebody else, whose telephone and address are not the applicant's."""

    name: str
    calling: str
    address: Address
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """One weapon."""

    make: str
    model: str
    calibre: str
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One made applicant with everything that papers may say of them.

    Numbers are kept in one form; :class:`goodcause.demo.habits.Habits` writes them out.
    """

    number: int
    first: str
    middle: str
    last: str
    female: bool
    maiden: str
    mother: str
    mothers_maiden: str
    born: dt.date
    birthplace: tuple[str, str, str]
    ssn: str
    licence: str
    home: Address
    phone: str
    prior: tuple[Address, ...]
    spouse: str
    spouse_calling: str
    trade: Trade
    occupation: str
    employer: str
    office: str
    office_phone: str
    height: str
    weight: str
    eyes: str
    hair: str
    weapons: tuple[Weapon, ...]
    references: tuple[Acquaintance, ...]
    applied: dt.date
    interviewed: dt.date
    permit: str
    citation: str

    @property
    def full(self) -> str:
        """First, middle, last."""
        return f"{self.first} {self.middle} {self.last}"

    @property
    def listed(self) -> str:
        """Last, first middle."""
        return f"{self.last}, {self.first} {self.middle}"

    @property
    def short(self) -> str:
        """First, middle initial, last."""
        return f"{self.first} {self.middle[0]}. {self.last}"


def draw_day(rng: Random, first: int, last: int) -> dt.date:
    """A day between the first of January of one year and the end of another."""
    start = dt.date(first, 1, 1).toordinal()
    return dt.date.fromordinal(rng.randint(start, dt.date(last, 12, 28).toordinal()))


def draw_phone(rng: Random) -> str:
    """A ten-digit number of the 555-01xx range that is given to nobody."""
    return f"{rng.choice(('916', '916', '916', '530', '209'))}55501{rng.randint(0, 99):02d}"


def draw_address(rng: Random) -> Address:
    """A made address."""
    street = f"{rng.randint(12, 98) * 100 + rng.randint(1, 99)}"
    street += f" {rng.choice(_STREETS)} {rng.choice(_KINDS)}"
    if likely(rng, 0.2):
        street += f", {rng.choice(('No.', 'Apt.', '#'))} {rng.randint(1, 40)}"
    town, prefix = rng.choice(_TOWNS)
    return Address(street=street, town=town, zip_code=f"{prefix}{rng.randint(10, 99)}")


def draw_ssn(rng: Random) -> str:
    """Nine digits whose area (900-999) is never issued."""
    return f"{rng.randint(900, 999)}{rng.randint(10, 98):02d}{rng.randint(1, 9998):04d}"


def draw_name(rng: Random, *, female: bool) -> str:
    """First name, initial and surname of somebody who is not an applicant."""
    first = rng.choice(_FEMALE if female else _MALE)
    return f"{first} {rng.choice('ABCDEGHJKLMPRSTW')}. {rng.choice(_MAIDEN)}"


def draw_reference(rng: Random) -> Acquaintance:
    """A reference; some are judges or officers, which says nothing of the applicant."""
    callings = ("Dentist", "Superior Court Judge", "Deputy Sheriff", "Retired", "Contractor")
    calling = rng.choice((*callings, "Minister", "District Attorney's Office", "Grocer"))
    return Acquaintance(
        name=draw_name(rng, female=bool(rng.getrandbits(1))),
        calling=calling,
        address=draw_address(rng),
        phone=draw_phone(rng),
    )


def _weapon(rng: Random) -> Weapon:
    make, model, calibre = rng.choice(_GUNS)
    letters = "".join(rng.choice("ABCDEHKLMNPRST") for _ in range(3))
    serial = f"{letters}{rng.randint(1000, 99999)}"
    if likely(rng, 0.3):
        serial = f"N{rng.randint(1000000, 9999999)}"
    return Weapon(make=make, model=model, calibre=calibre, serial=serial)


def make_person(rng: Random, number: int, trade: Trade) -> Person:
    """One made applicant of that trade; no two numbers have one surname."""
    female = likely(rng, 0.45)
    last = _surname(number)
    maiden, mothers = rng.sample(_MAIDEN, 2)
    born = draw_day(rng, 1931, 1971)
    applied = draw_day(rng, 1996, 2003)
    return Person(
        number=number,
        first=rng.choice(_FEMALE if female else _MALE),
        middle=rng.choice(_HER_MIDDLE if female else _HIS_MIDDLE),
        last=last,
        female=female,
        maiden=maiden if female else "",
        mother=f"{rng.choice(_FEMALE)} {maiden if female else last}",
        mothers_maiden=mothers,
        born=born,
        birthplace=rng.choice(_BIRTHPLACES),
        ssn=draw_ssn(rng),
        licence=f"{rng.choice('ABCENPRS')}{rng.randint(1000000, 9999999)}",
        home=draw_address(rng),
        phone=draw_phone(rng),
        prior=tuple(draw_address(rng) for _ in range(rng.randint(1, 3))),
        spouse=f"{rng.choice(_MALE if female else _FEMALE)} {rng.choice('ABCDELMRST')}. {last}",
        spouse_calling=rng.choice(("Deputy Sheriff", "Homemaker", "Teacher", "Clerk", "Nurse")),
        trade=trade,
        occupation=rng.choice(trade.words),
        employer=trade.employer.replace("$last", last),
        office=rng.choice(_OFFICES),
        office_phone=draw_phone(rng),
        height=f"{rng.randint(5, 6)}-{rng.randint(0, 11):02d}",
        weight=str(rng.randint(115, 245)),
        eyes=rng.choice(_EYES),
        hair=rng.choice(_HAIR),
        weapons=tuple(_weapon(rng) for _ in range(rng.randint(1, 3))),
        references=tuple(draw_reference(rng) for _ in range(3)),
        applied=applied,
        interviewed=applied + dt.timedelta(days=rng.randint(9, 60)),
        permit=f"{applied.year % 100:02d}-{rng.randint(100, 999)}",
        citation=f"{rng.choice('EJS')}{rng.randint(100000, 999999)}",
    )


def _surname(number: int) -> str:
    """A surname for every number; from the second round on, a double-barrelled one."""
    around, place = divmod(number, len(_LAST))
    if not around:
        return _LAST[place]
    return f"{_LAST[place]}-{_LAST[(place + around) % len(_LAST)]}"
