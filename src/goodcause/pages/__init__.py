"""What a page holds: its pixels, its words and its ruled lines. It judges nothing."""

from __future__ import annotations
