"""A page as the volume would have it if it were built now: before its mark, and with it.

Every step is the one that makes volumes, never an imitation: surviving words are drawn anew from
the source by a worker, lines are planned, the page is rebuilt, printed on and marked. So what a
reviewer sees is what would be served, pixel for pixel; a test holds it to a served volume.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.base.ids import Bates
from goodcause.decisions.decision import Decision, Outcome
from goodcause.engine.task import Engine, Queue, Task
from goodcause.findings.finding import Finding
from goodcause.intake.source import Kind
from goodcause.order.order import RuleSet
from goodcause.pages.plate import Mode, Plate
from goodcause.pipeline.lettering import (
    LetteringDone,
    LetteringJob,
    lettering_of,
    lettering_unit,
    needs_lettering,
)
from goodcause.pipeline.numbering import WIDTH
from goodcause.pipeline.packing import pack, revive
from goodcause.pipeline.review_pages import before, run_of
from goodcause.pipeline.run import fingerprint
from goodcause.pipeline.units import STEP_SECONDS
from goodcause.production import watermark
from goodcause.production.build import Dress, endorsements, places_taken, print_page
from goodcause.production.watermark import Marked
from goodcause.removals.plan import Accepted, plan_page
from goodcause.removals.rebuild import Rebuilt, rebuild
from goodcause.removals.removal import PagePlan
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, ItemRow, SourceRow
from goodcause.store.review import OPEN, REMOVE

_KEPT: Final = 256


class View(StrEnum):
    """Which picture of a page."""

    BEFORE = "before"
    AFTER = "after"
    MARKED = "marked"
    """After, with legend, number and the watermark of its series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the volume would make of a page as decided and proposed now.

    Attributes:
        taken_with: surviving words that would have to go with a removal.
        kept: share of the watermark's ink that finds room beside what survives, 0 to 1.
    """

    taken_with: tuple[str, ...]
    kept: float


@dataclass(frozen=True, slots=True)
class Desired:
    """Which page is wanted, and of which case."""

    matter: Matter
    rules: RuleSet
    document: str
    number: int


def picture(wanted: Desired, view: View, engine: Engine) -> Rebuilt:
    """The pixels of a page in one of its views, at 300 dpi.

    Raises:
        UsageError: there is no such page, or its lines cannot be set again.
    """
    if view is View.BEFORE:
        _, page = run_of(wanted.matter, wanted.document, wanted.number)
        return before(wanted.matter, page.plate)
    plate, plan = _planned(wanted, engine)
    return rebuild(plate, plan) if view is View.AFTER else _marked(wanted, plate, plan).page


def outlook(wanted: Desired, engine: Engine) -> Outlook:
    """What is lost on a page beside what is removed.

    Raises:
        UsageError: there is no such page, or its lines cannot be set again.
    """
    plate, plan = _planned(wanted, engine)
    taken = tuple(word for removal in plan.removals for word in removal.taken_with)
    return Outlook(taken_with=taken, kept=round(_marked(wanted, plate, plan).kept, 4))


def _marked(wanted: Desired, plate: Plate, plan: PagePlan) -> Marked:
    """With everything a volume puts on the page."""
    series = SourceRow.objects.get(key=wanted.document).series
    dress = Dress.of(wanted.rules.series(series))
    texts, taken = endorsements(dress, number_of(wanted)), places_taken(plan)
    page, _ = print_page(rebuild(plate, plan), plan.words, texts, taken)
    return watermark.stamp(page, dress.watermark, dress.seed(texts.number), taken)


def number_of(wanted: Desired) -> Bates:
    """The number a volume gave the page; all zeros while none did, which is nobody's number."""
    row = SourceRow.objects.get(key=wanted.document)
    if row.bates:
        return Bates.parse(row.bates).plus(wanted.number - 1)
    return Bates(wanted.rules.series(row.series).bates_prefix, 0, WIDTH)


def _planned(wanted: Desired, engine: Engine) -> tuple[Plate, PagePlan]:
    """The pixels of a page, and what is decided to go from it or proposed and not yet decided."""
    run, page = run_of(wanted.matter, wanted.document, wanted.number)
    accepted = going(wanted.document, page.number)
    plate = Plate.from_bytes(wanted.matter.blobs.get(page.plate))
    letters: dict[int, str] = {}
    if any(map(needs_lettering, accepted)):
        letters = {page.number: _lettered(wanted, _job(wanted, run, accepted), engine)}
    plan = plan_page(
        page,
        wanted.document,
        accepted,
        tone=plate.mode is Mode.TONE,
        lettering=lettering_of(wanted.matter.blobs, letters, page.number),
    )
    return plate, plan


def _job(wanted: Desired, run: str, accepted: tuple[Accepted, ...]) -> LetteringJob:
    row = SourceRow.objects.get(key=wanted.document)
    return LetteringJob(
        blobs=wanted.matter.blobs.root,
        document=row.key,
        sha256=row.sha256,
        kind=Kind(row.kind),
        pages=(run,),
        accepted=accepted,
    )


_FETCHED: Final[dict[str, str]] = {}
"""By fingerprint of a job: the digest of what was fetched, the newest last."""


def _lettered(wanted: Desired, job: LetteringJob, engine: Engine) -> str:
    """The digest of a page's lettering, fetched from its source by a worker; empty for none.

    Raises:
        UsageError: it could not be fetched; a build of the volume would meet the same.
    """
    mark = fingerprint(job.sha256, job.kind, *job.pages, pack(job.accepted), str(wanted.number))
    known = _FETCHED.get(mark)
    if known is not None and (not known or wanted.matter.blobs.has(known)):
        return known
    task = Task(name=mark, work=lettering_unit, payload=job, seconds=2.0 * STEP_SECONDS)
    (outcome,) = engine.run(Queue(deque([task])))
    done = outcome.value
    if not isinstance(done, LetteringDone):
        raise UsageError(
            f"the lines of this page could not be set again ({outcome.error or outcome.ending}); "
            "decide by the page before, and ask whoever runs the program"
        )
    _FETCHED[mark] = dict(done.pages).get(wanted.number, "")
    while len(_FETCHED) > _KEPT:
        _FETCHED.pop(next(iter(_FETCHED)), None)
    return _FETCHED.get(mark, "")


def going(document: str, page: int) -> tuple[Accepted, ...]:
    """What leaves a page if every open proposal to remove is accepted."""
    items = ItemRow.objects.filter(source_id=document, page=page, state__in=[OPEN, REMOVE])
    leaving = {i.key: i for i in items if i.state == REMOVE or i.outcome == Outcome.REMOVE.value}
    rows = FindingRow.objects.filter(source_id=document, page=page).order_by("id")
    return tuple(
        Accepted(finding=revive(Finding, row.value), decision=_decision(document, leaving[row.key]))
        for row in rows
        if row.key in leaving
    )


def _decision(document: str, item: ItemRow) -> Decision:
    return Decision(
        document=document,
        finding=item.key,
        outcome=Outcome.REMOVE,
        rule=item.rule,
        label=item.label,
        by=item.by or "order",
        reason=item.reason,
    )
