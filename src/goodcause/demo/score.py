"""How a set of removals stands beside the truth: what was missed, and what went that must stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodcause.base.geometry import Box
from goodcause.demo.truth import REMOVE, TrueValue, Truth

COVERED = 0.98
"""A value is gone when so much of its boxes is covered; the rest is the paper around its ink."""
TOUCHED = 0.05
"""A keeper is hurt when more than this much of its boxes is covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One category in one medium.

    Attributes:
        category, medium: which.
        narrative: whether these are words in running text.
        wanted, gone: values that must go, and those of them that are covered.
        keepers, touched: values that must stay, and those of them that are hurt.
    """

    category: str
    medium: str
    narrative: bool
    wanted: int
    gone: int
    keepers: int
    touched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The whole comparison; only documents that are produced are judged.

    Attributes:
        tallies: by category, medium and narrative, sorted.
        missed: values left readable.
        hurt: keepers taken.
        narrative_area: share of the area of narrative spans that is covered; edges of a span
            are a matter of judgement, so this says how much information went.
        unjudged: how many values stand in documents that are held, withheld or duplicates.
    """

    tallies: tuple[Tally, ...]
    missed: tuple[TrueValue, ...]
    hurt: tuple[TrueValue, ...]
    narrative_area: float
    unjudged: int

    def recall(self, *, narrative: bool) -> float:
        """Share of the values to remove that are gone; 1 when there are none."""
        chosen = [tally for tally in self.tallies if tally.narrative is narrative]
        wanted = sum(tally.wanted for tally in chosen)
        return sum(tally.gone for tally in chosen) / wanted if wanted else 1.0

    def harm(self, *, narrative: bool) -> float:
        """Share of the keepers that are hurt; 0 when there are none."""
        chosen = [tally for tally in self.tallies if tally.narrative is narrative]
        keepers = sum(tally.keepers for tally in chosen)
        return sum(tally.touched for tally in chosen) / keepers if keepers else 0.0


def cover(boxes: Sequence[Box], removed: Iterable[Box]) -> float:
    """Share of the area of the boxes that lies under removals, overlaps counted once."""
    area = sum(box.area for box in boxes)
    if not area:
        return 0.0
    every = tuple(removed)
    return sum(_covered_area(box, every) for box in boxes) / area


def score(truth: Truth, removed: Mapping[tuple[str, int], Sequence[Box]]) -> Score:
    """Compare removals with the truth.

    Args:
        truth: what the case holds.
        removed: what was blanked, by document path and page, in pixels of the source page;
            words that were only set elsewhere on their line are not part of it.
    """
    produced = {doc.path for doc in truth.documents if doc.disposition == "produced"}
    judged = [value for value in truth.values if value.document in produced and value.boxes]
    covers = [
        (value, cover(value.boxes, removed.get((value.document, value.page), ())))
        for value in judged
    ]
    spans = [(value, part) for value, part in covers if value.narrative and _must_go(value)]
    whole = sum(_area(value) for value, _ in spans)
    return Score(
        tallies=_tallies(covers),
        missed=tuple(value for value, part in covers if _must_go(value) and part < COVERED),
        hurt=tuple(value for value, part in covers if not _must_go(value) and part > TOUCHED),
        narrative_area=sum(_area(value) * part for value, part in spans) / whole if whole else 1.0,
        unjudged=len(truth.values) - len(judged),
    )


def _must_go(value: TrueValue) -> bool:
    return value.expect == REMOVE


def _area(value: TrueValue) -> int:
    return sum(box.area for box in value.boxes)


def _covered_area(box: Box, removed: tuple[Box, ...]) -> int:
    """Pixels of the box under at least one removal, by slabs between the removals' edges."""
    inside = [
        Box(
            max(box.left, other.left),
            max(box.top, other.top),
            min(box.right, other.right),
            min(box.bottom, other.bottom),
        )
        for other in removed
        if box.overlap(other)
    ]
    rows = sorted({edge for part in inside for edge in (part.top, part.bottom)})
    total = 0
    for top, bottom in pairwise(rows):
        reach = box.left
        for part in sorted(part for part in inside if part.top <= top and part.bottom >= bottom):
            total += max(part.right - max(part.left, reach), 0) * (bottom - top)
            reach = max(reach, part.right)
    return total


def _tallies(covers: Sequence[tuple[TrueValue, float]]) -> tuple[Tally, ...]:
    groups: dict[tuple[str, str, bool], list[tuple[TrueValue, float]]] = {}
    for value, part in covers:
        key = (value.category, value.medium, value.narrative)
        groups.setdefault(key, []).append((value, part))
    return tuple(
        _tally(key, group) for key, group in sorted(groups.items(), key=lambda item: item[0])
    )


def _tally(key: tuple[str, str, bool], group: Sequence[tuple[TrueValue, float]]) -> Tally:
    go = [part for value, part in group if _must_go(value)]
    stay = [part for value, part in group if not _must_go(value)]
    return Tally(
        category=key[0],
        medium=key[1],
        narrative=key[2],
        wanted=len(go),
        gone=sum(part >= COVERED for part in go),
        keepers=len(stay),
        touched=sum(part > TOUCHED for part in stay),
    )
