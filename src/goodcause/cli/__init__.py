"""The command goodcause. Only this package prints."""

from __future__ import annotations
