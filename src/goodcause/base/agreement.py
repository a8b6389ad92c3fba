"""How far two readers agree who read the same pages and did not know of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # of a two-sided 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Pages that two readers both read, by what each said of them.

    Attributes:
        both: something is there, said both.
        first, second: said that reader alone.
        neither: nothing is there, said both.
    """

    both: int
    first: int
    second: int
    neither: int

    @property
    def pages(self) -> int:
        """How many both read."""
        return self.both + self.first + self.second + self.neither

    @property
    def agreed(self) -> int:
        """Of how many they said the same."""
        return self.both + self.neither

    @property
    def chance(self) -> float:
        """The share on which two would agree who say it as often as they, of pages at random."""
        yes = (self.both + self.first) * (self.both + self.second)
        no = (self.second + self.neither) * (self.first + self.neither)
        return (yes + no) / self.pages**2 if self.pages else 1.0

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: agreement beyond chance, as a share of what there could be of it.

        ``(p - e) / (1 - e)`` with ``p`` the share on which they agree and ``e`` the one they
        would by chance (J. Cohen, Educational and Psychological Measurement 20, 1960). Nothing
        where it is not defined: nobody read, or both said the same of every page.
        """
        if not self.pages or self.chance >= 1:
            return None
        return (self.agreed / self.pages - self.chance) / (1 - self.chance)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Cohen's own large-sample 95 % interval of kappa; rough below some fifty pages."""
        if self.kappa is None:
            return None
        share = self.agreed / self.pages
        error = sqrt(share * (1 - share) / self.pages) / (1 - self.chance)
        return max(self.kappa - _Z * error, -1.0), min(self.kappa + _Z * error, 1.0)


def agreement(said: Iterable[tuple[bool, bool]]) -> Agreement:
    """Count what two readers said, page by page."""
    pairs = list(said)
    return Agreement(
        both=pairs.count((True, True)),
        first=pairs.count((True, False)),
        second=pairs.count((False, True)),
        neither=pairs.count((False, False)),
    )
