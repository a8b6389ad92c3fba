"""How long the rest of a review will take, from how long its acts took, lane by lane.

A sheet settles twenty findings in the time of one story, so hours are not reckoned from findings
alone: what is open in a lane takes as long a finding as that lane has taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

_SIDE: Final = 1.645  # on both sides of a 90 % interval, were much known
_ENOUGH: Final = 10
"""Acts that a pace is told from; a lane with fewer takes that of all lanes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Acts of one lane and what they took.

    Attributes:
        acts: how many were timed.
        items, seconds: findings they settled, and time they took, in all.
        items_squared, seconds_squared, products: sums over acts of findings squared, of seconds
            squared, and of findings times seconds.
    """

    acts: int
    items: int
    seconds: float
    items_squared: float
    seconds_squared: float
    products: float

    @property
    def each(self) -> float:
        """Seconds a finding: the ratio of the sums."""
        return self.seconds / max(self.items, 1)

    @property
    def weight(self) -> float:
        """How many acts of one size tell as much: fewer, where a few large ones make the sum."""
        return max(self.items**2 / max(self.items_squared, 1), 2.0)

    @property
    def variance(self) -> float:
        """Of that ratio, by how far the acts lie from it (the usual estimate for a ratio)."""
        apart = (
            self.seconds_squared - 2 * self.each * self.products + self.each**2 * self.items_squared
        )
        free = self.weight - 1
        return max(apart, 0.0) * self.weight / free / max(self.items, 1) ** 2

    def with_(self, other: Pace) -> Pace:
        """The acts of both."""
        return Pace(
            acts=self.acts + other.acts,
            items=self.items + other.items,
            seconds=self.seconds + other.seconds,
            items_squared=self.items_squared + other.items_squared,
            seconds_squared=self.seconds_squared + other.seconds_squared,
            products=self.products + other.products,
        )


NO_PACE: Final = Pace(
    acts=0, items=0, seconds=0.0, items_squared=0.0, seconds_squared=0.0, products=0.0
)


def pace_of(row: Mapping[str, object]) -> Pace:
    """A pace from the sums that the database makes."""

    def figure(name: str) -> float:
        return float(str(row[name]))

    return Pace(
        acts=int(figure("acts")),
        items=int(figure("items")),
        seconds=figure("time"),
        items_squared=figure("items_squared"),
        seconds_squared=figure("time_squared"),
        products=figure("products"),
    )


def forecast(paces: Mapping[int, Pace], left: Mapping[int, int]) -> tuple[float, float] | None:
    """Hours at the screen until nothing is left: a 90 % interval.

    Args:
        paces: by lane, of what was done.
        left: by lane, findings that are open.

    Returns:
        The least and the most; nothing where nothing is left, or too little was done to say.
    """
    everything = NO_PACE
    for pace in paces.values():
        everything = everything.with_(pace)
    if everything.acts < _ENOUGH or not sum(left.values()):
        return None
    known = {lane: pace for lane, pace in paces.items() if pace.acts >= _ENOUGH}
    borrowed = sum(count for lane, count in left.items() if lane not in known)
    # Lanes that borrow one pace err together, so their findings are counted as one.
    parts = [(count, known[lane]) for lane, count in left.items() if lane in known]
    parts += [(borrowed, everything)] if borrowed else []
    mean = sum(count * pace.each for count, pace in parts)
    spread = sqrt(sum(count**2 * pace.variance for count, pace in parts))
    # Times are skewed and never negative, so the interval is even in their logarithm.
    reach = exp(_quantile(min(pace.weight for _, pace in parts) - 1) * spread / mean)
    return mean / reach / 3600, mean * reach / 3600


def _quantile(free: float) -> float:
    """Student's t of a 90 % interval (first terms of its expansion by degrees of freedom)."""
    z = _SIDE
    return z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
