"""Django's name for this package."""

from __future__ import annotations

from django.apps import AppConfig


class FirmConfig(AppConfig):
    """Who may see which case."""

    name = "goodcause.web.firm"
    label = "firm"
    default_auto_field = "django.db.models.BigAutoField"
