"""Django settings of `goodcause room serve`: no database of Django's, no accounts, no uploads.

The room's own key signs the session cookie, so a cookie of another room is worth nothing here; what
a session may do is read from the room's database with each request.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from goodcause.room.book import KEY

HERE = Path(__file__).resolve().parent
ROOM = Path(os.environ["GOODCAUSE_ROOM"])
PORT = os.environ.get("GOODCAUSE_ROOM_PORT", "8770")
PUBLIC = urlsplit(os.environ.get("GOODCAUSE_ROOM_URL", ""))
BEHIND_PROXY = PUBLIC.scheme == "https"

SECRET_KEY = (ROOM / KEY).read_text(encoding="ascii")
DEBUG = False
DATABASES: dict[str, object] = {}
ROOT_URLCONF = "goodcause.room.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = [
    "goodcause.room.guard.Gate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "goodcause.room.guard.Seated",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
# A name that leads here from elsewhere (DNS rebinding) is refused by its Host header.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([PUBLIC.hostname] if PUBLIC.hostname else [])]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = f"goodcause_room_{PORT}"  # cookies know no ports
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = BEHIND_PROXY
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "goodcause.room.guard.forged"
CSRF_TRUSTED_ORIGINS = [f"https://{PUBLIC.netloc}"] if BEHIND_PROXY else []

DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
FILE_UPLOAD_HANDLERS: list[str] = []
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # the proxy has the certificate
