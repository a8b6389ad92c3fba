"""What the links answer: did donors get permits, when did they give, and how firm is that.

The unit is the person who applied, with the first application decided in the period; a gift is
never counted twice. Only links that stand count: automatic ones, and those a person confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from goodcause.linkage.facts import Applicant, Gift, Outcome
from goodcause.linkage.link import AUTOMATIC_FROM, GIVING, Link, Standing
from goodcause.linkage.review import waits
from goodcause.linkage.statistics import (
    Estimate,
    Pooled,
    Table,
    difference,
    exact_p,
    odds_ratio,
    pooled,
    rate,
)

NOT_SHOWN: Final = (
    "An association is no cause: donors differ from others in ways that bear on good cause "
    "(owners of businesses carry cash, for one).",
    "Gifts under $100 are not itemised, so a small donor counts as no donor; that draws the odds "
    "ratio towards 1.",
    "Links are found by name and address. Missed and false links draw the odds ratio towards 1; "
    "the table of thresholds shows by how much it moves.",
    "Only decided applications are compared; pending and withdrawn ones are shown apart.",
)
"""Printed with every answer."""

THRESHOLDS: Final = (0.5, 0.8, 0.9, 0.95)
WINDOWS: Final = (6, 12, 24, 48, 0)
"""Months before the decision in which a gift counts; 0 for any time before."""

_DAYS_A_MONTH: Final = 30.4375


class Moment(StrEnum):
    """When a gift came."""

    BEFORE_APPLICATION = "before application"
    BEFORE_DECISION = "between application and decision"
    AFTER = "after decision"
    UNKNOWN = "day not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """One gift of one applicant.

    Attributes:
        link: how the two hang together.
        moment: when the gift came.
        days: from gift to decision, negative when it came after; nothing without both days.
    """

    link: Link
    applicant: Applicant
    gift: Gift
    moment: Moment
    days: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One comparison of donors and others.

    Attributes:
        name: what is compared.
        table: the counts.
        donors, others: their rates of permits.
        gap: donors' rate less the others'.
        odds: the exact conditional odds ratio; ``p`` its two-sided exact probability.
    """

    name: str
    table: Table
    donors: Estimate
    others: Estimate
    gap: Estimate
    odds: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class Stratified:
    """The comparison within strata, and pooled over them.

    Attributes:
        by: what parts them (``term``, ``year``, ``class``, ``reason``).
        strata: one answer for each.
        mantel_haenszel: the pooled odds ratio and the test of Cochran, Mantel and Haenszel.
        exact: the exact odds ratio common to all; ``exact_p`` its probability.
    """

    by: str
    strata: tuple[Answer, ...]
    mantel_haenszel: Pooled
    exact: Estimate
    exact_p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything the report prints.

    Attributes:
        main: donors before decision against all others.
        strata: within term, year, class and reason, where they are said.
        thresholds: the same for other probabilities; the first rests on unreviewed links too.
        windows: the same for other windows before the decision.
        gifts: every gift of an applicant by a link that stands.
        outcomes: how many applicants had each outcome, by whether they gave.
        waiting: links that wait for a person; ``repeated`` applications after the first.
        unknown_days: gifts without a day, which cannot be put in order.
        people: everybody counted, each with the application that counts.
        counted: applicant and row of every gift that makes somebody a donor in ``main``.
    """

    main: Answer
    strata: tuple[Stratified, ...]
    thresholds: tuple[Answer, ...]
    windows: tuple[Answer, ...]
    gifts: tuple[Giving, ...]
    outcomes: Mapping[tuple[str, bool], int]
    waiting: int
    repeated: int
    unknown_days: int
    people: tuple[Applicant, ...]
    counted: frozenset[tuple[str, str]]

    @property
    def days(self) -> list[int]:
        """Days from each gift to the decision, where both days are known."""
        return [g.days for g in self.gifts if g.days is not None]


def answer(
    links: Iterable[Link], applicants: Sequence[Applicant], gifts: Sequence[Gift], window: int = 0
) -> Answers:
    """Answer from links.

    Args:
        links: all of them; those that do not stand are counted and left out.
        applicants: every application; of one person the first decided counts.
        gifts: the rows that the links speak of.
        window: months before the decision in which a gift counts; 0 for any time before.
    """
    every = [link for link in links if link.kind in GIVING]
    firsts, repeated = _first_of_each(applicants)
    givings = _givings(every, firsts, gifts)
    standing = [g for g in givings if g.link.stands]
    counted = _counted(standing, window)
    givers = {who for who, _ in counted}
    decided = [a for a in firsts if a.outcome in (Outcome.ISSUED, Outcome.DENIED)]
    outcomes: defaultdict[tuple[str, bool], int] = defaultdict(int)
    for a in firsts:
        outcomes[a.outcome.value or "unknown", a.written.key in givers] += 1
    return Answers(
        main=_answer("donors before decision against others", decided, givers),
        strata=_strata(decided, givers),
        thresholds=_thresholds(decided, givings, window),
        windows=tuple(_answer(_window_name(w), decided, _before(standing, w)) for w in WINDOWS),
        gifts=tuple(standing),
        outcomes=dict(sorted(outcomes.items())),
        waiting=sum(waits(link) for link in every),
        repeated=repeated,
        unknown_days=sum(g.moment is Moment.UNKNOWN for g in standing),
        people=tuple(firsts),
        counted=frozenset(counted),
    )


def _window_name(months: int) -> str:
    return f"gift within {months} months before decision" if months else "gift at any time before"


def _first_of_each(applicants: Sequence[Applicant]) -> tuple[list[Applicant], int]:
    """Of each person the first application decided, and how many further ones there are."""
    best: dict[tuple[str, ...], Applicant] = {}
    for a in applicants:
        w = a.written
        who = tuple(" ".join(part.upper().split()) for part in (w.first, w.last, w.street, w.zip))
        # Where the address is removed two people of one name cannot be told apart: both count.
        key = who if w.street.strip() else (*who, w.key)
        before = best.get(key)
        if before is None or (a.decided or date.max) < (before.decided or date.max):
            best[key] = a
    kept = sorted(best.values(), key=lambda a: a.written.key)
    return kept, len(applicants) - len(kept)


def _givings(
    links: Iterable[Link], applicants: Sequence[Applicant], gifts: Sequence[Gift]
) -> list[Giving]:
    by_key = {a.written.key: a for a in applicants}
    rows = {g.key: g for g in gifts}
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        key = link.applicant, link.row
        if key not in best or (link.stands, link.probability) > (
            best[key].stands,
            best[key].probability,
        ):
            best[key] = link
    found = []
    for (who, row), link in sorted(best.items()):
        if who in by_key and row in rows and _is_gift(rows[row]):
            found.append(_giving(link, by_key[who], rows[row]))
    return found


def _is_gift(gift: Gift) -> bool:
    """Refunds and returned gifts make nobody a donor."""
    return gift.treatment != "returned" and (gift.amount is None or gift.amount > Decimal(0))


def _giving(link: Link, applicant: Applicant, gift: Gift) -> Giving:
    moment = Moment.UNKNOWN
    if gift.received is not None and applicant.decided is not None:
        if gift.received >= applicant.decided:
            moment = Moment.AFTER
        elif applicant.applied is not None and gift.received < applicant.applied:
            moment = Moment.BEFORE_APPLICATION
        else:
            moment = Moment.BEFORE_DECISION
    days = None
    if gift.received is not None and applicant.decided is not None:
        days = (applicant.decided - gift.received).days
    return Giving(link=link, applicant=applicant, gift=gift, moment=moment, days=days)


def _before(givings: Iterable[Giving], window: int) -> set[str]:
    """Who gave before the decision, within so many months of it."""
    return {who for who, _ in _counted(givings, window)}


def _counted(givings: Iterable[Giving], window: int) -> set[tuple[str, str]]:
    """Applicant and row of each gift before the decision, within so many months of it.

    A gift without a day counts only where no window is asked for.
    """
    most = window * _DAYS_A_MONTH
    return {
        (g.applicant.written.key, g.gift.key)
        for g in givings
        if g.moment is not Moment.AFTER
        and (not window or (g.days is not None and 0 < g.days <= most))
    }


def _answer(name: str, decided: Iterable[Applicant], givers: set[str]) -> Answer:
    counts = [0, 0, 0, 0]
    for a in decided:
        counts[2 * (a.written.key not in givers) + (a.outcome is Outcome.DENIED)] += 1
    table = Table(*counts)
    return Answer(
        name,
        table,
        rate(table.a, table.a + table.b),
        rate(table.c, table.c + table.d),
        difference(table),
        odds_ratio([table]),
        exact_p([table]),
    )


_STRATA: Final[tuple[tuple[str, Callable[[Applicant], str]], ...]] = (
    ("term", lambda a: a.term),
    ("year", lambda a: str(a.decided.year) if a.decided else ""),
    ("class", lambda a: a.person_class),
    ("stated reason", lambda a: a.reason),
)


def _strata(decided: Sequence[Applicant], givers: set[str]) -> tuple[Stratified, ...]:
    found = []
    for by, of in _STRATA:
        parts: defaultdict[str, list[Applicant]] = defaultdict(list)
        for a in decided:
            parts[of(a) or "not said"].append(a)
        if set(parts) == {"not said"} or not parts:
            continue
        strata = tuple(_answer(name, parts[name], givers) for name in sorted(parts))
        tables = [s.table for s in strata]
        found.append(Stratified(by, strata, pooled(tables), odds_ratio(tables), exact_p(tables)))
    return tuple(found)


def _thresholds(
    decided: Sequence[Applicant], givings: Sequence[Giving], window: int
) -> tuple[Answer, ...]:
    """The same for links taken unreviewed at a probability, and for those that stand."""
    found = []
    for least in THRESHOLDS:
        taken = [
            g
            for g in givings
            if g.link.probability >= least and g.link.standing is not Standing.REFUSED
        ]
        found.append(
            _answer(f"links at {least} and more, unreviewed", decided, _before(taken, window))
        )
    automatic = [g for g in givings if g.link.standing is Standing.AUTOMATIC]
    found.append(
        _answer(f"automatic links only ({AUTOMATIC_FROM})", decided, _before(automatic, window))
    )
    standing = [g for g in givings if g.link.stands]
    found.append(_answer("automatic and confirmed links", decided, _before(standing, window)))
    return tuple(found)
