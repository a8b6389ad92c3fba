"""Exact bounds on a share that a sample was drawn to measure."""

from __future__ import annotations

from math import comb, exp, fsum, lgamma, log, log1p

_HALVINGS = 60
_NOTHING = 1e-18  # of the largest term: it no longer changes the sum
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


def two_sided(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact (Clopper-Pearson) interval of a share: as much doubt below it as above.

    Raises:
        ValueError: the counts cannot be, or the confidence is not between 0 and 1.
    """
    sure = (1 + confidence) / 2
    low = 1 - upper_bound(of - hits, of, sure)
    return max(low, 0.0), upper_bound(hits, of, sure)


def at_most(misses: int, sampled: int, share: float) -> float:
    """The probability of so many or fewer among independent draws."""
    if share <= 0 or misses >= sampled:
        return 1.0
    if share >= 1:
        return 0.0
    if misses < sampled * share:
        return min(_lower(misses, sampled, share), 1.0)
    return max(1.0 - _lower(sampled - misses - 1, sampled, 1 - share), 0.0)


def _lower(most: int, sampled: int, share: float) -> float:
    """The same below the mean, where terms only fall: the sum ends once they no longer count."""
    log_term = _log_comb(sampled, most) + most * log(share) + (sampled - most) * log1p(-share)
    term = exp(log_term)
    terms: list[float] = []
    for k in range(most, -1, -1):
        if terms and term <= terms[0] * _NOTHING:
            break
        terms.append(term)
        term *= k * (1 - share) / ((sampled - k + 1) * share)
    return fsum(terms)


def _log_comb(n: int, k: int) -> float:
    if n <= _SMALL:
        return log(comb(n, k))
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
