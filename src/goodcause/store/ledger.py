"""The work ledger: which units of work are done, being done, or given up on.

The engine only carries units; this table alone knows what is done. A result is written
content-addressed before its row turns done, so a row never speaks of bytes that are not there.
Units are not leased: one command at a time holds a case (its lock dies with the process), so
whatever is not done at its start is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from goodcause.store.models import WorkRow

MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of work.

    Attributes:
        name: unique in the case, such as ``read:s000012:1``.
        kind: ``read``, ``examine`` or ``build``.
        fingerprint: digest of input, code version and parameters; another fingerprint means
            that what was done before no longer counts.
    """

    name: str
    kind: str
    fingerprint: str


def finished(units: Iterable[Unit]) -> Mapping[str, str]:
    """Outputs of those units that are done with the same fingerprint."""
    wanted = {u.name: u.fingerprint for u in units}
    rows = WorkRow.objects.filter(unit__in=list(wanted), state=WorkRow.State.DONE)
    return {r.unit: r.output for r in rows if r.fingerprint == wanted[r.unit]}


def done(unit: Unit, output: str, seconds: float) -> None:
    """Record the unit's output: a small JSON value that names blobs already written."""
    with transaction.atomic():
        row = _tried(unit)
        row.state, row.output, row.error, row.seconds = WorkRow.State.DONE, output, "", seconds
        row.save()


def failed(unit: Unit, error: str, *, most: int) -> bool:
    """Record a failed attempt; true when it was the last one and the unit is given up on."""
    with transaction.atomic():
        row = _tried(unit)
        final = row.attempt >= most
        row.state = WorkRow.State.QUARANTINED if final else WorkRow.State.READY
        row.error = error
        row.save()
    return final


def _tried(unit: Unit) -> WorkRow:
    """The unit's row with one attempt more; another fingerprint begins again at one."""
    row = WorkRow.objects.filter(unit=unit.name).first() or WorkRow(unit=unit.name)
    if row.fingerprint != unit.fingerprint:
        row.fingerprint, row.attempt, row.output = unit.fingerprint, 0, ""
    row.kind = unit.kind
    row.attempt += 1
    return row


def quarantined(units: Iterable[Unit]) -> Mapping[str, str]:
    """Reasons of those units that were given up on with the same fingerprint."""
    wanted = {u.name: u.fingerprint for u in units}
    rows = WorkRow.objects.filter(unit__in=list(wanted), state=WorkRow.State.QUARANTINED)
    return {r.unit: r.error for r in rows if r.fingerprint == wanted[r.unit]}
