"""The work ledger: which units of work wait, are leased, are done, or were given up on.

The engine only carries units; this table alone knows what is done. A result is written
content-addressed before its row turns done, so a row never speaks of bytes that are not there.

A unit is done under a lease, which its holder renews for as long as it lives. A lease that ran out
is overtaken: the next lease of the unit has a higher attempt, and what the overtaken holder still
brings is written nowhere. So what is right does not hang on any clock, only how soon the units of
a dead holder are taken up again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, QuerySet

from goodcause.base.errors import StoppedError
from goodcause.store.models import WorkRow

T = TypeVar("T")

MAX_ATTEMPTS: Final = 3
LEASE: Final = 120.0
"""Seconds a lease holds without being renewed."""

_MANY = 400  # rows a statement speaks of; SQLite bounds how many values one may hold
_READY, _LEASED = WorkRow.State.READY, WorkRow.State.LEASED
_DONE, _QUARANTINED = WorkRow.State.DONE, WorkRow.State.QUARANTINED


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Leave to do one unit, until a later lease of it overtakes this one."""

    unit: Unit
    holder: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A unit that was given up on, and why."""

    unit: str
    kind: str
    reason: str


def database_clock() -> float:
    """Seconds by the one clock that every holder of this database sees."""
    if connection.vendor != "postgresql":
        return time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        (seconds,) = cursor.fetchone()
    return float(seconds)


def finished(units: Iterable[Unit]) -> Mapping[str, str]:
    """Outputs of those units that are done with the same fingerprint."""
    return {row.unit: row.output for row in _rows(units, _DONE)}


def quarantined(units: Iterable[Unit]) -> Mapping[str, str]:
    """Reasons of those units that were given up on with the same fingerprint."""
    return {row.unit: row.error for row in _rows(units, _QUARANTINED)}


def given_up() -> list[GivenUp]:
    """Every unit that was given up on, by name."""
    rows = WorkRow.objects.filter(state=_QUARANTINED).order_by("unit")
    return [GivenUp(unit=row.unit, kind=row.kind, reason=row.error) for row in rows]


def enqueue(units: Iterable[Unit]) -> None:
    """Let units wait to be leased; what was done or given up on before no longer counts."""
    for some in _batches(units):
        _persistently(lambda some=some: _enqueue(some))  # type: ignore[misc]


def claim(
    units: Sequence[Unit], holder: str, clock: Callable[[], float] = database_clock
) -> list[Lease]:
    """Lease those of the units that wait, or whose lease ran out; all in one step.

    Args:
        units: what is wanted, enqueued before.
        holder: who will do them; a name of its own for every run.
        clock: seconds; leases are told by it alone.

    Raises:
        StoppedError: another command of another version works on the same units.
    """
    return _persistently(lambda: _claim({u.name: u for u in units}, holder, clock))


def renew(holder: str, clock: Callable[[], float] = database_clock) -> int:
    """Let every lease of a holder last anew; says how many it still has."""
    mine = WorkRow.objects.filter(state=_LEASED, holder=holder)
    return _persistently(lambda: mine.update(lease_until=clock() + LEASE))


def release(holder: str) -> None:
    """Give back what a holder leased and will not do."""
    # A database that is gone, or a disk that is full, must not hide why the run ended; what is
    # not given back runs out by itself, and the next command that holds the case frees it.
    with suppress(DatabaseError):
        WorkRow.objects.filter(state=_LEASED, holder=holder).update(state=_READY, holder="")


def free() -> None:
    """Give back every lease, for a command that holds the whole case: no other holder lives.

    What only waits is forgotten; whoever still wants it enqueues it again.
    """
    WorkRow.objects.filter(state=_LEASED).update(state=_READY, holder="")
    WorkRow.objects.filter(state=_READY, attempt=0).delete()


def done(lease: Lease, output: str, seconds: float) -> str | None:
    """Record that a unit is done and what it returned.

    Returns:
        The output that stands in the ledger: this one, or the one of whoever overtook this
        lease and was done first; ``None`` when that holder is still at it.
    """
    return _persistently(lambda: _done(lease, output, seconds))


def failed(lease: Lease, reason: str, *, most: int) -> WorkRow.State:
    """Record that a unit failed.

    Args:
        lease: the unit's.
        reason: why.
        most: after so many failures it is given up on.

    Returns:
        Where the unit stands now: ready to be tried again, quarantined, or as whoever overtook
        this lease left it.
    """
    return _persistently(lambda: _failed(lease, reason, most))


def _rows(units: Iterable[Unit], state: WorkRow.State) -> Iterator[WorkRow]:
    for some in _batches(units):
        wanted = {u.name: u.fingerprint for u in some}
        for row in WorkRow.objects.filter(unit__in=list(wanted), state=state):
            if row.fingerprint == wanted[row.unit]:
                yield row


def _enqueue(units: Sequence[Unit]) -> None:
    wanted = {u.name: u for u in units}
    with transaction.atomic():
        known = {row.unit: row for row in _slim(wanted).select_for_update()}
        fresh = (u for name, u in wanted.items() if name not in known)
        WorkRow.objects.bulk_create(
            (WorkRow(unit=u.name, kind=u.kind, fingerprint=u.fingerprint) for u in fresh),
            ignore_conflicts=True,  # another command may have been quicker
        )
        stale = [row for row in known.values() if _is_stale(row, wanted[row.unit])]
        for row in stale:
            if row.fingerprint != wanted[row.unit].fingerprint:
                row.failures = 0  # another input or other code: its failures say nothing any more
            row.kind, row.fingerprint = wanted[row.unit].kind, wanted[row.unit].fingerprint
            row.state, row.holder, row.output, row.error = _READY, "", "", ""
        WorkRow.objects.bulk_update(stale, _TOLD, batch_size=100)


_TOLD = ("kind", "fingerprint", "state", "holder", "failures", "output", "error")


def _is_stale(row: WorkRow, unit: Unit) -> bool:
    return row.fingerprint != unit.fingerprint or row.state not in {_READY, _LEASED}


def _claim(wanted: Mapping[str, Unit], holder: str, clock: Callable[[], float]) -> list[Lease]:
    with transaction.atomic():
        now = clock()
        # Rows that another holder is just leasing are passed over, not waited for.
        rows = {row.unit: row for row in _slim(wanted).select_for_update(skip_locked=True)}
        for row in rows.values():
            if row.fingerprint != wanted[row.unit].fingerprint:
                raise StoppedError(
                    "another command with another version of goodcause, or another order, works "
                    "on this case; wait until it is done and run the same command again"
                )
        taken = [name for name in wanted if name in rows and _is_free(rows[name], holder, now)]
        WorkRow.objects.filter(unit__in=taken).update(
            state=_LEASED, holder=holder, lease_until=now + LEASE, attempt=F("attempt") + 1
        )
    return [
        Lease(unit=wanted[name], holder=holder, attempt=rows[name].attempt + 1) for name in taken
    ]


def _is_free(row: WorkRow, holder: str, now: float) -> bool:
    if row.state != _LEASED or row.holder == holder:
        return row.state in {_READY, _LEASED}
    # What lasts much longer than any lease can was written before the clock was set back.
    return not now < row.lease_until <= now + 2 * LEASE


def _slim(wanted: Iterable[str]) -> QuerySet[WorkRow]:
    """Rows without what they hold most of: their outputs."""
    return WorkRow.objects.filter(unit__in=list(wanted)).defer("output", "error")


def _mine(lease: Lease) -> QuerySet[WorkRow]:
    """The row of a lease for as long as nobody overtook it."""
    return WorkRow.objects.filter(
        unit=lease.unit.name,
        fingerprint=lease.unit.fingerprint,
        state=_LEASED,
        holder=lease.holder,
        attempt=lease.attempt,
    )


def _done(lease: Lease, output: str, seconds: float) -> str | None:
    if _mine(lease).update(state=_DONE, output=output, error="", seconds=seconds, holder=""):
        return output
    return finished([lease.unit]).get(lease.unit.name)


def _failed(lease: Lease, reason: str, most: int) -> WorkRow.State:
    with transaction.atomic():
        row = _mine(lease).select_for_update().first()
        if row is None:
            states = WorkRow.objects.filter(unit=lease.unit.name).values_list("state", flat=True)
            return WorkRow.State(states.first() or _READY)
        row.failures += 1
        row.state = _QUARANTINED if row.failures >= most else _READY
        row.error, row.output, row.holder = reason, "", ""
        row.save()
        return WorkRow.State(row.state)


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    rest = iter(units)
    while some := list(islice(rest, _MANY)):
        yield some


def _persistently(ask: Callable[[], T]) -> T:
    """Ask once more where the connection was cut; every question here may be put twice.

    Raises:
        StoppedError: the connection held the case, and the hold went with it.
    """
    try:
        return ask()
    except (OperationalError, InterfaceError):
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            raise
        connection.close()
        return ask()
