"""Brings the rows of review up to date with the findings, the order, and what was settled.

It looks only at documents whose findings, class or rules changed since the last time, so that
opening a case of 18,000 pages for review is quick from the second time on.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from goodcause.base.geometry import Box, union
from goodcause.decisions.decision import Decision, Outcome, Proposal
from goodcause.decisions.harm import loss
from goodcause.decisions.policy import BY_ORDER, propose
from goodcause.findings.finding import Finding, Layout
from goodcause.findings.values import normal
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.pages.page import Page
from goodcause.pipeline.packing import revive
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.proposals import (
    UNSETTLED,
    Standing,
    decisions,
    record_decisions,
    standings,
    stands,
)
from goodcause.pipeline.run import fingerprint
from goodcause.pipeline.units import all_pages
from goodcause.pipeline.whose import about
from goodcause.store import audit
from goodcause.store.matter import Matter, together
from goodcause.store.models import DocketRow, FindingRow, ItemRow, PageRow, SourceRow
from goodcause.store.review import LEAVE, OPEN, REMOVE, STAYS, WAITING

UNSURE, NARRATIVE, TEMPLATES, VALUES, SINGLE = 1, 2, 3, 4, 5
"""Lanes of findings, in the order they are worked off; lane 0 is the class of person, lane 6 the
sample of pages on which nothing was found."""

_SURE: Final = 0.7
_FAINT: Final = 0.6
_TEMPLATE: Final = 3
"""So many boxes with one label make a sheet worth looking at as one."""
_STORY: Final = frozenset(["vulnerability_time", "vulnerability_place"])
_BATCH: Final = 400
_RANKS: Final = 100_000_000  # more than a lane will ever hold
_STAND_OFF: Final = 12  # pixels between words of one line that still make one box


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What was brought up to date.

    Attributes:
        documents: looked at anew.
        withdrawn: decisions that the order no longer carries, taken back for review.
    """

    documents: int
    withdrawn: int


def rules_today(matter: Matter) -> RuleSet:
    """The rules by which review looks: the newest, whether or not the order is dated yet."""
    return load_order(matter.order_file).on(date.max)


def prepare(matter: Matter, rules: RuleSet, progress: Progress) -> Prepared:
    """Make or renew the rows of every document that changed."""
    who = standings(rules)
    rows = SourceRow.objects.filter(state=SourceRow.State.READ).order_by("key")
    known = dict(DocketRow.objects.values_list("source_id", "fingerprint"))
    served = {n for n in rules.order.series_names if rules.series(n).route != "in_camera"}
    marks = {row.key: mark_of(row, who.get(row.key), rules) for row in rows if row.series in served}
    changed = [row for row in rows if row.key in marks and known.get(row.key) != marks[row.key]]
    gone = [key for key in known if key not in marks]
    settled = decisions() if changed else {}
    withdrawn: list[Decision] = []
    progress.start("prepare review", len(changed))
    for row in changed:
        with together():
            work = _Work(rules, who.get(row.key), settled)
            withdrawn += _renew(matter, row, work, marks[row.key])
        progress.step()
    DocketRow.objects.filter(source_id__in=gone).delete()
    ItemRow.objects.filter(source_id__in=gone).delete()
    progress.finish()
    _withdraw(withdrawn, rules)
    if changed or gone:
        arrange()
    return Prepared(documents=len(changed), withdrawn=len(withdrawn))


def renew(matter: Matter, rules: RuleSet, keys: Sequence[str]) -> int:
    """Renew some documents at once (their person's class was settled); says what was withdrawn."""
    who = standings(rules)
    settled = decisions(keys)
    withdrawn: list[Decision] = []
    for row in SourceRow.objects.filter(key__in=keys, state=SourceRow.State.READ).order_by("key"):
        if rules.series(row.series).route == "in_camera":
            continue
        standing = who.get(row.key)
        work = _Work(rules, standing, settled)
        withdrawn += _renew(matter, row, work, mark_of(row, standing, rules))
    _withdraw(withdrawn, rules)
    arrange(keys)
    return len(withdrawn)


@dataclass(frozen=True, slots=True)
class _Work:
    """What renewing one document looks at."""

    rules: RuleSet
    standing: Standing | None
    settled: Mapping[tuple[str, str], Decision]

    @property
    def person_class(self) -> str:
        return self.standing.person_class if self.standing else UNSETTLED

    @property
    def person(self) -> tuple[str, str]:
        return (self.standing.person, self.standing.name) if self.standing else ("", "")


