"""What was handed in: sources, their kinds and their custody. It reads no page."""

from __future__ import annotations
