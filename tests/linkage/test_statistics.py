"""Statistics against R's published examples, and against what must hold of any table.

R finds its roots to about 1e-4 (``uniroot``'s default), and prints more digits than that. To hold
ours to R's printed ones, R's own root finder (Brent's, as in ``zeroin``) runs here over our
distribution: its digits must come out as printed, and our finer roots must lie beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.linkage.statistics import (
    Table,
    _Conditional,
    difference,
    exact_p,
    odds_ratio,
    pooled,
    rate,
)

TEA = Table(3, 1, 1, 3)
CONVICTIONS = Table(2, 15, 10, 3)
BERKELEY = [
    Table(512, 313, 89, 19),
    Table(353, 207, 17, 8),
    Table(120, 205, 202, 391),
    Table(138, 279, 131, 244),
    Table(53, 138, 94, 299),
    Table(22, 351, 24, 317),
]
RABBITS = [
    Table(0, 0, 6, 5),
    Table(3, 0, 3, 6),
    Table(6, 2, 0, 4),
    Table(5, 6, 1, 0),
    Table(2, 5, 0, 0),
]
_EPS = 2.220446049250313e-16


def zeroin(f: Callable[[float], float], low: float, high: float) -> float:
    """Brent's root finder as R calls it by default."""
    tolerance = _EPS**0.25
    a, b = low, high
    fa, fb = f(a), f(b)
    c, fc = a, fa
    for _ in range(1000):
        before = b - a
        if abs(fc) < abs(fb):
            a, b, c = b, c, b
            fa, fb, fc = fb, fc, fb
        near = 2 * _EPS * abs(b) + tolerance / 2
        step = (c - b) / 2
        if abs(step) <= near or fb == 0:
            return b
        if abs(before) >= near and abs(fa) > abs(fb):
            step = _interpolated((a, b, c), (fa, fb, fc), (step, before, near))
        if abs(step) < near:
            step = math.copysign(near, step)
        a, fa = b, fb
        b += step
        fb = f(b)
        if (fb > 0) == (fc > 0):
            c, fc = a, fa
    raise AssertionError


def _interpolated(
    x: tuple[float, float, float], y: tuple[float, float, float], s: tuple[float, float, float]
) -> float:
    (a, b, c), (fa, fb, fc), (step, before, near) = x, y, s
    wide = c - b
    if a == c:
        ratio = fb / fa
        p, q = wide * ratio, 1 - ratio
    else:
        q, t1, t2 = fa / fc, fb / fc, fb / fa
        p = t2 * (wide * q * (q - t1) - (b - a) * (t1 - 1))
        q = (q - 1) * (t1 - 1) * (t2 - 1)
    if p > 0:
        q = -q
    else:
        p = -p
    if p < 0.75 * wide * q - abs(near * q) / 2 and p < abs(before * q / 2):
        return p / q
    return step


def as_r_estimates(table: Table) -> float:
    of = _Conditional([table])
    if of.mean(0.0) > of.seen:
        return zeroin(lambda t: of.mean(math.log(t) if t else -700) - of.seen, 0.0, 1.0)
    return 1 / zeroin(lambda t: of.mean(-math.log(t)) - of.seen, _EPS, 1.0)


def as_r_bounds(table: Table, level: float) -> tuple[float, float]:
    of, tail = _Conditional([table]), (1 - level) / 2

    def bound(share: Callable[[float], float]) -> float:
        if share(0.0) > tail:
            return zeroin(lambda t: share(math.log(t) if t else -700) - tail, 0.0, 1.0)
        return 1 / zeroin(lambda t: share(-math.log(t)) - tail, _EPS, 1.0)

    def bound_above(share: Callable[[float], float]) -> float:
        if share(0.0) < tail:
            return zeroin(lambda t: share(math.log(t) if t else -700) - tail, 0.0, 1.0)
        return 1 / zeroin(lambda t: share(-math.log(t)) - tail, _EPS, 1.0)

    return bound(of.above), bound_above(of.below)


# fisher.test(TeaTasting) and fisher.test(Convictions, conf.level = ...), from R's help pages.
@pytest.mark.parametrize(
    ("table", "printed"),
    [(TEA, 6.408309), (CONVICTIONS, 0.04693661), (Table(2, 10, 20, 13), 0.1360765)],
)
def test_the_odds_ratio_is_the_one_r_prints(table: Table, printed: float) -> None:
    assert as_r_estimates(table) == pytest.approx(printed, rel=5e-7)
    assert odds_ratio([table]).value == pytest.approx(printed, rel=2e-4)


