"""How deep a verification goes where depth costs time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much is read again by OCR, which is what a verification spends its time on.

    Attributes:
        ocr_pages: pages read whole; None for all of them.
        ocr_regions: regions read by themselves; None for all of them.
        seed: of the sample, where not all are read; the same seed draws the same sample.
    """

    ocr_pages: int | None = 24
    ocr_regions: int | None = 150
    seed: int = 1

    def sample(self, keys: Sequence[str], most: int | None) -> frozenset[str]:
        """Draw at most so many of the keys by the hash of seed and key, so that it repeats."""
        if most is None or len(keys) <= most:
            return frozenset(keys)
        ranked = sorted(keys, key=self._rank)
        return frozenset(ranked[: max(most, 0)])

    def _rank(self, key: str) -> bytes:
        return hashlib.sha256(f"{self.seed}/{key}".encode()).digest()
