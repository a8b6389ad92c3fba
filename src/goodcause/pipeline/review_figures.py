"""How good and how fast the review is, from its own rows; a figure nobody measured is not shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.order.vocabulary import spoken
from goodcause.pipeline.review_decide import REASONS
from goodcause.pipeline.review_index import now
from goodcause.store.matter import Matter
from goodcause.store.models import ItemRow
from goodcause.store.review import (
    LEAVE,
    OPEN,
    REMOVE,
    acts_by_hour,
    acts_by_person,
    count_by,
    documents_with,
    pace_by_lane,
    second_words,
)

TRADE: Final = 25.0
"""Documents an hour with heavy removal: the trade's own figure (percipient.co calculator)."""
_DAYS: Final = 30
_LANES: Final = ("Class", "Uncertain", "Stories", "Form boxes", "Repeated", "Single", "Sample")
_SIDE: Final = 1.645  # of a one-sided 95 % bound
_Z: Final = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Speed and error of one person side by side: either alone misleads."""

    name: str
    items: int
    acts: int
    undone: int
    pace: float
    confirmed: int
    returned: int

    @property
    def looked_at(self) -> int:
        """Decisions that a second person looked at."""
        return self.confirmed + self.returned

    @property
    def error(self) -> str:
        """Share returned, with its exact 95 % interval; empty while nobody looked."""
        return interval(self.returned, self.looked_at) if self.looked_at else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What the quality screen shows.

    Attributes:
        by_category: category, decided to remove, left, open.
        reasons: why proposals were left, the most frequent first.
        reviewers: speed and error together.
        precision: share of decided proposals that were right, with its interval.
        troubled: pages that should be read whole.
    """

    by_category: tuple[tuple[str, int, int, int], ...]
    reasons: tuple[tuple[str, int], ...]
    reviewers: tuple[Reviewer, ...]
    precision: str
    decided: int
    left: int


def quality(_matter: Matter) -> Quality:
    """Look; nothing is changed."""
    table: dict[str, dict[str, int]] = {}
    for row in count_by(ItemRow.objects.filter(drawn=False), "category", "state"):
        table.setdefault(str(row["category"]), {})[str(row["state"])] = int(str(row["n"]))
    rows = tuple(
        (spoken(c), s.get(REMOVE, 0), s.get(LEAVE, 0), s.get(OPEN, 0))
        for c, s in table.items()
        if any(s.get(state) for state in (REMOVE, LEAVE, OPEN))
    )
    removed, left = sum(r[1] for r in rows), sum(r[2] for r in rows)
    reasons = count_by(ItemRow.objects.filter(state=LEAVE), "why")
    ranked = sorted(((str(r["why"]), int(str(r["n"]))) for r in reasons), key=lambda r: -r[1])
    return Quality(
        by_category=tuple(sorted(rows, key=lambda r: -sum(r[1:]))),
        reasons=tuple(ranked[: len(REASONS)]),
        reviewers=reviewers(),
        precision=interval(removed, removed + left) if removed + left else "",
        decided=removed + left,
        left=left,
    )


def reviewers() -> tuple[Reviewer, ...]:
    """Everybody who has settled something."""
    words: dict[str, dict[str, int]] = {}
    for row in second_words():
        words.setdefault(str(row["by"]), {})[str(row["second"])] = int(str(row["n"]))
    return tuple(
        Reviewer(
            name=str(row["by"]),
            items=int(str(row["items"] or 0)),
            acts=int(str(row["acts"])),
            undone=int(str(row["taken_back"])),
            pace=float(str(row["pace"] or 0)),
            confirmed=words.get(str(row["by"]), {}).get("confirmed", 0),
            returned=words.get(str(row["by"]), {}).get("returned", 0),
        )
        for row in acts_by_person()
    )


def interval(hits: int, of: int) -> str:
    """A share with its exact (Clopper-Pearson) two-sided 95 % interval, in words."""
    from scipy.stats import beta  # noqa: PLC0415  a heavy library, for this screen alone

    low = 0.0 if hits == 0 else float(beta.ppf(0.025, hits, of - hits + 1))
    high = 1.0 if hits == of else float(beta.ppf(0.975, hits + 1, of - hits))
    return f"{hits} of {of}: {hits / of:.1%} (95 %: {low:.1%} to {high:.1%})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burn:
    """What the burn-down shows.

    Attributes:
        points: hours since the first decision, and what was left then.
        forecast: hours from now until nothing is left, low and high; ``None`` before there is
            enough to say.
        lanes: title, open, seconds an act took, items an act settled.
        rate: documents an hour at the screen.
    """

    points: tuple[tuple[float, int], ...]
    forecast: tuple[float, float] | None
    lanes: tuple[tuple[str, int, float, float], ...]
    reviewers: tuple[Reviewer, ...]
    left: int
    done: int
    documents_left: int
    documents: int
    rate: float
    trade: float = TRADE


def burndown() -> Burn:
    """How the work went and when it may be done."""
    moment = now()
    states = {str(r["state"]): int(str(r["n"])) for r in count_by(ItemRow.objects.all(), "state")}
    left = states.get(OPEN, 0)
    done = states.get(REMOVE, 0) + states.get(LEAVE, 0)
    hours = acts_by_hour(moment - _DAYS * 86400)
    open_by_lane = {
        int(str(r["lane"])): int(str(r["n"]))
        for r in count_by(ItemRow.objects.filter(state=OPEN), "lane")
    }
    pace = {int(str(r["lane"])): r for r in pace_by_lane()}
    everybody = reviewers()
    at_work = sum(r.pace * r.acts for r in everybody) / 3600
    finished = documents_with([REMOVE, LEAVE]) - _also_open()
    return Burn(
        points=_points(hours, left),
        forecast=_forecast([n for _, n in hours], left),
        lanes=tuple(
            (_LANES[lane], open_by_lane.get(lane, 0), *_pace(pace.get(lane)))
            for lane in range(1, 6)
        ),
        reviewers=everybody,
        left=left,
        done=done,
        documents_left=documents_with([OPEN]),
        documents=documents_with([OPEN, REMOVE, LEAVE]),
        rate=finished / at_work if at_work > 0 else 0.0,
    )


def _also_open() -> int:
    both = documents_with([OPEN]) + documents_with([REMOVE, LEAVE])
    return both - documents_with([OPEN, REMOVE, LEAVE])


def _pace(row: Mapping[str, object] | None) -> tuple[float, float]:
    if row is None:
        return 0.0, 0.0
    return float(str(row["pace"])), int(str(row["items"])) / max(int(str(row["acts"])), 1)


def _points(hours: Sequence[tuple[int, int]], left: int) -> tuple[tuple[float, int], ...]:
    """What was left after each hour in which somebody worked, reckoned back from now."""
    if not hours:
        return ()
    total = left + sum(n for _, n in hours)
    points = [(0.0, total)]
    for worked, (_, count) in enumerate(hours, start=1):
        total -= count
        points.append((float(worked), total))
    return tuple(points)


def _forecast(worked: Sequence[int], left: int) -> tuple[float, float] | None:
    """Hours of work left, from the mean of the hours worked and how much they differ."""
    if len(worked) < 2 or not left:  # noqa: PLR2004  one hour says nothing of the next
        return None
    mean = sum(worked) / len(worked)
    spread = math.sqrt(sum((w - mean) ** 2 for w in worked) / (len(worked) - 1) / len(worked))
    slow = max(mean - _SIDE * spread, mean / 10)
    return left / (mean + _SIDE * spread), left / slow
