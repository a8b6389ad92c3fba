"""Schema changes of the case database, in order."""

from __future__ import annotations
