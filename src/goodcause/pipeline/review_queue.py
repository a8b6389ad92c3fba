"""What is to be looked at next, and who has taken it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.order.order import RuleSet
from goodcause.pipeline.review_decide import Actor
from goodcause.pipeline.review_index import now
from goodcause.pipeline.review_people import unsettled_people
from goodcause.pipeline.sample import current
from goodcause.store import audit
from goodcause.store.matter import together
from goodcause.store.models import DocketRow, ItemRow
from goodcause.store.review import OPEN, count_by, free_for, waiting_items

MINUTES: Final = 30
"""How long a document stays with whoever took it, from the last time they acted on it."""
MOST_TAKEN: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane of the queue.

    Attributes:
        number: 0 to 6, the order in which lanes are worked off.
        title, why: what waits in it and why it stands where it stands.
        left: how much waits.
        unit: what is counted.
    """

    number: int
    title: str
    why: str
    left: int
    unit: str = "findings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A finding on a page, where work goes on."""

    document: str
    page: int
    item: int
    lane: int


_LANES: Final = (
    (1, "Uncertain", "readers disagree, the page is hard to read, or the detector is unsure"),
    (2, "Stories", "times and places at which somebody is vulnerable: the words are read"),
    (3, "Form boxes", "the same box on many pages: one sheet of crops settles it"),
    (4, "Repeated values", "the same number or address in several places: one sheet a value"),
    (5, "Single findings", "what is left, the most harmful first"),
)


def lanes(rules: RuleSet) -> tuple[Lane, ...]:
    """How much waits in each lane."""
    rows = count_by(ItemRow.objects.filter(state=OPEN, escalated=False), "lane")
    left = {row["lane"]: int(str(row["n"])) for row in rows}
    people = Lane(
        number=0,
        title="Class of person",
        why="it decides what applies to a whole file, so it comes first",
        left=len(unsettled_people(rules)),
        unit="people",
    )
    rest = (Lane(number=n, title=t, why=w, left=left.get(n, 0)) for n, t, w in _LANES)
    drawn = current()
    sample = Lane(
        number=6,
        title="Sample",
        why="pages on which nothing was found, drawn by lot: what was missed is bounded by them",
        left=len(drawn.waiting) if drawn else 0,
        unit="pages",
    )
    return (people, *rest, sample)


def next_spot(actor: Actor, lane: int | None = None, after: int = -1) -> Spot | None:
    """The next finding to decide, past those in documents that somebody else has taken.

    Args:
        actor: who asks.
        lane: only of that lane.
        after: rank of the finding before; from the end it goes on at the beginning.
    """
    rows = free_for(waiting_items(lane), actor.name, now())
    found = rows.filter(rank__gt=after).first() or rows.first()
    if found is None:
        return None
    return Spot(document=found.source_id, page=found.page, item=found.pk, lane=found.lane)


def take(actor: Actor, documents: Sequence[str] = (), count: int = MOST_TAKEN) -> tuple[str, ...]:
    """Take documents for half an hour: those named, or the next of the queue.

    Returns:
        Those that are now the actor's; what somebody else has is not among them.
    """
    with together():
        wanted = tuple(documents) or _next_documents(actor, count)
        moment = now()
        rows = DocketRow.objects.select_for_update().filter(source_id__in=wanted)
        mine = [r for r in rows if r.taken_until <= moment or r.taken_by in {"", actor.name}]
        fresh = [r.source_id for r in mine if r.taken_until <= moment or r.taken_by != actor.name]
        for row in mine:
            row.taken_by, row.taken_until = actor.name, moment + MINUTES * 60
        DocketRow.objects.bulk_update(mine, ["taken_by", "taken_until"])
        if fresh:
            audit.record("take", {"documents": fresh, "by": actor.name})
    return tuple(row.source_id for row in mine)


def give_back(actor: Actor) -> None:
    """Give back whatever the actor has taken."""
    DocketRow.objects.filter(taken_by=actor.name).update(taken_by="", taken_until=0.0)


def taken_by_another(actor: Actor, document: str) -> str:
    """Who else has the document now; empty when nobody has."""
    rows = DocketRow.objects.filter(source_id=document, taken_until__gt=now())
    row = rows.exclude(taken_by=actor.name).first()
    return row.taken_by if row else ""


def _next_documents(actor: Actor, count: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    rows = free_for(waiting_items(), actor.name, now()).values_list("source_id", flat=True)
    for source in rows.iterator():
        found[source] = None
        if len(found) >= count:
            break
    return tuple(found)
