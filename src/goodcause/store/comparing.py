"""Rows of the comparison of applicants and donors: its runs, and what readers said of pairs."""

from __future__ import annotations

from django.db import models


class ComparisonRow(models.Model):
    """One run on a case's own papers; the newest is the one that is reviewed.

    ``links`` is the digest of the blob that holds what it found, before anybody's word.
    """

    links = models.CharField(max_length=64)
    pairs = models.IntegerField()
    waiting = models.IntegerField()
    window = models.IntegerField(default=0)
    at = models.FloatField()

    class Meta:
        app_label = "store"


class PairWordRow(models.Model):
    """One reader's word on one pair. Rows are added, never changed; a reader's newest holds.

    ``shown`` is the digest of both rows as the reader saw them: where they read differently
    later, the word no longer speaks of them. An empty word takes the reader's word back, and
    ``undoes`` names the row that a taking back undoes.
    """

    applicant = models.CharField(max_length=80)
    row = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    word = models.CharField(max_length=10, blank=True)
    shown = models.CharField(max_length=64)
    by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    second = models.BooleanField(default=False)
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.FloatField()

    class Meta:
        app_label = "store"
        indexes = (models.Index(fields=["applicant", "row", "kind"]),)
