"""The reason a made applicant gives: sentences with their times and places marked."""

from __future__ import annotations

import re
from random import Random

from goodcause.demo.chance import likely
from goodcause.demo.habits import Habits
from goodcause.demo.people import Person, draw_day, draw_name, draw_phone
from goodcause.demo.runs import Sentence, marked
from goodcause.demo.sentences import COURT_INCIDENTS, INCIDENTS, KEPT, REMOVABLE
from goodcause.demo.trades import JUSTICE

_SLOT = re.compile(r"\$([a-z]+)([0-9]?)")
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "September",
    "October",
    "November",
]
_ROADS = [
    "Watt Avenue",
    "Eighth Street",
    "Marconi",
    "Del Paso",
    "Howe and Hurley",
    "Stockton Boulevard",
    "Franklin",
    "Twin Cities Road",
    "Fulton",
    "Broadway",
    "El Camino",
    "Greenback",
    "Arden Way",
    "Folsom Boulevard",
    "Jibboom",
    "Freeport",
    "Florin-Perkins",
    "Auburn Boulevard",
    "Walerga",
    "Elverta Road",
    "Gerber",
    "Bradshaw",
]
_TOWNS = "Rancho Murieta|Wilton|Herald|Rio Linda|Sloughhouse|Courtland|Walnut Grove|Isleton"
_SHOPS = "cinema|feed store|bakery|drug store|hardware store|car wash|bowling alley|florist"
_BANKS = "First Valley Bank|Wells Fargo|River Bank|credit union|Delta Savings|Bank of the Foothills"
_HOURS = (
    "nine|eleven|ten at night|6 a.m.|half past eight|quarter to six|9 p.m.|2130 hours|five|seven|"
    "10:30|midnight"
)
_CLOCKS = "5:45 p.m.|6:15|9:30 pm|4:10 a.m.|11:30 p.m.|10 o'clock|7:20 PM|half past five|2:45"
_FAR = "Kettleman City|Lodi|Kirkwood|Downieville|Pollock Pines|Alleghany"


class _Slots:
    """Fills ``$word`` slots; a number after the word asks for another draw than the plain word."""

    def __init__(self, rng: Random, person: Person, habits: Habits) -> None:
        self._rng = rng
        self._person = person
        self._habits = habits
        self._taken: dict[str, set[str]] = {}

    def fill(self, text: str) -> str:
        """The text with every slot filled; repeated slots differ as long as they can."""
        return _SLOT.sub(lambda match: self._other(match[1]), text)

    def _other(self, name: str) -> str:
        taken = self._taken.setdefault(name, set())
        for _ in range(6):
            word = self._draw(name)
            if word not in taken:
                break
        taken.add(word)
        return word

    def _draw(self, name: str) -> str:
        rng, person, habits = self._rng, self._person, self._habits
        gun = person.weapons[0]
        pools = {
            "day": _DAYS,
            "days": [f"{day}s" for day in _DAYS],
            "month": _MONTHS,
            "road": _ROADS,
            "town": _TOWNS.split("|"),
            "shop": _SHOPS.split("|"),
            "bank": _BANKS.split("|"),
            "hour": _HOURS.split("|"),
            "clock": _CLOCKS.split("|"),
            "early": ["6:10", "half past five", "7:20 AM", "a quarter to seven", "5 a.m."],
            "far": _FAR.split("|"),
            "few": ["four", "six", "nine", "eleven", "fifteen"],
        }
        if name in pools:
            return str(rng.choice(pools[name]))
        makers = {
            "date": lambda: habits.date(draw_day(rng, 1992, 2001)),
            "year": lambda: str(rng.randint(1978, 1999)),
            "report": lambda: f"{rng.randint(92, 99)}-{rng.randint(10000, 139999)}",
            "docket": lambda: f"{rng.randint(94, 99)}FL0{rng.randint(1000, 9999)}",
            "amount": lambda: f"${rng.randint(4, 60)},{rng.choice(('000', '500'))}",
            "firm": lambda: person.employer,
            "gun": lambda: f"{gun.make} {gun.model}",
            "serial": lambda: gun.serial,
            "permit": lambda: person.permit,
            "citation": lambda: person.citation,
            "doctor": lambda: draw_name(rng, female=True),
            "thirdphone": lambda: habits.phone(draw_phone(rng)),
            "office": lambda: person.office,
            "score": lambda: str(rng.randint(231, 299)),
        }
        return makers[name]()


def _home_sentences(rng: Random, person: Person, habits: Habits) -> list[str]:
    street = person.home.street
    if person.trade.person_class == JUSTICE:
        pool = (
            f"{person.spouse.split()[0]} and I live at [h|{street}] and two letters have been "
            "left at the door.",
            f"A car was parked across from our house at [h|{street}] on [i|$date].",
            f"My home telephone, [n|{habits.phone(person.phone)}], has had hang-up calls.",
        )
    else:
        pool = (
            f"Last year he was waiting outside my home at [h|{street}].",
            f"I can be reached at home, [n|{habits.phone(person.phone)}], for any question.",
            f"The house at [h|{street}] was entered on [i|$date] while we slept.",
        )
    return [rng.choice(pool)]


def write_reason(rng: Random, person: Person, habits: Habits, wanted: int = 7) -> list[Sentence]:
    """The reason for wanting a licence: about ``wanted`` sentences in an order of its own."""
    slots = _Slots(rng, person, habits)
    themes = person.trade.themes
    pool = [text for theme in themes for text in REMOVABLE[theme]]
    exposed = rng.sample(pool, min(len(pool), max(2, wanted // 2)))
    incidents = INCIDENTS if person.trade.occupation == "private" else COURT_INCIDENTS
    rest = [
        *rng.sample(incidents, 1 + wanted // 6),
        *rng.sample(KEPT, max(1, wanted // 4)),
        *(_home_sentences(rng, person, habits) if likely(rng, 0.5) else ()),
    ]
    body = [*exposed, *rest]
    rng.shuffle(body)
    opening = [person.trade.own_words] if person.trade.own_words else []
    if person.female:
        body = [
            text.replace("My wife", "My husband").replace("my wife", "my husband") for text in body
        ]
    return [marked(slots.fill(text) + " ") for text in (*opening, *body)]
