"""Which rules hold on a date: a later order supersedes, stays, clarifies or continues them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from goodcause.order.clause import CourtOrder, Effect, Rule

IN_FORCE = "in_force"
_ENDS = frozenset({"superseded", "modified", "stayed", "vacated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleState:
    """How one rule stands on a date.

    Attributes:
        rule: its id.
        state: ``in_force``, or what the latest effect made of it.
        holds: whether it is carried out on that date.
        order: id of the order that caused the state; empty while it is simply in force.
        by: rules that take its place or explain it.
    """

    rule: str
    state: str
    holds: bool
    order: str = ""
    by: tuple[str, ...] = ()


def alive(orders: Iterable[CourtOrder], day: datetime.date) -> tuple[CourtOrder, ...]:
    """The orders made by that day, oldest first.

    An order without a date counts as made once all before it are: it blocks a production until
    it has a date, but what it would allow can be looked at before.
    """
    return tuple(takewhile(lambda o: o.effective is None or o.effective <= day, orders))


def states(orders: Iterable[CourtOrder]) -> dict[str, RuleState]:
    """How every rule of these orders stands once all of them are made, in the file's order."""
    result: dict[str, RuleState] = {}
    for order in orders:
        for effect in order.effects:
            result[effect.rule] = _after(effect, order.id)
        for rule in order.rules:
            result[rule.id] = RuleState(rule=rule.id, state=IN_FORCE, holds=True)
    return result


def in_force(orders: Iterable[CourtOrder]) -> tuple[Rule, ...]:
    """The rules that are carried out once all these orders are made, in the file's order."""
    every = tuple(orders)
    standing = states(every)
    return tuple(r for o in every for r in o.rules if standing[r.id].holds)


def _after(effect: Effect, order: str) -> RuleState:
    holds = effect.becomes not in _ENDS
    if effect.becomes == "unsettled":
        holds = effect.until_decided == "apply"
    return RuleState(rule=effect.rule, state=effect.becomes, holds=holds, order=order, by=effect.by)
