"""Django settings of `goodcause serve`: accounts, second factors, several cases.

``GOODCAUSE_ACCOUNTS`` says where accounts are kept: a file, or ``postgresql://...`` as
``DATABASE_URL`` gave it. ``GOODCAUSE_SECRET`` signs sessions; the command keeps it beside the
accounts.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from goodcause.base.database_url import server_of
from goodcause.web import settings as local

_URL = os.environ.get("GOODCAUSE_PUBLIC_URL", "http://localhost:8765")
_SAFE = _URL.startswith("https://")


def accounts(place: str) -> dict[str, object]:
    """Django's description of the database of the accounts."""
    if not place.startswith(("postgres://", "postgresql://")):
        return {**local.DATABASES["default"], "NAME": place}
    server = server_of(place)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": server.name,
        "USER": server.user,
        "PASSWORD": server.password,
        "HOST": server.host,
        "PORT": server.port,
        "OPTIONS": dict(server.options),
        "CONN_MAX_AGE": 600,
    }


SECRET_KEY = os.environ.get("GOODCAUSE_SECRET", local.SECRET_KEY)
DEBUG = False
ROOT_URLCONF = "goodcause.web.firm.urls"
DATABASES = {
    "default": local.DATABASES["default"],
    "accounts": accounts(os.environ.get("GOODCAUSE_ACCOUNTS", ":memory:")),
}
DATABASE_ROUTERS = ["goodcause.web.firm.router.Accounts"]
INSTALLED_APPS = [
    "goodcause.store.apps.StoreConfig",
    "goodcause.web.firm.apps.FirmConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "goodcause.web.guard.Gate",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodcause.web.guard.SignedIn",
]
TEMPLATES = [{**local.TEMPLATES[0], "APP_DIRS": True}]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
STATIC_URL = "/static/"
ALLOWED_HOSTS = [urlsplit(_URL).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [_URL]
CACHES = local.CACHES

LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "goodcause.web.firm.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SAFE  # localhost is a secure origin to browsers
MFA_TOTP_ISSUER = "goodcause"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "goodcause"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = _SAFE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 3600
IDLE_SECONDS = 15 * 60
ABSOLUTE_SECONDS = 8 * 3600
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = local.CSRF_FAILURE_VIEW
SECURE_HSTS_SECONDS = 31_536_000 if _SAFE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SAFE else None

DEFAULT_AUTO_FIELD = local.DEFAULT_AUTO_FIELD
LOCK_SECONDS = local.LOCK_SECONDS
USE_TZ, TIME_ZONE, USE_I18N = True, "UTC", False
LOGGING_CONFIG = None
DATA_UPLOAD_MAX_MEMORY_SIZE = local.DATA_UPLOAD_MAX_MEMORY_SIZE
DATA_UPLOAD_MAX_NUMBER_FIELDS = local.DATA_UPLOAD_MAX_NUMBER_FIELDS
FILE_UPLOAD_HANDLERS: list[str] = []
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "account.W001"]
