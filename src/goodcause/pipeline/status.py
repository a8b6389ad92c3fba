"""Where a case stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodcause.order.load import load_order
from goodcause.store.census import count
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, PersonRow, SourceRow, VolumeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is read, found, held and produced.

    Attributes:
        tables: titles to names and figures.
        exceptions: paths set aside, with their reasons.
        next_step: the command to type next.
    """

    caption: str
    order_file: str
    blockers: tuple[str, ...]
    tables: Mapping[str, Mapping[str, object]]
    exceptions: Mapping[str, str]
    next_step: str


def standing(matter: Matter) -> Standing:
    """Look; nothing is changed."""
    order = load_order(matter.order_file)
    sources = count(SourceRow, "state")
    pages = sum(SourceRow.objects.values_list("pages", flat=True))
    tables: dict[str, Mapping[str, object]] = {
        "Sources:": {**sources, "pages read": pages},
        "Series:": count(SourceRow, "series"),
        "People by class:": count(PersonRow, "person_class"),
        "Findings:": count(FindingRow, "category"),
        "Volumes:": {
            v.name: f"{v.documents} documents, {v.pages} pages, verified"
            for v in VolumeRow.objects.order_by("name")
        },
    }
    set_aside = SourceRow.objects.filter(state=SourceRow.State.EXCEPTION).order_by("path")
    return Standing(
        caption=f"{order.case.caption} ({order.case.court} {order.case.number})",
        order_file=matter.order_file.name,
        blockers=tuple(order.blockers()),
        tables=tables,
        exceptions={row.path: row.reason for row in set_aside},
        next_step=_next(matter, sources),
    )


def _next(matter: Matter, sources: Mapping[str, object]) -> str:
    if not sources:
        return f"goodcause add {matter.folder} PATH... --series NAME"
    if SourceRow.State.REGISTERED.value in sources:
        return f"goodcause read {matter.folder}"
    if not VolumeRow.objects.exists():
        return f"goodcause produce {matter.folder} --volume VOL001 --to NAME"
    return f"goodcause verify {matter.volumes}/NAME --case {matter.folder}"
