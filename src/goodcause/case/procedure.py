"""One procedure as it stands: its subject, what happened to it day by day, what is due.

A kind of procedure is its table of states, a guard that judges what facts mean, and what it
makes due. All of it is values: rows are kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from goodcause.base.errors import ProcedureError
from goodcause.case.days import Due
from goodcause.case.states import ROLES, Facts, Table, moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who acts, and in which role (of ``states.ROLES``)."""

    name: str
    role: str

    def same(self, other: str) -> bool:
        """Whether a name is this person's, however it is spaced and capitalised."""
        return _plain(self.name) == _plain(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened.

    Attributes:
        move: its name; ``open`` for the first.
        on: the day it happened.
        by: name of the person.
        role: that person acted in.
        state: it led to.
        facts: told with it.
        papers: names of the papers it went with.
    """

    move: str
    on: date
    by: str
    role: str
    state: str
    facts: Facts
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A procedure and all its steps, oldest first."""

    kind: str
    number: int
    state: str
    subject: Facts
    steps: tuple[Step, ...]

    def last(self, *moves: str) -> Step | None:
        """The newest step of one of these names."""
        return next((s for s in reversed(self.steps) if s.move in moves), None)

    def place(self, move: str) -> int:
        """Where the newest step of that name stands among all; -1 where there is none."""
        every = [at for at, step in enumerate(self.steps) if step.move == move]
        return every[-1] if every else -1

    def fact(self, name: str) -> object:
        """A fact as it was told last, in a step or in the subject; nothing where it never was."""
        told = (s.facts[name] for s in reversed(self.steps) if name in s.facts)
        return next(told, self.subject.get(name))

    def text(self, name: str) -> str:
        """A fact as text; empty where it is none."""
        value = self.fact(name)
        return value.strip() if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something due.

    Attributes:
        what: in words.
        due: the day, and how it was counted.
    """

    what: str
    due: Due


def _no_guard(_procedure: Procedure, _move: str, _facts: Facts, _who: Who, _on: date) -> None:
    """For kinds whose table says it all."""


def _nothing_due(_procedure: Procedure) -> tuple[Deadline, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of procedure.

    Attributes:
        table: its states.
        title: in words, for lists.
        clause: of the order that sets it in motion, in words.
        guard: raises ``ProcedureError`` where facts do not allow a move that the table does.
        due: what a procedure makes due now.
        about: a line for lists; it holds nothing that only some may see.
    """

    table: Table
    title: str
    clause: str
    guard: Callable[[Procedure, str, Facts, Who, date], None] = _no_guard
    due: Callable[[Procedure], tuple[Deadline, ...]] = _nothing_due
    about: Callable[[Procedure], str] = lambda procedure: f"{procedure.kind} {procedure.number}"

    @property
    def name(self) -> str:
        """Its short name."""
        return self.table.kind


def begun(kind: Kind, number: int, subject: Facts, who: Who, on: date) -> Procedure:
    """A procedure just opened."""
    _refuse_nobody(who)
    first = Step(
        move="open", on=on, by=who.name, role=who.role, state=kind.table.first, facts=dict(subject)
    )
    return Procedure(
        kind=kind.name, number=number, state=first.state, subject=dict(subject), steps=(first,)
    )


def advanced(
    kind: Kind, procedure: Procedure, move: str, facts: Facts, who: Who, on: date
) -> Procedure:
    """The procedure after one more step.

    Raises:
        ProcedureError: the step is not possible; the sentence says why. Nothing has changed.
    """
    _refuse_nobody(who)
    state = moved(kind.table, procedure.state, move, facts, who.role)
    before = procedure.steps[-1].on
    if on < before:
        raise ProcedureError(
            f"{move} on {on} lies before the last step, of {before}; give the day it happened"
        )
    kind.guard(procedure, move, facts, who, on)
    step = Step(move=move, on=on, by=who.name, role=who.role, state=state, facts=dict(facts))
    return replace(procedure, state=state, steps=(*procedure.steps, step))


def day_in(facts: Mapping[str, object], name: str) -> date:
    """A day among facts.

    Raises:
        ProcedureError: it is none.
    """
    value = facts.get(name)
    try:
        return date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError as e:
        words = name.replace("_", " ")
        raise ProcedureError(f"{words} is no day of the calendar; write YYYY-MM-DD") from e


def _refuse_nobody(who: Who) -> None:
    if not who.name.strip() or who.role not in ROLES:
        raise ProcedureError(
            f"every step names a person and a role ({', '.join(ROLES)}); give --as NAME"
        )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
