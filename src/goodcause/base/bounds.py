"""Exact bounds on a share that a sample was drawn to measure."""

from __future__ import annotations

from math import comb, exp, fsum, lgamma, log, log1p

_HALVINGS = 60
_SMALL = 1000  # up to here whole numbers are exact and quick; beyond, logarithms


def upper_bound(misses: int, sampled: int, confidence: float) -> float:
    """The one-sided Clopper-Pearson bound: the largest share that could have hidden so well.

    It is the share p at which ``misses`` or fewer among ``sampled`` independent draws have just
    the probability ``1 - confidence`` (Clopper and Pearson, Biometrika 26, 1934). For draws
    without replacement from a finite collection it errs on the safe side.

    Args:
        misses: how many of the sampled were bad.
        sampled: how many were looked at.
        confidence: one-sided, such as 0.95.

    Raises:
        ValueError: the counts cannot be, or the confidence is not between 0 and 1.
    """
    if not 0 <= misses <= sampled or not 0 < confidence < 1:
        raise ValueError((misses, sampled, confidence))
    if misses == sampled:
        return 1.0  # of nothing sampled, too, nothing is known
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if at_most(misses, sampled, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def at_most(misses: int, sampled: int, share: float) -> float:
    """The probability of so many or fewer among independent draws."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return 1.0 if misses >= sampled else 0.0
    terms = (
        _log_comb(sampled, k) + k * log(share) + (sampled - k) * log1p(-share)
        for k in range(misses + 1)
    )
    return min(fsum(exp(t) for t in terms), 1.0)


def _log_comb(n: int, k: int) -> float:
    if n <= _SMALL:
        return log(comb(n, k))
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
