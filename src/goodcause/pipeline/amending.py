"""What an amended order changes, finding by finding, told before anything is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from goodcause.base.errors import OrderError, UsageError
from goodcause.base.ids import Bates
from goodcause.decisions.decision import Decision, Outcome, Proposal
from goodcause.decisions.policy import BY_ORDER
from goodcause.order.compare import (
    ClauseChange,
    SeriesChange,
    clause_changes,
    refuse_unlike,
    series_changes,
)
from goodcause.order.order import Order, RuleSet
from goodcause.order.particular import Only
from goodcause.pipeline.copies import recipients
from goodcause.pipeline.fates import Fate, fates
from goodcause.pipeline.holdings import holdings
from goodcause.pipeline.proposals import (
    Standing,
    decisions,
    propose_all,
    standings,
)
from goodcause.pipeline.whose import about
from goodcause.store.models import FindingRow, SourceRow

WHOLE = "whole document"
"""Stands for the category where a document changes as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A volume, or a copy of it, and who received it."""

    volume: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One finding, or one whole document, that an amendment changes. It never holds a value.

    Attributes:
        document: key of the source.
        path: of the source.
        page: counted from 1; 0 for a whole document.
        number: the page's number, or the document's first; empty when never served.
        finding: its key; empty for a whole document.
        category: of the finding, or ``whole document``.
        before, after: remove, leave or ask; for a document what becomes of it.
        rule: the clause that has it so after the amendment; empty where none removes it.
        reason: a sentence on that.
        decided_by: who decided it under the old order; empty for nobody.
        holders: volumes in which it was served, with their recipients.
    """

    document: str
    path: str
    page: int
    number: str
    finding: str
    category: str
    before: str
    after: str
    rule: str
    reason: str
    decided_by: str = ""
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """An amended order against the one in force.

    Attributes:
        before, after: the two sets of rules, on the same day.
        clauses, series: what changes in the order itself.
        removable: may be removed now; with ``holders``, it was served already.
        revealed: is removed now and will not be any more.
        people: of these, what a person had decided otherwise; it waits for a person again.
        cited: removals that stay, under another clause or with another label.
        unchanged: how many findings stay as they are.
        warnings: sentences for a lawyer.
    """

    before: RuleSet
    after: RuleSet
    clauses: tuple[ClauseChange, ...]
    series: tuple[SeriesChange, ...]
    removable: tuple[Point, ...]
    revealed: tuple[Point, ...]
    people: tuple[Point, ...]
    cited: tuple[Point, ...]
    unchanged: int
    warnings: tuple[str, ...]

    @property
    def overridden(self) -> tuple[Point, ...]:
        """What was settled by the old order alone, and is proposed anew."""
        every = (*self.removable, *self.revealed, *self.cited)
        return tuple(p for p in every if p.finding and p.decided_by == BY_ORDER)

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {
            "day": self.after.day.isoformat(),
            "rules_before": self.before.digest,
            "rules_after": self.after.digest,
            "clauses": [c.sentence() for c in self.clauses],
            "series": [s.sentence() for s in self.series],
            "newly_removable": [asdict(p) for p in self.removable],
            "to_be_revealed": [asdict(p) for p in self.revealed],
            "decided_by_people": [asdict(p) for p in self.people],
            "under_another_clause": len(self.cited),
            "unchanged": self.unchanged,
            "warnings": list(self.warnings),
        }


def amended(before: Order, after: Order, day: date) -> Amendment:
    """Compare the order in force with an amended one over everything found in the case.

    Args:
        before: in force.
        after: the amended order.
        day: on which both are looked at.

    Raises:
        OrderError: the amendment has no date, contradicts itself, or names what is not in the
            case.
        UsageError: it says what the order in force says.
    """
    blockers = after.blockers()
    if blockers:
        raise OrderError(f"{after.name} cannot be put in force yet: {'; '.join(blockers)}")
    refuse_unlike(before, after)
    if before.digest == after.digest:
        raise UsageError(f"{after.name} says what the order in force says; nothing is to be done")
    _refuse_unknown(before, after)
    old, new = before.on(day), after.on(day)
    told = _Told.of(old, new)
    points = list(told.points())
    removable = [p for p in points if _began(p)]
    revealed = [p for p in points if _ended(p)]
    cited = [p for p in points if p.finding and p.before == p.after]
    return Amendment(
        before=old,
        after=new,
        clauses=clause_changes(old, new),
        series=series_changes(old, new),
        removable=tuple(removable),
        revealed=tuple(revealed),
        people=tuple(p for p in points if p.decided_by not in ("", BY_ORDER)),
        cited=tuple(cited),
        unchanged=told.findings - sum(1 for p in points if p.finding),
        warnings=tuple(w for w in after.warnings if w not in before.warnings),
    )


def last_day(order: Order, today: date) -> date:
    """The day to look at an order: today, or the day its newest part begins to hold."""
    return max([today, *(o.effective for o in order.orders if o.effective)])


def _began(point: Point) -> bool:
    if not point.finding:
        return point.before == "produced"
    return Outcome.REMOVE != point.before != point.after != Outcome.LEAVE


