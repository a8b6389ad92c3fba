"""Requests of a viewing room come into the case as procedures; a state goes back, and nothing else.

Which request became which procedure is written in the case together with the procedure, so that a
request is opened once, however often it is brought in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.forward_told import told
from goodcause.case.motions import CLEAR, DISCLOSE
from goodcause.case.procedure import Procedure, Who
from goodcause.order.order import RuleSet
from goodcause.pipeline import forwarding, motions
from goodcause.pipeline.procedures import standing
from goodcause.room.book import Book, open_book
from goodcause.room.requests import Request, answered, requests
from goodcause.store import audit
from goodcause.store.matter import Matter, together
from goodcause.store.models import FactRow

_FACT: Final = "room requests"
_NOT_OPENED: Final = "not taken up; counsel will write to you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one request.

    Attributes:
        request: as it was made.
        kind, number: of the procedure; empty and 0 where none could be opened.
        told: the state that goes back into the room.
        why: for our own side, why nothing was opened.
    """

    request: Request
    kind: str
    number: int
    told: str
    why: str = ""

    def facts(self) -> dict[str, object]:
        """For a script."""
        asked = self.request
        return {
            "request": asked.number,
            "asked": asked.kind,
            "viewer": asked.viewer,
            "page": asked.bates,
            "words": asked.words,
            "kind": self.kind,
            "number": self.number,
            "told": self.told,
            "why": self.why,
        }


def bring(
    matter: Matter, rules: RuleSet, room: Path, acting: tuple[Who, date]
) -> tuple[Brought, ...]:
    """Open what was asked for in a room and is not open yet; write every state back.

    Args:
        matter: the case.
        rules: in force.
        room: the room's folder.
        acting: who takes the requests up, and on which day.
    """
    book = open_book(room)
    found = tuple(_brought(matter, rules, (book, each), acting) for each in requests(book))
    states = {b.request.number: (_reference(b), b.told) for b in found}
    answered(book, states, datetime.now(UTC))
    return found


def _brought(
    matter: Matter, rules: RuleSet, asked: tuple[Book, Request], acting: tuple[Who, date]
) -> Brought:
    book, request = asked
    key = f"{book.fact('name')}:{request.number}"
    known = _known(key)
    if known is None:
        try:
            with together():
                known = _OPEN[request.kind](matter, rules, request, acting)
                _remember(key, known)
                audit.record("room request", {"request": key, "kind": known[0], "number": known[1]})
        except ProcedureError as e:
            # One that cannot be opened keeps no other from being opened.
            return Brought(request=request, kind="", number=0, told=_NOT_OPENED, why=e.message)
    kind, number = known
    state = _told(standing(kind, number), acting[1])
    return Brought(request=request, kind=kind, number=number, told=state)


def _forward(
    matter: Matter, rules: RuleSet, asked: Request, acting: tuple[Who, date]
) -> tuple[str, int]:
    handed = forwarding.Handed(
        asked_for=asked.bates,
        paper=asked.paper,
        asked_by=asked.viewer,
        how=f"asked for in the viewing room, {asked.at[:10]}: {asked.words}",
    )
    return forwarding.KIND, forwarding.receive(matter, rules, handed, *acting)


def _disclose(
    matter: Matter, rules: RuleSet, asked: Request, acting: tuple[Who, date]
) -> tuple[str, int]:
    wanted = motions.Moved(
        asked_for=asked.bates, movant=asked.viewer, ground=asked.words, remedy=DISCLOSE
    )
    return motions.KIND, motions.move(matter, rules, wanted, *acting)


def _obscured(
    matter: Matter, rules: RuleSet, asked: Request, acting: tuple[Who, date]
) -> tuple[str, int]:
    where = f" (from {asked.box[:2]} to {asked.box[2:]}, 300 dpi)" if asked.box else ""
    wanted = motions.Moved(
        asked_for=asked.bates,
        movant=asked.viewer,
        ground=f"{asked.words}{where}",
        remedy=CLEAR,
        pages=(asked.bates,),
    )
    return motions.KIND, motions.move(matter, rules, wanted, *acting)


_Opener = Callable[[Matter, RuleSet, Request, tuple[Who, date]], tuple[str, int]]
_OPEN: Final[Mapping[str, _Opener]] = {
    "forward": _forward,
    "disclose": _disclose,
    "obscured": _obscured,
}


def _told(found: Procedure, on: date) -> str:
    """The state in words that the receiving side may have."""
    if found.kind == forwarding.KIND:
        return told(found, max(on, found.steps[-1].on)).stands
    return found.state.replace("_", " ")


def _reference(brought: Brought) -> str:
    return f"{brought.kind} {brought.number}" if brought.kind else ""


def _known(key: str) -> tuple[str, int] | None:
    """The procedure that a request became."""
    row = FactRow.objects.filter(name=_FACT).first()
    found = row.value.get(key) if row else None
    return (str(found[0]), int(found[1])) if found else None


def _remember(key: str, opened: tuple[str, int]) -> None:
    row, _ = FactRow.objects.get_or_create(name=_FACT, defaults={"value": {}})
    row.value = {**row.value, key: list(opened)}
    row.save()


def listed(room: Path) -> Iterator[Request]:
    """What was asked for in a room, oldest first, without bringing it in."""
    yield from requests(open_book(room))
