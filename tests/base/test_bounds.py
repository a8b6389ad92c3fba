"""Exact bounds: the published table, and what must hold of any bound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.bounds import at_most, two_sided, upper_bound


@pytest.mark.parametrize(
    ("misses", "sampled", "percent"),
    [
        (0, 299, 0.997), (1, 299, 1.58), (2, 299, 2.09),
        (0, 598, 0.50), (1, 598, 0.79), (0, 1498, 0.20), (2, 1498, 0.42),
        (0, 2995, 0.10), (2, 2995, 0.21),
    ],
)  # fmt: skip
def test_the_bounds_are_those_of_the_tables(misses: int, sampled: int, percent: float) -> None:
    assert 100 * upper_bound(misses, sampled, 0.95) == pytest.approx(percent, abs=0.006)


@given(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, min(n - 1, 40)))),
    st.floats(0.6, 0.999),
)
def test_at_the_bound_so_few_misses_have_just_the_allowed_probability(
    counts: tuple[int, int], confidence: float
) -> None:
    sampled, misses = counts
    share = upper_bound(misses, sampled, confidence)

    assert misses / sampled < share <= 1
    assert at_most(misses, sampled, share) == pytest.approx(1 - confidence, rel=1e-4)


@given(st.integers(1, 500), st.floats(0.6, 0.99))
def test_more_misses_or_more_confidence_never_lower_a_bound(sampled: int, sure: float) -> None:
    bounds = [upper_bound(k, sampled, sure) for k in range(min(sampled, 8) + 1)]

    assert bounds == sorted(bounds)
    assert upper_bound(0, sampled, sure) <= upper_bound(0, sampled, (1 + sure) / 2)


def test_nothing_sampled_bounds_nothing() -> None:
    assert upper_bound(0, 0, 0.95) == 1.0


@pytest.mark.parametrize("counts", [(1, 0), (-1, 5), (6, 5)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=str(counts[1])):
        upper_bound(*counts, 0.95)


@given(st.integers(1, 300_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_leaves_each_side_half_the_doubt(
    counts: tuple[int, int],
) -> None:
    hits, of = counts
    low, high = two_sided(hits, of)

    assert low <= hits / of <= high
    if hits < of:
        assert at_most(hits, of, high) == pytest.approx(0.025, rel=1e-3)
    if hits > 0:
        assert 1 - at_most(hits - 1, of, low) == pytest.approx(0.025, rel=1e-3)


def test_the_probability_is_that_of_the_sum_of_its_terms() -> None:
    from math import comb  # noqa: PLC0415

    for n, k, p in ((12, 5, 0.3), (12, 9, 0.3), (40, 0, 0.02), (40, 39, 0.9), (7, 3, 0.5)):
        whole = sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))
        assert at_most(k, n, p) == pytest.approx(whole, rel=1e-12)
