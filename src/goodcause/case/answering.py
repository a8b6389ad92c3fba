"""The life of a set of answers: drafted, looked up, sworn to by each who must, served."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.procedure import Kind, Procedure, Who, day_in
from goodcause.case.states import COUNSEL, STAFF, Facts, Move, Table

KIND: Final = "interrogatory"

TABLE: Final = Table(
    kind=KIND,
    first="drafted",
    moves=(
        Move(name="redraft", sources=("drafted",), target="", needs=("papers_made",), by=STAFF),
        Move(name="look-up", sources=("drafted",), target="", needs=("pages", "found"), by=STAFF),
        Move(name="verify", sources=("drafted",), target="", needs=("name", "signed_on"),
             by=COUNSEL),
        Move(name="serve", sources=("drafted",), target="served", needs=("to", "manner"),
             by=COUNSEL),
        Move(name="supplement", sources=("served",), target="", needs=("item", "what"),
             by=COUNSEL),
        Move(name="withdraw", sources=("drafted",), target="withdrawn", needs=("reason",),
             by=COUNSEL),
    ),
    final=("withdrawn",),
)  # fmt: skip


def looked_up(procedure: Procedure) -> dict[tuple[str, str], tuple[str, date]]:
    """Citations that somebody looked up, by pages and what is found: who, and when."""
    found = {}
    for step in procedure.steps:
        if step.move == "look-up":
            key = (str(step.facts.get("pages", "")), str(step.facts.get("found", "")))
            found[key] = (step.by, step.on)
    return found


def sworn(procedure: Procedure) -> frozenset[str]:
    """Who has sworn to the newest draft; a new draft is sworn to anew."""
    names: set[str] = set()
    for step in procedure.steps:
        if step.move == "redraft":
            names.clear()
        elif step.move == "verify":
            names.add(_plain(str(step.facts.get("name", ""))))
    return frozenset(names)


def _guard(procedure: Procedure, move: str, facts: Facts, _who: Who, on: date) -> None:
    """What facts must say beyond being there."""
    if move == "redraft" and "stops" not in facts:
        raise ProcedureError(
            "answers are drafted with `goodcause interrogatory draft`, which makes their papers"
        )
    wanted = [n for n in _names(procedure.fact("verified_by")) if n]
    if move == "verify":
        name = str(facts.get("name", ""))
        if _plain(name) not in {_plain(n) for n in wanted}:
            raise ProcedureError(
                f"{name} is none of those who swear to these answers ({', '.join(wanted)});"
                " name one of them"
            )
        if day_in(facts, "signed_on") > on:
            raise ProcedureError("it is sworn later than it is recorded; correct one of the days")
    if move in {"verify", "serve"} and procedure.fact("stops"):
        raise ProcedureError(
            f"the answers do not stand yet ({procedure.text('stops')}); mend the answer file and"
            " draft them again"
        )
    if move == "serve":
        missing = [n for n in wanted if _plain(n) not in sworn(procedure)]
        if missing:
            raise ProcedureError(
                f"{', '.join(missing)} has not sworn to this draft; an unverified answer is none"
            )


def _names(value: object) -> Sequence[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _about(procedure: Procedure) -> str:
    title = procedure.subject.get("title")
    return title if isinstance(title, str) else f"answers {procedure.number}"


INTERROGATORY: Final = Kind(
    table=TABLE,
    title="Interrogatories and requests",
    clause="section 6 (what must be answered)",
    guard=_guard,
    about=_about,
)
