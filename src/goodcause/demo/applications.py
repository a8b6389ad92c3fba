"""The applications of the case: which layout, which medium, whose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goodcause.demo.chance import chance, likely
from goodcause.demo.filing import Filing
from goodcause.demo.forms import county, grid, memo, state
from goodcause.demo.habits import Habits
from goodcause.demo.narrative import write_reason
from goodcause.demo.pen import Hand
from goodcause.demo.people import Person, make_person
from goodcause.demo.sheet import Face, Sheet
from goodcause.demo.shelf import Paper, Shelf
from goodcause.demo.trades import UNSETTLED, plan

LAYOUTS: dict[str, Callable[[Filing], Sheet]] = {
    "state": state.draw,
    "county": county.draw,
    "grid": grid.draw,
    "memo": memo.draw,
}
_REASON_LENGTH = {"state": 11, "county": 9, "grid": 10, "memo": 9}
_HAND_SIZE = {"state": 14.0, "county": 13.0, "grid": 12.0, "memo": 13.0}

# One line an application: layout, copy, how values are written. Read in turn and over again, so
# that the first six show every medium and each layout meets each medium sooner or later.
_PROGRAMME = (
    "state digital print",
    "county poor print",
    "grid digital form",
    "memo clean hand",
    "state digital form",
    "county digital print",
    "grid fax later",
    "memo digital print",
    "state digital print",
    "county clean hand",
    "grid digital print",
    "memo poor print",
    "state clean later",
    "county digital print",
    "grid digital form",
    "memo digital print",
    "state digital print",
    "county fax print",
    "grid digital print",
    "memo digital print",
    "state digital form",
    "county digital print",
    "grid poor print",
    "memo digital print",
    "state digital print",
    "county digital print",
    "grid clean print",
    "memo clean print",
    "state fax print",
    "state digital form",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One application as it was filed.

    Attributes:
        filing: what was written.
        folder: the applicant's folder, below the folder of the case.
        layout, copy, writing: of the application itself.
    """

    filing: Filing
    folder: str
    layout: str
    copy: str
    writing: str

    @property
    def person(self) -> Person:
        """Whose it is."""
        return self.filing.person

    def paper(self, name: str, layout: str, copy: str = "digital") -> Paper:
        """A paper of this applicant."""
        trade = self.person.trade
        return Paper(
            path=f"{self.folder}/{name}",
            series="ccw",
            subject=self.person.full,
            occupation=trade.occupation,
            person_class=trade.person_class,
            disposition="held" if trade.person_class == UNSETTLED else "produced",
            layout=layout,
            copy=copy,
        )


def draw_applications(seed: int, count: int) -> tuple[Application, ...]:
    """Make that many applicants and what they filed; nothing is drawn yet."""
    return tuple(_application(seed, number, count) for number in range(count))


def keep_application(shelf: Shelf, application: Application) -> str:
    """Draw one application and put it on the shelf; gives its path."""
    sheet = LAYOUTS[application.layout](application.filing)
    paper = application.paper("application", application.layout, application.copy)
    return shelf.keep(sheet, paper)


def _application(seed: int, number: int, count: int) -> Application:
    layout, copy, writing = _PROGRAMME[number % len(_PROGRAMME)].split()
    person = make_person(chance(seed, "person", number), number, plan(count)[number])
    rng = chance(seed, "filing", number)
    habits = Habits.draw(rng)
    hand = Hand(
        f"{seed}/{number}",
        slant=rng.uniform(0.0, 0.32),
        shake=rng.uniform(0.15, 0.45),
        weight=rng.uniform(0.7, 1.2),
        narrow=rng.uniform(0.68, 0.95),
        joined=likely(rng, 0.6),
    )
    face = _face(layout, writing, hand, monospace=likely(rng, 0.4))
    later = Face(hand=hand, size=_HAND_SIZE[layout]) if writing == "later" else face
    reason = tuple(write_reason(rng, person, habits, _REASON_LENGTH[layout]))
    filing = Filing(
        person=person, habits=habits, reason=reason, face=face, later=later, hand=hand, rng=rng
    )
    folder = f"ccw/{number + 1:04d} {person.last} {person.first}"
    return Application(filing=filing, folder=folder, layout=layout, copy=copy, writing=writing)


def _face(layout: str, writing: str, hand: Hand, *, monospace: bool) -> Face:
    if writing == "hand":
        return Face(hand=hand, size=_HAND_SIZE[layout])
    if writing == "form":
        return Face(form=True)
    if layout == "memo" or monospace:
        return Face(font="Courier", size=10.0)
    return Face()
