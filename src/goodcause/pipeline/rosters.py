"""Rosters of a case: lists of people whose work is known, taken in and read back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import UndecidedError, UsageError
from goodcause.findings.people import RosterEntry
from goodcause.findings.roster import MOST_CHARACTERS, read_roster
from goodcause.pipeline.packing import pack, plain, revive
from goodcause.store import audit
from goodcause.store.matter import Matter, locked, together
from goodcause.store.models import FactRow, RosterRow

_BATCH = 500
_JOINED = "rosters joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What came of a roster.

    Attributes:
        people: how many rows were taken in.
        unsettled: how many of these have a title that settles no class.
        problems: a sentence for each row that could not be used.
    """

    people: int
    unsettled: int
    problems: tuple[str, ...]


def add_roster(matter: Matter, path: Path) -> Listed:
    """Take in a list of people whose work is known.

    The rows of a roster of the same file name that was added before are replaced.

    Raises:
        UsageError: the file cannot be read, or is no list of people.
    """
    try:
        if path.stat().st_size > 4 * MOST_CHARACTERS:
            raise UsageError(f"{path} is too large for a list of people; split it")
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}); name a CSV file") from e
    roster = read_roster(data, path.name)
    rows = [
        RosterRow(roster=path.name, line=number, entry=plain(entry))
        for number, entry in enumerate(roster.entries, start=1)
    ]
    facts = {"roster": path.name, "people": len(rows), "problems": len(roster.problems)}
    with locked(matter, "add"), together():
        RosterRow.objects.filter(roster=path.name).delete()
        RosterRow.objects.bulk_create(rows, batch_size=_BATCH)
        audit.record("roster", facts)
    unsettled = sum(e.occupation == "unknown" for e in roster.entries)
    return Listed(people=len(rows), unsettled=unsettled, problems=roster.problems)


def rosters() -> tuple[RosterEntry, ...]:
    """Everybody on the rosters of the case, in order of roster and row."""
    rows = RosterRow.objects.order_by("roster", "line").iterator()
    return tuple(revive(RosterEntry, row.entry) for row in rows)


def remember_joined(roster: tuple[RosterEntry, ...]) -> None:
    """Note with which rosters the people of the case were joined."""
    FactRow.objects.update_or_create(name=_JOINED, defaults={"value": _digest(roster)})


def refuse_unjoined() -> None:
    """Stop when a roster came or changed since people were last joined.

    Raises:
        UndecidedError: then no class is certain.
    """
    fact = FactRow.objects.filter(name=_JOINED).first()
    roster = rosters()
    if (fact.value if fact else _digest(())) != _digest(roster):
        raise UndecidedError(
            "a roster was added since the case was read, and classes may follow from it; run "
            "`goodcause read` again"
        )


def _digest(roster: tuple[RosterEntry, ...]) -> str:
    return hashlib.sha256(b"\n".join(pack(entry) for entry in roster)).hexdigest()
