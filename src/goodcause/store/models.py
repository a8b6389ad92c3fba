"""The rows of a case. Values of the stages go in and come out; no rule of the order lives here."""

from __future__ import annotations

from django.db import models

from goodcause.store.comparing import ComparisonRow, PairWordRow
from goodcause.store.procedures import ProcedureEventRow, ProcedureRow
from goodcause.store.review import (
    ActRow,
    AnswerRow,
    ClassRow,
    DocketRow,
    DrawnRow,
    ItemRow,
    NoteRow,
    PageRow,
)
from goodcause.store.rosters import RosterRow
from goodcause.store.sampling import SampleAnswerRow, SampleItemRow, SampleRow

__all__ = [
    "ActRow",
    "AnswerRow",
    "ClassRow",
    "ComparisonRow",
    "DecisionRow",
    "DocketRow",
    "DrawnRow",
    "EventRow",
    "FactRow",
    "FindingRow",
    "ItemRow",
    "NoteRow",
    "PageRow",
    "PairWordRow",
    "PersonRow",
    "ProcedureEventRow",
    "ProcedureRow",
    "RosterRow",
    "SampleAnswerRow",
    "SampleItemRow",
    "SampleRow",
    "SourceRow",
    "VolumeRow",
    "WorkRow",
]


class FactRow(models.Model):
    """One fact about the case itself: format version, order in force, when it was made."""

    name = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()


class SourceRow(models.Model):
    """One file handed in; exactly one row each, whatever becomes of it."""

    class State(models.TextChoices):
        """What has become of a source so far."""

        REGISTERED = "registered"
        READ = "read"
        DUPLICATE = "duplicate"
        CONTAINER = "container"
        EXCEPTION = "exception"

    key = models.CharField(max_length=16, primary_key=True)
    path = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True, blank=True)
    size = models.BigIntegerField(default=0)
    series = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=State.choices, default=State.REGISTERED)
    reason = models.TextField(blank=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="enclosed")
    pages = models.IntegerField(default=0)
    notes = models.JSONField(default=list)
    subject = models.JSONField(default=dict)
    examined = models.CharField(max_length=64, blank=True)
    page_blobs = models.JSONField(default=list)
    bates = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["path", "sha256", "series"], name="one_row_a_file"),
        )


class WorkRow(models.Model):
    """The work ledger: one unit of work, done once in effect however often it is tried."""

    class State(models.TextChoices):
        """Where a unit stands."""

        READY = "ready"
        LEASED = "leased"
        DONE = "done"
        QUARANTINED = "quarantined"

    unit = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=16, db_index=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State.choices, default=State.READY)
    # Every lease raises it, so that a late result can be told from the present holder's.
    attempt = models.IntegerField(default=0)
    failures = models.IntegerField(default=0)
    holder = models.CharField(max_length=64, blank=True)
    lease_until = models.FloatField(default=0.0)
    output = models.TextField(blank=True)
    error = models.TextField(blank=True)
    seconds = models.FloatField(default=0.0)

    class Meta:
        # Few rows are leased at a time, however many there are.
        indexes = (
            models.Index(
                fields=["holder"], condition=models.Q(state="leased"), name="leased_by_holder"
            ),
            models.Index(
                fields=["unit"], condition=models.Q(state="quarantined"), name="given_up_on"
            ),
        )


class PersonRow(models.Model):
    """One person over all documents of the case, with the class that the order gives."""

    key = models.CharField(max_length=16, primary_key=True)
    name = models.TextField(blank=True)
    occupation = models.CharField(max_length=32)
    former = models.BooleanField(default=False)
    conflict = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    person_class = models.CharField(max_length=40)
    documents = models.ManyToManyField(SourceRow, related_name="people")


class FindingRow(models.Model):
    """One finding and what the order proposes for it."""

    source = models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=64)
    page = models.IntegerField()
    category = models.CharField(max_length=40)
    value = models.JSONField()
    outcome = models.CharField(max_length=8)
    rule = models.CharField(max_length=40, blank=True)
    label = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="one_row_a_finding"),)
        indexes = (models.Index(fields=["category", "outcome"]),)


class DecisionRow(models.Model):
    """What was settled, by whom. Rows are added, never changed; the newest of a finding holds."""

    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, related_name="decisions")
    finding = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8)
    rule = models.CharField(max_length=40, blank=True)
    label = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    rules_digest = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["source", "finding"]),)


class VolumeRow(models.Model):
    """One volume that was made and verified."""

    name = models.CharField(max_length=64, primary_key=True)
    rules_digest = models.CharField(max_length=64)
    inputs_digest = models.CharField(max_length=64)
    documents = models.IntegerField()
    pages = models.IntegerField()
    folder = models.TextField()


class EventRow(models.Model):
    """The trail: what was done, in order, each row carrying the digest of the one before."""

    number = models.BigAutoField(primary_key=True)
    what = models.CharField(max_length=40)
    facts = models.JSONField()
    at = models.CharField(max_length=40)
    chain = models.CharField(max_length=64)
