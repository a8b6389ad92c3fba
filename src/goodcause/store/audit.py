"""The trail of a case: rows that are only ever added, each chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from goodcause.store.models import EventRow

_FIRST = "0" * 64
_BATCH = 500
_LOCK = 7_303_014  # any number, the same for everybody who adds to a trail


@dataclass(frozen=True, slots=True)
class Head:
    """Where a trail ends: how many events it has and the digest that stands for all of them."""

    events: int
    chain: str


def record(what: str, facts: Mapping[str, object]) -> None:
    """Add one event. The facts must be JSON."""
    record_all([(what, facts)])


def record_all(events: Iterable[tuple[str, Mapping[str, object]]]) -> None:
    """Add events, all or none, one link each."""
    with transaction.atomic():
        _alone()
        last = EventRow.objects.order_by("-number").first()
        before = last.chain if last else _FIRST
        at = datetime.now(UTC).isoformat(timespec="seconds")
        rows = []
        for what, facts in events:
            before = _link(before, what, dict(facts), at)
            rows.append(EventRow(what=what, facts=dict(facts), at=at, chain=before))
        EventRow.objects.bulk_create(rows, batch_size=_BATCH)


def head() -> Head:
    """Where the trail ends now."""
    last = EventRow.objects.order_by("-number").first()
    return Head(EventRow.objects.count(), last.chain if last else _FIRST)


def chain_after(events: int) -> str:
    """The digest that stood for the first so many events; empty when there are not so many."""
    if events <= 0:
        return _FIRST if events == 0 else ""
    row = EventRow.objects.order_by("number")[events - 1 : events].first()
    return row.chain if row else ""


def broken_at() -> int | None:
    """The number of the first event that does not follow from the one before, or nothing."""
    before = _FIRST
    for row in EventRow.objects.order_by("number").iterator():
        if row.chain != _link(before, row.what, row.facts, row.at):
            return int(row.number)
        before = row.chain
    return None


def exported() -> Iterator[str]:
    """Every event as one line of JSON, from which anybody can follow the chain again."""
    for row in EventRow.objects.order_by("number").iterator():
        line = {"at": row.at, "chain": row.chain, "facts": row.facts, "what": row.what}
        yield json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n"


def follow(lines: Iterable[str]) -> Iterator[tuple[int, str, bool]]:
    """Follow an exported trail: number of each line, its digest, whether it follows.

    Raises:
        ValueError: a line is no event.
    """
    before = _FIRST
    for number, line in enumerate(lines, start=1):
        row = json.loads(line)
        if not isinstance(row, dict) or not {"what", "facts", "at", "chain"} <= row.keys():
            raise ValueError(f"line {number} is no event")
        yield (
            number,
            str(row["chain"]),
            row["chain"] == _link(before, row["what"], row["facts"], row["at"]),
        )
        before = str(row["chain"])


def _alone() -> None:
    """Wait until nobody else adds: on SQLite a transaction is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Cases have a schema each in one database; each has a trail of its own.
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [_LOCK])


def _link(before: str, what: str, facts: object, at: str) -> str:
    line = json.dumps([before, what, facts, at], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
