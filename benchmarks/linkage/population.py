"""Applicants, donors and companies with truth: one made town, written down by two careless clerks.

Names follow the 1990 census frequencies (package ``names``); nobody is real. The shape is that of
campaign filings: spouses at one address, nicknames, misspellings, moves, joint gifts, swapped
columns, married names, initials, fathers and sons, businesses filed under their owners' names.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import names

from goodcause.demo.chance import chance
from goodcause.linkage.words import listed

_TYPES = (("Avenue", "Ave."), ("Street", "St"), ("Drive", "Dr"), ("Road", "Rd"), ("Lane", "Ln"))
_STREETS = listed(
    """
    Alder Birch Juniper Magnolia Sycamore Poplar Cypress Olive Vista Meadow Canyon Orchard
    Harbor Prairie Summit Valley Granite Quarry Copper Marsh Heron Falcon Quail Plover Rio
    Sutter Truxel Norwood Marysville Rosemont Kiefer Jackson Bruceville Valensin Twin
    Cities Dillard Meiss Latrobe Scott Douglas Barton Eureka Cavitt Oakdale Winters
    Lincoln Grant Sherman Meade
    """
)
_TOWNS = ("Galt", "Sacramento", "Wilton", "Herald", "Folsom", "Elk Grove", "Rio Linda", "Isleton")
_TRADES = listed(
    """
    Roofing Construction Electric Plumbing Jewelers Properties Towing Drywall Nursery
    Farms Trucking Builders Realty Security Pharmacy Vending Printing Catering Glass
    Paving
    """
)
_FORMS = ("Inc.", "Inc", "LLC", "Corp.", "Co.", "")
_WORK = """Attorney|Contractor|Physician|Dentist|Teacher|Engineer|Consultant|Realtor|Nurse|Salesman
|Manager|Jeweler|Pharmacist|Truck Driver|Rancher|Bail Agent|Locksmith|Accountant""".replace(
    "\n", ""
).split("|")
_JUSTICE = (
    ("Deputy Sheriff", "Sacramento County Sheriff"),
    ("Judge", "Superior Court"),
    ("Police Officer", "City of Sacramento"),
    ("Parole Agent", "State of California"),
)
_SHORT = {
    "Robert": ("Bob", "Rob"), "William": ("Bill", "Will"), "James": ("Jim",), "John": ("Jack",),
    "Richard": ("Dick", "Rick"), "Charles": ("Chuck",), "Thomas": ("Tom",), "Joseph": ("Joe",),
    "Michael": ("Mike",), "David": ("Dave",), "Edward": ("Ed", "Ted"), "Daniel": ("Dan",),
    "Margaret": ("Peggy", "Meg"), "Elizabeth": ("Liz", "Betty"), "Patricia": ("Pat", "Patty"),
    "Barbara": ("Barb",), "Susan": ("Sue",), "Deborah": ("Debbie",), "Katherine": ("Kathy",),
    "Christopher": ("Chris",), "Anthony": ("Tony",), "Kenneth": ("Ken",), "Steven": ("Steve",),
    "Donald": ("Don",), "Timothy": ("Tim",), "Lawrence": ("Larry",), "Jennifer": ("Jenny",),
}  # fmt: skip


def _frequencies(name: str) -> tuple[list[str], list[float]]:
    rows = (Path(names.__file__).parent / name).read_text().split("\n")
    parts = [row.split() for row in rows if row]
    return [p[0].title() for p in parts], [float(p[2]) for p in parts]


_LASTS = _frequencies("dist.all.last")
_MEN = _frequencies("dist.male.first")
_WOMEN = _frequencies("dist.female.first")


@dataclass(frozen=True)
class Home:
    """A street address."""

    number: int
    street: str
    kind: tuple[str, str]
    town: str
    zip: str
    unit: int = 0


@dataclass
class Resident:
    """Somebody of the town, as he or she is."""

    key: int
    first: str
    middle: str
    last: str
    suffix: str
    home: Home
    work: str
    employer: str = ""
    justice: bool = False
    woman: bool = False
    moved: Home | None = None
    maiden: str = ""
    spouse: Resident | None = None
    company: int = -1


@dataclass
class Firm:
    """A company with an owner."""

    key: int
    name: str
    form: str
    home: Home
    owner: Resident


@dataclass
class Town:
    """A made town and what two clerks wrote down of it.

    Attributes:
        applicants, donors, officers: rows of the three tables.
        people: true pairs of applicant and donor row; ``companies`` those through a company.
        spouses: pairs that are only the spouse's gift.
        removed: applicants whose address is removed.
        null: whether nobody who applies gives.
    """

    applicants: list[dict[str, str]] = field(default_factory=list)
    donors: list[dict[str, str]] = field(default_factory=list)
    officers: list[dict[str, str]] = field(default_factory=list)
    people: set[tuple[str, str]] = field(default_factory=set)
    companies: set[tuple[str, str]] = field(default_factory=set)
    spouses: set[tuple[str, str]] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    null: bool = False


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = chance(seed, "town")
        self.residents: list[Resident] = []
        self.firms: list[Firm] = []

    def pick(self, of: tuple[list[str], list[float]]) -> str:
        words, cumulative = of
        at = bisect.bisect_left(cumulative, self.rng.random() * cumulative[-1])
        return words[min(at, len(words) - 1)]

    def home(self) -> Home:
        r = self.rng
        zip_code = str(95600 + r.randrange(0, 260))
        unit = r.randrange(1, 40) if r.random() < 0.12 else 0
        return Home(
            r.randrange(10, 9990),
            r.choice(_STREETS),
            r.choice(_TYPES),
            _TOWNS[int(zip_code) % len(_TOWNS)],
            zip_code,
            unit,
        )

    def resident(self, last: str = "", home: Home | None = None) -> Resident:
        r = self.rng
        woman = r.random() < 0.45
        justice = r.random() < 0.08
        work, employer = r.choice(_JUSTICE) if justice else (r.choice(_WORK), "")
        made = Resident(
            key=len(self.residents),
            first=self.pick(_WOMEN if woman else _MEN),
            middle=r.choice("ABCDEFGHJKLMNPRSTW"),
            last=last or self.pick(_LASTS),
            suffix=r.choice(("Jr", "Sr", "III")) if r.random() < 0.04 and not woman else "",
            home=home or self.home(),
            work=work,
            employer=employer,
            justice=justice,
            woman=woman,
            moved=self.home() if r.random() < 0.2 else None,
            maiden=self.pick(_LASTS) if woman and r.random() < 0.04 else "",
        )
        self.residents.append(made)
        if not justice:
            self._employ(made)
        return made

    def _employ(self, who: Resident) -> None:
        r = self.rng
        if r.random() < 0.12:
            place = f"{r.choice(_STREETS)} {r.choice(('Valley', 'River', 'Delta'))}"
            both = f"{self.pick(_LASTS)} {who.last}"
            stem = r.choice((who.last, f"{who.last} & Sons", both, place))
            firm = Firm(
                len(self.firms),
                f"{stem} {r.choice(_TRADES)}",
                r.choice(_FORMS),
                self.home(),
                who,
            )
            self.firms.append(firm)
            who.company = firm.key
            who.employer, who.work = (
                f"{firm.name} {firm.form}".strip(),
                r.choice(("Owner", "President", "CEO", "Partner")),
            )
        elif r.random() < 0.55:
            who.employer = f"{self.pick(_LASTS)} {r.choice(_TRADES)} {r.choice(_FORMS)}".strip()

    def household(self) -> None:
        r = self.rng
        one = self.resident()
        if r.random() < 0.4:
            two = self.resident(one.last if r.random() < 0.85 else "", one.home)
            one.spouse, two.spouse = two, one
        if r.random() < 0.01 and not one.suffix and not one.woman:  # father and son under one roof
            son = self.resident(one.last, one.home)
            one.suffix, son.first, son.suffix = "Sr", one.first, "Jr"


def typo(r: Random, text: str) -> str:
    """One letter lost, doubled, changed or out of place; never the first."""
    if len(text) < 3:
        return text
    at = r.randrange(1, len(text) - 1)
    kind = r.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    letter = r.choice("aeioulnrst")
    return text[:at] + letter + text[at + (kind == 2) :]


def _name(r: Random, who: Resident, nick: float) -> tuple[str, str, str, str]:
    first = who.first
    if r.random() < nick and first in _SHORT:
        first = r.choice(_SHORT[first])
    if r.random() < 0.02:
        first = f"{first[0]}."
    elif r.random() < 0.03:
        first = typo(r, first)
    last = typo(r, who.last) if r.random() < 0.03 else who.last
    if who.maiden and r.random() < 0.3:
        last = r.choice((who.maiden, f"{who.maiden}-{who.last}"))
    suffix = who.suffix if r.random() < 0.6 else ""
    if suffix and r.random() < 0.3:
        last, suffix = f"{last}, {suffix}.", ""
    return first, (who.middle if r.random() < 0.4 else ""), last, suffix


def _street(r: Random, home: Home) -> str:
    said = f"{home.number} {home.street} {home.kind[r.random() < 0.6]}"
    if home.unit and r.random() < 0.8:
        said += r.choice((" #", " Apt ", ", Unit ")) + str(home.unit)
    said = typo(r, said) if r.random() < 0.04 else said
    return said.upper() if r.random() < 0.2 else said


def _employer(r: Random, who: Resident) -> str:
    luck = r.random()
    if not who.employer or luck < 0.08:
        return r.choice(("Retired", "N/A", "Self-Employed", "None", "", "Information Requested"))
    if who.company >= 0 and luck < 0.2:
        return r.choice(("Self", "Same Name"))
    said = who.employer
    if luck < 0.4:
        said = said.rsplit(" ", 1)[0]
    if luck > 0.94:
        said = typo(r, said)
    return said.upper() if r.random() < 0.2 else said


def make(applicants: int, rows: int, seed: int, *, null: bool = False) -> Town:
    """A town with that many applicants and donor rows.

    Args:
        applicants: how many people apply.
        rows: donor rows.
        seed: another seed makes another town.
        null: nobody who applies gives, though spouses and namesakes do.
    """
    maker = _Maker(seed)
    while len(maker.residents) < applicants * 12:
        maker.household()
    r = maker.rng
    chosen = r.sample(maker.residents, applicants)
    town = Town(null=null)
    keys = {who.key: f"A{n:06d}" for n, who in enumerate(chosen)}
    for who in chosen:
        town.applicants.append(_application(r, who, keys[who.key], town))
    givers = r.sample(chosen, round(applicants * 0.22)) + r.sample(maker.residents, rows // 3)
    givers += [who.spouse for who in chosen if who.spouse and r.random() < 0.1]
    if null:
        givers = [who for who in givers if who.key not in keys]
    firms = [maker.firms[w.company] for w in chosen if w.company >= 0 and r.random() < 0.35]
    firms += r.sample(maker.firms, min(len(maker.firms), rows // 25))
    if null:
        firms = [f for f in firms if f.owner.key not in keys]
    for n in range(rows):
        key = f"D{n:07d}"
        if r.random() < 0.84:
            town.donors.append(_gift(r, r.choice(givers), key, town, keys))
        else:
            town.donors.append(_company_gift(r, r.choice(firms), key, town, keys))
    town.officers = _officers(r, firms, maker.firms)
    return town


def _application(r: Random, who: Resident, key: str, town: Town) -> dict[str, str]:
    first, middle, last, suffix = _name(r, who, 0.04)
    home = who.home
    if who.justice:
        town.removed.add(key)
    applied = date(1996, 1, 1) + timedelta(days=r.randrange(3000))
    decided = applied + timedelta(days=r.randrange(20, 200))
    return {
        "unique_id": key, "first": first, "middle": middle or who.middle * (r.random() < 0.5),
        "last": last, "suffix": suffix, "street": "" if who.justice else _street(r, home),
        "city": "" if who.justice else home.town, "zip": "" if who.justice else home.zip,
        "employer": _employer(r, who), "occupation": who.work,
        "address_removed": str(who.justice), "applied": applied.isoformat(),
        "decided": decided.isoformat(), "outcome": "issued" if r.random() < 0.3 else "denied",
    }  # fmt: skip


def _gift(r: Random, who: Resident, key: str, town: Town, keys: dict[int, str]) -> dict[str, str]:
    first, middle, last, suffix = _name(r, who, 0.2)
    home = who.moved if who.moved and r.random() < 0.6 else who.home
    named = [who]
    alone = town.null and who.spouse is not None and who.spouse.key in keys
    if who.spouse and not alone and r.random() < 0.06:
        named.append(who.spouse)
        first += r.choice((" & ", " and ")) + who.spouse.first
    if r.random() < 0.012:
        first, last = last, first
    for person in named:
        if person.key in keys:
            town.people.add((keys[person.key], key))
    if len(named) == 1 and who.spouse and who.spouse.key in keys:
        town.spouses.add((keys[who.spouse.key], key))
    return {
        "unique_id": key, "kind": "IND", "first": first, "middle": middle, "last": last,
        "suffix": suffix, "street": _street(r, home), "city": home.town,
        "zip": home.zip + (f"-{r.randrange(1000, 9999)}" if r.random() < 0.2 else ""),
        "employer": _employer(r, who), "occupation": who.work if r.random() < 0.85 else "Retired",
        "received": (date(1996, 1, 1) + timedelta(days=r.randrange(3200))).isoformat(),
        "amount": str(r.choice((100, 150, 250, 500, 1000))),
    }  # fmt: skip


def _company_gift(
    r: Random, firm: Firm, key: str, town: Town, keys: dict[int, str]
) -> dict[str, str]:
    form = firm.form if r.random() < 0.6 else r.choice(_FORMS)
    name = f"{firm.name} {form}".strip()
    name = typo(r, name) if r.random() < 0.06 else name
    name = name.replace("&", "and") if r.random() < 0.3 else name
    if firm.owner.key in keys:
        town.companies.add((keys[firm.owner.key], key))
    blank = dict.fromkeys(("first", "middle", "suffix", "employer", "occupation"), "")
    return {
        "unique_id": key, "kind": "OTH", "last": name, "street": _street(r, firm.home),
        "city": firm.home.town, "zip": firm.home.zip, **blank,
        "received": (date(1996, 1, 1) + timedelta(days=r.randrange(3200))).isoformat(),
        "amount": str(r.choice((250, 500, 1000, 5000))),
    }  # fmt: skip


def _officers(r: Random, gave: Sequence[Firm], every: Sequence[Firm]) -> list[dict[str, str]]:
    """Filings of owners and officers: of most companies that gave, and of others."""
    listed = {f.key: f for f in (*gave, *r.sample(list(every), len(every) // 4))}
    rows = []
    for firm in listed.values():
        if r.random() < 0.03:
            continue
        who = replace(firm.owner)
        rows.append({
            "company": f"{firm.name} {firm.form}".strip().upper(), "first": who.first,
            "middle": who.middle if r.random() < 0.6 else "", "last": who.last,
            "role": "owner", "street": _street(r, firm.home), "zip": firm.home.zip,
        })  # fmt: skip
    return rows
