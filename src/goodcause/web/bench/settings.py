"""Django settings of `goodcause camera judge`: no database, no files written, one reader."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
PORT = os.environ.get("GOODCAUSE_PORT", "8767")

DATABASES: dict[str, object] = {}
SECRET_KEY = secrets.token_hex(32)  # sessions end with the process, so nothing outlives it
DEBUG = False
ROOT_URLCONF = "goodcause.web.bench.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = [
    "goodcause.web.bench.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "goodcause.web.bench.door.OnlyTheJudge",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_NAME = f"goodcause_bench_{PORT}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "goodcause.web.bench.door.forged"
IDLE_SECONDS = 15 * 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
FILE_UPLOAD_HANDLERS: list[str] = []
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # localhost has no TLS
