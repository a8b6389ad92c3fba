"""The order as a whole, the set of rules that hold on a date, and what they say of a finding."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from goodcause.base.errors import OrderError
from goodcause.order import life
from goodcause.order.clause import (
    Case,
    CourtOrder,
    PersonClass,
    Procedure,
    Rule,
    SeriesTerms,
    Tier,
    Watermark,
)
from goodcause.order.life import RuleState
from goodcause.order.particular import About
from goodcause.order.ruling import Ruling, printed_label
from goodcause.order.sampling import SamplingRule
from goodcause.order.vocabulary import CATEGORIES, PRIVATE, UNSETTLED, spoken

__all__ = ["Order", "RuleSet", "Ruling", "Series", "Watermark", "printed_label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A kind of records, as it is to be treated on a date.

    Attributes:
        name: as documents are registered under it.
        title: in words.
        role: whose papers it holds: ``applicant``, ``donor``, ``employee`` or ``filing``.
        tier: confidentiality tier; empty for none.
        legend: the tier's words, printed on each page; empty for none.
        route: ``produce``, or ``in_camera`` (to the court, never to the other side).
        watermark: the mark across each page, where a rule in force allows one.
        margin_note: words printed in the margin; empty for none.
        needs_class: whether the rules differ by class of person, so that a document whose
            subject is unsettled must be held.
        bates_prefix: capitals before its page numbers.
        native_ok: whether untouched files may be served: nothing in force can reach into them.
    """

    name: str
    title: str
    role: str
    tier: str
    legend: str
    route: str
    watermark: Watermark | None
    margin_note: str
    needs_class: bool
    bates_prefix: str
    native_ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Everything one order file says.

    Attributes:
        name: the file's name, for sentences.
        case: the lawsuit.
        digest: SHA-256 of what the file says; its comments and layout do not change it.
        classes: classes of person; empty where the order makes no difference.
        categories: kinds of information the order speaks of.
        terms: its series.
        tiers, watermarks, procedures: by their names in the file.
        orders: the court's orders, oldest first.
        warnings: sentences on what is allowed but worth a lawyer's look.
        sampling: what must be read again before a volume may leave; nothing where the file fixes
            no such rule.
    """

    name: str
    case: Case
    digest: str
    classes: tuple[PersonClass, ...]
    categories: tuple[str, ...]
    terms: tuple[SeriesTerms, ...]
    tiers: tuple[Tier, ...]
    watermarks: tuple[Watermark, ...]
    procedures: tuple[Procedure, ...]
    orders: tuple[CourtOrder, ...]
    warnings: tuple[str, ...] = ()
    sampling: SamplingRule | None = None

    @property
    def series_names(self) -> tuple[str, ...]:
        """The series, in the file's order."""
        return tuple(t.name for t in self.terms)

    def blockers(self) -> tuple[str, ...]:
        """Sentences that say what to fill in before anything may be produced."""
        return tuple(
            f"order {o.id} has no date: write `dated: YYYY-MM-DD` at line {o.date_line}"
            f" of {self.name}"
            for o in self.orders
            if o.effective is None
        )

    def on(self, day: datetime.date) -> RuleSet:
        """The rules that hold on a day.

        An order that has no date yet counts as made, so that its effect can be looked at;
        ``blockers`` says that nothing may be produced on it.

        Raises:
            OrderError: no order was made by that day, so nothing says how to produce.
        """
        made = life.alive(self.orders, day)
        if not made:
            first = self.orders[0]
            raise OrderError(
                f"no order of {self.name} holds on {day}: {first.id} holds from {first.effective};"
                f" choose a later day, or correct its date at line {first.date_line}"
            )
        rules = life.in_force(made)
        return RuleSet(
            order=self,
            day=day,
            rules=rules,
            states=life.states(made),
            digest=_digest([self.digest, [_said(r) for r in rules]]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules in force on one day, and what they say.

    Attributes:
        order: the order they are taken from.
        day: the production date.
        rules: carried out on that day, in the file's order.
        states: id of every rule made by that day -> how it stands.
        digest: SHA-256 of the order and of the rules in force; it stamps a production.
    """

    order: Order
    day: datetime.date
    rules: tuple[Rule, ...]
    states: dict[str, RuleState] = field(hash=False)
    digest: str

    def class_of(self, occupation: str) -> str:
        """The class an occupation settles, or ``unsettled``.

        Only the order's own lists settle anything; an occupation in none of them, and an order
        without classes, leave it unsettled.
        """
        for each in self.order.classes:
            if occupation in each.settled or (occupation == PRIVATE and each.everyone_else):
                return each.name
        return UNSETTLED

    def ruling(
        self, series: str, person_class: str, category: str, about: About | None = None
    ) -> Ruling:
        """What the order says of a category in a document of that series and class.

        A ruling confined to what ``about`` names goes before every general clause, the newest
        ruling before older ones.

        What must stay, stays; then the first rule in the file that may remove it decides;
        otherwise it is left. When the class is not one that the order settles, the answer is
        given only if it is the same for every class; else it is to ask.

        Raises:
            OrderError: no such series in the order, or no such category at all; or one order of
                the court both removes and reveals the same.
        """
        self._terms(series)
        if category not in CATEGORIES:
            raise OrderError(f"{category!r} is not a category; see docs/order-file.md for the list")
        particular = self._particular(series, person_class, category, about)
        if particular is not None:
            return particular
        known = self._classes()
        if person_class in known or not known:
            return self._judged(series, person_class, category)
        rulings = [self._judged(series, each, category) for each in known]
        if len({_substance(r) for r in rulings}) == 1:
            return self._judged(series, known[0], category, named=UNSETTLED)
        reached = next(r for r in rulings if r.outcome != "leave")
        return dataclasses.replace(
            reached,
            outcome="ask",
            label="",
            keep_label="",
            reason=f"Whether {spoken(category)} may be removed turns on the class of the"
            f" document's subject, which is unsettled ({reached.rule}); counsel decides it first.",
        )

    def released(self, series: str, about: About) -> Rule | None:
        """The newest ruling by which a document lodged with the court may leave; or nothing."""
        named = (
            r
            for r in reversed(self.rules)
            if r.action == "must_release" and series in r.series and r.only is not None
        )
        return next((r for r in named if r.only and r.only.meets(about)), None)

    def series(self, name: str) -> Series:
        """How a series is to be treated on this day.

        Raises:
            OrderError: the order has no such series.
        """
        terms = self._terms(name)
        tier = terms.tier or self._first("restrict_tier", name, lambda r: r.tier)
        lodged = any(r.action == "must_lodge_in_camera" and name in r.series for r in self.rules)
        route = "in_camera" if lodged else terms.route
        return Series(
            name=name,
            title=terms.title,
            role=terms.role,
            tier=tier,
            legend=next((t.legend for t in self.order.tiers if t.name == tier), ""),
            route=route,
            watermark=self._watermark(terms),
            margin_note=self._first("must_mark_margin", name, lambda r: r.text),
            needs_class=self._needs_class(name),
            bates_prefix=terms.bates_prefix,
            native_ok=route == "produce" and not self._reached(name),
        )

    def _terms(self, series: str) -> SeriesTerms:
        for terms in self.order.terms:
            if terms.name == series:
                return terms
        names = ", ".join(self.order.series_names)
        raise OrderError(f"{self.order.name} has no series {series!r}; write one of: {names}")

    def _classes(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.order.classes if c.members == (c.name,))

    def _members(self, rule: Rule) -> tuple[str, ...]:
        for each in self.order.classes:
            if each.name == rule.person_class:
                return each.members
        return ()

    def _particular(
        self, series: str, person_class: str, category: str, about: About | None
    ) -> Ruling | None:
        """What a ruling on this very finding says; nothing where there is none."""
        named = [
            r
            for r in self.rules
            if about is not None
            and r.only is not None
            and r.only.meets(about)
            and r.reaches(series, category)
            and self._of_class(r, person_class)
        ]
        if not named:
            return None
        rule, whose = named[-1], self._whose(person_class)
        against = [r for r in named if r.order == rule.order and r.action != rule.action]
        if against:
            raise OrderError(
                f"{rule.order} contradicts itself: {against[0].id} and {rule.id} name the same"
                f" {spoken(category)}, one to remove and one to reveal; keep one of them"
            )
        if rule.forbids_removal:
            return self._left(rule, series, whose, category)
        return _reached_by(rule, whose, category)

    def _matches(self, rule: Rule, series: str, person_class: str, category: str) -> bool:
        if rule.only is not None or not rule.reaches(series, category):
            return False
        return self._of_class(rule, person_class)

    def _of_class(self, rule: Rule, person_class: str) -> bool:
        return not rule.person_class or person_class in self._members(rule)

    def _judged(
        self, series: str, person_class: str, category: str, named: str | None = None
    ) -> Ruling:
        whose = self._whose(person_class if named is None else named)
        found = [r for r in self.rules if self._matches(r, series, person_class, category)]
        for rule in found:
            if rule.forbids_removal:
                return self._left(rule, series, whose, category)
        for rule in found:
            if rule.action == "may_remove":
                return _reached_by(rule, whose, category)
        return self._left(None, series, whose, category)

    def _whose(self, person_class: str) -> str:
        if not self._classes():
            return ""
        return f" of the class {spoken(person_class)}"

    def _left(self, rule: Rule | None, series: str, whose: str, category: str) -> Ruling:
        what = spoken(category)
        if rule:
            recited = ", as a later order recites it," if rule.recited else ""
            reason = f"{_clause(rule)}{recited} keeps {what} in {series} papers{whose}."
        elif category not in self.order.categories:
            reason = f"The order does not speak of {what}; what it does not list stays."
        else:
            reason = (
                f"No clause in force on {self.day} reaches {what} in {series} papers{whose};"
                " by default it stays."
            )
        return Ruling(
            outcome="leave",
            rule=rule.id if rule else "",
            section=rule.section if rule else "",
            label="",
            keep="nothing",
            category=category,
            basis=rule.basis if rule else (),
            harm=rule.harm if rule else "",
            reason=reason,
        )

    def _every_ruling(self, series: str, category: str) -> list[Ruling]:
        return [self._judged(series, each, category) for each in self._classes() or ("",)]

    def _needs_class(self, series: str) -> bool:
        return any(
            len({_substance(r) for r in self._every_ruling(series, category)}) > 1
            for category in CATEGORIES
        )

    def _reached(self, series: str) -> bool:
        if any(r.only and r.action == "may_remove" and series in r.series for r in self.rules):
            return True
        return any(
            r.outcome != "leave"
            for category in CATEGORIES
            for r in self._every_ruling(series, category)
        )

    def _first(self, action: str, series: str, what: Callable[[Rule], str]) -> str:
        found = (what(r) for r in self.rules if r.action == action and series in r.series)
        return next(found, "")

    def _watermark(self, terms: SeriesTerms) -> Watermark | None:
        about = [r for r in self.rules if terms.name in r.series]
        if any(r.action == "no_watermark" for r in about):
            return None
        allowed = {r.watermark for r in about if r.action == "may_watermark"}
        if terms.watermark not in allowed:
            return None
        return next(w for w in self.order.watermarks if w.id == terms.watermark)


def _reached_by(rule: Rule, whose: str, category: str) -> Ruling:
    asks = rule.asks and category not in rule.preapproved
    clause = _clause(rule)
    if asks:
        verb = f"lets counsel decide, with a recorded reason, whether {spoken(category)} is removed"
    else:
        verb = f"allows the removal of {spoken(category)}"
    return Ruling(
        outcome="ask" if asks else "remove",
        rule=rule.id,
        section=rule.section,
        label="" if asks else rule.label,
        keep=rule.keep,
        keep_label="" if asks else rule.keep_label,
        category=category,
        basis=rule.basis,
        harm=rule.harm,
        narrow=rule.narrow,
        reason=f"{clause} {verb} from documents{whose}{_limits(rule)}.",
    )


def _clause(rule: Rule) -> str:
    section = f"section {rule.section} of " if rule.section else ""
    return f"{rule.id} ({section}{rule.order})"


def _substance(ruling: Ruling) -> tuple[str, ...]:
    """What tells two rulings apart in a volume; which clause leaves a thing does not."""
    if ruling.outcome == "leave":
        return ("leave",)
    return (ruling.outcome, ruling.rule, ruling.label, ruling.keep_label)


def _limits(rule: Rule) -> str:
    if rule.narrow:
        return ", the telling words only: the reason around them stays"
    if rule.keep != "nothing":
        return f", save the {spoken(rule.keep)}"
    return ""


def _said(rule: Rule) -> dict[str, object]:
    """A clause as its digest sees it; one without particulars says what it always said."""
    said = dataclasses.asdict(rule)
    del said["triggers"]  # they say nothing of what is removed, and the order's digest has them
    if rule.only is None:
        del said["only"]
    return said


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
