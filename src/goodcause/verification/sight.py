"""Looks at the pixels: regions of removals, and pages read again by OCR."""

from __future__ import annotations

from collections.abc import Sequence

from goodcause.verification.attack import Attack
from goodcause.verification.depth import Depth
from goodcause.verification.documents import ServedPage
from goodcause.verification.needles import Needle
from goodcause.verification.secret import Region
from goodcause.verification.served import Served
from goodcause.verification.tally import Tally


class Sight:
    """All that needs the pixels of pages."""

    def __init__(
        self,
        served: Served,
        attack: Attack,
        regions: Sequence[Region],
        depth: Depth,
        tally: Tally,
    ) -> None:
        self._tally = tally

    def page(self, page: ServedPage) -> None:
        """Look at one page."""

    def finish(self, common: frozenset[Needle]) -> None:
        """Report what waited."""
