"""Whether the parts of an order file fit together, once each part has the right shape."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from goodcause.base.bounds import upper_bound
from goodcause.order import life
from goodcause.order.clause import Rule
from goodcause.order.order import Order
from goodcause.order.rule_schema import (
    EffectPart,
    MayRemove,
    MayWatermark,
    MustMarkMargin,
    MustProduce,
)
from goodcause.order.schema import ClassPart, OrderFile, OrderPart, prefix_of
from goodcause.order.tree import Mistake, Path, Tree
from goodcause.order.vocabulary import KEEPS, PRIVATE, UNKNOWN, UNSETTLED, spoken

Found = Iterator[tuple[Path, str]]

_PLACE = re.compile(r"\{[^}]*\}?|\}")
_CASE_PLACES = ("{case.number}", "{case.caption}", "{case.court}")
_NEED_BY = ("superseded", "modified", "clarified")


def mistakes(file: OrderFile, tree: Tree) -> list[Mistake]:
    """Everything that does not fit together, each with its line."""
    checks: tuple[Callable[[OrderFile], Found], ...] = (
        _classes,
        _series,
        _labels,
        _ids,
        _rules,
        _orders,
        _effects,
        _sampling,
    )
    return [Mistake(tree.line(p), s) for check in checks for p, s in check(file)]


def _classes(file: OrderFile) -> Found:
    settled_in: dict[str, str] = {}
    others = [n for n, c in file.person_classes.items() if c.complement_of]
    for name, part in file.person_classes.items():
        here: Path = ("person_classes", name)
        yield from _one_class(file, name, part)
        for index, occupation in enumerate(part.settled):
            spot = (*here, "settled", index)
            if occupation in settled_in:
                yield spot, f"`{occupation}` is already settled in `{settled_in[occupation]}`"
            if occupation in part.unsettled:
                yield spot, f"`{occupation}` is also under `unsettled`; keep it in one list"
            if occupation in (PRIVATE, UNKNOWN):
                yield spot, f"`{occupation}` settles no class by itself; leave it out"
            settled_in.setdefault(occupation, name)
    for name in others[1:]:
        yield (
            ("person_classes", name, "complement_of"),
            f"`{others[0]}` is already everyone else; two such classes cannot be told apart",
        )


def _one_class(file: OrderFile, name: str, part: ClassPart) -> Found:
    here: Path = ("person_classes", name)
    if name == UNSETTLED:
        yield here, f"`{UNSETTLED}` is what the program calls a class nobody settled; rename it"
    kinds = [bool(part.settled), bool(part.complement_of), bool(part.union_of)]
    if sum(kinds) != 1:
        yield here, "a class has one of `settled`, `complement_of` and `union_of`; write one"
    for key, others in (("complement_of", [part.complement_of]), ("union_of", part.union_of)):
        for other in others:
            if other == name:
                yield (*here, key), f"`{name}` cannot be defined by itself; name another class"
            elif other and file.person_classes[other].union_of:
                yield (*here, key), f"`{other}` is itself a union; name the classes it unites"


def _series(file: OrderFile) -> Found:
    prefixes: dict[str, str] = {}
    for name, part in file.series.items():
        here: Path = ("series", name)
        prefix = prefix_of(name, part)
        if prefix in prefixes:
            yield (
                (*here, "bates_prefix"),
                f"Bates prefix {prefix} is that of `{prefixes[prefix]}` too; write"
                " `bates_prefix: ` and other capitals",
            )
        prefixes.setdefault(prefix, name)
        if part.tier != "none" and part.route == "produce" and not file.tiers[part.tier].legend:
            yield (
                ("tiers", part.tier),
                f"`{name}` is served under this tier, which has no `legend` to print on its pages",
            )


def _labels(file: OrderFile) -> Found:
    allowed = {p for p in KEEPS.values() if p}
    for name, words in file.labels.items():
        for place in _PLACE.findall(words):
            if place not in allowed:
                yield (
                    ("labels", name),
                    f"`{place}` is no place in a label; write one of: "
                    + ", ".join(sorted(allowed)),
                )


def _ids(file: OrderFile) -> Found:
    lines: dict[str, str] = {}
    for index, order in enumerate(file.orders):
        names: list[tuple[Path, str, str]] = [(("orders", index, "id"), order.id, "order")]
        for j, rule in enumerate(order.rules):
            path: Path = ("orders", index, "rules", j)
            names.append(((*path, "id"), rule.id, "rule"))
            if isinstance(rule, MayWatermark):
                names.append(((*path, "watermark", "id"), rule.watermark.id, "watermark"))
        for where, name, kind in names:
            if name in lines:
                yield where, f"the id `{name}` is taken by {lines[name]}; write another"
            lines.setdefault(name, f"the {kind} above")
    for index, category in enumerate(file.categories):
        if category in file.categories[:index]:
            yield ("categories", index), f"`{category}` stands twice in the list; keep one"


def _rules(file: OrderFile) -> Found:
    for index, order in enumerate(file.orders):
        for j, rule in enumerate(order.rules):
            here: Path = ("orders", index, "rules", j)
            categories = getattr(rule, "categories", [])
            if "*" in categories and len(categories) > 1:
                yield (*here, "categories"), "`*` already means every category; write it alone"
            if isinstance(rule, MayRemove):
                yield from _removal(file, rule, here)
            only = getattr(rule, "only", None)
            if only and not (only.documents or only.pages or only.people or only.findings):
                yield (*here, "only"), "write `documents`, `pages`, `people` or `findings` below it"
            if isinstance(rule, MustProduce) and not (rule.item or (rule.series and categories)):
                yield here, "write what must be produced: `series` and `categories`, or `item`"
            if isinstance(rule, MustMarkMargin):
                yield from _margin(rule, here)


def _margin(rule: MustMarkMargin, here: Path) -> Found:
    for place in _PLACE.findall(rule.text):
        if place not in _CASE_PLACES:
            known = ", ".join(_CASE_PLACES)
            yield (*here, "text"), f"`{place}` is no place in a margin; write one of: {known}"


def _removal(file: OrderFile, rule: MayRemove, here: Path) -> Found:
    if "*" in rule.categories:
        yield (
            (*here, "categories"),
            "a removal of everything is no clause; list the categories it allows",
        )
    if _PLACE.search(file.labels[rule.label]):
        yield (*here, "label"), f"`{rule.label}` has a place in braces; use it as `keep_label`"
    if rule.preapproved and not rule.requires:
        yield (*here, "preapproved"), "nothing here asks for approval; write `requires`, too"
    place = KEEPS[rule.keep]
    if place and (not rule.keep_label or _PLACE.findall(file.labels[rule.keep_label]) != [place]):
        yield (
            (*here, "keep_label" if rule.keep_label else "keep"),
            f"`keep: {rule.keep}` needs a `keep_label` whose words hold {place} once",
        )
    if rule.keep_label and not place:
        yield (*here, "keep_label"), "nothing is kept; write `keep`, too, or leave this out"


def _orders(file: OrderFile) -> Found:
    seen: list[str] = []
    last: tuple[datetime.date, str] | None = None
    changes = {o.id: set(o.modifies) for o in file.orders}
    for index, order in enumerate(file.orders):
        here: Path = ("orders", index)
        for other in order.modifies:
            if other == order.id:
                yield (*here, "modifies"), f"order {order.id} cannot modify itself; name another"
            elif order.id in changes[other]:
                yield (*here, "modifies"), f"{order.id} and {other} modify each other; keep one"
            elif other not in seen:
                yield (
                    (*here, "modifies"),
                    f"{other} stands after {order.id}; put orders oldest first",
                )
        seen.append(order.id)
        day = order.effective or order.dated
        if day and last and day < last[0]:
            yield (*here, "dated"), f"{order.id} is older than {last[1]}; put orders oldest first"
        if order.dated and order.effective and order.effective < order.dated:
            yield (*here, "effective"), "an order cannot hold before it is dated; correct one"
        last = (day, order.id) if day else last


def _effects(file: OrderFile) -> Found:
    owner = {r.id: o.id for o in file.orders for r in o.rules}
    for index, order in enumerate(file.orders):
        seen: set[str] = set()
        for j, effect in enumerate(order.effects):
            here: Path = ("orders", index, "effects", j)
            if effect.rule in seen:
                yield (*here, "rule"), f"{effect.rule} already has an effect here; keep one"
            seen.add(effect.rule)
            if owner[effect.rule] not in order.modifies:
                yield (
                    (*here, "rule"),
                    f"{effect.rule} belongs to {owner[effect.rule]}, which {order.id} does not"
                    f" modify; write `modifies: {owner[effect.rule]}` or another rule",
                )
            yield from _one_effect(order, effect, owner, here)


def _one_effect(order: OrderPart, effect: EffectPart, owner: dict[str, str], here: Path) -> Found:
    for rule in effect.by:
        if owner[rule] != order.id:
            yield (*here, "by"), f"{rule} is no rule of {order.id}; name one of its own rules"
    if effect.becomes in _NEED_BY and not effect.by:
        yield here, f"`{effect.becomes}` needs `by`: the rules of {order.id} that do it"
    if effect.by and effect.becomes not in _NEED_BY:
        yield (*here, "by"), f"`{effect.becomes}` takes no `by`; leave it out"
    if effect.becomes == "unsettled" and not effect.until_decided:
        yield here, "`unsettled` needs `until_decided: apply` or `until_decided: suspend`"
    if effect.until_decided and effect.becomes != "unsettled":
        yield (*here, "until_decided"), "only `unsettled` takes `until_decided`; leave it out"


def _sampling(file: OrderFile) -> Found:
    rule = file.sampling
    if rule is None:
        return
    names: set[str] = set()
    for index, part in enumerate(rule.strata):
        here: Path = ("sampling", "strata", index)
        if part.name in names:
            yield (*here, "name"), f"the stratum `{part.name}` stands twice; rename one"
        names.add(part.name)
        if part.misses >= part.pages:
            yield (
                (*here, "misses"),
                "every page of the sample might be missed; write fewer `misses` than `pages`",
            )
        elif part.at_most is not None:
            best = upper_bound(part.misses, part.pages, rule.confidence)
            if best > part.at_most:
                yield (
                    (*here, "at_most"),
                    f"{part.pages} pages with {part.misses} misses cannot show less than"
                    f" {best:.4f}; write more `pages`, or a larger share",
                )


def warnings(order: Order) -> tuple[str, ...]:
    """What the file may say but a lawyer should look at."""
    found: dict[str, None] = {}
    for count in range(1, len(order.orders) + 1):
        rules = life.in_force(order.orders[:count])
        for one in rules:
            for other in rules:
                found.update(dict.fromkeys(_contradictions(order, one, other)))
    for later in order.orders:
        found.update(dict.fromkeys(_unspoken(order, later.id)))
    return tuple(found)


def _contradictions(order: Order, one: Rule, other: Rule) -> Iterator[str]:
    common = [s for s in one.series if s in other.series]
    if one.action == "may_watermark" and other.action == "no_watermark" and common:
        yield (
            f"{one.id} allows a watermark on {common[0]} and {other.id} forbids it: none is printed"
        )
    if one.action != "may_remove" or not other.forbids_removal or one.only or other.only:
        return
    if not _may_meet(order, one.person_class, other.person_class):
        return
    for series in common:
        cells = [c for c in order.categories if one.reaches(series, c) and other.reaches(series, c)]
        if cells:
            words = ", ".join(spoken(c) for c in cells)
            yield (
                f"{one.id} may remove and {other.id} keeps the same in {series} ({words}): it stays"
            )


def against_itself(order: Order, court: str) -> tuple[str, ...]:
    """Sentences on clauses of one order of the court that cannot both be carried out."""
    rules = [r for each in order.orders if each.id == court for r in each.rules]
    found = (s for one in rules for other in rules for s in _contradictions(order, one, other))
    return tuple(dict.fromkeys(found))


def _may_meet(order: Order, one: str, other: str) -> bool:
    members = {c.name: set(c.members) for c in order.classes}
    return not one or not other or bool(members[one] & members[other])


def _unspoken(order: Order, later: str) -> Iterator[str]:
    changed = next(o for o in order.orders if o.id == later)
    spoken_of = {e.rule for e in changed.effects}
    for earlier in (o for o in order.orders if o.id in changed.modifies):
        for rule in earlier.rules:
            if rule.id not in spoken_of:
                yield (
                    f"{later} modifies {earlier.id} but says nothing of {rule.id}:"
                    " it stays in force"
                )
