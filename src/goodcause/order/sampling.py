"""How many pages must be read again before a volume may leave, fixed before anybody looks."""

from __future__ import annotations

from dataclasses import dataclass

TYPED, SCANNED, DOUBTFUL = "typed", "scanned", "doubtful"
PAGE_KINDS = (TYPED, SCANNED, DOUBTFUL)
"""Pages with text of their own; pages read from pixels; pages with ink that nobody could read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Pages that are sampled apart, because misses there have causes of their own.

    Attributes:
        name: as the certificate calls it.
        kinds: of ``PAGE_KINDS``.
        series: of the order; empty for all.
        pages: how many are read; all of them where there are fewer.
        misses: how many of these may turn out to hold something that was missed.
        at_most: the share of pages with something missed that the sample must exclude; 1 for none.
    """

    name: str
    kinds: tuple[str, ...]
    series: tuple[str, ...]
    pages: int
    misses: int
    at_most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingRule:
    """The rule by which sampling ends.

    Attributes:
        seed: words from which the draw follows; anybody can draw again.
        confidence: of the bounds, one-sided.
        readers: by how many persons each page is read.
        canaries: pages known to hold something, put among the others to test the readers.
        caught: the least share of canaries that the readers must catch.
        strata: a page belongs to the first that takes it.
    """

    seed: str
    confidence: float
    readers: int
    canaries: int
    caught: float
    strata: tuple[Stratum, ...]


TRIAL = SamplingRule(
    seed="trial",
    confidence=0.95,
    readers=1,
    canaries=10,
    caught=0.9,
    strata=tuple(
        Stratum(name=kind, kinds=(kind,), series=(), pages=299, misses=0, at_most=1.0)
        for kind in PAGE_KINDS
    ),
)
"""What is drawn where the order file fixes nothing: figures to learn from, and no condition."""
