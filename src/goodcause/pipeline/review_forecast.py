"""How long the rest of a review will take, from how long its acts took, lane by lane.

A sheet settles twenty findings in the time of one story, so hours are not reckoned from findings
alone: what is open in a lane takes as long a finding as that lane has taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

_SIDE: Final = 1.645  # on both sides of a 90 % interval
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
    def variance(self) -> float:
        """Of that ratio, by how far the acts lie from it (the usual estimate for a ratio)."""
        if self.acts <= 1 or not self.items:
            return self.each**2
        apart = (
            self.seconds_squared - 2 * self.each * self.products + self.each**2 * self.items_squared
        )
        return max(apart, 0.0) * self.acts / (self.acts - 1) / self.items**2

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
    mean = spread = 0.0
    borrowed = 0
    for lane, count in left.items():
        pace = paces.get(lane, NO_PACE)
        if pace.acts < _ENOUGH:
            borrowed += count
            continue
        mean += count * pace.each
        spread += count**2 * pace.variance
    # Lanes that borrow one pace err together, so their findings are counted as one.
    mean += borrowed * everything.each
    spread += borrowed**2 * everything.variance
    reach = _SIDE * sqrt(spread)
    return max(mean - reach, 0.0) / 3600, (mean + reach) / 3600
