"""What goes to the other side says nothing of what is removed: proved by pairs of cases."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from goodcause.linkage.compare import Comparison
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


@pytest.fixture(scope="module")
def served() -> list[Comparison]:
    return [compared(applicants(home), GIFTS, served=True) for home in HOMES]


def test_what_is_served_is_the_same_whatever_was_removed(served: list[Comparison]) -> None:
    shown = {
        (pairs_csv(of), queue_csv(of), report(of, None, (), "t"), str(of.model), of.prior)
        for of in served
    }

    assert len(shown) == 1


def test_our_own_side_does_use_what_is_removed() -> None:
    """Otherwise the test above could not fail."""
    ours = {pairs_csv(compared(applicants(home), GIFTS)) for home in HOMES[:2]}

    assert len(ours) == 2


def test_any_field_may_be_removed_and_is_then_not_compared() -> None:
    fields = {"employer": "Tamarisk", "middle": "Oleander", "occupation": "Wisteria"}
    gifts = [
        gift(person(f"Y{f}", "Robert", last, **{f: "Marmalade"})) for f, last in fields.items()
    ]

    def shown(value: str, *, removed: bool = True) -> list[str]:
        """The pairs of three applicants, for each of whom another field holds the value."""
        told = [person(f, "Robert", last, **{f: value}) for f, last in fields.items()]
        if removed:
            told = [replace(w, removed=frozenset({*ADDRESS, w.key})) for w in told]
        given = [applicant(w) for w in (*told, *townspeople("A", 0, 40))]
        return pairs_csv(compared(given, [*gifts, *GIFTS], served=True)).splitlines()

    blank = shown("")
    assert {field for row in blank for field in fields if row.startswith(f"{field},")} == {*fields}
    assert shown("Marmalade") == blank
    assert shown("Marmalade", removed=False) != blank


def test_a_removed_field_is_called_removed_and_not_different(
    served: list[Comparison],
) -> None:
    told = csv.DictReader(io.StringIO(pairs_csv(served[0]), newline=""))
    rows = [r for r in told if r["applicant_id"] == "X"]

    assert rows
    for row in rows:
        assert "address" not in row["agrees"] + row["differs"]
        assert "address" in row["not_compared"]
