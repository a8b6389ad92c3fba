"""The evidence as a Splink model: which pairs are looked at, and how each is weighed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from goodcause.linkage.evidence import COMPARISONS, Comparison, Level

if TYPE_CHECKING:
    import pyarrow as pa

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


def plan(left: pa.Table, right: pa.Table, most: int = MOST_PAIRS) -> Plan:
    """Choose blocks by counting the pairs that each would bring."""
    with _counting(left, right) as sql:
        counted = sorted((_pairs(block, sql), n) for n, block in enumerate(BLOCKS))
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


@contextmanager
def _counting(left: pa.Table, right: pa.Table) -> Iterator[Callable[[str], list[Any]]]:
    """Both sides as tables ``l`` and ``r`` of a database of our own, whatever engine links them."""
    import duckdb  # noqa: PLC0415  slow to load

    own = duckdb.connect(":memory:")
    try:
        own.execute("SET memory_limit='1GB'")
        own.register("l", left)
        own.register("r", right)
        own.execute("SET enable_external_access=false")
        yield lambda sql: own.execute(sql).fetchall()
    finally:
        own.close()


def _pairs(block: tuple[str, ...], sql: Callable[[str], list[Any]]) -> int:
    keys = ", ".join(f"{column} as k{n}" for n, column in enumerate(block))
    names = ", ".join(f"k{n}" for n in range(len(block)))
    known = " and ".join(f"k{n} is not null" for n in range(len(block)))

    def side(table: str) -> str:
        inner = f"select {keys} from {table}"  # noqa: S608  names are our own
        return f"(select {names}, count(*) as n from ({inner}) where {known} group by all)"  # noqa: S608

    found = sql(f"select sum(a.n * b.n) from {side('l')} a join {side('r')} b using ({names})")  # noqa: S608
    return int(found[0][0] or 0)


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
        "retain_matching_columns": True,  # without them Splink drops the levels as well
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": ["place"],
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


def frequencies(left: pa.Table, right: pa.Table) -> dict[str, list[tuple[str, float]]]:
    """How common each surname, first name, employer and occupation is, by people and not by rows.

    Somebody who gives fifty times does not make a rare name common.
    """
    columns = sorted({lv.by_frequency for c in COMPARISONS for lv in c.levels} - {""})
    wanted = ", ".join(f"min({c}) as {c}" for c in columns if c not in _WHO)
    rows = "(select * from l union all by name select * from r)"
    people = (
        f"select first, last, employer, {wanted} from {rows} "  # noqa: S608  names are our own
        "group by first, last, coalesce(number, zip5, row), employer"
    )
    found: dict[str, list[tuple[str, float]]] = {}
    with _counting(left, right) as sql:
        sql(f"create table people as {people}")
        for column in columns:
            said = sql(
                f"select {column}, count(*) from people where {column} is not null "  # noqa: S608
                "group by all order by 1"
            )
            total = sum(count for _, count in said)
            found[column] = [(value, count / total) for value, count in said]
    return found


_WHO: Final = ("first", "last", "employer")
