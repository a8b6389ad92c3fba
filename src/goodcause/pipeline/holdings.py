"""Who holds what: the volumes that were served, to whom, and in which one a document stands."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import UsageError
from goodcause.base.ids import Bates
from goodcause.store.models import EventRow, VolumeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One volume as the trail has it.

    Attributes:
        volume, to: its name and who received it.
        images: the form of its pages; empty for a volume made before that was noted.
        rules: digest of the rules it was made under.
        replaces: the volume it takes the place of in part; empty for one that stands alone.
        numbers: first number of each document in it.
        after: number of the event in the trail.
    """

    volume: str
    to: str
    images: str
    rules: str
    replaces: str
    numbers: tuple[str, ...]
    after: int


def holdings() -> tuple[Holding, ...]:
    """Every volume made, in order."""
    folders = dict(VolumeRow.objects.values_list("name", "folder"))
    newest: dict[str, Holding] = {}
    for row in EventRow.objects.filter(what="produce").order_by("number"):
        name = row.facts["volume"]
        if name not in folders:
            continue
        newest.pop(name, None)
        newest[name] = Holding(
            volume=name,
            to=row.facts["to"],
            images=row.facts.get("images", ""),
            rules=row.facts["rules"],
            replaces=row.facts.get("replaces", ""),
            numbers=tuple(row.facts.get("documents", ())) or _listed(Path(folders[name])),
            after=row.number,
        )
    return tuple(newest.values())


def replaced(name: str) -> tuple[Holding, ...]:
    """A volume with all that took the place of parts of it already, oldest first.

    Raises:
        UsageError: there is no such volume.
    """
    every = holdings()
    if name not in {h.volume for h in every}:
        known = ", ".join(h.volume for h in every) or "none"
        raise UsageError(f"no volume {name} was made in this case; those made are: {known}")
    parents = {h.volume: h.replaces for h in every}
    root = _root(name, parents)
    return tuple(h for h in every if _root(h.volume, parents) == root)


def standing(group: Iterable[Holding]) -> dict[str, str]:
    """By first number: the volume of the group in which a document stands now."""
    return {number: each.volume for each in group for number in each.numbers}


def inferred(to: str, volume: str) -> str:
    """The volume that a new one for this recipient takes the place of in part.

    It is the newest one they received, where the order was amended since; empty otherwise. The
    new one itself does not count: an interrupted run may have noted it already.
    """
    mine = [h for h in holdings() if h.to == to and h.volume != volume]
    amended = EventRow.objects.filter(what="amend").order_by("-number").first()
    if not mine or amended is None or amended.number < mine[-1].after:
        return ""
    return mine[-1].volume


def _root(name: str, parents: Mapping[str, str]) -> str:
    while parents.get(name):
        name = parents[name]
    return name


def _listed(folder: Path) -> tuple[str, ...]:
    """First numbers by the register of a volume made before the trail listed them."""
    path = folder.parent.parent / "registers" / f"{folder.name}.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row["begin_bates"] for row in csv.DictReader(stream) if row["begin_bates"]]
    return tuple(sorted(rows, key=Bates.parse))
