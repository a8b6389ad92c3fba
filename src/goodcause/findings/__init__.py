"""What we noticed on the pages, and whose they are, before anyone decides what to do about it."""

from __future__ import annotations
