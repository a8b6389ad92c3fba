"""Papers called back, and papers returned or destroyed at the end: each holder answers for them."""

from __future__ import annotations

from datetime import date
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.clocks import ends
from goodcause.case.moves import move
from goodcause.case.procedure import Deadline, Kind, Procedure, Who, day_in
from goodcause.case.states import COUNSEL, Facts, Table

DONE: Final = ("returned", "sequestered", "destroyed")
"""What a holder may have done with what was called back (FRCP 26(b)(5)(B))."""

CLAWBACK_TABLE: Final = Table(
    kind="clawback",
    first="drafted",
    moves=(
        move("holder", ("drafted", "sent", "disputed"), "", ("name", "from")),
        move("send", ("drafted",), "sent", ("method",), COUNSEL),
        move("confirm", ("sent", "disputed"), "", ("holder", "done", "copies")),
        move("dispute", ("sent",), "disputed", ("holder", "ground")),
        move("rule", ("disputed",), "sent", ("order", "outcome"), COUNSEL),
        move("close", ("sent",), "closed", (), COUNSEL),
        move("withdraw", ("drafted", "sent", "disputed"), "withdrawn", ("reason",), COUNSEL),
    ),
    final=("closed", "withdrawn"),
)

DISPOSITION_TABLE: Final = Table(
    kind="disposition",
    first="begun",
    moves=(
        move("holder", ("begun",), "", ("name", "from")),
        move("certify", ("begun",), "", ("holder", "done", "categories", "signed_by")),
        move("close", ("begun",), "closed", (), COUNSEL),
    ),
    final=("closed",),
)


def holders(procedure: Procedure) -> tuple[str, ...]:
    """Everybody who holds a copy, as opened and as named since."""
    told = procedure.subject.get("holders", ())
    first = [str(h) for h in told] if isinstance(told, list | tuple) else [str(told)]
    later = [str(s.facts["name"]) for s in procedure.steps if s.move == "holder"]
    return tuple(dict.fromkeys(" ".join(h.split()) for h in (*first, *later) if h.strip()))


def answered(procedure: Procedure) -> tuple[str, ...]:
    """Holders who said what they did with their copies."""
    found = (s for s in procedure.steps if s.move in {"confirm", "certify"})
    return tuple(dict.fromkeys(" ".join(str(s.facts["holder"]).split()) for s in found))


def silent(procedure: Procedure) -> tuple[str, ...]:
    """Holders who have not."""
    said = {_plain(name) for name in answered(procedure)}
    return tuple(name for name in holders(procedure) if _plain(name) not in said)


def _guard(procedure: Procedure, move: str, facts: Facts, _who: Who, _on: date) -> None:
    if move in {"confirm", "certify", "dispute"}:
        _known(procedure, str(facts["holder"]))
    if move in {"confirm", "certify"} and str(facts["done"]) not in DONE:
        raise ProcedureError(
            f"done={facts['done']} is not among what a holder may do; write {', '.join(DONE)}"
        )
    if move == "certify" and facts["done"] == "sequestered":
        raise ProcedureError("at the end papers are returned or destroyed, not sequestered")
    if move == "send" and not holders(procedure):
        raise ProcedureError("nobody is named who holds a copy; record holder first")
    left = silent(procedure)
    if move == "close" and left:
        raise ProcedureError(
            f"{', '.join(left)} {'has' if len(left) == 1 else 'have'} not answered; nothing is "
            "closed before every holder has"
        )


def _known(procedure: Procedure, name: str) -> None:
    if _plain(name) not in {_plain(h) for h in holders(procedure)}:
        raise ProcedureError(
            f"{name} is not among the holders ({', '.join(holders(procedure)) or 'none named'}); "
            "record holder first"
        )


def _disposition_due(procedure: Procedure) -> tuple[Deadline, ...]:
    left = silent(procedure)
    if procedure.state != "begun":
        return ()
    what = f"return or destroy: {', '.join(left)}" if left else "close it: everybody has certified"
    due = ends(procedure, "disposition_days", day_in(procedure.subject, "ended"))
    return (Deadline(what=what, due=due),)


def _clawback_about(procedure: Procedure) -> str:
    left = len(silent(procedure))
    return f"{procedure.text('volume')} called back; {left} of {len(holders(procedure))} silent"


def _disposition_about(procedure: Procedure) -> str:
    left = len(silent(procedure))
    return f"return or destroy; {left} of {len(holders(procedure))} silent"


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


CLAWBACK: Final = Kind(
    table=CLAWBACK_TABLE,
    title="Claw-back",
    clause="Fed. R. Civ. P. 26(b)(5)(B); the model order's section 13",
    guard=_guard,
    about=_clawback_about,
)
DISPOSITION: Final = Kind(
    table=DISPOSITION_TABLE,
    title="Return or destroy",
    clause="the model order's section 15",
    guard=_guard,
    due=_disposition_due,
    about=_disposition_about,
)
