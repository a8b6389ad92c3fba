"""One gift that several papers tell of: amendments, and schedules beside lists of their rows.

A gift is counted once, and keeps every place where it stands. Within one paper two rows alike are
two gifts; only between papers is one taken for the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goodcause.linkage import words
from goodcause.linkage.facts import Gift, latest

Paper = Callable[[Gift], str]
_LONG: Final = 6
"""Letters from which on a name may be read a letter otherwise and still be the same."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Gifts, each once.

    Attributes:
        gifts: those that count, in their order, with the places of those merged into them.
        amended: rows that a later report replaced.
        repeated: rows that another paper tells as well.
    """

    gifts: tuple[Gift, ...]
    amended: int
    repeated: int


def one_paper(_gift: Gift) -> str:
    """Everything from one paper: no two rows are one gift."""
    return ""


def merged(gifts: Sequence[Gift], paper_of: Paper = one_paper) -> Merged:
    """Take away rows that a later report replaced, and rows that another paper repeats.

    Args:
        gifts: rows of all papers.
        paper_of: what tells the papers apart.
    """
    kept, gone = latest(list(gifts))
    kept, amended = _amended(kept, paper_of)
    kept, repeated = _repeated(kept, paper_of)
    return Merged(tuple(kept), gone + amended, repeated)


def who(gift: Gift) -> str:
    """The giver's name, brought to a form in which two papers write it alike."""
    w = gift.written
    if gift.entity in ("OTH", "COM", "PTY", "SCC"):
        return words.firm(f"{w.first} {w.last}")
    named = words.name_of(" ".join(words.joined(w.first)), w.middle, w.last, w.suffix)
    return f"{named.last} {named.first} {named.suffix}".strip()


def _committee(gift: Gift) -> str:
    return gift.filing or words.firm(gift.committee)


def _amended(gifts: list[Gift], paper_of: Paper) -> tuple[list[Gift], int]:
    """Of one committee's rows for one giver and day only those of the latest report count.

    A report that names the gift again restates it, with another amount perhaps; a gift that only
    an earlier report names is left alone, for an amendment need not repeat all.
    """
    told: defaultdict[tuple[object, ...], list[Gift]] = defaultdict(list)
    for gift in gifts:
        if _committee(gift) and gift.received is not None and not gift.transaction:
            told[_committee(gift), who(gift), gift.received].append(gift)
    replaced: dict[str, str] = {}
    for rows in told.values():
        newest = max(rows, key=lambda g: g.report)
        for row in rows:
            if row.report < newest.report and paper_of(row) != paper_of(newest):
                replaced[row.key] = newest.key
    return _folded(gifts, replaced), len(replaced)


def _repeated(gifts: list[Gift], paper_of: Paper) -> tuple[list[Gift], int]:
    """Rows with the day and amount of another paper's, of a giver read alike."""
    alike: defaultdict[tuple[object, ...], list[Gift]] = defaultdict(list)
    for gift in gifts:
        if gift.received is not None and gift.amount is not None:
            alike[gift.received, gift.amount, gift.treatment].append(gift)
    into: dict[str, str] = {}
    for rows in alike.values():
        if len({paper_of(row) for row in rows}) > 1:
            into |= _paired(rows, paper_of)
    return _folded(gifts, into), len(into)


def _paired(rows: Sequence[Gift], paper_of: Paper) -> dict[str, str]:
    """Each row onto one of an earlier paper that no other row of its own paper is taken for."""
    into: dict[str, str] = {}
    firsts: list[Gift] = []
    used: Counter[tuple[str, str]] = Counter()
    for row in rows:
        paper = paper_of(row)
        for first in firsts:
            free = paper_of(first) != paper and not used[first.key, paper]
            if free and _one_committee(first, row) and _one_name(who(first), who(row)):
                into[row.key] = first.key
                used[first.key, paper] += 1
                break
        else:
            firsts.append(row)
    return into


def _one_committee(one: Gift, other: Gift) -> bool:
    named = words.firm(one.committee), words.firm(other.committee)
    numbered = one.filing, other.filing
    if all(numbered) and numbered[0] == numbered[1]:
        return True
    return not all(named) or named[0] == named[1]


def _one_name(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  slow to load

    if one == other:
        return True
    long = min(len(one), len(other)) >= _LONG
    return long and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _folded(gifts: Iterable[Gift], into: dict[str, str]) -> list[Gift]:
    """The gifts without those replaced, whose places go to the ones that stand for them."""
    also: defaultdict[str, list[Gift]] = defaultdict(list)
    every = list(gifts)
    for gift in every:
        if gift.key in into:
            also[into[gift.key]].append(gift)
    return [
        replace(g, also=(*g.also, *(p for o in also[g.key] for p in (o.at, *o.also))))
        if g.key in also
        else g
        for g in every
        if g.key not in into
    ]
