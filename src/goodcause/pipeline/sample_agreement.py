"""Whether two people who read the same pages of a sample saw the same in them.

Readings are blind: a reader is shown neither what another said nor which pages are canaries.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from goodcause.base.agreement import Agreement, agreement
from goodcause.store.models import SampleAnswerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two readers and the pages both have read, over all samples of the case."""

    first: str
    second: str
    table: Agreement


def pairs() -> tuple[Pair, ...]:
    """Every two people who have read some of the same pages, by name."""
    said: dict[str, dict[str, bool]] = {}
    for by, page, missed in SampleAnswerRow.objects.order_by("id").values_list(
        "by", "item__key", "missed"
    ):
        said.setdefault(by, {})[page] = missed  # the newest word of a person holds
    return tuple(
        Pair(first=one, second=other, table=_table(said[one], said[other]))
        for one, other in combinations(sorted(said), 2)
        if said[one].keys() & said[other].keys()
    )


def _table(one: dict[str, bool], other: dict[str, bool]) -> Agreement:
    return agreement((one[page], other[page]) for page in sorted(one.keys() & other.keys()))
