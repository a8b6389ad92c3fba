"""Django's PostgreSQL backend, with columns that give back exactly what SQLite gives back."""

from __future__ import annotations
