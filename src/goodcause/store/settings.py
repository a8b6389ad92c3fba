"""Django settings of a case. The database is chosen when a case is opened, not here."""

from __future__ import annotations

from typing import Any

SECRET_KEY = "unused: this program signs nothing with it"  # noqa: S105  no session relies on it
INSTALLED_APPS = ["goodcause.store.apps.StoreConfig"]
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ":memory:",
    "OPTIONS": {
        # A read that upgrades to a write fails at once under a deferred BEGIN, however
        # long the busy time-out is; so every transaction begins as a writer.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES = {"default": dict(SQLITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
