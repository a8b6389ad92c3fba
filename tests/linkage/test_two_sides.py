"""What goes to the other side says nothing of what is removed: proved by pairs of cases."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from goodcause.linkage.facts import Applicant
from goodcause.linkage.files import pairs_csv, queue_csv
from goodcause.linkage.party import ADDRESS
from goodcause.linkage.report import report

from tests.linkage.making import applicant, compared, gift, person, townspeople

HOME = {"street": "4471 Windrow Drive", "city": "Galt", "zip": "95632"}
GAVE = person("Y", "Robert", "Tamarisk", **HOME)
GIFTS = [gift(GAVE), *(gift(w) for w in townspeople("D", 200, 60))]
# One lives where the donor lives, one elsewhere, of one nothing is written at all.
HOMES = [HOME, {"street": "1 Elm St", "city": "Lodi", "zip": "95240"}, dict.fromkeys(HOME, "")]


def applicants(home: dict[str, str]) -> list[Applicant]:
    judge = person("X", "Robert", "Tamarisk", employer="Superior Court", **home)
    hidden = replace(judge, removed=frozenset(ADDRESS))
    return [applicant(w) for w in (hidden, *townspeople("A", 0, 40))]


def test_what_is_served_is_the_same_whatever_was_removed() -> None:
    served = [compared(applicants(home), GIFTS, served=True) for home in HOMES]
    shown = {
        (pairs_csv(of), queue_csv(of), report(of, None, (), "t"), str(of.model), of.prior)
        for of in served
    }

    assert len(shown) == 1


def test_our_own_side_does_use_what_is_removed() -> None:
    """Otherwise the test above could not fail."""
    ours = {pairs_csv(compared(applicants(home), GIFTS)) for home in HOMES[:2]}

    assert len(ours) == 2


@pytest.mark.parametrize("field", ["employer", "middle", "occupation"])
def test_any_field_may_be_removed_and_is_then_not_compared(field: str) -> None:
    told = applicants(HOME)[0].written
    values = ("Marmalade", "")
    served = {
        pairs_csv(
            compared(
                [applicant(replace(told, **{field: v}, removed=frozenset({*ADDRESS, field})))],
                GIFTS[:1],
                served=True,
            )
        )
        for v in values
    }

    assert len(served) == 1


def test_a_removed_field_is_called_removed_and_not_different(tmp_path: Path) -> None:
    of = compared(applicants(HOME), GIFTS, served=True)
    (tmp_path / "p.csv").write_text(pairs_csv(of), encoding="utf-8")
    with (tmp_path / "p.csv").open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["applicant_id"] == "X"]

    assert rows
    for row in rows:
        assert "address" not in row["agrees"] + row["differs"]
        assert "address" in row["not_compared"]
