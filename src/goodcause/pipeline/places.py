"""Where a volume lies on its way to its name, and where it is left when it gets none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from goodcause.store.matter import Matter

REASONS: Final = "REASONS.txt"
"""Beside a rejected volume: why."""


def unfinished(matter: Matter, volume: str) -> Path:
    """Where a volume lies until it gets its name."""
    return matter.volumes / f".{volume}.work" / volume


def rejected(matter: Matter, volume: str) -> Path:
    """Where a volume is left that the verifier rejected."""
    return matter.volumes / f"{volume}.rejected"
