"""Tables of states: where a procedure may go from where it stands, who may move it, on what facts.

A table is data. What a move means beyond its facts being there (two persons, a day that has
passed) is the guard of a procedure, in its own module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.errors import ProcedureError

REVIEWER: Final = "reviewer"
SECOND: Final = "second"
ATTORNEY: Final = "attorney"
ADMINISTRATOR: Final = "administrator"
JUDGE: Final = "judge"
PLAINTIFFS: Final = "plaintiffs"
EXPERT: Final = "expert"
ROLES: Final = (REVIEWER, SECOND, ATTORNEY, ADMINISTRATOR, JUDGE, PLAINTIFFS, EXPERT)

STAFF: Final = (REVIEWER, SECOND, ATTORNEY, ADMINISTRATOR)
"""Whoever works on the case for the producing party."""

COUNSEL: Final = (ATTORNEY, ADMINISTRATOR)
"""Who may bind the producing party."""

Facts = Mapping[str, object]
"""What is told of a move, by name; values are JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step of a procedure.

    Attributes:
        name: a verb, as typed.
        sources: states it may be made from.
        target: the state it leads to; empty to stay.
        needs: facts that must be told, each a text or a list that is not empty.
        by: roles that may make it.
        words: what happened, in words, for a button or a list; by default the name.
        may: facts that may be told besides, and ``note``; nothing where any may. A step that
            takes any fact could tell anew what another step had settled.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()
    by: tuple[str, ...] = STAFF
    may: tuple[str, ...] | None = None
    words: str = ""

    @property
    def spoken(self) -> str:
        """What happened, in words."""
        return self.words or self.name.replace("-", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The states and moves of one kind of procedure.

    Attributes:
        kind: its short name, as commands and folders bear it.
        first: the state it is opened in.
        moves: every step there is.
        final: states that nothing leads out of.
    """

    kind: str
    first: str
    moves: tuple[Move, ...]
    final: tuple[str, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which moves name them."""
        named = (self.first, *(s for m in self.moves for s in (*m.sources, m.target) if s))
        return tuple(dict.fromkeys((*named, *self.final)))

    def from_here(self, state: str, by: str = "") -> tuple[Move, ...]:
        """Moves that are possible from a state, all of them or those of a role."""
        here = (m for m in self.moves if state in m.sources)
        return tuple(m for m in here if not by or by in m.by)

    def move(self, name: str, state: str) -> Move:
        """The move of that name from a state.

        Raises:
            ProcedureError: the table has none; the sentence says what is possible.
        """
        named = [m for m in self.moves if m.name == name]
        if not named:
            raise ProcedureError(f"there is no step {name!r}; {_possible(self, state)}")
        for move in named:
            if state in move.sources:
                return move
        before = ", ".join(dict.fromkeys(_said(s) for m in named for s in m.sources))
        raise ProcedureError(
            f"{name} is not possible now: this stands at {_said(state)}, and {name} follows"
            f" {before}; {_possible(self, state)}"
        )


def moved(table: Table, state: str, name: str, facts: Facts, by: str) -> str:
    """The state that a move leads to.

    Args:
        table: of the kind of procedure.
        state: it stands in.
        name: of the move.
        facts: told with it.
        by: the role of whoever makes it.

    Raises:
        ProcedureError: the table does not allow the move from here, or to this role, or a fact is
            missing; the sentence says why and what is possible now.
    """
    if state not in table.states:
        raise ProcedureError(f"{state!r} is no state of {table.kind}; restore the case's database")
    move = table.move(name, state)
    if by not in move.by:
        who = " or ".join(move.by)
        raise ProcedureError(f"{name} is for the role {who}, not {by}; ask somebody who has it")
    missing = [need for need in move.needs if _empty(facts.get(need))]
    if missing:
        raise ProcedureError(
            f"{name} needs {_listed(missing)}; nothing was recorded: give"
            f" {' '.join(f'--fact {need}=...' for need in missing)}"
        )
    _refuse_strange(move, facts)
    return move.target or state


def _refuse_strange(move: Move, facts: Facts) -> None:
    if move.may is None:
        return
    strange = sorted(set(facts) - {*move.needs, *move.may, "note"})
    if strange:
        raise ProcedureError(
            f"{_listed(strange)} is not told with {move.name}; nothing was recorded: leave it out,"
            " or write it as --fact note=..."
        )


def _empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Sequence | Mapping):
        return not value
    return value is None


def _possible(table: Table, state: str) -> str:
    names = list(dict.fromkeys(m.name for m in table.from_here(state)))
    if not names:
        return "nothing follows any more: it is closed" if state in table.final else "nothing can"
    return f"possible now: {', '.join(names)}"


def _said(state: str) -> str:
    return state.replace("_", " ")


def _listed(names: Sequence[str]) -> str:
    words = [name.replace("_", " ") for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
