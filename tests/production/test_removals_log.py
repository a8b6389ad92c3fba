from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.errors import LeakError
from goodcause.base.geometry import Box
from goodcause.base.ids import Bates
from goodcause.order.clause import Rule
from goodcause.production import logs
from goodcause.production.register import COLUMNS, RegisterRow, register_file
from goodcause.production.volume import ProducedDocument, ProducedRemoval

from tests.production.making_volumes import LABEL

RULES = {
    "D2-1": Rule(id="D2-1", order="DJ", section="2", action="may_remove", basis=("one", "two")),
    "D3-1": Rule(id="D3-1", order="DJ", section="3", action="may_remove"),
}


def removal(bates: str, rule: str = "D2-1", category: str = "home_address") -> ProducedRemoval:
    return ProducedRemoval(
        bates=Bates.parse(bates),
        category=category,
        rule=rule,
        label=LABEL,
        boxes=(Box(1, 2, 3, 4),),
    )


def document(*removals: ProducedRemoval) -> ProducedDocument:
    return ProducedDocument(
        begin=Bates.parse("CCW0000001"),
        end=Bates.parse("CCW0000012"),
        series="ccw",
        tier="AEO",
        images=("IMAGES/0001/CCW0000001.pdf",),
        text="TEXT/0001/CCW0000001.txt",
        removals=removals,
    )


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_removal_has_a_row_with_its_clause_and_words() -> None:
    (row,) = read(logs.removals_log([document(removal("CCW0000012"))], RULES))

    assert row == {
        "removal": "R0000001",
        "bates": "CCW0000012",
        "document": "CCW0000001",
        "category": "home address",
        "clause": "D2-1",
        "section": "2",
        "basis": "one; two",
        "label": LABEL,
        "status": "in force",
        "labels": "1",
    }


def test_rows_follow_the_pages_and_then_the_order_on_the_page() -> None:
    given_order = (
        removal("CCW0000010", "D3-1"),
        removal("CCW0000002", "D3-1"),
        removal("CCW0000002", category="ssn"),
    )

    rows = read(logs.removals_log([document(*given_order)], RULES))

    assert [(row["removal"], row["bates"], row["clause"]) for row in rows] == [
        ("R0000001", "CCW0000002", "D3-1"),
        ("R0000002", "CCW0000002", "D2-1"),
        ("R0000003", "CCW0000010", "D3-1"),
    ]


def test_where_a_removal_stood_is_not_told() -> None:
    here, there = (
        logs.removals_log([document(replace(removal("CCW0000001"), boxes=(box,)))], RULES)
        for box in (Box(1, 2, 3, 4), Box(500, 600, 1700, 800))
    )

    assert here == there


def test_a_removal_under_no_clause_of_the_order_stops_the_volume() -> None:
    with pytest.raises(LeakError, match=r"CCW0000001.*'X9'"):
        logs.removals_log([document(removal("CCW0000001", "X9"))], RULES)


def test_the_file_is_for_spreadsheets() -> None:
    data = logs.removals_log([document(removal("CCW0000001"))], RULES)

    assert data.startswith(b'\xef\xbb\xbf"removal","bates","document","category","clause"')
    assert data.count(b"\r\n") == data.count(b"\n") == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("slot", ["label", "rule", "section", "basis", "category"])
def test_no_cell_of_the_log_is_a_formula(start: str, slot: str) -> None:
    hostile = f'{start}HYPERLINK("x")'
    one = removal("CCW0000001")
    rule = RULES["D2-1"]
    if slot == "rule":
        one, rule = replace(one, rule=hostile), replace(rule, id=hostile)
    elif slot in ("label", "category"):
        one = replace(one, **{slot: hostile})  # type: ignore[arg-type]
    else:
        rule = replace(rule, **{slot: (hostile,) if slot == "basis" else hostile})  # type: ignore[arg-type]

    (row,) = read(logs.removals_log([document(one)], {rule.id: rule}))

    assert all(not value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    assert any(value.startswith("'") for value in row.values())


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_any_text_stays_one_cell_on_one_line(cells: list[str]) -> None:
    data = logs.csv_file([cells])

    (row,) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(row) == len(cells)
    assert data.count(b"\n") == 1


def test_a_register_has_the_documented_columns_and_a_row_a_source() -> None:
    rows = [
        RegisterRow(
            source_path="in/Straße 1.pdf",
            sha256="00" * 32,
            series="ccw",
            disposition="produced",
            begin_bates="CCW0000001",
            end_bates="CCW0000003",
            pages=3,
        ),
        RegisterRow(
            source_path='=cmd("x").pdf',
            sha256="11" * 32,
            series="ccw",
            disposition="exception",
            reason='it is encrypted; ask for "the password"',
        ),
    ]

    produced, exception = read(register_file(rows))

    assert tuple(produced) == COLUMNS
    assert ",".join(COLUMNS) == (
        "source_path,sha256,series,disposition,begin_bates,end_bates,pages,reason"
    )
    assert (produced["source_path"], produced["pages"]) == ("in/Straße 1.pdf", "3")
    assert exception["source_path"] == '\'=cmd("x").pdf'
    assert exception["reason"] == 'it is encrypted; ask for "the password"'
