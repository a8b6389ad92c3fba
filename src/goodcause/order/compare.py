"""Two sets of rules compared: which clauses begin, end or read otherwise, series by series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final, Literal

from goodcause.base.errors import OrderError
from goodcause.order.clause import Rule
from goodcause.order.lint import against_itself
from goodcause.order.order import Order, RuleSet

_SHOWN: Final = ("tier", "legend", "route", "watermark", "margin_note")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """What becomes of one clause.

    Attributes:
        rule, order, section: the clause, as the set that has it says.
        kind: begins, ends, or reads otherwise.
        parts: what of it reads otherwise, by the names of the order file.
    """

    rule: str
    order: str
    section: str
    kind: Literal["begins", "ends", "reads otherwise"]
    parts: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Of what a lawyer looks at first."""
        section = f", section {self.section}" if self.section else ""
        parts = f" ({', '.join(self.parts)})" if self.parts else ""
        return f"{self.rule} of {self.order}{section} {self.kind}{parts}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChange:
    """What is printed on every page of a series, or where it goes, before and after."""

    series: str
    part: str
    before: str
    after: str

    def sentence(self) -> str:
        """The change in words; every page of the series changes with it."""
        names = self.before or "none", self.after or "none"
        return f"{self.series}: {self.part.replace('_', ' ')} {names[0]} becomes {names[1]}"


def clause_changes(before: RuleSet, after: RuleSet) -> tuple[ClauseChange, ...]:
    """Clauses that are carried out under one set and not alike under the other."""
    old, new = {r.id: r for r in before.rules}, {r.id: r for r in after.rules}
    ended = (_change(old[name], "ends") for name in old if name not in new)
    begun = (_change(new[name], "begins") for name in new if name not in old)
    other = (
        _change(new[name], "reads otherwise", _parts(old[name], new[name]))
        for name in new
        if name in old and old[name] != new[name]
    )
    return (*ended, *begun, *other)


def series_changes(before: RuleSet, after: RuleSet) -> tuple[SeriesChange, ...]:
    """What of the dress or the route of a series changes."""
    return tuple(
        change
        for name in after.order.series_names
        if name in before.order.series_names
        for change in _of_series(name, before, after)
    )


def refuse_unlike(before: Order, after: Order) -> None:
    """Refuse an amendment that cannot take the place of the order it amends.

    Raises:
        OrderError: it is another case's, drops a series or gives it other numbers, or its newest
            order both removes and keeps the same.
    """
    if before.case.number != after.case.number:
        raise OrderError(
            f"{after.name} is of case {after.case.number or 'without a number'}, not of"
            f" {before.case.number or 'a case without one'}; amend with an order file of this case"
        )
    prefixes = {t.name: t.bates_prefix for t in after.terms}
    for terms in before.terms:
        if prefixes.get(terms.name) != terms.bates_prefix:
            raise OrderError(
                f"{after.name} must keep the series {terms.name} with `bates_prefix:"
                f" {terms.bates_prefix}`; numbers that were served are never given otherwise"
            )
    known = {o.id for o in before.orders}
    for order in after.orders:
        for sentence in against_itself(after, order.id) if order.id not in known else ():
            said = sentence.partition(": ")[0]
            raise OrderError(
                f"{order.id} of {after.name} contradicts itself: {said}; correct one of the clauses"
            )


def _change(
    rule: Rule,
    kind: Literal["begins", "ends", "reads otherwise"],
    parts: tuple[str, ...] = (),
) -> ClauseChange:
    return ClauseChange(
        rule=rule.id, order=rule.order, section=rule.section, kind=kind, parts=parts
    )


def _parts(old: Rule, new: Rule) -> tuple[str, ...]:
    names = (f.name for f in fields(Rule))
    return tuple(n for n in names if getattr(old, n) != getattr(new, n))


def _of_series(name: str, before: RuleSet, after: RuleSet) -> Iterator[SeriesChange]:
    old, new = before.series(name), after.series(name)
    for part in _SHOWN:
        was, now = getattr(old, part), getattr(new, part)
        if was != now:
            yield SeriesChange(series=name, part=part, before=_words(was), after=_words(now))


def _words(value: object) -> str:
    return str(getattr(value, "id", value) or "")
