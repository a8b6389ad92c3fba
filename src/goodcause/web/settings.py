"""Django settings of `goodcause review`: one person, one case, one machine.

The database is chosen when the case is opened. Nobody has an account: whoever holds the link
that the command prints is let in, once.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from goodcause.store.settings import DATABASES as _CASE
from goodcause.store.settings import DEFAULT_AUTO_FIELD, TIME_ZONE, USE_TZ

__all__ = ["DEFAULT_AUTO_FIELD", "TIME_ZONE", "USE_TZ"]

HERE = Path(__file__).resolve().parent
PORT = os.environ.get("GOODCAUSE_PORT", "8765")

# A connection a thread, kept: opening one anew for each request costs as much as its question.
DATABASES = {"default": {**_CASE["default"], "CONN_MAX_AGE": None}}
# Somebody waits: after some seconds a sentence says why, and the page tries again by itself.
LOCK_SECONDS = 6

SECRET_KEY = secrets.token_hex(32)  # sessions end with the process, so nothing outlives it
DEBUG = False
ROOT_URLCONF = "goodcause.web.urls"
INSTALLED_APPS = ["goodcause.store.apps.StoreConfig"]
MIDDLEWARE = [
    "goodcause.web.guard.Gate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "goodcause.web.guard.SignedIn",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["goodcause.web.words"],
        },
    }
]

# A name that leads here from elsewhere (DNS rebinding) is refused by its Host header.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "sessions",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_NAME = f"goodcause_{PORT}"  # cookies know no ports: two cases side by side
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "goodcause.web.guard.forged"
IDLE_SECONDS = 2 * 3600
ABSOLUTE_SECONDS = 12 * 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS: list[str] = []  # nothing is uploaded through the browser
USE_I18N = False
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # localhost has no TLS
