"""Schedule A from its pages: rows whole, and every sum that does not add up is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goodcause.linkage.facts import latest
from goodcause.linkage.schedule import Sheet, read_sheet

from benchmarks.linkage.judge import differences
from benchmarks.linkage.schedules import Entry, entries, paper, read

LAYOUTS = ("county", "plain", "typed")


def sheet_of(found: list[Entry], layout: str, *, off: int = 0, scanned: bool = False) -> Sheet:
    made = read_sheet(
        read(paper(found, layout, off=off).pdf, scanned=scanned, seed=3), "x.pdf", "x"
    )
    assert made is not None
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_of_a_digital_page_is_read_whole(layout: str) -> None:
    found = entries(6, 91)
    sheet = sheet_of(found, layout)

    assert len(sheet.lines) == len(found)
    assert [differences(e, line) for e, line in zip(found, sheet.lines, strict=True)] == [[]] * 6
    assert sheet.problems == ()
    assert (sheet.filer, sheet.filer_id) == ("Friends of a Specimen Sheriff", "9900117")


def test_a_scanned_page_is_read_and_adds_up() -> None:
    found = entries(5, 93)
    sheet = sheet_of(found, "plain", scanned=True)

    assert [line.gift.amount for line in sheet.lines] == [e.amount for e in found]
    assert sheet.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("off", [-1, 1, 500])
def test_a_wrong_subtotal_is_flagged(layout: str, off: int) -> None:
    sheet = sheet_of(entries(4, 95), layout, off=off)

    assert any("add up" in problem for problem in sheet.problems)


def test_an_amount_outvoted_by_cumulative_and_subtotal_is_set_right_and_said() -> None:
    from goodcause.linkage.schedule import _reconciled  # noqa: PLC0415

    sheet = sheet_of(entries(4, 97), "plain")
    lines = list(sheet.lines)
    right = lines[1].gift.amount
    lines[1] = replace(lines[1], gift=replace(lines[1].gift, amount=Decimal(4)))

    fixed, told = _reconciled(lines, sheet.subtotal)

    assert fixed[1].gift.amount == right
    assert len(told) == 1


def test_an_intermediary_a_refund_and_a_forgiven_loan_are_told_apart() -> None:
    plain = entries(1, 99)[0]
    plain = replace(plain, name="Vandermeer, Ida", code="IND", mark="", through="")
    plain = replace(plain, amount=Decimal(250))
    found = [
        replace(plain, through="Intermediary: Pat Q. Bundler"),
        replace(plain, amount=-plain.amount, mark="(refund)"),
        replace(plain, mark="(loan forgiven)"),
        replace(plain, name="Vandermeer, Ida & Otto"),
    ]
    gifts = [line.gift for line in sheet_of(found, "county").lines]

    assert [g.treatment for g in gifts] == ["", "returned", "forgiven", ""]
    assert gifts[0].intermediary == "Pat Q. Bundler"
    assert gifts[3].written.first == "Ida & Otto"


def test_a_page_without_a_schedule_gives_nothing() -> None:
    from goodcause.pages.page import Page  # noqa: PLC0415

    assert read_sheet(Page(number=1, width=2550, height=3300, words=()), "x", "x") is None


def test_an_amended_row_counts_once_as_last_reported() -> None:
    first = sheet_of(entries(1, 101), "plain").lines[0].gift
    one = replace(first, transaction="A1", report=0)
    two = replace(one, written=replace(one.written, key="later"), report=2, amount=Decimal(7))

    kept, gone = latest([one, two])

    assert [g.amount for g in kept] == [Decimal(7)]
    assert gone == 1