def _ended(point: Point) -> bool:
    if not point.finding:
        return point.after == "produced"
    return point.before == Outcome.REMOVE and point.after != Outcome.REMOVE


@dataclass(frozen=True, slots=True)
class _Told:
    """What both sets of rules say of everything."""

    sources: Mapping[str, SourceRow]
    old: Mapping[str, tuple[Proposal, ...]]
    new: Mapping[str, tuple[Proposal, ...]]
    fates: tuple[tuple[Fate, ...], tuple[Fate, ...]]
    settled: Mapping[tuple[str, str], Decision]
    served: Mapping[str, tuple[Holder, ...]]

    @classmethod
    def of(cls, old: RuleSet, new: RuleSet) -> _Told:
        whose: tuple[dict[str, Standing], ...] = (standings(old), standings(new))
        said = propose_all(old, whose[0]), propose_all(new, whose[1])
        return cls(
            sources=SourceRow.objects.in_bulk(),
            old=said[0],
            new=said[1],
            fates=(fates(old, said[0], whose[0]), fates(new, said[1], whose[1])),
            settled=decisions(),
            served=_holders(),
        )

    @property
    def findings(self) -> int:
        return sum(map(len, self.new.values()))

    def points(self) -> Iterator[Point]:
        """Whatever changes, documents first, in order of registration."""
        for was, now in zip(*self.fates, strict=True):
            if was.produced != now.produced:
                yield self._whole(was, now)
        for key in sorted(self.new):
            for old, new in zip(self.old[key], self.new[key], strict=True):
                point = self._finding(key, old, new)
                if point is not None:
                    yield point

    def _whole(self, was: Fate, now: Fate) -> Point:
        return Point(
            document=was.key,
            path=was.path,
            page=0,
            number=was.kept,
            finding="",
            category=WHOLE,
            before=was.disposition.value,
            after=now.disposition.value,
            rule="",
            reason=now.reason or f"the amended order lets it be {now.disposition.value}",
            holders=self.served.get(was.kept, ()),
        )

    def _finding(self, key: str, old: Proposal, new: Proposal) -> Point | None:
        """What changes for one finding; nothing where the order says of it what it said."""
        finding, source = new.finding, self.sources[key]
        decision = self.settled.get((key, finding.key))
        before = decision.outcome if decision else old.outcome
        printed = (decision.rule, decision.label) if decision else (old.rule, old.label)
        asked = before is Outcome.LEAVE and new.outcome is Outcome.ASK
        matters = asked or Outcome.REMOVE in (before, new.outcome)
        same = before is new.outcome and printed == (new.rule, new.label)
        if same or not matters or _says(old) == _says(new):
            return None
        page = finding.span.page
        return Point(
            document=key,
            path=source.path,
            page=page,
            number=str(Bates.parse(source.bates).plus(page - 1)) if source.bates else "",
            finding=finding.key,
            category=finding.category,
            before=before.value,
            after=new.outcome.value,
            rule=new.rule,
            reason=new.reason,
            decided_by=decision.by if decision else "",
            holders=self.served.get(source.bates, ()) if source.bates else (),
        )


def _says(proposal: Proposal) -> tuple[Outcome, str, str]:
    return proposal.outcome, proposal.rule, proposal.label


def _refuse_unknown(before: Order, after: Order) -> None:
    """A ruling that names what the case does not have would be carried out on nothing."""
    known = {o.id for o in before.orders}
    fresh = [o for o in after.orders if o.id not in known]
    named = [(o.id, r.only) for o in fresh for r in o.rules if r.only is not None]
    if not named:
        return
    people = {key: (s.person, s.name) for key, s in standings(after.on(date.max)).items()}
    rows = FindingRow.objects.select_related("source").order_by("source_id", "page", "id")
    every = [about(r.source, r.page, r.key, people.get(r.source_id, ("", ""))) for r in rows]
    # A document in which nothing was found may be named as well: the court may release it.
    every += [
        about(s, 1, "", people.get(s.key, ("", ""))) for s in SourceRow.objects.order_by("key")
    ]
    for order, only in named:
        for alone in _each(only):
            if not any(alone.meets(one) for one in every):
                what = next(iter((*alone.documents, *alone.pages, *alone.people, *alone.findings)))
                raise OrderError(
                    f"{order} names {what!r}, and nothing found in the case is of that name; write"
                    " it as the register, the served number or the list of people has it"
                )


def _each(only: Only) -> Iterable[Only]:
    """What a clause is confined to, one name at a time."""
    yield from (Only(documents=(name,)) for name in only.documents)
    yield from (Only(pages=(name,)) for name in only.pages)
    yield from (Only(people=(name,)) for name in only.people)
    yield from (Only(findings=(name,)) for name in only.findings)


def _holders() -> Mapping[str, tuple[Holder, ...]]:
    """By first number of a document: the volumes and copies it was served in."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for each in holdings():
        whose = [Holder(volume=each.volume, to=r.name) for r in recipients(each.volume)]
        for number in each.numbers:
            found[number] += whose
    return {number: tuple(every) for number, every in found.items()}


def served_points(points: Sequence[Point]) -> tuple[Point, ...]:
    """Those of which something was served."""
    return tuple(p for p in points if p.holders)
