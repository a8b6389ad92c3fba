"""Makes one finding of several opinions on the same words, and forgets none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodcause.base.geometry import Box
from goodcause.findings.finding import Finding, Layout, Span
from goodcause.pages.page import Page

HARM = {
    "ssn": 0.15,
    "home_address": 0.14,
    "driver_license": 0.13,
    "mothers_maiden_name": 0.13,
    "date_of_birth": 0.12,
    "taxpayer_id": 0.12,
    "account_number": 0.08,
    "minor_name": 0.12,
    "place_of_birth": 0.11,
    "vulnerability_time": 0.11,
    "vulnerability_place": 0.11,
    "home_phone": 0.1,
    "prior_address": 0.06,
    "third_party_contact": 0.02,
}
"""What a wrong word on a category costs, added to its probability when opinions compete.

The margin is small: it settles what is nearly a tie for the side on which a mistake does more
harm, and never lets a guess overrule a printed label.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One detector's word on some words or a region of one page."""

    category: str
    words: tuple[int, ...]
    region: Box | None
    probability: float
    because: str
    detector: str
    label_text: str = ""

    @property
    def rank(self) -> tuple[float, int, str]:
        """Orders competing opinions; the last part only makes the order total."""
        weight = round(self.probability + HARM.get(self.category, 0.0), 4)
        return weight, len(self.words), self.category


def settle(page: Page, opinions: Sequence[Opinion]) -> tuple[Finding, ...]:
    """One category for each word: the strongest opinion wins, and quotes the others.

    Words of a weaker opinion that the winner does not cover stay a finding of their own when
    their category could be removed, so that a short winner never uncovers the rest.
    """
    ranked = sorted(_joined(opinions), key=lambda o: o.rank, reverse=True)
    kept: list[Opinion] = []
    owner: dict[int, int] = {}
    for opinion in ranked:
        met = sorted({owner[w] for w in opinion.words if w in owner})
        for index in met:
            kept[index] = _heard(kept[index], opinion)
        rest = tuple(w for w in opinion.words if w not in owner)
        if opinion.words and not rest:
            continue
        if met:
            if opinion.category not in HARM or not _worth_keeping(page, rest):
                continue
            opinion = replace(opinion, words=rest, region=None)  # noqa: PLW2901  trimmed
        owner.update(dict.fromkeys(opinion.words, len(kept)))
        kept.append(opinion)
    return tuple(sorted((_finding(page, o) for o in kept), key=lambda f: f.span.words or (0,)))


def _joined(opinions: Sequence[Opinion]) -> list[Opinion]:
    """Opinions of one category on overlapping running words, as one."""
    result: list[Opinion] = []
    order = sorted(
        opinions, key=lambda o: (o.category, o.region is not None, o.words, -o.probability)
    )
    for opinion in order:
        last = result[-1] if result else None
        if (
            last is not None
            and last.region is None
            and opinion.region is None
            and last.category == opinion.category
            and set(last.words) & set(opinion.words)
        ):
            words = tuple(sorted({*last.words, *opinion.words}))
            best = max(last, opinion, key=lambda o: o.probability)
            result[-1] = replace(best, words=words)
        else:
            result.append(opinion)
    return result


def _heard(winner: Opinion, other: Opinion) -> Opinion:
    if other.because in winner.because:
        return winner
    if other.category == winner.category:
        both = 1 - (1 - winner.probability) * (1 - other.probability)
        probability = max(winner.probability, min(both, 0.99))
        return replace(
            winner, probability=probability, because=f"{winner.because}; {other.because}"
        )
    name = other.category.replace("_", " ")
    return replace(winner, because=f"{winner.because} (another reading: {name}, {other.because})")


def _worth_keeping(page: Page, words: Sequence[int]) -> bool:
    return any(sum(c.isalnum() for c in page.words[w].text) > 1 for w in words)


def _finding(page: Page, opinion: Opinion) -> Finding:
    words = opinion.words
    layout = Layout.CELL if opinion.region is not None else Layout.LINE
    if words:
        key = f"p{page.number}:w{words[0]}-{words[-1]}"
    else:
        box = opinion.region or Box(0, 0, 0, 0)
        key = f"p{page.number}:r{box.left},{box.top},{box.right},{box.bottom}"
    return Finding(
        key=key,
        category=opinion.category,
        span=Span(page=page.number, words=words, layout=layout, region=opinion.region),
        text=" ".join(page.words[w].text for w in words),
        probability=round(opinion.probability, 3),
        because=f"{opinion.because} on page {page.number}",
        detector=opinion.detector,
        label_text=opinion.label_text,
    )
