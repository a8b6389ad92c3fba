"""The evidence as a Splink model: which pairs are looked at, and how each is weighed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from goodcause.linkage.evidence import COMPARISONS, Comparison, Level
from goodcause.linkage.party import Party

BLOCKS: Final[tuple[tuple[str, ...], ...]] = (
    ("last", "proper"),
    ("number", "street"),
    ("last", "initial"),
    ("last", "zip5"),
    ("number", "zip5"),
    ("employer", "initial"),
    ("first", "zip5", "substr(last, 1, 2)"),
    ("first", "substr(last, 1, 3)", "substr(last, length(last), 1)"),
    ("first", "substr(last, length(last) - 2, 3)", "substr(last, 1, 1)"),
    ("last", "occupation", "employer"),
)
"""Two rows are compared when they agree in all columns of one of these."""

SWAPPED_BLOCK: Final = "l.first = r.last and l.last = r.first"
MOST_PAIRS: Final = 60_000_000
"""Blocks that would bring more pairs than that together are left out, the loosest first."""

_PREFIX: Final = "substr("


@dataclass(frozen=True, slots=True)
class Plan:
    """Which blocks a run uses, and which it left out because they would bring too many pairs."""

    used: tuple[tuple[str, ...], ...]
    left_out: tuple[tuple[str, ...], ...]
    pairs: int


def plan(left: Sequence[Party], right: Sequence[Party], most: int = MOST_PAIRS) -> Plan:
    """Choose blocks by counting the pairs that each would bring."""
    counted = sorted((_pairs(block, left, right), n) for n, block in enumerate(BLOCKS))
    used: list[int] = []
    total = 0
    for pairs, n in counted:
        if total + pairs > most and used:
            break
        used.append(n)
        total += pairs
    kept = tuple(block for n, block in enumerate(BLOCKS) if n in used)
    gone = tuple(block for n, block in enumerate(BLOCKS) if n not in used)
    return Plan(kept, gone, total)


def _pairs(block: tuple[str, ...], left: Sequence[Party], right: Sequence[Party]) -> int:
    names = [column for column in block if not column.startswith(_PREFIX)]
    cuts = [_cut(column) for column in block if column.startswith(_PREFIX)]

    def keys(side: Sequence[Party]) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for party in side:
            values = [getattr(party, name) for name in names]
            if None in values or (cuts and party.last is None):
                continue
            last = party.last or ""
            found[(*values, *(last[cut] for cut in cuts))] += 1
        return found

    lefts, rights = keys(left), keys(right)
    if len(lefts) > len(rights):
        lefts, rights = rights, lefts
    return sum(count * rights[key] for key, count in lefts.items() if key in rights)


def _cut(column: str) -> slice:
    """The part of the surname that a block's condition names."""
    if "length(last) - 2" in column:
        return slice(-3, None)
    if "length(last)" in column:
        return slice(-1, None)
    return slice(0, int(column.rstrip(")").rpartition(",")[2]))


def least_bits(people: int) -> float:
    """Evidence below which a pair is not kept: one in fifty were each row one of the people's."""
    return max(2.0, math.log2(max(people, 1)) - 6.0)


def settings(blocks: Iterable[tuple[str, ...]], dialect: str) -> dict[str, Any]:
    """The model for Splink, the same but for the name of the dialect."""
    rules: list[dict[str, Any]] = [
        {"blocking_rule": " and ".join(_equal(c) for c in block), "sql_dialect": dialect}
        for block in blocks
    ]
    rules.append({"blocking_rule": SWAPPED_BLOCK, "sql_dialect": dialect})
    return {
        "link_type": "link_only",
        "linker_uid": "goodcause",  # by default a new one every time
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 0.5,  # the prior is weighed after, see prior.py
        "blocking_rules_to_generate_predictions": rules,
        "comparisons": [_comparison(c) for c in COMPARISONS],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }


def _equal(column: str) -> str:
    if not column.startswith(_PREFIX):
        return f"l.{column} = r.{column}"
    left, right = (column.replace("last", f"{side}.last") for side in "lr")
    return f"{left} = {right}"


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_level(level) for level in comparison.levels],
    }


def _level(level: Level) -> dict[str, Any]:
    made: dict[str, Any] = {
        "sql_condition": level.sql or "ELSE",
        "label_for_charts": level.label,
    }
    if level.null:
        return made | {"is_null_level": True}
    made |= {"m_probability": level.m, "u_probability": level.u}
    if level.by_frequency:
        made |= {"tf_adjustment_column": level.by_frequency, "tf_adjustment_weight": 1.0}
    return made


def frequencies(
    left: Sequence[Party], right: Sequence[Party]
) -> dict[str, list[tuple[str, float]]]:
    """How common each surname, first name, employer and occupation is, by people and not by rows.

    Somebody who gives fifty times does not make a rare name common.
    """
    people = {
        (p.first, p.last, p.number or p.zip5 or p.row, p.employer): p for p in (*left, *right)
    }
    found: dict[str, list[tuple[str, float]]] = {}
    for column in sorted({lv.by_frequency for c in COMPARISONS for lv in c.levels} - {""}):
        said = Counter(v for p in people.values() if (v := getattr(p, column)) is not None)
        total = sum(said.values())
        found[column] = [(value, count / total) for value, count in sorted(said.items())]
    return found
