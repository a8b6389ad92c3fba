"""Where a case stands."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goodcause.decisions.decision import Proposal
from goodcause.order.load import load_order
from goodcause.pipeline.fates import Disposition, counts, fates
from goodcause.pipeline.places import REASONS, unfinished
from goodcause.pipeline.proposals import decisions, propose_all, standings, undecided
from goodcause.pipeline.recusal import recusals
from goodcause.pipeline.watch import set_aside
from goodcause.store.census import count
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, PersonRow, SourceRow, VolumeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is read, found, held and produced.

    Attributes:
        tables: titles to names and figures.
        exceptions: paths set aside, with their reasons.
        held: paths that wait for counsel, with their reasons.
        given_up: units of work given up on whose source could be read, with their reasons.
        recusal: people of the papers who may be those who act in the case.
        next_step: the command to type next.
    """

    caption: str
    order_file: str
    blockers: tuple[str, ...]
    tables: Mapping[str, Mapping[str, object]]
    exceptions: Mapping[str, str]
    held: Mapping[str, str]
    given_up: Mapping[str, str]
    recusal: tuple[str, ...]
    next_step: str


def standing(matter: Matter) -> Standing:
    """Look; nothing is changed."""
    order = load_order(matter.order_file)
    sources = count(SourceRow, "state")
    # An order not yet dated is looked at as if it were, so that its effect can be seen.
    rules = order.on(date.max)
    who = standings(rules)
    proposals = propose_all(rules, who)
    every = fates(rules, proposals, who)
    pages = sum(SourceRow.objects.values_list("pages", flat=True))
    tables: dict[str, Mapping[str, object]] = {
        "Sources:": {**sources, "pages read": pages},
        "Series:": count(SourceRow, "series"),
        "People by class:": count(PersonRow, "person_class"),
        "Findings:": count(FindingRow, "category"),
        "Decisions:": _decided(proposals),
        "Documents under the order in force:": counts(every),
        "Volumes:": dict(_volumes(matter)),
    }
    apart = SourceRow.objects.filter(state=SourceRow.State.EXCEPTION).order_by("path")
    return Standing(
        caption=f"{order.case.caption} ({order.case.court} {order.case.number})",
        order_file=matter.order_file.name,
        blockers=tuple(order.blockers()),
        tables=tables,
        exceptions={row.path: row.reason for row in apart},
        held={f.path: f.reason for f in every if f.disposition is Disposition.HELD},
        given_up=set_aside(),
        recusal=tuple(each.sentence() for each in recusals(order)),
        next_step=_next(matter, sources, blocked=bool(order.blockers())),
    )


def _decided(proposals: Mapping[str, Sequence[Proposal]]) -> dict[str, int]:
    settled = Counter(f"{d.outcome.value} by {d.by}" for d in decisions().values())
    return {**dict(sorted(settled.items())), "undecided": undecided(proposals)}


def _volumes(matter: Matter) -> Iterator[tuple[str, str]]:
    """Each volume with what is to be said of it, rejected ones among them."""
    for volume in VolumeRow.objects.order_by("name"):
        held = f"{volume.documents} documents, {volume.pages} pages"
        if (matter.volumes / volume.name).is_dir():
            yield volume.name, f"{held}, verified when it was made"
        elif unfinished(matter, volume.name).is_dir():
            yield volume.name, f"{held}, not finished; run the same `goodcause produce` again"
        else:
            yield volume.name, f"{held}, no longer in {matter.volumes}"
    for folder in sorted(matter.volumes.glob("*.rejected")):
        yield folder.name, f"rejected by the verifier, not to be served; see its {REASONS}"


def _next(matter: Matter, sources: Mapping[str, object], *, blocked: bool) -> str:
    case = shlex.quote(str(matter.folder))
    if not sources:
        return f"goodcause add {case} PATH... --series NAME"
    if SourceRow.State.REGISTERED.value in sources:
        return f"goodcause read {case}"
    if SourceRow.State.READ.value not in sources:
        return f"goodcause add {case} PATH... --series NAME, for nothing that was added can be read"
    if blocked:
        return "write what is missing into the order file"
    newest = VolumeRow.objects.order_by("name").last()
    if newest is None:
        return f"goodcause produce {case} --volume VOL001 --to NAME"
    return f"goodcause verify {shlex.quote(str(matter.volumes / newest.name))} --case {case}"
