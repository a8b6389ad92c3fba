"""Rows of procedures: what the order set in motion, and every step of it, only ever added."""

from __future__ import annotations

import hashlib
import json

from django.db import models


class ProcedureRow(models.Model):
    """One procedure. ``state`` and ``version`` are a digest of its events, kept for lists."""

    kind = models.CharField(max_length=24)
    number = models.IntegerField()
    state = models.CharField(max_length=32)
    subject = models.JSONField()
    opened = models.DateField()
    version = models.IntegerField(default=1)

    class Meta:
        app_label = "store"
        constraints = (
            models.UniqueConstraint(fields=["kind", "number"], name="one_row_a_procedure"),
        )


class ProcedureEventRow(models.Model):
    """One step: when it was recorded (``at``) and when it happened (``on``); chained by digest.

    ``papers`` are objects with ``name`` and ``sha256``.
    """

    procedure = models.ForeignKey(ProcedureRow, on_delete=models.PROTECT, related_name="events")
    at = models.CharField(max_length=40)
    on = models.DateField()
    by = models.CharField(max_length=120)
    role = models.CharField(max_length=24)
    move = models.CharField(max_length=32)
    state = models.CharField(max_length=32)
    facts = models.JSONField()
    papers = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        app_label = "store"

    def link(self) -> str:
        """The digest that stands for this step and all before it."""
        said = [
            *(self.previous, self.procedure.kind, self.procedure.number, self.at),
            *(str(self.on), self.by, self.role, self.move, self.state, self.facts, self.papers),
        ]
        line = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(line.encode()).hexdigest()
