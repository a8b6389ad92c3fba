"""The life of a lodging in camera: prepared, declared, lodged, ruled upon, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.procedure import Kind, Procedure, Who, day_in
from goodcause.case.states import COUNSEL, STAFF, Facts, Move, Table

KIND: Final = "camera"

_CARRIED: Final[Mapping[str, str]] = {
    "lodge": "seal",
    "rule": "rule",
    "rule-nothing": "rule",
    "carry-out": "close",
}
"""Steps that a command carries out, by the command; no form records them by itself."""

_BEFORE_RULING: Final = ("prepared", "declared", "lodged")

TABLE: Final = Table(
    kind=KIND,
    first="prepared",
    moves=(
        Move(name="redraft", sources=("prepared",), target="", needs=("papers_made",), by=STAFF),
        Move(
            name="declare",
            sources=("prepared",),
            target="declared",
            needs=("declarant", "signed_on"),
            by=COUNSEL,
        ),
        Move(
            name="lodge",
            sources=("declared",),
            target="lodged",
            needs=("package", "sha256", "delivered_to"),
            by=COUNSEL,
        ),
        Move(
            name="rule",
            sources=("lodged",),
            target="ruled",
            needs=("judge", "dated", "order", "disclosed"),
            by=COUNSEL,
        ),
        Move(name="rule-nothing", sources=("lodged",), target="closed",
             needs=("judge", "dated"), by=COUNSEL),
        Move(name="carry-out", sources=("ruled",), target="closed", needs=("volume",), by=COUNSEL),
        Move(
            name="withdraw",
            sources=_BEFORE_RULING,
            target="withdrawn",
            needs=("reason",),
            by=COUNSEL,
        ),
    ),
    final=("closed", "withdrawn"),
)  # fmt: skip


def _guard(procedure: Procedure, move: str, facts: Facts, _who: Who, on: date) -> None:
    """What facts must say beyond being there."""
    if move == "redraft" and "faults" not in facts:
        raise ProcedureError(
            "papers are made with `goodcause camera prepare --again`, which makes them"
        )
    if move == "declare":
        _refuse_declaration(procedure, facts, on)
    if move in _CARRIED and facts.get("carried") != procedure.text("digest"):
        raise ProcedureError(
            f"{move} does more than be recorded; take it with `goodcause camera {_CARRIED[move]}`,"
            " which carries it out"
        )
    lodged = procedure.last("lodge")
    if move in {"rule", "rule-nothing"} and lodged and day_in(facts, "dated") < lodged.on:
        raise ProcedureError(
            f"the ruling is older than the lodging of {lodged.on}; correct its day"
        )


def _refuse_declaration(procedure: Procedure, facts: Facts, on: date) -> None:
    """Somebody else's, one from the future, or one that does not do."""
    custodian, declarant = procedure.text("custodian"), _text(facts.get("declarant"))
    if " ".join(declarant.split()).casefold() != " ".join(custodian.split()).casefold():
        raise ProcedureError(
            f"the declaration is {custodian}'s and not {declarant}'s; whoever it names signs it"
        )
    if day_in(facts, "signed_on") > on:
        raise ProcedureError("it is signed later than it is recorded; correct one of the days")
    faults = procedure.fact("faults")
    if faults:
        raise ProcedureError(
            f"the declaration does not do yet ({faults}); mend the lodging file and prepare it"
            " again"
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _about(procedure: Procedure) -> str:
    tabs = procedure.subject.get("tabs")
    count = tabs if isinstance(tabs, int) else 0
    series = _text(procedure.subject.get("series"))
    return f"{count} {'paper' if count == 1 else 'papers'} of the series {series}, in camera"


CAMERA: Final = Kind(
    table=TABLE,
    title="Lodged in camera",
    clause="section 7 (what goes to the court alone)",
    guard=_guard,
    about=_about,
)

PARTS: Final[Mapping[str, str]] = {
    "cover": "what is lodged, and by whom",
    "index": "every paper and every item to rule on",
    "declaration": "the official's declaration",
    "proposed-order": "the order proposed to the court, with boxes to tick",
    "notice": "the notice that is served and says nothing of the content",
}
"""The papers of a lodging, by file name."""
