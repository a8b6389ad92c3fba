"""What keeps eyes-only papers before the right eyes: its kinds of procedure, and how each opens."""

from __future__ import annotations

from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.base.ids import Bates
from goodcause.case.challenge import CHALLENGE
from goodcause.case.holders import CLAWBACK, DISPOSITION
from goodcause.case.outside import INCIDENT, SUBPOENA
from goodcause.case.procedure import Kind, day_in
from goodcause.case.states import Facts
from goodcause.case.undertaking import ROLES, UNDERTAKING

ACCESS: Final[tuple[Kind, ...]] = (
    UNDERTAKING,
    CHALLENGE,
    SUBPOENA,
    INCIDENT,
    CLAWBACK,
    DISPOSITION,
)

NEEDS: Final = {
    "undertaking": ("name", "role", "sponsor", "employer"),
    "challenge": ("challenger", "bates", "paragraph", "ground"),
    "subpoena": ("issued_by", "other_case", "what", "return_day"),
    "incident": ("what", "by_whom", "to_whom", "bates"),
    "clawback": ("volume", "bates", "reason"),
    "disposition": ("ended",),
}
"""By kind: what must be told to open one."""


def refuse_opening(kind: str, subject: Facts) -> None:
    """Look whether a procedure may be opened with what is told.

    Raises:
        ProcedureError: something is missing or makes no sense.
    """
    missing = [n for n in NEEDS[kind] if not subject.get(n) or not str(subject[n]).strip()]
    if missing:
        raise ProcedureError(
            f"{kind} is opened with {', '.join(missing)} too; nothing was opened: give "
            f"{' '.join(f'--fact {name}=...' for name in missing)}"
        )
    if kind == "undertaking" and subject["role"] not in ROLES:
        raise ProcedureError(
            f"role={subject['role']} is not who signs an undertaking; write {', '.join(ROLES)} "
            "(counsel and the court need none, and parties may not see at all)"
        )
    for name in ("return_day", "ended"):
        if name in NEEDS[kind]:
            day_in(subject, name)
    for number in numbers(subject.get("bates")):
        _refuse_number(number)


def numbers(told: object) -> tuple[str, ...]:
    """Bates numbers as told: one, or a list."""
    if told is None:
        return ()
    return tuple(str(n).strip() for n in told) if isinstance(told, list) else (str(told).strip(),)


def _refuse_number(number: str) -> None:
    try:
        Bates.parse(number)
    except ValueError as e:
        raise ProcedureError(f"{e}; give each page as --fact bates=CCW0000001") from e
