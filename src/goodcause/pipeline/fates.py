"""What becomes of each source: produced, held, withheld, a duplicate, or an exception."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from goodcause.base.ids import Bates
from goodcause.decisions.decision import Outcome, Proposal
from goodcause.intake.source import Kind
from goodcause.order.order import RuleSet, Series
from goodcause.pipeline.proposals import UNSETTLED, Standing
from goodcause.pipeline.releases import route_of, unmet_rulings
from goodcause.store.models import SourceRow

_NATIVES = (Kind.CSV, Kind.XLSX)
"""Kinds better served as they are where nothing may be removed: pages of them lose formulas."""


class Disposition(StrEnum):
    """The closed list of the register's dispositions."""

    PRODUCED = "produced"
    HELD = "held"
    WITHHELD = "withheld"
    DUPLICATE = "duplicate"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of one source.

    Attributes:
        key, path, sha256, series, kind: of the source.
        disposition: one of the register's.
        reason: a sentence; for what is produced, what the reader noted of it, if anything.
        pages: pages as they will be numbered.
        native: whether the untouched file is served beside one slip sheet.
        container: whether it is a container whose members have rows of their own.
        begin: first Bates number, once numbered.
        kept: the number it was served under before, as text; empty the first time.
        slip: what the sheets say that stand for its numbers; empty when none are needed.
        family: key of the source its family begins with; empty for a document without one.
    """

    key: str
    path: str
    sha256: str
    series: str
    kind: Kind
    disposition: Disposition
    reason: str = ""
    pages: int = 0
    native: bool = False
    container: bool = False
    begin: Bates | None = None
    kept: str = ""
    slip: str = ""
    family: str = ""

    @property
    def produced(self) -> bool:
        """Whether it goes into the volume."""
        return self.disposition is Disposition.PRODUCED


def fates(
    rules: RuleSet,
    proposals: Mapping[str, Sequence[Proposal]],
    who: Mapping[str, Standing],
) -> tuple[Fate, ...]:
    """Decide what becomes of every registered source.

    In order of registration, but a document is followed by those it carries, so that families
    stand together in the volume.
    """
    rows = tuple(SourceRow.objects.order_by("key"))
    twins = _twins(rows)
    series = {name: rules.series(name) for name in rules.order.series_names}
    treated = {row.key: route_of(row, series[row.series], rules) for row in rows}
    lineage = _lineage(rows)
    carriers = {head for head, *below in lineage.values() if below}
    every = (
        replace(
            _fate(row, treated[row.key], twins, proposals.get(row.key, ()), who.get(row.key)),
            family=lineage[row.key][0] if lineage[row.key][0] in carriers else "",
        )
        for row in rows
    )
    ordered = tuple(sorted(every, key=lambda fate: lineage[fate.key]))
    return hold(ordered, unmet_rulings(rows, rules, proposals))


def _lineage(rows: Iterable[SourceRow]) -> dict[str, tuple[str, ...]]:
    """By key: the keys from the head of a source's family down to itself."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:  # a parent is registered before what it carries
        found[row.key] = (*found.get(row.parent_id or "", ()), row.key)
    return found


def hold(every: Sequence[Fate], reasons: Mapping[str, str]) -> tuple[Fate, ...]:
    """The same fates with some documents held, each for its reason."""
    return tuple(
        replace(f, disposition=Disposition.HELD, reason=reasons[f.key], begin=None)
        if f.key in reasons and f.produced
        else f
        for f in every
    )


def set_aside(every: Sequence[Fate], reasons: Mapping[str, str]) -> tuple[Fate, ...]:
    """The same fates with some documents turned into exceptions, each with its reason."""
    return tuple(
        replace(f, disposition=Disposition.EXCEPTION, reason=reasons[f.key], begin=None)
        if f.key in reasons
        else f
        for f in every
    )


def _fate(
    row: SourceRow,
    series: Series,
    twins: Mapping[str, str],
    proposals: Sequence[Proposal],
    standing: Standing | None,
) -> Fate:
    # A native carries neither legend nor mark, so it cannot go out where the order wants them.
    plain = series.native_ok and not series.tier and series.watermark is None
    native = plain and row.kind in _NATIVES
    fate = Fate(
        key=row.key,
        path=row.path,
        sha256=row.sha256,
        series=row.series,
        kind=Kind(row.kind),
        disposition=Disposition.PRODUCED,
        pages=1 if native else row.pages,
        native=native,
        kept=row.bates,
    )
    if row.state == SourceRow.State.DUPLICATE:
        return replace(fate, disposition=Disposition.DUPLICATE, reason=row.reason, pages=0)
    if row.state != SourceRow.State.READ:
        container = row.state == SourceRow.State.CONTAINER
        return replace(
            fate,
            disposition=Disposition.EXCEPTION,
            reason=row.reason,
            pages=0,
            container=container,
        )
    if series.route == "in_camera":
        reason = "lodged with the court for its review in camera; not served"
        return replace(fate, disposition=Disposition.WITHHELD, reason=reason)
    reason = twins.get(row.sha256, "") or _why_held(series, proposals, standing)
    if reason:
        return replace(fate, disposition=Disposition.HELD, reason=reason)
    return replace(fate, reason="; ".join(row.notes))


def _why_held(series: Series, proposals: Sequence[Proposal], standing: Standing | None) -> str:
    """Why counsel must look at the document first; empty when the order settles everything."""
    if not series.needs_class:
        return ""
    turning = sum(1 for p in proposals if p.outcome is Outcome.ASK)
    if standing is not None and standing.conflict:
        return f"the evidence of the subject's class disagrees: {standing.conflict}"
    if standing is not None and standing.person_class != UNSETTLED:
        return ""
    titled = standing is not None and standing.occupation != "unknown"
    if standing is not None and titled:
        words = standing.occupation.replace("_", " ")
        return f"the order does not settle the class of this occupation: {words}; counsel decides"
    if not turning:
        # Nothing found on its pages is treated differently from one class to another.
        return ""
    unsaid = "what the subject's occupation is" if standing and standing.name else "whose it is"
    return (
        f"its pages do not say {unsaid}, and {turning} of its findings turn on that person's "
        "class; counsel decides"
    )


def _twins(rows: Iterable[SourceRow]) -> dict[str, str]:
    """Digests registered in more than one series: what one removes the other would show."""
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.sha256 and row.state == SourceRow.State.READ:
            places[row.sha256].add(row.series)
    return {
        digest: f"the same file is registered in the series {' and '.join(sorted(series))}; "
        "register it in one"
        for digest, series in places.items()
        if len(series) > 1
    }


def counts(every: Iterable[Fate]) -> dict[str, int]:
    """How many sources ended in each way, containers apart."""
    found = Counter("container" if f.container else f.disposition.value for f in every)
    return dict(sorted(found.items()))
