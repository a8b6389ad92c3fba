"""Rows by the million: names as common as they are, addresses, movers; nothing else goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import names
import numpy as np
from numpy.typing import NDArray

from goodcause.linkage.party import Written

_MOVED = 0.15
_STREETS = 20_000
_ZIPS = 700
_MIDDLES = np.array([*"ABCDEFGHJKLMNPRSTW", "", "", "", ""])


@dataclass(frozen=True)
class _People:
    """Columns of the people of one side."""

    key: NDArray[np.int64]
    first: NDArray[Any]
    middle: NDArray[Any]
    last: NDArray[Any]
    number: NDArray[np.int64]
    street: NDArray[Any]
    zip: NDArray[np.int64]


def crowd(count: int, seed: int = 1) -> tuple[Iterator[Written], Iterator[Written]]:
    """Two lists of so many people, half of the second outside the first."""
    rng = np.random.default_rng(seed)
    every = count + count // 2
    lasts = _drawn(rng, "dist.all.last", every)
    men = rng.random(every) < 0.5
    firsts = np.where(
        men, _drawn(rng, "dist.male.first", every), _drawn(rng, "dist.female.first", every)
    )
    middles, homes = rng.choice(_MIDDLES, every), _homes(rng, every)

    def side(at: NDArray[np.int64], moved: float) -> _People:
        gone = rng.random(len(at)) < moved
        place = [
            np.where(gone, new, old[at])
            for new, old in zip(_homes(rng, len(at)), homes, strict=True)
        ]
        return _People(at, firsts[at], middles[at], lasts[at], *place)

    left = side(rng.permutation(np.arange(count)), 0.0)
    right = side(rng.permutation(np.arange(count // 2, count // 2 + count)), _MOVED)
    return _rows("A", left), _rows("D", right)


def _drawn(rng: np.random.Generator, table: str, count: int) -> NDArray[Any]:
    """Names by the frequencies of the 1990 census."""
    lines = (Path(names.__file__).parent / table).read_text().split("\n")
    rows = [line.split() for line in lines if line]
    shares = np.diff([0.0, *(float(row[2]) for row in rows)]).clip(1e-6)
    return rng.choice(np.array([row[0].title() for row in rows]), count, p=shares / shares.sum())


def _homes(rng: np.random.Generator, count: int) -> tuple[NDArray[np.int64], ...]:
    return (
        rng.integers(1, 9999, count),
        rng.integers(0, _STREETS, count),
        95000 + rng.integers(0, _ZIPS, count),
    )


def _rows(prefix: str, people: _People) -> Iterator[Written]:
    """One row a person; the street's name is its number in words no two streets share."""
    columns = (
        column.tolist()
        for column in (
            people.key, people.first, people.middle, people.last, people.number, people.street,
            people.zip,
        )
    )  # fmt: skip
    kinds = ("St", "Ave", "Dr", "Ln", "Rd")
    for key, first, middle, last, number, street, zip_code in zip(*columns, strict=True):
        yield Written(
            key=f"{prefix}{key}",
            first=first,
            middle=middle,
            last=last,
            street=f"{number} {_name(street // 5)} {kinds[street % 5]}",
            zip=str(zip_code),
        )


def _name(number: int) -> str:
    """A name for a street: syllables that spell its number."""
    syllables = ("ba", "de", "fo", "gu", "la", "me", "no", "ru", "sa", "ti")
    return "".join(syllables[int(digit)] for digit in f"{number:04d}").title()
