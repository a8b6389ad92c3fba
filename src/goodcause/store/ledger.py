"""The work ledger: which units of work are done, being done, or given up on.

The engine only carries units; this table alone knows what is done. A result is written
content-addressed before its row turns done, so a row never speaks of bytes that are not there.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from goodcause.store.models import WorkRow

MAX_ATTEMPTS = 3
_LEASE_SECONDS = 3600.0


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
    """Output digests of those units that are done with the same fingerprint."""
    wanted = {u.name: u.fingerprint for u in units}
    rows = WorkRow.objects.filter(unit__in=list(wanted), state=WorkRow.State.DONE)
    return {r.unit: r.output for r in rows if r.fingerprint == wanted[r.unit]}


def lease(unit: Unit) -> int:
    """Take a unit; returns the number of this attempt, from 1.

    A unit left leased by a process that died is simply taken again: one parent works on a
    case at a time (the case lock), so a lease found at the start belongs to nobody alive.
    """
    with transaction.atomic():
        row, _ = WorkRow.objects.get_or_create(
            unit=unit.name, defaults={"kind": unit.kind, "fingerprint": unit.fingerprint}
        )
        if row.fingerprint != unit.fingerprint:
            row.fingerprint, row.attempt, row.output, row.error = unit.fingerprint, 0, "", ""
        row.kind = unit.kind
        row.state = WorkRow.State.LEASED
        row.attempt += 1
        row.lease_until = time.time() + _LEASE_SECONDS
        row.save()
        return int(row.attempt)


def done(unit: Unit, output: str, seconds: float) -> None:
    """Record that the unit's output lies among the blobs."""
    WorkRow.objects.filter(unit=unit.name, fingerprint=unit.fingerprint).update(
        state=WorkRow.State.DONE, output=output, error="", seconds=seconds
    )


def failed(unit: Unit, error: str, *, final: bool) -> None:
    """Record a failure; a final one is not tried again under the same fingerprint."""
    state = WorkRow.State.QUARANTINED if final else WorkRow.State.READY
    WorkRow.objects.filter(unit=unit.name, fingerprint=unit.fingerprint).update(
        state=state, error=error
    )


def quarantined(units: Iterable[Unit]) -> Mapping[str, str]:
    """Reasons of those units that were given up on with the same fingerprint."""
    wanted = {u.name: u.fingerprint for u in units}
    rows = WorkRow.objects.filter(unit__in=list(wanted), state=WorkRow.State.QUARANTINED)
    return {r.unit: r.error for r in rows if r.fingerprint == wanted[r.unit]}
