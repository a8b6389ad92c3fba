"""A move written on one line, for tables that have many."""

from __future__ import annotations

from goodcause.case.states import STAFF, Move


def move(
    name: str,
    sources: tuple[str, ...],
    target: str,
    needs: tuple[str, ...] = (),
    by: tuple[str, ...] = STAFF,
) -> Move:
    """One step of a procedure; the arguments are the fields of ``Move``."""
    return Move(name=name, sources=sources, target=target, needs=needs, by=by)
