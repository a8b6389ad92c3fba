"""One step of any procedure, with what goes along with it: papers written, an order amended.

Commands and screens come through here, so that a step means the same wherever it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from goodcause.case.procedure import Who, day_in
from goodcause.case.states import Facts, Move
from goodcause.order.order import RuleSet
from goodcause.pipeline import camera_ruling, forwarding, motions
from goodcause.pipeline.procedures import acted, standing
from goodcause.store.matter import Matter

Acting = tuple[Who, date]
Step = Callable[[Matter, RuleSet, int, Facts, Acting], object]


def _forward_draft(
    matter: Matter, rules: RuleSet, number: int, facts: Facts, acting: Acting
) -> None:
    forwarding.draft_papers(matter, rules, number, day_in(facts, "mailed_on"), acting)


def _motion_draft(
    matter: Matter, rules: RuleSet, number: int, _facts: Facts, acting: Acting
) -> None:
    motions.draft_papers(matter, rules, number, acting)


def _grant(matter: Matter, rules: RuleSet, number: int, facts: Facts, acting: Acting) -> None:
    motions.grant(matter, rules, number, dict(facts), acting)


def _carry_out(matter: Matter, _rules: RuleSet, number: int, _facts: Facts, acting: Acting) -> None:
    motions.carry_out(matter, number, acting)


def _reproduced(matter: Matter, _rules: RuleSet, number: int, facts: Facts, acting: Acting) -> None:
    motions.reproduced(matter, number, str(facts.get("volume", "")).strip(), acting)


def _camera_served(
    matter: Matter, _rules: RuleSet, number: int, facts: Facts, acting: Acting
) -> None:
    camera_ruling.carry_out(matter, number, str(facts.get("volume", "")).strip(), acting)


_ALONG: Final[Mapping[tuple[str, str], tuple[tuple[str, ...], Step]]] = {
    ("forward", "draft"): (("mailed_on",), _forward_draft),
    ("motion", "draft"): ((), _motion_draft),
    ("motion", "grant"): (("ruling", "judge", "items"), _grant),
    ("motion", "enforce"): ((), _carry_out),
    ("motion", "clear"): ((), _carry_out),
    ("motion", "reproduce"): (("volume",), _reproduced),
    ("camera", "carry-out"): (("volume",), _camera_served),
}
"""Steps that do something besides being recorded, with what a person tells of them."""


def told_by_a_person(kind: str, move: Move) -> tuple[str, ...]:
    """The facts that a person gives for a step; the program adds the rest."""
    along = _ALONG.get((kind, move.name))
    return along[0] if along else move.needs


def done(
    matter: Matter, rules: RuleSet, about: tuple[str, int], said: tuple[str, Facts], acting: Acting
) -> str:
    """Take a step, and do what goes along with it.

    Args:
        matter: the case.
        rules: in force.
        about: kind and number.
        said: the step's name and what is told of it.
        acting: who, and the day it happened.

    Returns:
        The state it leads to.

    Raises:
        ProcedureError: the step is not possible; nothing was recorded.
    """
    (kind, number), (move, facts) = about, said
    along = _ALONG.get((kind, move))
    if along is None:
        return acted(matter, about, move, facts, acting)
    along[1](matter, rules, number, facts, acting)
    return standing(kind, number).state
