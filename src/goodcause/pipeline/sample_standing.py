"""What a sample shows: exact bounds by stratum, the readers' catch of canaries, and the rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goodcause.base.bounds import upper_bound
from goodcause.base.errors import SamplingError
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.order.sampling import TRIAL, SamplingRule, Stratum
from goodcause.pipeline.packing import plain, revive
from goodcause.pipeline.pool import Leaf, leaves
from goodcause.store.matter import Matter
from goodcause.store.models import SampleAnswerRow, SampleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a sample says of one stratum.

    Attributes:
        stratum: its name.
        population: pages on which nothing was found.
        drawn, read: pages in the sample, and how many of them were read.
        misses, allowed: pages that held something missed, and how many the rule allows.
        share: with the stated confidence at most this share of the population holds something
            missed, the readers' own misses (canaries) taken into account.
        met: whether the rule is met here.
    """

    stratum: str
    population: int
    drawn: int
    read: int
    misses: int
    allowed: int
    share: float
    met: bool

    @property
    def pages(self) -> int:
        """The bound in whole pages of the population."""
        return min(int(self.share * self.population), self.population)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where sampling stands.

    Attributes:
        sample: number of the newest sample; 0 when none was drawn.
        binding: whether the order file fixes a rule.
        confidence: of the bounds.
        bounds: by stratum.
        canaries, caught: how many were read, and how many of them were caught.
        met: whether the rule is met; a case whose order fixes none never meets it.
        why: sentences on what is open or failed; empty when all is met.
    """

    sample: int
    binding: bool
    confidence: float
    bounds: tuple[Bound, ...]
    canaries: int
    caught: int
    met: bool
    why: tuple[str, ...]


def standing(matter: Matter, day: date = date.max) -> Standing:
    """What the newest sample says, and whether the order's rule is met."""
    rules = load_order(matter.order_file).on(day)
    binding = rules.order.sampling is not None
    last = SampleRow.objects.order_by("-number").first()
    if last is None:
        why = ("no sample was drawn yet; run `goodcause sample CASE`",)
        return Standing(
            sample=0, binding=binding, confidence=0.0, bounds=(), canaries=0, caught=0,
            met=False, why=why,
        )  # fmt: skip
    return _standing(matter, last, rules)


def refuse_unsampled(matter: Matter, rules: RuleSet) -> tuple[str, ...]:
    """Sentences on the sample for the certificate.

    Raises:
        SamplingError: the order file fixes a rule, and it is not met.
    """
    last = SampleRow.objects.order_by("-number").first()
    if rules.order.sampling is None and last is None:
        return ()
    now = standing(matter, rules.day)
    if now.binding and not now.met:
        raise SamplingError(f"the order's sampling rule is not met: {'; '.join(now.why)}")
    return sentences(now)


def sentences(now: Standing) -> tuple[str, ...]:
    """What a sample showed, for a paper that somebody signs; no word of a document."""
    if not now.sample:
        return ()
    said = [
        f"Of {b.population:,} {b.stratum.replace('_', ' ')} pages on which nothing to be removed "
        f"was found, {b.read:,} were drawn by lot and read by persons; {b.misses:,} of them held "
        f"something that had been missed. With {now.confidence:.4g} confidence (one-sided, "
        f"Clopper-Pearson) at most {100 * b.share:.2f} % of such pages do: {b.pages:,} pages."
        for b in now.bounds
        if b.population
    ]
    if now.canaries:
        said.append(
            f"Among these pages the readers were given {now.canaries:,} on which something to be "
            f"removed stood, without being told; they caught {now.caught:,}. The shares above are "
            "divided by that rate."
        )
    rule = "fixed in the order file beforehand" if now.binding else "fixed by nobody beforehand"
    said.append(
        f"This was sample {now.sample} of the case, under a rule {rule}"
        f"{'; the rule is met' if now.met and now.binding else ''}."
    )
    return tuple(said)


def rule_of(rules: RuleSet) -> SamplingRule:
    """The rule the order file fixes, or the one for trials."""
    return rules.order.sampling or TRIAL


def unsampled(matter: Matter, last: SampleRow, clean: Sequence[Leaf]) -> int:
    """How many pages are open to a draw now that were not when the sample was drawn."""
    pool = set(pool_of(matter, last))
    return sum(leaf.name not in pool for leaf in clean)


def pool_of(matter: Matter, last: SampleRow) -> list[str]:
    """Names of the pages a sample was drawn from."""
    names: list[str] = json.loads(matter.blobs.get(last.pool))
    return names


def confidence_of(rule: SamplingRule, failed: int) -> float:
    """Of the bounds: each failed sample before halves the error that may be made."""
    return 1 - (1 - rule.confidence) / 2.0**failed


def answers(row: SampleRow) -> dict[str, dict[str, bool]]:
    """By page: each reader's newest word on whether something was missed."""
    said: dict[str, dict[str, bool]] = {}
    rows = SampleAnswerRow.objects.filter(item__sample=row).select_related("item").order_by("id")
    for each in rows.iterator():
        said.setdefault(each.item.key, {})[each.by] = each.missed
    return said


