"""What people decided about pairs, and what that teaches about the rest.

Verdicts are only ever added. Of one reader the last holds; two readers who differ leave the pair
undecided until they agree.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from goodcause.linkage.link import AUTOMATIC_FROM, Link, LinkType, Standing

_ENOUGH: Final = 30
_DIGITS: Final = 6


class Word(StrEnum):
    """What a reader says of a pair."""

    MATCH = "match"
    NOT = "not"
    HOUSEHOLD = "household"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One reader's word on one pair.

    Attributes:
        applicant, row: the pair.
        kind: the kind of link it was shown as.
        word: what was decided.
        reader: who; ``reason``: why, in their words.
    """

    applicant: str
    row: str
    kind: LinkType
    word: Word
    reader: str
    reason: str = ""


def settled(verdicts: Iterable[Verdict]) -> dict[tuple[str, str, str], Word]:
    """What holds for each pair that anybody has read."""
    by_pair: defaultdict[tuple[str, str, str], dict[str, Word]] = defaultdict(dict)
    for verdict in verdicts:
        by_pair[verdict.applicant, verdict.row, verdict.kind.value][verdict.reader] = verdict.word
    return {
        pair: next(iter(said.values())) if len(set(said.values())) == 1 else Word.UNSURE
        for pair, said in by_pair.items()
    }


def decided(links: Iterable[Link], verdicts: Sequence[Verdict]) -> list[Link]:
    """The links as people left them; a verdict overrules the model either way.

    Who is one of two givers of a joint gift was decided with the pair itself.
    """
    words = settled(verdicts)
    return [_decided(link, words.get(_read_as(link))) for link in links]


def _read_as(link: Link) -> tuple[str, str, str]:
    """The pair as it is shown to a reader."""
    joint = link.kind is LinkType.JOINT_GIFT
    return (*link.key[:2], LinkType.SAME_PERSON.value) if joint else link.key


def waits(link: Link) -> bool:
    """Whether a person has still to look at a link; that of a joint gift is read as its pair."""
    open_ones = (Standing.REVIEW, Standing.UNSURE)
    return link.standing in open_ones and link.kind is not LinkType.JOINT_GIFT


def _decided(link: Link, word: Word | None) -> Link:
    if word is None:
        return link
    if word is Word.MATCH:
        return replace(link, standing=Standing.CONFIRMED, probability=1.0)
    if word is Word.UNSURE:
        return replace(link, standing=Standing.UNSURE)
    if word is Word.HOUSEHOLD and link.kind is LinkType.SAME_PERSON:
        return replace(link, kind=LinkType.HOUSEHOLD, standing=Standing.CONFIRMED, probability=1.0)
    return replace(link, standing=Standing.REFUSED)


@dataclass(frozen=True, slots=True)
class Curve:
    """Probability by weight, never falling: what the reviewed pairs of the band teach.

    Attributes:
        weights, shares: corners; between them straight lines, outside them the last value.
        pairs: how many reviewed pairs it rests on.
    """

    weights: tuple[float, ...]
    shares: tuple[float, ...]
    pairs: int

    def at(self, weight: float) -> float:
        """The probability at a weight."""
        n = bisect_left(self.weights, weight)
        if n == 0:
            return self.shares[0]
        if n == len(self.weights):
            return self.shares[-1]
        low, high = self.weights[n - 1], self.weights[n]
        part = (weight - low) / (high - low)
        return self.shares[n - 1] + part * (self.shares[n] - self.shares[n - 1])


def curve(links: Sequence[Link], verdicts: Sequence[Verdict]) -> Curve | None:
    """Fit the curve by pooling neighbours that fall (isotonic regression).

    Nothing when fewer than thirty pairs were decided, or all one way.
    """
    words = settled(verdicts)
    seen = [
        (link.weight, float(word is Word.MATCH))
        for link in links
        if link.kind is LinkType.SAME_PERSON
        and (word := words.get(link.key)) is not None
        and word is not Word.UNSURE
    ]
    if len(seen) < _ENOUGH or len({y for _, y in seen}) == 1:
        return None
    blocks: list[tuple[float, float, float]] = []  # weight sum, share, count
    for weight, share in sorted(seen):
        block = (weight, share, 1.0)
        while blocks and blocks[-1][1] >= block[1]:
            before = blocks.pop()
            count = before[2] + block[2]
            share_both = (before[1] * before[2] + block[1] * block[2]) / count
            block = (before[0] + block[0], share_both, count)
        blocks.append(block)
    # One more pair on either side, so that no block of all matches becomes certainty.
    shares = [(share * n + 0.5) / (n + 1) for _, share, n in blocks]
    shares = [max(shares[: n + 1]) for n in range(len(shares))]
    return Curve(
        tuple(round(total / n, _DIGITS) for total, _, n in blocks),
        tuple(round(s, _DIGITS) for s in shares),
        len(seen),
    )


def recalibrated(links: Iterable[Link], by: Curve | None) -> list[Link]:
    """The links with the curve's probabilities where a person has still to look."""
    if by is None:
        return list(links)
    return [
        replace(link, probability=round(min(by.at(link.weight), AUTOMATIC_FROM - 1e-6), _DIGITS))
        if link.kind is LinkType.SAME_PERSON and link.standing is Standing.REVIEW
        else link
        for link in links
    ]


def calibration_error(said: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Mean gap between probability and truth over equal bins, weighted by how full they are."""
    held: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, true in said:
        held[min(int(chance * bins), bins - 1)].append((chance, true))
    gaps = [abs(math.fsum(p for p, _ in rows) - sum(t for _, t in rows)) for rows in held.values()]
    return math.fsum(gaps) / len(said) if said else 0.0
