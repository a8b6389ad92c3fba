"""What a screen shows of a page, of a sheet of crops, and of counsel's desk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.pipeline.proposals import Standing, standings
from goodcause.pipeline.review_decide import Actor
from goodcause.pipeline.review_draw import choices
from goodcause.pipeline.review_index import TEMPLATES
from goodcause.pipeline.review_queue import taken_by_another
from goodcause.store.models import DocketRow, ItemRow, NoteRow, PageRow, PersonRow, SourceRow
from goodcause.store.review import OPEN, WAITING, count_by, free_for, sheets, waiting_items

Facts = dict[str, object]

LETTERS: Final = {
    "ssn": "S",
    "taxpayer_id": "S",
    "account_number": "N",
    "driver_license": "L",
    "date_of_birth": "B",
    "place_of_birth": "P",
    "mothers_maiden_name": "M",
    "home_address": "A",
    "prior_address": "R",
    "home_phone": "T",
    "vulnerability_time": "W",
    "vulnerability_place": "H",
    "third_party_contact": "C",
    "minor_name": "J",
    "person_name": "Q",
}
"""One letter a category, for the badge of its box: nothing is told by colour alone."""

_COLUMN: Final = {3: "template", 4: "group"}
SHEET: Final = 24
"""Crops on a sheet: as many as are seen in one look without scrolling."""


def page_facts(actor: Actor, rules: RuleSet, document: str, number: int) -> Facts:
    """Everything the page screen shows.

    Raises:
        UsageError: the document is not under review, or has no such page.
    """
    page = (
        PageRow.objects.filter(source_id=document, number=number).select_related("source").first()
    )
    if page is None:
        raise UsageError(
            "this page is not under review: its file was set aside, or goes to the court; "
            "see the queue"
        )
    items = list(ItemRow.objects.filter(source_id=document, page=number).order_by("pk"))
    items.sort(key=_reading_order)
    standing = _standing(document, rules)
    return {
        "document": document,
        "page": number,
        "pages": page.source.pages,
        "width": page.width,
        "height": page.height,
        "path": name_of(page.source.path),
        "series": page.source.series,
        "trouble": page.trouble,
        "person": _person(standing, document),
        "taken": taken_by_another(actor, document),
        "items": _items(items, rules),
        "film": _film(document),
        "notes": _notes(document, number),
        "choices": [[c.category, c.words, c.clause] for c in choices(document, rules)],
        "shown": shown(items, rules),
    }


def shown(items: Iterable[ItemRow], rules: RuleSet) -> str:
    """Digest of what somebody had before them: each finding, its place and what was proposed."""
    seen = [[i.pk, i.version, i.text, i.boxes, i.outcome, i.rule, i.label] for i in items]
    line = json.dumps([rules.digest, seen], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()


def _reading_order(item: ItemRow) -> tuple[int, int, int]:
    left, top = (item.boxes[0][0], item.boxes[0][1]) if item.boxes else (0, 0)
    return top // 40, left, item.pk


def letter(category: str) -> str:
    """The letter on the badge of a category's boxes."""
    return LETTERS.get(category, "O")


def _standing(document: str, rules: RuleSet) -> Standing | None:
    row = PersonRow.objects.filter(documents=document).first()
    return standings(rules, only=row).get(document) if row else None


def _person(standing: Standing | None, document: str) -> Facts:
    if standing is None:
        return {"key": "", "name": "", "class": "", "settled_by": ""}
    return {
        "key": standing.person,
        "name": standing.name or "(nobody is named)",
        "class": spoken(standing.person_class),
        "settled_by": standing.settled_by,
    }


def _items(items: Sequence[ItemRow], rules: RuleSet) -> list[Facts]:
    groups = {i.group for i in items if i.group}
    same = {
        str(row["group"]): int(str(row["n"]))
        for row in count_by(ItemRow.objects.filter(group__in=groups), "group")
    }
    clauses = {rule.id: f"section {rule.section} of {rule.order}" for rule in rules.rules}
    return [item_facts(i, same.get(i.group, 1), clauses.get(i.rule, "")) for i in items]


