"""Proof of what was missed: pages with nothing found, drawn by lot and read by persons.

The rule stands in the order file before anybody looks: how many pages, how many misses. A draw
follows from the rule's seed and the pages alone. Canaries, pages that do hold something to be
removed, stand among the others; the share of them that the readers catch corrects the bounds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goodcause.base.bounds import upper_bound
from goodcause.base.errors import SamplingError, UndecidedError, UsageError
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.order.sampling import SamplingRule, Stratum
from goodcause.pipeline.packing import plain, revive
from goodcause.pipeline.pool import Leaf, by_stratum, leaves, shuffled
from goodcause.pipeline.rosters import refuse_unjoined
from goodcause.pipeline.sample_standing import (
    Bound,
    Standing,
    answers,
    confidence_of,
    missed_too_much,
    pool_of,
    read_too_badly,
    refuse_unsampled,
    rule_of,
    sentences,
    standing,
    unsampled,
)
from goodcause.store import audit
from goodcause.store.matter import Matter, locked, together
from goodcause.store.models import SampleAnswerRow, SampleItemRow, SampleRow, SourceRow

_BATCH = 500
_MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page to be read; nothing tells whether it is a canary.

    Attributes:
        key: such as ``1-0007``: the sample's number and the page's place in it.
        source: key of the source, ``path`` as it was added.
        page: from 1.
        stratum: of the rule.
        readers: who has answered.
    """

    key: str
    source: str
    path: str
    page: int
    stratum: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample that was drawn.

    Attributes:
        number: 1 for the first of the case.
        binding: whether the order file fixes the rule; else it is a trial.
        rule: by which it was drawn.
        items: in the order in which they are to be read.
    """

    number: int
    binding: bool
    rule: SamplingRule
    items: tuple[Item, ...]

    @property
    def waiting(self) -> tuple[Item, ...]:
        """Pages that too few persons have read."""
        return tuple(i for i in self.items if len(i.readers) < self.rule.readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person saw on one page: something that had been missed, or nothing."""

    item: str
    by: str
    missed: bool
    note: str = ""


def draw(matter: Matter, day: date = date.max) -> Sample:
    """Draw a sample, or give the one that still counts.

    A new one is drawn when there is none, when the order's rule changed, when pages came in from
    which none was drawn, and when the last one failed and the cause was mended. Each failed
    sample halves the error that the next one may make, so trying again cannot buy a pass.

    Raises:
        UndecidedError: something is not read yet.
        SamplingError: the last sample failed and nothing has changed since.
    """
    rules = load_order(matter.order_file).on(day)
    with locked(matter, "sample"):
        _refuse_unread()
        last = SampleRow.objects.order_by("-number").first()
        pages = leaves(rules)
        if last is None:
            return _sample(_new(matter, rules, 1, 0, pages))
        failed = missed_too_much(last)
        superseded = _superseded(matter, last, rules, pages[0])
        if failed and not superseded and not _mended(matter, last, pages[0]):
            raise SamplingError(
                f"sample {last.number} found more than the rule allows and nothing has changed "
                "since; mend the cause, run `goodcause read` or decide what was missed, then draw"
            )
        if failed or superseded or read_too_badly(last):
            last = _new(matter, rules, last.number + 1, last.failed + failed, pages)
        return _sample(last)


def current() -> Sample | None:
    """The newest sample."""
    row = SampleRow.objects.order_by("-number").first()
    return None if row is None else _sample(row)


def answer(matter: Matter, given: Sequence[Answer]) -> int:
    """Take down what persons saw; all of them or none.

    Raises:
        UsageError: no sample was drawn, or an answer names no page of it or nobody.
    """
    with locked(matter, "sample"):
        last = SampleRow.objects.order_by("-number").first()
        if last is None:
            raise UsageError("no sample was drawn yet; run `goodcause sample CASE` first")
        items = {row.key: row for row in last.items.all()}
        for each in given:
            if each.item not in items:
                raise UsageError(
                    f"{each.item!r} is no page of sample {last.number}; take the names of pages "
                    "from its list"
                )
            if not each.by.strip():
                raise UsageError(f"the answer for {each.item} names nobody; say who read the page")
        rows = [
            SampleAnswerRow(item=items[a.item], by=a.by.strip(), missed=a.missed, note=a.note)
            for a in given
        ]
        with together():
            SampleAnswerRow.objects.bulk_create(rows, batch_size=_BATCH)
            audit.record("sample answers", {"sample": last.number, "answers": len(rows)})
    return len(rows)


