"""The lettering of every document that has lines to be set again, through the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goodcause.engine.task import Engine
from goodcause.intake.source import Kind
from goodcause.pipeline.lettering import (
    LetteringDone,
    LetteringJob,
    lettering_unit,
    needs_lettering,
)
from goodcause.pipeline.packing import pack
from goodcause.pipeline.run import Result, Runner, Work, fingerprint, kept
from goodcause.pipeline.units import STEP_SECONDS
from goodcause.removals.plan import Accepted
from goodcause.store.ledger import Unit
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow

Letters = dict[str, tuple[tuple[int, str], ...]]
"""By source key: number and digest of the lettering of each page that has any."""


def letter(
    matter: Matter, engine: Engine, accepted: Mapping[str, Sequence[Accepted]]
) -> tuple[Letters, dict[str, str]]:
    """Fetch what the touched lines of each document need; what was fetched before is not again.

    Args:
        matter: the case.
        engine: where units run.
        accepted: by source key, findings that a decision removes.

    Returns:
        The lettering, and by source key why that of others could not be fetched.
    """
    found: Letters = {}
    failed: dict[str, str] = {}

    def take(result: Result) -> Iterable[Work]:
        key = result.work.unit.name.rpartition(":")[2]
        if isinstance(result.value, LetteringDone):
            found[key] = result.value.pages
        else:
            failed[key] = f"its lines could not be set again: {result.reason}"
        return ()

    rows = SourceRow.objects.filter(key__in=list(accepted)).order_by("key")
    works = [w for row in rows if (w := _lettering(matter, row, accepted[row.key])) is not None]
    runner = Runner(
        engine,
        LetteringDone,
        fits=lambda done: _stands(matter, done),
        whole=lambda done: _is_whole(matter, done),
    )
    runner.ask(works)
    runner.run(take)
    return found, failed


def _stands(matter: Matter, done: object) -> bool:
    """Whether every blob of an earlier run is still there."""
    return isinstance(done, LetteringDone) and all(matter.blobs.has(d) for _, d in done.pages)


def _is_whole(matter: Matter, done: object) -> bool:
    """Whether every blob that a worker speaks of is there, byte for byte."""
    return isinstance(done, LetteringDone) and kept(matter.blobs, (d for _, d in done.pages))


def _lettering(matter: Matter, row: SourceRow, accepted: Sequence[Accepted]) -> Work | None:
    """The unit of one document; ``None`` where nothing goes but cells of forms."""
    mine = tuple(a for a in accepted if needs_lettering(a))
    if not mine:
        return None
    job = LetteringJob(
        blobs=matter.blobs.root,
        document=row.key,
        sha256=row.sha256,
        kind=Kind(row.kind),
        pages=tuple(row.page_blobs),
        accepted=tuple(accepted),
    )
    parts = (job.sha256, job.kind, pack(job.pages), pack(job.accepted))
    unit = Unit(name=f"lettering:{row.key}", kind="lettering", fingerprint=fingerprint(*parts))
    seconds = float(STEP_SECONDS * (len({a.finding.span.page for a in mine}) + 1))
    return Work(unit=unit, work=lettering_unit, payload=job, seconds=seconds)
