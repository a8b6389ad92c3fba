"""Motions for one applicant: to be shown what was removed, or pages clear of their mark.

The subject names each removal by page, kind and clause, with what the order says of its harm and
of the other side's interest. No value stands anywhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.days import Due, Rule6, calendar, counted, counted_back
from goodcause.case.procedure import Deadline, Kind, Procedure, Who, day_in
from goodcause.case.states import COUNSEL, STAFF, Facts, Move, Table

DISCLOSE: Final = "disclose"
CLEAR: Final = "clear"
REMEDIES: Final = (DISCLOSE, CLEAR)
"""What is moved for: that removals be revealed, or that pages be given without their mark."""

OVER: Final = ("denied", "reproduced", "closed")
"""States in which a motion no longer stands in the way of another on the same items."""

_BEFORE: Final = ("filed", "answered", "submitted")
_MAY: Final = {"respond": ("nature",), "deny": ("items",)}

_WORDS: Final = {
    "confer": "the parties conferred",
    "file": "the motion was filed",
    "respond": "our response is settled",
    "draft": "draft the papers",
    "reset": "the hearing was moved",
    "submit": "it was heard",
    "grant": "the court granted it, or part of it",
    "deny": "the court denied it",
    "withdraw": "it was withdrawn",
    "enforce": "amend the order by what was granted",
    "clear": "give the pages without their mark",
    "reproduce": "a volume shows what was granted",
    "close": "close it",
}
"""What each step means, for buttons and lists."""

_MOVES: Final = (
    Move(name="confer", sources=("conferring",), target="", needs=("with_whom", "result")),
    Move(name="file", sources=("conferring",), target="filed", needs=("docket", "hearing")),
    Move(
        name="respond",
        sources=("filed",),
        target="answered",
        needs=("position", "harm", "interest", "less_intrusive"),
        by=COUNSEL,
    ),
    Move(name="draft", sources=("answered", "submitted"), target="", needs=("papers",)),
    Move(name="reset", sources=("filed", "answered"), target="", needs=("hearing",)),
    Move(name="submit", sources=("filed", "answered"), target="submitted", needs=("heard",)),
    Move(
        name="grant",
        sources=_BEFORE,
        target="granted",
        needs=("ruling", "judge", "items", "standing"),
        by=COUNSEL,
    ),
    Move(
        name="deny",
        sources=_BEFORE,
        target="denied",
        needs=("ruling", "judge", "reason"),
        by=COUNSEL,
    ),
    Move(
        name="withdraw",
        sources=("conferring", *_BEFORE),
        target="closed",
        needs=("reason",),
        by=STAFF,
    ),
    Move(
        name="enforce",
        sources=("granted",),
        target="in_force",
        needs=("order_file",),
        by=COUNSEL,
    ),
    Move(name="clear", sources=("granted",), target="reproduced", needs=("folder",), by=COUNSEL),
    Move(name="reproduce", sources=("in_force",), target="reproduced", needs=("volume",)),
    Move(
        name="close",
        sources=("denied", "reproduced"),
        target="closed",
        needs=("outcome",),
        by=COUNSEL,
    ),
)

TABLE: Final = Table(
    kind="motion",
    first="conferring",
    moves=tuple(
        replace(move, may=_MAY.get(move.name, ()), words=_WORDS[move.name]) for move in _MOVES
    ),
    final=("closed",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing moved for; for a page clear of its mark, kind and finding are empty.

    Attributes:
        number: within the motion, from 1.
        page, begin: numbers of the page and of its document.
        category: kind of information.
        clause: under which it was removed, or the mark stands.
        document, finding: keys.
    """

    number: int
    page: str
    begin: str
    category: str
    clause: str
    document: str
    finding: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from items of other motions."""
        return self.document, self.finding, self.page


def items_of(procedure: Procedure) -> tuple[Item, ...]:
    """The things a motion is for, in the order of their numbers."""
    said = procedure.subject["items"]
    return tuple(Item(**each) for each in said) if isinstance(said, list) else ()


def granted_items(procedure: Procedure) -> tuple[Item, ...]:
    """The things a ruling granted; none before there is one."""
    step = procedure.last("grant")
    if step is None:
        return ()
    wanted = numbers_in(step.facts, "items")
    return tuple(item for item in items_of(procedure) if item.number in wanted)


def numbers_in(facts: Facts, name: str) -> frozenset[int]:
    """Numbers of items among facts, as a list or as words between commas.

    Raises:
        ProcedureError: one is no number.
    """
    value = facts.get(name, "")
    words = [str(v) for v in value] if isinstance(value, list) else str(value).split(",")
    cleaned = [w.strip() for w in words if w.strip()]
    if not all(w.isascii() and w.isdecimal() for w in cleaned):
        raise ProcedureError(f"{name} are the numbers of the motion's items, such as 1,3")
    return frozenset(map(int, cleaned))


def guard(procedure: Procedure, move: str, facts: Facts, _who: Who, on: date) -> None:
    """What the facts of a move must be.

    Raises:
        ProcedureError: they are not; the sentence says what is wrong.
    """
    if move in {"file", "reset"} and day_in(facts, "hearing") <= on:
        raise ProcedureError(f"the hearing lies after {on}; give its day")
    if move in {"file", "reset"}:
        _refuse_closed(procedure, day_in(facts, "hearing"))
    if move == "grant":
        _grant(procedure, facts)
    if move in {"enforce", "clear"}:
        _refuse_other_remedy(procedure, move)


def _grant(procedure: Procedure, facts: Facts) -> None:
    known = {item.number for item in items_of(procedure)}
    granted, still = numbers_in(facts, "items"), numbers_in(facts, "standing")
    strange = sorted(granted - known)
    if strange:
        raise ProcedureError(
            f"the motion has no item {strange[0]}; it has 1 to {max(known)}, listed by show"
        )
    gone = sorted(granted - still)
    if gone:
        one = next(item for item in items_of(procedure) if item.number == gone[0])
        raise ProcedureError(
            f"item {one.number} ({one.page}) is not removed any more, so there is nothing to grant:"
            " it was revealed already; leave it out"
        )


def _refuse_closed(procedure: Procedure, day: date) -> None:
    why = calendar(str(procedure.subject["holidays"])).why_closed(day, state=False)
    if why:
        raise ProcedureError(f"{day} is closed ({why}); no court sits then: give the right day")


def _refuse_other_remedy(procedure: Procedure, move: str) -> None:
    fitting = {"enforce": DISCLOSE, "clear": CLEAR}[move]
    if procedure.subject["remedy"] != fitting:
        other = "clear" if move == "enforce" else "enforce"
        raise ProcedureError(f"{move} is not how this is granted; the step is {other}")


def refuse_overlap(wanted: Iterable[Item], others: Iterable[Procedure], remedy: str) -> None:
    """Refuse to move twice for the same.

    Raises:
        ProcedureError: an open motion asks for one of the items; it is named.
    """
    asked = {item.key: item for item in wanted}
    for other in others:
        if other.state in OVER or other.subject["remedy"] != remedy:
            continue
        for item in items_of(other):
            if item.key in asked:
                raise ProcedureError(
                    f"{item.page} ({item.category.replace('_', ' ') or 'its mark'}) is before the"
                    f" court already, in motion {other.number}; leave it out, or withdraw that one"
                )


def due(procedure: Procedure) -> tuple[Deadline, ...]:
    """What is due: the joint statement and the hearing, or objections to a ruling."""
    if procedure.state in {"filed", "answered"}:
        return _before_hearing(procedure)
    ruled = procedure.last("grant", "deny")
    if ruled is not None and procedure.state in {"granted", "denied"}:
        rule, table = Rule6(str(procedure.subject["rule6"])), str(procedure.subject["holidays"])
        days = 10 if rule is Rule6.SKIPS else 14
        ends = counted(ruled.on, days, rule, table=calendar(table))
        return (Deadline(what="objections to the ruling (Rule 72(a))", due=ends),)
    return ()


def _before_hearing(procedure: Procedure) -> tuple[Deadline, ...]:
    hearing = day_in({"hearing": procedure.fact("hearing")}, "hearing")
    rule, table = Rule6(str(procedure.subject["rule6"])), str(procedure.subject["holidays"])
    # Local Rule 37-251 as it was counted seven days back, 251 as it is fourteen.
    days = 7 if rule is Rule6.SKIPS else 14
    statement = counted_back(hearing, days, rule, calendar(table))
    return (
        Deadline(what="joint statement (Local Rule 251)", due=statement),
        Deadline(what="hearing", due=Due(day=hearing, how="as noticed")),
    )


def about(procedure: Procedure) -> str:
    """A line for lists."""
    count = len(items_of(procedure))
    what = "removals" if procedure.subject["remedy"] == DISCLOSE else "marked pages"
    one = {"removals": "removal", "marked pages": "marked page"}[what]
    return f"{procedure.subject['asked_for']}, {count} {what if count != 1 else one}"


MOTION: Final = Kind(
    table=TABLE,
    title="Motion",
    clause="sections 2 to 5",
    guard=guard,
    due=due,
    about=about,
)
