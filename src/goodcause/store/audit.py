"""The trail of a case: rows that are only ever added, each chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from goodcause.store.models import EventRow

_FIRST = "0" * 64


def record(what: str, facts: Mapping[str, object]) -> None:
    """Add one event. The facts must be JSON."""
    with transaction.atomic():
        last = EventRow.objects.order_by("-number").first()
        at = datetime.now(UTC).isoformat(timespec="seconds")
        chain = _link(last.chain if last else _FIRST, what, dict(facts), at)
        EventRow.objects.create(what=what, facts=dict(facts), at=at, chain=chain)


def broken_at() -> int | None:
    """The number of the first event that does not follow from the one before, or nothing."""
    before = _FIRST
    for row in EventRow.objects.order_by("number").iterator():
        if row.chain != _link(before, row.what, row.facts, row.at):
            return int(row.number)
        before = row.chain
    return None


def _link(before: str, what: str, facts: object, at: str) -> str:
    line = json.dumps([before, what, facts, at], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
