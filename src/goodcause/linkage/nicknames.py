"""Which first names may be one person's: Bob and Robert, Jack and John."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(1)
def _proper_names() -> dict[str, frozenset[str]]:
    """For every short form the names it may stand for, in capitals."""
    from nicknames import name_triplets  # noqa: PLC0415  its table takes a moment to load

    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, relation, short in name_triplets():
        if relation == "has_nickname":
            found[short.upper()].add(name.upper())
    return {short: frozenset(names) for short, names in found.items()}


def stands_for(name: str) -> frozenset[str]:
    """The name itself and every name it may be short for."""
    return _proper_names().get(name, frozenset()) | {name}


def kin(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each name of a vocabulary the others that may be the same person's.

    Two names are kin when they may stand for one proper name. That both have a nickname in
    common does not make them so: Jack does not make John of Jacqueline.
    """
    by_proper: defaultdict[str, set[str]] = defaultdict(set)
    every = sorted(set(names))
    for name in every:
        for proper in stands_for(name):
            by_proper[proper].add(name)
    return {
        name: frozenset().union(*(by_proper[p] for p in stands_for(name))) - {name}
        for name in every
    }
