"""Rows of rosters: lists of people whose work is known, as the user gave them."""

from __future__ import annotations

from django.db import models


class RosterRow(models.Model):
    """One line of one roster; adding a roster of the same name again replaces its lines."""

    roster = models.CharField(max_length=200, db_index=True)
    line = models.IntegerField()
    entry = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["roster", "line"], name="one_row_a_roster_line"),
        )
