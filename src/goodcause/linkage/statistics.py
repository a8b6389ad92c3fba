"""Exact statistics of two-by-two tables: rates, odds ratios within strata, and their intervals.

The odds ratio is the conditional maximum-likelihood estimate: margins held fixed, the count of
donors with permits follows Fisher's noncentral hypergeometric distribution, and over strata the
sum of such counts (Gart 1970). One stratum is what R calls ``fisher.test``, several
``mantelhaen.test(exact = TRUE)``. No count is too small for it, and an empty cell gives an
interval that is open at one end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDEST: Final = 700.0  # of a logarithm: what a float can hold
_TIE: Final = 1 + 1e-7  # R's allowance for equal probabilities


@dataclass(frozen=True, slots=True)
class Table:
    """Four counts: donors with and without a permit, others with and without.

    Attributes:
        a, b: donors who were issued a permit, and who were not.
        c, d: others who were, and who were not.
    """

    a: int
    b: int
    c: int
    d: int

    @property
    def total(self) -> int:
        """All together."""
        return self.a + self.b + self.c + self.d


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; infinite or absent (nan) where the counts give none."""

    value: float
    low: float
    high: float


def rate(issued: int, of: int, level: float = 0.95) -> Estimate:
    """A share with its exact interval (Clopper and Pearson 1934)."""
    from scipy.stats import beta  # noqa: PLC0415  slow to load

    if of == 0:
        return Estimate(math.nan, math.nan, math.nan)
    tail = (1 - level) / 2
    low = 0.0 if issued == 0 else float(beta.ppf(tail, issued, of - issued + 1))
    high = 1.0 if issued == of else float(beta.ppf(1 - tail, issued + 1, of - issued))
    return Estimate(issued / of, low, high)


def wilson(issued: int, of: int, level: float = 0.95) -> Estimate:
    """A share with the score interval (Wilson 1927), from which differences are made."""
    from scipy.stats import norm  # noqa: PLC0415

    z = float(norm.ppf(1 - (1 - level) / 2))
    share, width = issued / of, z * z / of
    middle = (share + width / 2) / (1 + width)
    half = z * math.sqrt(share * (1 - share) / of + width / (4 * of)) / (1 + width)
    return Estimate(share, middle - half, middle + half)


def difference(table: Table, level: float = 0.95) -> Estimate:
    """Donors' rate less the others', with Newcombe's hybrid score interval (1998, method 10)."""
    donors, others = table.a + table.b, table.c + table.d
    if not donors or not others:
        return Estimate(math.nan, math.nan, math.nan)
    one, two = wilson(table.a, donors, level), wilson(table.c, others, level)
    gap = one.value - two.value
    low = gap - math.hypot(one.value - one.low, two.high - two.value)
    high = gap + math.hypot(one.high - one.value, two.value - two.low)
    return Estimate(gap, low, high)


class _Conditional:
    """The distribution of the donors' permits given all margins, over strata."""

    def __init__(self, tables: Sequence[Table]) -> None:
        import numpy as np  # noqa: PLC0415

        self.low = 0
        self.seen = sum(t.a for t in tables)
        self.log = np.zeros(1)
        for table in tables:
            first, weights = _central(table)
            self.low += first
            self.log = _convolved(self.log, weights)
        self.counts = np.arange(self.low, self.low + len(self.log))

    def shares(self, log_odds: float) -> NDArray[np.float64]:
        """The probability of each count at an odds ratio."""
        import numpy as np  # noqa: PLC0415

        weights = np.asarray(self.log + log_odds * self.counts, np.float64)
        weights = np.exp(weights - weights.max())
        return cast("NDArray[np.float64]", weights / weights.sum())

    def mean(self, log_odds: float) -> float:
        return float((self.counts * self.shares(log_odds)).sum())

    def above(self, log_odds: float) -> float:
        """The probability of the count seen, or a higher one."""
        return float(self.shares(log_odds)[self.counts >= self.seen].sum())

    def below(self, log_odds: float) -> float:
        return float(self.shares(log_odds)[self.counts <= self.seen].sum())


def _central(table: Table) -> tuple[int, NDArray[np.float64]]:
    """The least count that the margins allow, and the log weights of it and all above it."""
    import numpy as np  # noqa: PLC0415
    from scipy.special import gammaln  # noqa: PLC0415

    donors, others, issued = table.a + table.b, table.c + table.d, table.a + table.c
    low, high = max(0, issued - others), min(donors, issued)
    k = np.arange(low, high + 1)
    weights = -(
        gammaln(k + 1)
        + gammaln(donors - k + 1)
        + gammaln(issued - k + 1)
        + gammaln(others - issued + k + 1)
    )
    return low, np.asarray(weights, np.float64)


