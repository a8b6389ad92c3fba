"""Replacement volumes: which documents changed since they were served, and which stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.order.order import RuleSet
from goodcause.order.specification import Field, Specification
from goodcause.pipeline.building import BuildDone
from goodcause.pipeline.fates import Fate
from goodcause.pipeline.holdings import inferred, replaced, standing
from goodcause.pipeline.packing import unpack
from goodcause.pipeline.run import Work
from goodcause.production.facts import ADDED, REPLACED, STANDS, Replaces, Span
from goodcause.production.volume import Images
from goodcause.store import ledger
from goodcause.store.ledger import Unit
from goodcause.store.models import WorkRow

NEVER: Final = "none"
"""Asks for a whole volume although the order was amended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacing:
    """What a replacement volume takes the place of.

    Attributes:
        volume: the one that was named or inferred.
        group: it and all that took the place of parts of it already, oldest first.
        standing: by first number, the volume in which a document stands now.
        fixed: by source key, what stands, where the volume settled that for a copy of it.
    """

    volume: str
    group: tuple[str, ...]
    standing: Mapping[str, str]
    fixed: Mapping[str, str] | None = None

    def served(self, works: Mapping[str, Work], begins: Mapping[str, str]) -> dict[str, str]:
        """By source key: the volume in which a document stands, built of the very same things."""
        if self.fixed is not None:
            return dict(self.fixed)
        where = {key: self.standing[begins[key]] for key in works if begins[key] in self.standing}
        units = {key: _unit(volume, works[key]) for key, volume in where.items()}
        done = ledger.finished(units.values())
        return {key: where[key] for key, unit in units.items() if unit.name in done}

    def alike(self, built: Mapping[str, BuildDone], begins: Mapping[str, str]) -> dict[str, str]:
        """By source key: the volume in which a document stands, though built of other things.

        Its served bytes are the same: the amendment changed a clause, not what is done.
        """
        if self.fixed is not None:
            return {}
        found = {}
        for key, done in built.items():
            volume = self.standing.get(begins[key])
            row = WorkRow.objects.filter(unit=f"build:{volume}:{key}").first() if volume else None
            if row is not None and row.output and volume:
                before = unpack(BuildDone, row.output.encode())
                if before.files == done.files:
                    found[key] = volume
        return found


def replacing(volume: str, wanted: str, to: str, images: Images) -> Replacing | None:
    """What the volume to be made takes the place of; nothing for a whole volume.

    Args:
        volume: the name of the volume to be made.
        wanted: the volume to replace; empty to infer it, ``none`` for a whole volume.
        to: who receives the new one.
        images: its form.

    Raises:
        UsageError: there is no such volume, or it went to somebody else, or in another form.
    """
    name = wanted or inferred(to, volume)
    if name in ("", NEVER, volume):
        return None
    group = tuple(h for h in replaced(name) if h.volume != volume)
    if not group:
        return None
    newest = group[-1]
    if newest.to != to:
        raise UsageError(
            f"{name} went to {newest.to}; a replacement goes to who holds what it replaces, so"
            f" write --to {newest.to!r}"
        )
    if newest.images and newest.images != images.value:
        raise UsageError(
            f"{name} was served with --images {newest.images}; serve its replacement alike"
        )
    return Replacing(volume=name, group=tuple(h.volume for h in group), standing=standing(group))


def said(
    it: Replacing, every: Iterable[Fate], stands: Mapping[str, str], rules: RuleSet
) -> Replaces:
    """What the papers of a replacement volume say, number for number.

    Args:
        it: what is replaced.
        every: all fates, numbered.
        stands: by source key, the volume in which a document stands unchanged.
        rules: in force.
    """
    made = [o.id for o in rules.order.orders if o.effective is None or o.effective <= rules.day]
    spans: list[Span] = []
    fated = sorted(((f.begin, f) for f in every if f.begin is not None), key=lambda pair: pair[0])
    for begin, fate in fated:
        volume = it.standing.get(str(begin), "")
        status = STANDS if fate.key in stands else REPLACED if volume else ADDED
        end = begin.plus(fate.pages - 1)
        _extend(spans, Span(begin=begin, end=end, status=status, volume=volume))
    return Replaces(volumes=it.group, order=made[-1], spans=tuple(spans))


def with_field(form: Specification) -> Specification:
    """The standard form with a field that says which volume a document was replaced in."""
    if not form.standard:
        return form
    fields = (*form.fields, Field("REPLACES", "replaces"))
    title = f"{form.title}, with a field for what is replaced"
    return replace(form, name=f"{form.name}, replacement", title=title, fields=fields)


def _extend(spans: list[Span], span: Span) -> None:
    """Add a span; neighbours that stand in one volume are one."""
    last = spans[-1] if spans else None
    if (
        last
        and span.status == STANDS == last.status
        and span.volume == last.volume
        and (last.end.plus(1) == span.begin)
    ):
        spans[-1] = replace(last, end=span.end)
    else:
        spans.append(span)


def begins_of(every: Sequence[Fate]) -> dict[str, str]:
    """By source key: its first number."""
    return {f.key: str(f.begin) for f in every if f.begin is not None}


def _unit(volume: str, work: Work) -> Unit:
    key = work.unit.name.rpartition(":")[2]
    return Unit(name=f"build:{volume}:{key}", kind="build", fingerprint=work.unit.fingerprint)