def item_facts(item: ItemRow, same: int = 1, clause: str = "") -> Facts:
    """One finding, for a screen."""
    return {
        "id": item.pk,
        "version": item.version,
        "document": item.source_id,
        "page": item.page,
        "category": item.category,
        "words": spoken(item.category),
        "letter": letter(item.category),
        "text": item.text,
        "because": item.because,
        "boxes": item.boxes,
        "probability": round(item.probability, 3),
        "outcome": item.outcome,
        "rule": item.rule,
        "clause": clause,
        "label": item.label,
        "reason": item.reason,
        "state": item.state,
        "by": item.by,
        "why": item.why,
        "second": item.second,
        "second_by": item.second_by,
        "escalated": item.escalated,
        "lane": item.lane,
        "rank": item.rank,
        "same": same,
        "template": item.template if item.lane == TEMPLATES else "",
        "drawn": item.drawn,
    }


def _film(document: str) -> list[Facts]:
    """Every page of the document with what is open on it."""
    rows = ItemRow.objects.filter(source_id=document)
    found: dict[int, dict[str, int]] = {}
    for row in count_by(rows, "page", "state"):
        found.setdefault(int(str(row["page"])), {})[str(row["state"])] = int(str(row["n"]))
    numbers = PageRow.objects.filter(source_id=document).order_by("number")
    return [
        {"page": n, "open": found.get(n, {}).get(OPEN, 0), "wait": found.get(n, {}).get(WAITING, 0),
         "all": sum(found.get(n, {}).values())}
        for n in numbers.values_list("number", flat=True)
    ]  # fmt: skip


def _notes(document: str, number: int) -> list[Facts]:
    rows = NoteRow.objects.filter(source_id=document, page=number).order_by("pk")
    return [
        {"id": n.pk, "kind": n.kind, "text": n.text, "by": n.by, "key": n.key, "answer": n.answer,
         "answered_by": n.answered_by}
        for n in rows
    ]  # fmt: skip


def upcoming(
    actor: Actor, lane: int | None, rank: int, now: float
) -> list[tuple[str, int, int, int]]:
    """The next pages of the queue, the first finding on each and its rank, to be fetched ahead."""
    rows = free_for(waiting_items(lane), actor.name, now).filter(rank__gt=rank)
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for document, page, item, place in rows.values_list("source_id", "page", "pk", "rank")[:60]:
        found.setdefault((document, page), (item, place))
    return [(d, p, item, place) for (d, p), (item, place) in found.items()][:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Crops of one box on many pages, or of one value in many places.

    Attributes:
        items: as many as one sheet holds.
        total: how many wait in the group.
        others: how many groups wait in the lane after this one.
    """

    lane: int
    title: str
    category: str
    items: tuple[ItemRow, ...]
    total: int
    others: int
    shown: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the order says of them, each sentence once."""
        return tuple(dict.fromkeys(item.reason for item in self.items))


def next_sheet(lane: int, rules: RuleSet, key: str = "") -> Sheet | None:
    """The next sheet of a lane, or of the group named; nothing when the lane is empty."""
    waiting = sheets(lane)
    first = waiting[0] if waiting else None
    chosen = next((s for s in waiting if s["key"] == key), first)
    if chosen is None:
        return None
    column = "template" if lane == 3 else "group"  # noqa: PLR2004  lane 3 is the templates'
    rows = waiting_items(lane).filter(
        **{column: str(chosen["key"]), "category": chosen["category"]}
    )
    items = tuple(rows.select_related("source")[:SHEET])
    words = spoken(str(chosen["category"]))
    label = str(chosen["label"])
    title = f"{words}, boxes labelled \u201c{label}\u201d" if lane == 3 else f"{words}, one value"  # noqa: PLR2004
    return Sheet(
        lane=lane,
        title=title,
        category=str(chosen["category"]),
        items=items,
        total=int(str(chosen["n"])),
        others=len(waiting) - 1,
        shown=shown(items, rules),
    )


def name_of(path: str) -> str:
    """The last parts of a path, which tell a paper from others."""
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-2:])


def names(documents: Iterable[str]) -> Mapping[str, str]:
    """By source key: what a paper is called on the screens."""
    rows = SourceRow.objects.filter(key__in=list(documents))
    return {row.key: name_of(row.path) for row in rows}


def taken() -> Mapping[str, int]:
    """By name: how many documents somebody has taken."""
    found: dict[str, int] = {}
    for name in DocketRow.objects.exclude(taken_by="").values_list("taken_by", flat=True):
        found[name] = found.get(name, 0) + 1
    return found
