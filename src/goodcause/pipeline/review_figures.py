"""How good and how fast the review is, from its own rows; a figure nobody measured is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.bounds import two_sided
from goodcause.order.vocabulary import spoken
from goodcause.pipeline.review_decide import REASONS
from goodcause.pipeline.review_forecast import Pace, forecast, pace_of
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
    low, high = two_sided(hits, of)
    return f"{hits} of {of}: {hits / of:.1%} (95 %: {low:.1%} to {high:.1%})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burn:
    """What the burn-down shows.

    Attributes:
        points: hours at the screen since the first decision, and what was left then.
        forecast: hours at the screen until nothing is left; ``None`` before enough is known.
        days: the same in days of work like those before.
        lanes: title, open, seconds an act took, items an act settled.
        rate: documents an hour at the screen.
    """

    points: tuple[tuple[float, int], ...]
    forecast: tuple[float, float] | None
    days: tuple[float, float] | None
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
    hours = acts_by_hour(now() - _DAYS * 86400)
    states = {str(r["state"]): int(str(r["n"])) for r in count_by(ItemRow.objects.all(), "state")}
    left = states.get(OPEN, 0)
    open_by_lane = {
        int(str(r["lane"])): int(str(r["n"]))
        for r in count_by(ItemRow.objects.filter(state=OPEN), "lane")
    }
    paces = {int(str(r["lane"])): pace_of(r) for r in pace_by_lane()}
    everybody = reviewers()
    at_work = sum(r.pace * r.acts for r in everybody) / 3600
    finished = documents_with([REMOVE, LEAVE]) - _also_open()
    expected = forecast(paces, open_by_lane)
    return Burn(
        points=_points(hours, left),
        forecast=expected,
        days=_in_days(expected, hours),
        lanes=tuple(
            (_LANES[lane], open_by_lane.get(lane, 0), *_shown(paces.get(lane)))
            for lane in range(1, 6)
        ),
        reviewers=everybody,
        left=left,
        done=states.get(REMOVE, 0) + states.get(LEAVE, 0),
        documents_left=documents_with([OPEN]),
        documents=documents_with([OPEN, REMOVE, LEAVE]),
        rate=finished / at_work if at_work > 0 else 0.0,
    )


def _also_open() -> int:
    both = documents_with([OPEN]) + documents_with([REMOVE, LEAVE])
    return both - documents_with([OPEN, REMOVE, LEAVE])


def _shown(pace: Pace | None) -> tuple[float, float]:
    return (pace.seconds / pace.acts, pace.items / pace.acts) if pace else (0.0, 0.0)


def _points(hours: Sequence[tuple[int, int, float]], left: int) -> tuple[tuple[float, int], ...]:
    """What was left after each hour in which somebody worked, reckoned back from now."""
    if not hours:
        return ()
    total, worked = left + sum(n for _, n, _ in hours), 0.0
    points = [(0.0, total)]
    for _, count, seconds in hours:
        total, worked = total - count, worked + seconds / 3600
        points.append((worked, total))
    return tuple(points)


def _in_days(
    expected: tuple[float, float] | None, hours: Sequence[tuple[int, int, float]]
) -> tuple[float, float] | None:
    """Hours at the screen as days like those on which somebody worked."""
    days = len({hour // 24 for hour, _, _ in hours})
    at_screen = sum(seconds for *_, seconds in hours) / 3600
    if expected is None or not at_screen:
        return None
    return expected[0] * days / at_screen, expected[1] * days / at_screen