def mark_of(row: SourceRow, standing: Standing | None, rules: RuleSet) -> str:
    """Digest of all that a document's rows are made from: while it is the same, they stand."""
    whose = (standing.person, standing.person_class) if standing else ()
    return fingerprint(row.examined, *row.page_blobs, *whose, rules.digest)


def _renew(matter: Matter, row: SourceRow, work: _Work, mark: str) -> list[Decision]:
    pages = {page.number: page for page in all_pages(matter.blobs, row.page_blobs)}
    _renew_pages(row, pages.values())
    before = {item.key: item for item in ItemRow.objects.filter(source=row)}
    kept: list[ItemRow] = []
    fresh: list[ItemRow] = []
    withdrawn: list[Decision] = []
    found = FindingRow.objects.filter(source=row).order_by("page", "id")
    for each in found:
        finding = revive(Finding, each.value)
        named = about(row, finding.span.page, finding.key, work.person)
        proposal = propose(finding, work.person_class, work.rules, row.series, named)
        decision = work.settled.get((row.key, finding.key))
        if decision is not None and not _carried(decision, proposal):
            withdrawn.append(decision)
            decision = None
        item = before.pop(finding.key, None) or ItemRow(source=row, key=finding.key)
        _describe(item, finding, pages[finding.span.page])
        _judge(item, proposal, decision, work)
        (kept if item.pk else fresh).append(item)
    ItemRow.objects.filter(pk__in=[item.pk for item in before.values()]).delete()
    ItemRow.objects.bulk_create(fresh, batch_size=_BATCH)
    ItemRow.objects.bulk_update(kept, _FIELDS, batch_size=_BATCH)
    person = work.standing.person if work.standing else ""
    DocketRow.objects.update_or_create(source=row, defaults={"fingerprint": mark, "person": person})
    return withdrawn


_FIELDS: Final = [
    "page", "category", "text", "because", "label_text", "boxes", "probability", "harm", "outcome",
    "rule", "label", "reason", "group", "template", "lane", "state", "version", "by", "why",
    "drawn",
]  # fmt: skip


def _carried(decision: Decision, proposal: Proposal) -> bool:
    """Whether a decision may stay as it is: nobody's own, or one the order still carries."""
    return decision.by == BY_ORDER or stands(decision, proposal)


def _renew_pages(row: SourceRow, pages: Iterable[Page]) -> None:
    looked = {p.number: p.looked_by for p in PageRow.objects.filter(source=row)}
    PageRow.objects.filter(source=row).delete()
    PageRow.objects.bulk_create(
        (
            PageRow(
                source=row,
                number=page.number,
                width=page.width,
                height=page.height,
                plate=page.plate,
                text=" ".join(word.text for word in page.words),
                trouble=_trouble(page),
                looked_by=looked.get(page.number, ""),
            )
            for page in pages
        ),
        batch_size=_BATCH,
    )


def _trouble(page: Page) -> str:
    """Why a person should read the whole page; empty when nothing speaks for that."""
    if not page.words:
        return "no text could be read on this page"
    mean = sum(w.confidence for w in page.words) / len(page.words)
    if mean < _FAINT:
        return f"read with little confidence ({mean:.0%} on average)"
    return "; ".join(page.notes)


def _describe(item: ItemRow, finding: Finding, page: Page) -> None:
    """What the finding itself says; the same whatever the order makes of it."""
    item.page, item.category, item.text = finding.span.page, finding.category, finding.text
    item.because, item.label_text = finding.because, finding.label_text
    item.probability = finding.probability
    item.boxes = [[b.left, b.top, b.right, b.bottom] for b in boxes_of(finding, page)]
    item.drawn = finding.detector == "drawn"
    value = normal(finding.category, finding.text)
    item.group = _digest(finding.category, value) if value else ""
    cell = finding.span.layout is Layout.CELL and finding.label_text
    item.template = _digest(finding.category, _plain(finding.label_text)) if cell else ""


def boxes_of(finding: Finding, page: Page) -> tuple[Box, ...]:
    """Where a finding is shown: its cell, or its words joined line by line."""
    if finding.span.region is not None:
        return (finding.span.region,)
    lines: dict[int, list[Box]] = {}
    for index in finding.span.words:
        word = page.words[index]
        lines.setdefault(word.line, []).append(word.box)
    return tuple(box for boxes in lines.values() for box in _joined(boxes))


def _joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """Neighbours of one line as one box; what stands far apart stays apart."""
    run: list[Box] = []
    for box in sorted(boxes):
        if run and box.left - run[-1].right > _STAND_OFF * 4:
            yield union(run)
            run = []
        run.append(box)
    yield union(run)


