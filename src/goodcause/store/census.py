"""Rows counted by one of their columns."""

from __future__ import annotations

from django.db.models import Count, Model


def count(model: type[Model], column: str) -> dict[str, int]:
    """How many rows hold each value of the column, in the order of the values."""
    rows = model._default_manager.values(column).annotate(n=Count("pk")).order_by(column)
    return {str(row[column]): int(row["n"]) for row in rows}