def _convolved(one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log weights of a sum; each count's terms are added from their own greatest."""
    import numpy as np  # noqa: PLC0415

    if len(one) < len(two):
        one, two = two, one
    found = np.full(len(one) + len(two) - 1, -np.inf)
    for shift, weight in enumerate(two):
        part = found[shift : shift + len(one)]
        np.logaddexp(part, one + weight, out=part)
    return cast("NDArray[np.float64]", found - found.max())


def odds_ratio(tables: Sequence[Table], level: float = 0.95) -> Estimate:
    """The conditional odds ratio common to the strata, with its exact interval.

    Strata in which nobody gave, everybody gave, or all fared alike say nothing and change nothing.
    """
    of = _Conditional(tables)
    least, most = int(of.counts[0]), int(of.counts[-1])
    if least == most:
        return Estimate(math.nan, 0.0, math.inf)
    tail = (1 - level) / 2
    value = 0.0 if of.seen == least else math.inf
    if least < of.seen < most:
        value = math.exp(_root(lambda x: of.mean(x) - of.seen))
    low = 0.0 if of.seen == least else math.exp(_root(lambda x: of.above(x) - tail))
    high = math.inf if of.seen == most else math.exp(_root(lambda x: tail - of.below(x)))
    return Estimate(value, low, high)


def _root(rising: Callable[[float], float]) -> float:
    from scipy.optimize import brentq  # noqa: PLC0415

    low, high = -1.0, 1.0
    while rising(low) > 0 and low > -_WIDEST:
        low *= 2
    while rising(high) < 0 and high < _WIDEST:
        high *= 2
    return float(brentq(rising, low, high, xtol=1e-13, rtol=1e-13, maxiter=500))


def exact_p(tables: Sequence[Table]) -> float:
    """The two-sided exact probability: of all counts that are no likelier than the one seen."""
    of = _Conditional(tables)
    shares = of.shares(0.0)
    seen = float(shares[of.counts == of.seen].sum())
    return min(1.0, float(shares[shares <= seen * _TIE].sum()))


@dataclass(frozen=True, slots=True)
class Pooled:
    """Mantel and Haenszel's common odds ratio, and the test that there is no association.

    Attributes:
        odds: with the interval of Robins, Breslow and Greenland (1986).
        chi_square, p: of Cochran, Mantel and Haenszel, with continuity correction.
    """

    odds: Estimate
    chi_square: float
    p: float


def pooled(tables: Sequence[Table], level: float = 0.95) -> Pooled:
    """Pool strata; those with fewer than two applicants are left out."""
    from scipy.stats import chi2, norm  # noqa: PLC0415

    used = [t for t in tables if t.total > 1]
    chi_square = _cmh(used)
    p = float(chi2.sf(chi_square, 1)) if not math.isnan(chi_square) else math.nan
    r = [t.a * t.d / t.total for t in used]
    s = [t.b * t.c / t.total for t in used]
    sum_r, sum_s = math.fsum(r), math.fsum(s)
    if not sum_r or not sum_s:
        value = math.inf if sum_r else (0.0 if sum_s else math.nan)
        return Pooled(Estimate(value, 0.0, math.inf), chi_square, p)
    big = [(t.a + t.d) / t.total for t in used]
    small = [(t.b + t.c) / t.total for t in used]
    cross = math.fsum(x * sv + y * rv for x, y, rv, sv in zip(big, small, r, s, strict=True))
    variance = (
        math.fsum(x * v for x, v in zip(big, r, strict=True)) / (2 * sum_r**2)
        + cross / (2 * sum_r * sum_s)
        + math.fsum(y * v for y, v in zip(small, s, strict=True)) / (2 * sum_s**2)
    )
    middle = math.log(sum_r / sum_s)
    half = float(norm.ppf(1 - (1 - level) / 2)) * math.sqrt(variance)
    odds = Estimate(math.exp(middle), math.exp(middle - half), math.exp(middle + half))
    return Pooled(odds, chi_square, p)


def _cmh(tables: Sequence[Table]) -> float:
    seen = expected = variance = 0.0
    for t in tables:
        donors, others, issued = t.a + t.b, t.c + t.d, t.a + t.c
        seen += t.a
        expected += donors * issued / t.total
        variance += donors * others * issued * (t.total - issued) / (t.total**2 * (t.total - 1))
    if not variance:
        return math.nan
    gap = abs(seen - expected)
    return (gap - min(0.5, gap)) ** 2 / variance