@pytest.mark.parametrize(
    ("table", "level", "low", "high"),
    [
        (CONVICTIONS, 0.95, 0.003325764, 0.363182271),
        (CONVICTIONS, 0.99, 0.001386333, 0.578851645),
        (Table(2, 10, 20, 13), 0.95, 0.01256709, 0.78740829),
    ],
)
def test_the_exact_interval_is_the_one_r_prints(
    table: Table, level: float, low: float, high: float
) -> None:
    assert as_r_bounds(table, level) == (
        pytest.approx(low, rel=1e-6),
        pytest.approx(high, rel=1e-6),
    )
    ours = odds_ratio([table], level)
    assert (ours.low, ours.high) == (
        pytest.approx(low, abs=1.3e-4),
        pytest.approx(high, abs=1.3e-4),
    )


@pytest.mark.parametrize(
    ("table", "p"),
    [(TEA, 0.4857143), (CONVICTIONS, 0.0005367241), (Table(7, 255, 30, 464), 0.04996256)],
)
def test_the_exact_probability_is_the_one_r_prints(table: Table, p: float) -> None:
    assert exact_p([table]) == pytest.approx(p, rel=1e-6)


def test_the_pooled_odds_ratio_is_the_one_r_prints() -> None:
    found = pooled(BERKELEY)  # mantelhaen.test(UCBAdmissions)

    assert found.odds.value == pytest.approx(0.9046968, rel=1e-6)
    assert found.odds.low == pytest.approx(0.7719074, rel=1e-6)
    assert found.odds.high == pytest.approx(1.0603298, rel=1e-6)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.p == pytest.approx(0.2323, abs=5e-5)


def test_strata_with_empty_cells_are_pooled_as_r_pools_them() -> None:
    found = pooled(RABBITS)  # mantelhaen.test(Rabbits), and with exact = TRUE

    assert found.odds.value == pytest.approx(7, rel=1e-9)
    assert (found.odds.low, found.odds.high) == (
        pytest.approx(1.026713, rel=1e-6),
        pytest.approx(47.725133, rel=1e-6),
    )
    assert (found.chi_square, found.p) == (
        pytest.approx(3.9286, abs=5e-5),
        pytest.approx(0.04747, abs=5e-6),
    )
    assert exact_p(RABBITS) == pytest.approx(0.03994, abs=5e-6)
    assert odds_ratio(RABBITS).value == pytest.approx(10.36102, rel=2e-4)


def test_an_empty_cell_leaves_the_interval_open() -> None:
    found = odds_ratio([Table(12, 0, 900, 1900)])

    assert math.isinf(found.value)
    assert math.isinf(found.high)
    assert found.low == pytest.approx(5.845509, rel=1e-6)


def test_newcombes_difference_is_the_published_one() -> None:
    found = difference(Table(56, 14, 48, 32))  # Newcombe 1998, table II, contrast (a), method 10

    assert (found.value, found.low, found.high) == (
        pytest.approx(0.2, abs=1e-12),
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


cells = st.integers(0, 40)
tables = st.builds(Table, cells, cells, cells, cells)


@settings(deadline=None)
@given(tables)
def test_the_interval_holds_the_estimate(table: Table) -> None:
    found = odds_ratio([table])

    assert math.isnan(found.value) or found.low <= found.value <= found.high


@settings(deadline=None)
@given(tables)
def test_exchanging_the_groups_inverts_the_odds_ratio(table: Table) -> None:
    one, other = odds_ratio([table]), odds_ratio([Table(table.c, table.d, table.a, table.b)])

    if not math.isnan(one.value) and 0 < one.value < math.inf:
        assert one.value * other.value == pytest.approx(1, rel=1e-9)
        if one.low > 0:
            assert one.low * other.high == pytest.approx(1, rel=1e-9)


@settings(deadline=None)
@given(tables)
def test_a_stratum_in_which_nobody_gave_changes_nothing(table: Table) -> None:
    empty = Table(0, 0, 7, 5)

    one, other = odds_ratio([table, empty]), odds_ratio([table])
    assert [one.value, one.low, one.high] == pytest.approx(
        [other.value, other.low, other.high], rel=1e-9, nan_ok=True
    )


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_rate_lies_in_its_interval(issued: int, denied: int) -> None:
    found = rate(issued, issued + denied)

    assert not issued + denied or found.low <= found.value <= found.high
