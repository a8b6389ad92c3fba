"""Which papers of a case a comparison may use, and what their pages are called."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from goodcause.order.load import load_order
from goodcause.pipeline.fates import fates
from goodcause.pipeline.proposals import propose_all, standings
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a case, by the role of their series.

    Attributes:
        matter: the case.
        roles: of each series.
        served: whether only what the other side has may be used.
        visible: keys of the papers that may be used.
    """

    matter: Matter
    roles: dict[str, str]
    served: bool
    visible: Collection[str]

    def has(self, row: SourceRow, role: str) -> bool:
        """Whether a paper may be used in a role."""
        return self.roles.get(row.series) == role and row.key in self.visible

    def file_name(self, row: SourceRow) -> str:
        """What a paper is called: its path, which the other side is not told."""
        return str(row.key if self.served else row.path)

    def page_name(self, row: SourceRow, page: int) -> str:
        """The Bates number of a page where its document is served, else the file's name."""
        match = re.fullmatch(r"(.*?)(\d+)", row.bates or "")
        if not match:
            return self.file_name(row)
        return f"{match[1]}{int(match[2]) + page - 1:0{len(match[2])}d}"

    def of_role(self, role: str) -> list[SourceRow]:
        """The papers of a role, in the order of registration."""
        names = [name for name, one in self.roles.items() if one == role]
        rows = SourceRow.objects.filter(series__in=names, state=SourceRow.State.READ)
        return [row for row in rows.order_by("key") if row.key in self.visible]


def papers_of(matter: Matter, *, served: bool) -> Papers:
    """The papers of a case.

    As the other side has it those that are held, lodged with the court or set aside are not there.
    """
    rules = load_order(matter.order_file).on(date.max)
    roles = {name: rules.series(name).role for name in rules.order.series_names}
    if served:
        who = standings(rules)
        every = fates(rules, propose_all(rules, who), who)
        visible = {fate.key for fate in every if fate.produced}
    else:
        read = SourceRow.objects.filter(state=SourceRow.State.READ)
        visible = set(read.values_list("key", flat=True))
    return Papers(matter, roles, served, visible)
