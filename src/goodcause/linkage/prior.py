"""From evidence to probability: how many of all pairs are one person's, learnt from the evidence.

The prior is the only thing learnt from a case's own rows. It is one number, it starts from
nothing, and where no pair has evidence it stays at nothing: rows without a true pair give no link.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDS: Final = 200
_STEADY: Final = 1e-9
_DIGITS: Final = 6
_MOST_BITS: Final = 200.0


def prior_of(bits: NDArray[np.float64], pairs: int) -> float:
    """The share of all pairs that are one person's, by expectation and maximisation.

    Args:
        bits: evidence of the pairs that have any.
        pairs: how many pairs there are in all, looked at or not.
    """
    import numpy as np  # noqa: PLC0415

    share = 0.5 / (pairs + 1)
    for _ in range(_ROUNDS):
        odds = math.log2(share / (1 - share))
        weights = np.clip(bits + odds, -_MOST_BITS, _MOST_BITS)
        again = (float((1 / (1 + np.exp2(-weights))).sum()) + 0.5) / (pairs + 1)
        again = min(again, 0.5)
        if abs(again - share) <= _STEADY * share:
            break
        share = again
    return float(f"{share:.6g}")


def prior_bits(share: float) -> float:
    """The prior as a weight in bits."""
    return round(math.log2(share / (1 - share)), _DIGITS)


def probability(weight: float) -> float:
    """The probability that a weight in bits stands for."""
    return 1.0 / (1.0 + math.exp2(-max(-_MOST_BITS, min(weight, _MOST_BITS))))
