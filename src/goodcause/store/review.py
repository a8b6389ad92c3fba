"""The rows of review: what waits, who looks at it, what they settled, and what they wrote.

Decisions (``DecisionRow``, ``ClassRow``) and events are only ever added. ``DocketRow``,
``PageRow`` and ``ItemRow`` are a digest of them and of the findings, so that a screen is one
quick question to the database; they can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import models
from django.db.models import Avg, Count, F, Max, Min, Q, QuerySet, Sum

OPEN, WAITING, STAYS, REMOVE, LEAVE = "open", "waiting", "stays", "remove", "leave"
"""States of an item: to be decided; turns on a class; the order leaves it; decided; decided."""


class DocketRow(models.Model):
    """One document under review: what its rows were made from, and who has taken it."""

    source = models.OneToOneField("store.SourceRow", on_delete=models.CASCADE, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    person = models.CharField(max_length=16, blank=True, db_index=True)
    taken_by = models.CharField(max_length=120, blank=True)
    taken_until = models.FloatField(default=0.0)

    class Meta:
        app_label = "store"


class PageRow(models.Model):
    """One page of a document under review, with its words for search."""

    source = models.ForeignKey(
        "store.SourceRow", on_delete=models.CASCADE, related_name="page_rows"
    )
    number = models.IntegerField()
    width = models.IntegerField()
    height = models.IntegerField()
    plate = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    trouble = models.TextField(blank=True)
    looked_by = models.CharField(max_length=120, blank=True)

    class Meta:
        app_label = "store"
        constraints = (models.UniqueConstraint(fields=["source", "number"], name="one_row_a_page"),)


class ItemRow(models.Model):
    """One finding as review sees it.

    ``rank`` orders the whole queue; ``version`` rises with every change, so that a decision
    made on an older view is refused. ``second`` is the second reviewer's word, beside the first.
    """

    source = models.ForeignKey("store.SourceRow", on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    page = models.IntegerField()
    category = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    because = models.TextField(blank=True)
    label_text = models.TextField(blank=True)
    boxes = models.JSONField(default=list)
    probability = models.FloatField(default=0.0)
    harm = models.FloatField(default=0.0)
    outcome = models.CharField(max_length=8)
    rule = models.CharField(max_length=40, blank=True)
    label = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    group = models.CharField(max_length=32, blank=True, db_index=True)
    template = models.CharField(max_length=32, blank=True, db_index=True)
    lane = models.IntegerField(default=5)
    rank = models.IntegerField(default=0)
    state = models.CharField(max_length=8, default=OPEN)
    version = models.IntegerField(default=0)
    by = models.CharField(max_length=120, blank=True)
    why = models.TextField(blank=True)
    second = models.CharField(max_length=10, blank=True)
    second_by = models.CharField(max_length=120, blank=True)
    escalated = models.BooleanField(default=False)
    drawn = models.BooleanField(default=False)

    class Meta:
        app_label = "store"
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="one_row_an_item"),)
        indexes = (
            models.Index(fields=["state", "escalated", "rank"]),
            models.Index(fields=["state", "lane"]),
            models.Index(fields=["source", "page"]),
        )


class DrawnRow(models.Model):
    """A finding that a person drew; it outlives a second reading of its document."""

    source = models.ForeignKey("store.SourceRow", on_delete=models.PROTECT, related_name="drawn")
    key = models.CharField(max_length=64)
    value = models.JSONField()
    by = models.CharField(max_length=120)
    gone = models.BooleanField(default=False)

    class Meta:
        app_label = "store"
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="one_row_a_drawing"),)


class ClassRow(models.Model):
    """A person's class as somebody settled it, one row a document; the newest row holds.

    Rows name documents and not people, because people are joined anew by every reading. An
    empty class takes the settlement back.
    """

    source = models.ForeignKey("store.SourceRow", on_delete=models.PROTECT, related_name="classes")
    person_class = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)

    class Meta:
        app_label = "store"


class NoteRow(models.Model):
    """Words somebody wrote about a page or a finding; an escalation is one that asks counsel."""

    source = models.ForeignKey("store.SourceRow", on_delete=models.CASCADE, related_name="remarks")
    page = models.IntegerField()
    key = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=12, default="note")
    text = models.TextField()
    by = models.CharField(max_length=120)
    at = models.FloatField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        app_label = "store"


class ActRow(models.Model):
    """One act of one person, with what undoing it restores and how long it took."""

    kind = models.CharField(max_length=12)
    by = models.CharField(max_length=120, db_index=True)
    at = models.FloatField(db_index=True)
    lane = models.IntegerField(default=5)
    count = models.IntegerField(default=1)
    seconds = models.FloatField(default=0.0)
    before = models.JSONField(default=list)
    undone = models.BooleanField(default=False)

    class Meta:
        app_label = "store"


class AnswerRow(models.Model):
    """What was answered to a request that carries a key: sent twice, it is done once."""

    key = models.CharField(max_length=64, primary_key=True)
    answer = models.JSONField()
    at = models.FloatField(db_index=True)

    class Meta:
        app_label = "store"


def waiting_items(lane: int | None = None) -> QuerySet[ItemRow]:
    """Items to be decided, in the order of the queue; those before counsel are left out."""
    rows = ItemRow.objects.filter(state=OPEN, escalated=False)
    if lane is not None:
        rows = rows.filter(lane=lane)
    return rows.order_by("rank")


def free_for(rows: QuerySet[ItemRow], name: str, now: float) -> QuerySet[ItemRow]:
    """Those whose document nobody else has taken."""
    others = DocketRow.objects.filter(taken_until__gt=now).exclude(taken_by=name)
    return rows.exclude(source_id__in=others.values("source_id"))


def count_by(rows: QuerySet[ItemRow], *columns: str) -> list[dict[str, object]]:
    """How many rows hold each combination of values, in the order of the values."""
    found = rows.values(*columns).annotate(n=Count("pk")).order_by(*columns)
    return [dict(row) for row in found]


def sheets(lane: int) -> list[dict[str, object]]:
    """Groups of open items of a lane that one look can settle, the largest first."""
    column = "template" if lane == 3 else "group"  # noqa: PLR2004  lane 3 is the templates'
    rows = waiting_items(lane).order_by().exclude(**{column: ""}).values(column, "category")
    found = rows.annotate(n=Count("pk"), label=Min("label_text"), series=Min("source__series"))
    return [
        {"key": str(r[column]), "category": r["category"], "n": int(r["n"]),
         "label": str(r["label"]), "series": str(r["series"])}
        for r in found.order_by("-n", column)
    ]  # fmt: skip


def bump(rows: Collection[int]) -> None:
    """Raise the version of items whose view is no longer what somebody may have before them."""
    ItemRow.objects.filter(pk__in=rows).update(version=F("version") + 1)


def acts_by_person() -> list[dict[str, object]]:
    """For each person: acts, items settled, seconds spent; undone acts apart."""
    rows = (
        ActRow.objects.values("by")
        .annotate(
            acts=Count("pk"),
            items=Sum("count", filter=Q(undone=False) & ~Q(kind="class")),
            taken_back=Count("pk", filter=Q(undone=True)),
            pace=Avg("seconds", filter=Q(seconds__gt=0)),
        )
        .order_by("by")
    )
    return [dict(row) for row in rows]


def second_words() -> list[dict[str, object]]:
    """How many decisions of each person a second reviewer confirmed or returned."""
    rows = ItemRow.objects.exclude(second="").values("by", "second").annotate(n=Count("pk"))
    return [dict(row) for row in rows.order_by("by", "second")]


def documents_with(states: Sequence[str]) -> int:
    """How many documents have an item in one of the states."""
    return ItemRow.objects.filter(state__in=states).values("source_id").distinct().count()


def by_document(rows: QuerySet[ItemRow], most: int) -> list[dict[str, object]]:
    """Documents in the order of their first item: how many items, and the worst harm."""
    found = rows.order_by().values("source_id")
    counted = found.annotate(n=Count("pk"), rank=Min("rank"), worst=Max("harm"))
    return [dict(row) for row in counted.order_by("rank")[:most]]


def acts_by_hour(since: float) -> list[tuple[int, int, float]]:
    """What was done in each hour since a moment: hours since 1970, items settled, seconds timed."""
    rows = ActRow.objects.filter(at__gte=since, undone=False).exclude(kind="class")
    found: dict[int, tuple[int, float]] = {}
    for at, count, seconds in rows.order_by("at").values_list("at", "count", "seconds").iterator():
        items, timed = found.get(int(at // 3600), (0, 0.0))
        found[int(at // 3600)] = (items + count, timed + seconds)
    return [(hour, *figures) for hour, figures in sorted(found.items())]


def pace_by_lane() -> list[dict[str, object]]:
    """For each lane: acts, items, seconds, and the sums of their squares and products.

    Of acts that were timed and not taken back.
    """
    rows = ActRow.objects.filter(undone=False, seconds__gt=0).exclude(kind="class").values("lane")
    items, seconds = F("count"), F("seconds")
    found = rows.annotate(
        acts=Count("pk"),
        items=Sum("count"),
        time=Sum("seconds"),
        items_squared=Sum(items * items),
        time_squared=Sum(seconds * seconds),
        products=Sum(items * seconds, output_field=models.FloatField()),
    )
    return [dict(row) for row in found.order_by("lane")]
