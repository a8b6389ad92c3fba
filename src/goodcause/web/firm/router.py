"""Which database a row belongs to: a case's own, or that of the accounts."""

from __future__ import annotations

from django.db.models import Model

_CASE = "store"


class Accounts:
    """Rows of a case stay in its database; accounts and sessions have one of their own."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str:
        """Where to look."""
        return "default" if model._meta.app_label == _CASE else "accounts"

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **_hints: object) -> bool:
        """Rows of the two never point at each other."""
        return (one._meta.app_label == _CASE) == (other._meta.app_label == _CASE)

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        """Which tables a database gets."""
        return (db == "default") == (app_label == _CASE)
