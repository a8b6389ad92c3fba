"""Registering what was handed in: every file gets a row, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.base.errors import UsageError
from goodcause.intake.collect import Incoming, collect
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.order.load import load_order
from goodcause.pipeline.progress import Progress
from goodcause.store import audit
from goodcause.store.matter import Matter, locked
from goodcause.store.models import SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many files ended in each way."""

    registered: int
    duplicates: int
    containers: int
    exceptions: int
    already: int


def add(matter: Matter, paths: Sequence[str], series: str, progress: Progress) -> Added:
    """Register files and folders in a series; copies every file by its content.

    Raises:
        UsageError: the order has no such series, or a path does not exist.
    """
    order = load_order(matter.order_file)
    if series not in order.series_names:
        known = ", ".join(order.series_names)
        raise UsageError(f"the order has no series {series!r}; write one of: {known}")
    counts = dict.fromkeys(("registered", "duplicates", "containers", "exceptions", "already"), 0)
    with locked(matter, "add"), matter.blobs.scratch() as scratch:
        number = SourceRow.objects.count()
        progress.start("register", None)
        for incoming in collect(paths, scratch, Limits()):
            row = _row(matter, incoming, series)
            following = f"s{number + 1:06d}"
            ending = _keep(row, following)
            number += row.key == following
            counts[ending] += 1
            progress.step()
        progress.finish()
        audit.record("add", {"series": series, **counts})
    return Added(**counts)


def _row(matter: Matter, incoming: Incoming, series: str) -> SourceRow:
    # A file name may hold bytes that are no text; a database column cannot.
    path = incoming.path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    row = SourceRow(path=path, series=series, kind=incoming.kind)
    if incoming.file is not None:
        try:
            row.sha256, row.size = matter.blobs.put_file(incoming.file)
        except PermissionError:
            row.state = SourceRow.State.EXCEPTION
            row.reason = "this file may not be read by the present user; change its permissions"
    if incoming.kind is Kind.ZIP and not incoming.problem:
        row.state = SourceRow.State.CONTAINER
        row.reason = "a container; its members have rows of their own"
    if incoming.problem:
        row.state, row.reason = SourceRow.State.EXCEPTION, incoming.problem
    return row


def _keep(row: SourceRow, following: str) -> str:
    """Save the row under the next key; says which way it ended."""
    before = SourceRow.objects.filter(path=row.path, series=row.series)
    if before.filter(sha256=row.sha256).exists():
        return "already"
    # What could not be taken in then and can be now is the same file, with one row still.
    stale = before.filter(sha256="", state=SourceRow.State.EXCEPTION).first()
    row.key = stale.key if stale else following
    if row.state == SourceRow.State.REGISTERED:
        first = (
            SourceRow.objects.filter(sha256=row.sha256, series=row.series, duplicate_of=None)
            .exclude(state=SourceRow.State.EXCEPTION)
            .order_by("key")
            .first()
        )
        if first is not None:
            row.state, row.duplicate_of = SourceRow.State.DUPLICATE, first
            row.reason = f"the same bytes as {first.path}, which is accounted for in its own row"
    row.save(force_insert=stale is None)
    return {
        SourceRow.State.REGISTERED: "registered",
        SourceRow.State.DUPLICATE: "duplicates",
        SourceRow.State.CONTAINER: "containers",
    }.get(SourceRow.State(row.state), "exceptions")