def _refuse_unread() -> None:
    waiting = SourceRow.objects.filter(state=SourceRow.State.REGISTERED).count()
    if waiting:
        raise UndecidedError(f"{waiting} sources are not read yet; run `goodcause read` first")
    refuse_unjoined()


def _superseded(matter: Matter, last: SampleRow, rules: RuleSet, clean: Sequence[Leaf]) -> bool:
    """Whether the sample was drawn by another rule, or pages came that it could not draw."""
    return last.rule != plain(rule_of(rules)) or bool(unsampled(matter, last, clean))


def _mended(matter: Matter, last: SampleRow, clean: Sequence[Leaf]) -> bool:
    """Whether pages left the pool since: what was missed on them was found or decided."""
    return {leaf.name for leaf in clean} != set(pool_of(matter, last))


def _new(
    matter: Matter,
    rules: RuleSet,
    number: int,
    failed: int,
    pages: tuple[Sequence[Leaf], Sequence[Leaf]],
) -> SampleRow:
    clean, canaries = pages
    rule = rule_of(rules)
    strata, outside = by_stratum(matter, clean, rule.strata)
    drawn = _drawn(rule, strata, number, failed)
    mixed = _with_canaries(rule, drawn, canaries, number)
    row = SampleRow(
        number=number,
        rule=plain(rule),
        binding=rules.order.sampling is not None,
        pool=matter.blobs.put(json.dumps([leaf.name for leaf in clean]).encode()),
        populations={**{name: len(every) for name, every in strata.items()}, "": outside},
        failed=failed,
    )
    items = [
        SampleItemRow(
            sample=row,
            key=f"{number}-{place:04d}",
            source_id=leaf.source,
            page=leaf.page,
            stratum=stratum,
            canary=leaf.canary,
        )
        for place, (stratum, leaf) in enumerate(mixed, start=1)
    ]
    with together():
        row.save(force_insert=True)
        SampleItemRow.objects.bulk_create(items, batch_size=_BATCH)
        audit.record("sample", {"sample": number, "pages": len(items), "failed before": failed})
    return row


def _drawn(
    rule: SamplingRule, strata: dict[str, list[Leaf]], number: int, failed: int
) -> list[tuple[str, Leaf]]:
    drawn: list[tuple[str, Leaf]] = []
    for each in rule.strata:
        count = _needed(each, confidence_of(rule, failed))
        lot = shuffled(strata[each.name], rule.seed, number, each.name)
        drawn += [(each.name, leaf) for leaf in lot[:count]]
    return drawn


def _needed(stratum: Stratum, confidence: float) -> int:
    """Pages to draw: those of the rule, more where a stricter confidence asks for them."""
    count = stratum.pages
    while stratum.at_most < 1 and count < _MOST_PAGES:
        if upper_bound(stratum.misses, count, confidence) <= stratum.at_most:
            break
        count += max(count // 100, 1)
    return count


def _with_canaries(
    rule: SamplingRule,
    drawn: Sequence[tuple[str, Leaf]],
    canaries: Sequence[Leaf],
    number: int,
) -> list[tuple[str, Leaf]]:
    """The pages of the sample and the canaries in one order that tells nothing of which is which.

    A canary gets the stratum of a page that was drawn, so that no list gives it away.
    """
    count = min(rule.canaries, len(canaries)) if drawn else 0
    names = [name for name, _ in drawn]
    chosen = [
        (names[place * len(names) // count], leaf)
        for place, leaf in enumerate(shuffled(canaries, rule.seed, number, "canary")[:count])
    ]
    every = {leaf.name: (name, leaf) for name, leaf in (*drawn, *chosen)}
    order = shuffled([leaf for _, leaf in every.values()], rule.seed, number, "order")
    return [every[leaf.name] for leaf in order]


def _sample(row: SampleRow) -> Sample:
    return Sample(
        number=row.number,
        binding=row.binding,
        rule=revive(SamplingRule, row.rule),
        items=tuple(_items(row)),
    )


def _items(row: SampleRow) -> Iterable[Item]:
    said = answers(row)
    for item in row.items.select_related("source").order_by("id"):
        yield Item(
            key=item.key,
            source=item.source_id,
            path=item.source.path,
            page=item.page,
            stratum=item.stratum,
            readers=tuple(sorted(said.get(item.key, {}))),
        )


__all__ = [
    "Answer",
    "Bound",
    "Item",
    "Sample",
    "Standing",
    "answer",
    "current",
    "draw",
    "refuse_unsampled",
    "sentences",
    "standing",
]
