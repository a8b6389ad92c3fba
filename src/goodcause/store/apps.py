"""Django's name for this package."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The one Django app of a case."""

    name = "goodcause.store"
    label = "store"