def missed_too_much(row: SampleRow) -> bool:
    """Whether more pages held something missed than the rule allows, as far as they were read."""
    rule = revive(SamplingRule, row.rule)
    said = answers(row)
    misses: dict[str, int] = {}
    for item in row.items.filter(canary=False):
        misses[item.stratum] = misses.get(item.stratum, 0) + any(said.get(item.key, {}).values())
    return any(misses.get(each.name, 0) > each.misses for each in rule.strata)


def read_too_badly(row: SampleRow) -> bool:
    """Whether the readers, at the end, had caught fewer canaries than the rule asks for."""
    rule = revive(SamplingRule, row.rule)
    said = answers(row)
    caught, read = _caught(row, rule, said)
    return not _waiting(row, rule, said) and caught < rule.caught * read


def _waiting(row: SampleRow, rule: SamplingRule, said: dict[str, dict[str, bool]]) -> int:
    return sum(len(said.get(item.key, {})) < rule.readers for item in row.items.all())


def _caught(
    row: SampleRow, rule: SamplingRule, said: dict[str, dict[str, bool]]
) -> tuple[int, int]:
    """How many canaries somebody caught, of those that were read by enough persons."""
    answers = [said.get(item.key, {}) for item in row.items.filter(canary=True)]
    read = [each for each in answers if len(each) >= rule.readers]
    return sum(any(each.values()) for each in read), len(read)


def _standing(matter: Matter, row: SampleRow, rules: RuleSet) -> Standing:
    rule = revive(SamplingRule, row.rule)
    said = answers(row)
    caught, canaries = _caught(row, rule, said)
    rate = caught / canaries if canaries else 1.0
    confidence = confidence_of(rule, row.failed)
    bounds = tuple(_bound(row, each, rule, said, (confidence, rate)) for each in rule.strata)
    why = [*_open(matter, row, rules, said), *_broken(rule, bounds, caught, canaries)]
    return Standing(
        sample=row.number,
        binding=rules.order.sampling is not None,
        confidence=confidence,
        bounds=bounds,
        canaries=canaries,
        caught=caught,
        met=not why and rules.order.sampling is not None,
        why=tuple(why),
    )


def _bound(
    row: SampleRow,
    stratum: Stratum,
    rule: SamplingRule,
    said: dict[str, dict[str, bool]],
    sure: tuple[float, float],
) -> Bound:
    confidence, rate = sure
    items = [said.get(i.key, {}) for i in row.items.filter(canary=False, stratum=stratum.name)]
    read = [each for each in items if len(each) >= rule.readers]
    misses = sum(any(each.values()) for each in read)
    population = int(row.populations.get(stratum.name, 0))
    whole = len(read) == population  # all were read: nothing is left to chance
    share = misses / max(population, 1) if whole else upper_bound(misses, len(read), confidence)
    share = min(share / rate, 1.0) if rate else 1.0
    proven = whole or share <= stratum.at_most or stratum.at_most >= 1
    return Bound(
        stratum=stratum.name,
        population=population,
        drawn=len(items),
        read=len(read),
        misses=misses,
        allowed=stratum.misses,
        share=share,
        met=len(read) == len(items) and misses <= stratum.misses and proven,
    )


def _open(
    matter: Matter, row: SampleRow, rules: RuleSet, said: dict[str, dict[str, bool]]
) -> Iterable[str]:
    rule = revive(SamplingRule, row.rule)
    waiting = _waiting(row, rule, said)
    if row.rule != plain(rule_of(rules)):
        yield f"the rule was changed after sample {row.number} was drawn; draw again"
    fresh = unsampled(matter, row, leaves(rules)[0])
    if fresh:
        yield (
            f"{fresh} pages on which nothing is found now were not there when sample "
            f"{row.number} was drawn; draw again"
        )
    if waiting:
        yield f"{waiting} pages of sample {row.number} wait to be read"
    outside = int(row.populations.get("", 0))
    if outside:
        yield f"{outside} pages belong to no stratum of the rule; give them one"


def _broken(
    rule: SamplingRule, bounds: Sequence[Bound], caught: int, canaries: int
) -> Iterable[str]:
    for bound, stratum in zip(bounds, rule.strata, strict=True):
        if bound.misses > bound.allowed:
            yield (
                f"{bound.misses} pages of the stratum {bound.stratum} held something missed; the "
                f"rule allows {bound.allowed}: mend the cause and draw again"
            )
        elif bound.read == bound.drawn and not bound.met:
            yield (
                f"the stratum {bound.stratum} shows at most {100 * bound.share:.2f} %, and the "
                f"rule asks for {100 * stratum.at_most:.2f} %"
            )
    if caught < rule.caught * canaries:
        yield (
            f"the readers caught {caught} of {canaries} canaries; the rule asks for "
            f"{100 * rule.caught:.0f} %: have the sample read again by others"
        )
