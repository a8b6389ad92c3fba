"""Rows of samples: pages on which nothing was found, and what persons saw on them."""

from __future__ import annotations

from django.db import models


class SampleRow(models.Model):
    """One sample that was drawn; the newest counts.

    ``pool`` is the digest of the blob that lists every page it was drawn from, and ``failed`` how
    many samples before it had shown more than the order's rule allows.
    """

    number = models.IntegerField(primary_key=True)
    rule = models.JSONField()
    binding = models.BooleanField()
    pool = models.CharField(max_length=64)
    populations = models.JSONField()
    failed = models.IntegerField(default=0)


class SampleItemRow(models.Model):
    """One page of a sample, or a canary among them."""

    sample = models.ForeignKey(SampleRow, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=24, unique=True)
    source = models.ForeignKey("store.SourceRow", on_delete=models.PROTECT, related_name="+")
    page = models.IntegerField()
    stratum = models.CharField(max_length=60)
    canary = models.BooleanField(default=False)


class SampleAnswerRow(models.Model):
    """What one person saw on one page. Rows are added, never changed; a person's newest holds."""

    item = models.ForeignKey(SampleItemRow, on_delete=models.CASCADE, related_name="answers")
    by = models.CharField(max_length=120)
    missed = models.BooleanField()
    note = models.TextField(blank=True)