def _judge(item: ItemRow, proposal: Proposal, decision: Decision | None, work: _Work) -> None:
    """What the order proposes and what was settled; a change raises the version."""
    was = (item.outcome, item.rule, item.label, item.state)
    item.outcome, item.rule = proposal.outcome.value, proposal.rule
    item.label, item.reason = proposal.label, proposal.reason
    item.harm = loss(item.category, work.person_class, item.probability)
    person = decision is not None and decision.by != BY_ORDER
    if proposal.outcome is Outcome.LEAVE:
        item.state = STAYS
    elif decision is not None and person:
        item.state = REMOVE if decision.outcome is Outcome.REMOVE else LEAVE
        item.by, item.why = decision.by, decision.reason
    else:
        turns = proposal.outcome is Outcome.ASK and work.person_class == UNSETTLED
        item.state = WAITING if turns else OPEN
        item.by, item.why = "", ""
    now = (item.outcome, item.rule, item.label, item.state)
    item.version += 0 if was == now else 1


def _withdraw(withdrawn: Sequence[Decision], rules: RuleSet) -> None:
    """Take decisions back that no clause carries any more, and say so in the trail."""
    if not withdrawn:
        return
    reason = "no clause proposes this removal any more; it is open again"
    record_decisions(
        (
            Decision(
                document=d.document, finding=d.finding, outcome=Outcome.ASK, rule="", label="",
                by=BY_ORDER, reason=reason,
            )
            for d in withdrawn
        ),
        rules.digest,
    )  # fmt: skip
    audit.record_all(
        ("reopen", {"document": d.document, "finding": d.finding, "by": BY_ORDER, "was": d.by})
        for d in withdrawn
    )


def arrange(keys: Sequence[str] | None = None) -> None:
    """Put items into lanes and the lanes into order.

    Args:
        keys: only documents that changed; others keep their rank, which is good enough until
            the case is opened again.
    """
    rows = ItemRow.objects.exclude(state=STAYS)
    sizes = _sizes(rows.values_list("template", "group").iterator())
    mine = rows if keys is None else rows.filter(source_id__in=keys)
    columns = ("source_id", "page", "pk", "category", "probability", "harm", "template", "group")
    ordered = mine.order_by("source_id", "page", "pk")
    every = [_Place(*row) for row in ordered.values_list(*columns, "lane", "rank").iterator()]
    troubled = set(PageRow.objects.exclude(trouble="").values_list("source_id", "number"))
    lanes = {place.pk: _lane(place, sizes, troubled) for place in every}
    worst: dict[tuple[int, str], float] = {}
    for place in every:
        at = (lanes[place.pk], place.source)
        worst[at] = max(worst.get(at, 0.0), place.harm)
    every.sort(key=lambda p: (lanes[p.pk], -worst[lanes[p.pk], p.source], *p[:3]))
    _keep_order(every, lanes)


class _Place(NamedTuple):
    """What an item's place in the queue follows from, and the place it has."""

    source: str
    page: int
    pk: int
    category: str
    probability: float
    harm: float
    template: str
    group: str
    lane: int
    rank: int


@dataclass(frozen=True, slots=True)
class _Sizes:
    template: Mapping[str, int]
    group: Mapping[str, int]


def _sizes(rows: Iterable[tuple[str, str]]) -> _Sizes:
    template: dict[str, int] = {}
    group: dict[str, int] = {}
    for t, g in rows:
        template[t] = template.get(t, 0) + 1
        group[g] = group.get(g, 0) + 1
    return _Sizes(template, group)


def _lane(place: _Place, sizes: _Sizes, troubled: set[tuple[str, int]]) -> int:
    if place.probability < _SURE or (place.source, place.page) in troubled:
        return UNSURE
    if place.category in _STORY:
        return NARRATIVE
    if place.template and sizes.template[place.template] >= _TEMPLATE:
        return TEMPLATES
    if place.group and sizes.group[place.group] > 1:
        return VALUES
    return SINGLE


def _keep_order(ordered: Sequence[_Place], lanes: Mapping[int, int]) -> None:
    changed = []
    for n, place in enumerate(ordered):
        lane = lanes[place.pk]
        rank = lane * _RANKS + n
        if (place.lane, place.rank) != (lane, rank):
            changed.append(ItemRow(pk=place.pk, lane=lane, rank=rank))
    with together():
        ItemRow.objects.bulk_update(changed, ["lane", "rank"], batch_size=_BATCH)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _plain(label: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in label.lower()).split())


def now() -> float:
    """Seconds since 1970, as rows of review keep them."""
    return time.time()
