"""What waits for counsel, and which documents of the queue come next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.pipeline.review_decide import Actor
from goodcause.pipeline.review_facts import item_facts, name_of
from goodcause.pipeline.review_index import now
from goodcause.pipeline.review_people import Known, unsettled_people
from goodcause.store.models import DocketRow, ItemRow, NoteRow, PersonRow, SourceRow
from goodcause.store.review import (
    LEAVE,
    OPEN,
    REMOVE,
    WAITING,
    by_document,
    count_by,
    waiting_items,
)

FILTERS: Final = ("category", "series", "rule", "person")
_SHOWN: Final = 25
_ROWS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One document of the queue."""

    document: str
    name: str
    person: str
    series: str
    page: int
    item: int
    lane: int
    open: int
    worst: float
    taken: str


def next_documents(
    actor: Actor, lane: int | None, filters: Mapping[str, str]
) -> tuple[Waiting, ...]:
    """The next documents in the order of the queue, with what is open in each."""
    rows = waiting_items(lane)
    if filters.get("category"):
        rows = rows.filter(category=filters["category"])
    if filters.get("rule"):
        rows = rows.filter(rule=filters["rule"])
    if filters.get("series"):
        rows = rows.filter(source__series=filters["series"])
    if filters.get("person"):
        named = PersonRow.objects.filter(name__icontains=filters["person"])
        rows = rows.filter(source__people__in=named)
    found = by_document(rows, _SHOWN)
    keys = [str(row["source_id"]) for row in found]
    sources = SourceRow.objects.in_bulk(keys)
    dockets = DocketRow.objects.in_bulk(keys)
    people = {p.key: p.name for p in PersonRow.objects.filter(documents__in=keys)}
    first = {i.rank: i for i in ItemRow.objects.filter(rank__in=[row["rank"] for row in found])}
    return tuple(
        Waiting(
            document=key,
            name=name_of(sources[key].path),
            person=people.get(docket.person, "") if docket else "",
            series=sources[key].series,
            page=item.page,
            item=item.pk,
            lane=item.lane,
            open=int(str(row["n"])),
            worst=float(str(row["worst"])),
            taken=_taken(docket, actor),
        )
        for key, row in zip(keys, found, strict=True)
        for docket in (dockets.get(key),)
        for item in (first[int(str(row["rank"]))],)
    )


def _taken(docket: DocketRow | None, actor: Actor) -> str:
    if docket is None or docket.taken_until <= now() or docket.taken_by == actor.name:
        return ""
    return docket.taken_by


def filter_choices(rules: RuleSet) -> dict[str, list[tuple[str, str]]]:
    """What the queue can be narrowed to."""
    open_items = ItemRow.objects.filter(state=OPEN)
    categories = [str(row["category"]) for row in count_by(open_items, "category")]
    clauses = [str(row["rule"]) for row in count_by(open_items, "rule")]
    return {
        "category": [(c, spoken(c)) for c in categories],
        "series": [(n, n) for n in rules.order.series_names],
        "rule": [(r, r) for r in clauses if r],
    }


def waiting_for_class() -> int:
    """How many findings cannot be decided before a class is settled."""
    return ItemRow.objects.filter(state=WAITING).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A finding that somebody put before counsel."""

    note: NoteRow
    item: Mapping[str, object] | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeCounsel:
    """Everything that waits for counsel.

    Attributes:
        people: whose class is unsettled or in dispute.
        escalations: with a note each.
        returned: decisions a second reviewer sent back.
        log: draft rows of the removal log: where, what, under which clause, by whom.
        log_total: how many rows the whole draft has.
        left: proposed removals that somebody left, with the reason.
    """

    people: tuple[Known, ...]
    escalations: tuple[Escalation, ...]
    returned: tuple[ItemRow, ...]
    log: tuple[ItemRow, ...]
    log_total: int
    left: tuple[ItemRow, ...]


def before_counsel(rules: RuleSet) -> BeforeCounsel:
    """Look; nothing is changed."""
    asked = NoteRow.objects.filter(kind="escalation", answer="").select_related("source")
    removed = ItemRow.objects.filter(state=REMOVE).select_related("source")
    left = ItemRow.objects.filter(state=LEAVE).select_related("source")
    return BeforeCounsel(
        people=unsettled_people(rules),
        escalations=tuple(_escalation(note) for note in asked.order_by("pk")),
        returned=tuple(ItemRow.objects.filter(second="returned").select_related("source")[:_ROWS]),
        log=tuple(removed.order_by("source_id", "page", "pk")[:_ROWS]),
        log_total=removed.count(),
        left=tuple(left.order_by("source_id", "page", "pk")[:_ROWS]),
    )


def _escalation(note: NoteRow) -> Escalation:
    item = ItemRow.objects.filter(source_id=note.source_id, key=note.key).first()
    return Escalation(
        note=note, item=item_facts(item) if item else None, name=name_of(note.source.path)
    )
