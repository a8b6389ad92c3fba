"""Whom a forwarded paper is sent to, and where: the person, a substitute address, a lawyer."""

from __future__ import annotations

from dataclasses import dataclass

from goodcause.base.errors import ProcedureError
from goodcause.case.procedure import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A name and an address on an envelope, and why it is that one."""

    name: str
    address: str
    why: str


def addressee(procedure: Procedure) -> Addressee:
    """Whom the paper goes to, as it was checked.

    Raises:
        ProcedureError: nobody has checked it.
    """
    name, home = procedure.text("name"), procedure.text("address")
    if not name or not home:
        raise ProcedureError("nobody has checked whom this goes to; record the step check first")
    if procedure.text("represented") == "yes":
        return Addressee(
            name=f"{procedure.text('counsel_name')}, counsel for {name}",
            address=procedure.text("counsel_address"),
            why="the person has a lawyer, who is written to in the person's place",
        )
    if procedure.text("safe_at_home") == "yes":
        return Addressee(
            name=name,
            address=procedure.text("substitute_address"),
            why="a participant of Safe at Home: the Secretary of State forwards mail (Gov. Code"
            " 6205 and following)",
        )
    source = f"{procedure.text('address_source')}, {procedure.text('address_date')}"
    return Addressee(name=name, address=home, why=f"last known home address ({source})")
