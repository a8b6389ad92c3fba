"""The judge's restatement of the sample order agrees with the packaged order file."""

from __future__ import annotations

import datetime as dt

import pytest

from goodcause.demo.expected import expected
from goodcause.order.load import fill_dates, packaged_order, parse_order
from goodcause.order.order import RuleSet

_CATEGORIES = [
    "home_address",
    "home_phone",
    "ssn",
    "driver_license",
    "date_of_birth",
    "place_of_birth",
    "mothers_maiden_name",
    "vulnerability_time",
    "vulnerability_place",
    "person_name",
    "work_address",
    "work_phone",
    "prior_address",
    "medical_psych",
    "weapon",
    "criminal_history",
    "past_incident",
    "donor_address",
    "donor_phone",
    "own_maiden_name",
    "third_party_contact",
]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    day = dt.date(2007, 3, 1)
    text = packaged_order("mehl-v-blanas").read_text(encoding="utf-8")
    return parse_order(fill_dates(text, day), "mehl-v-blanas").on(day)


@pytest.mark.parametrize("series", ["ccw", "donor", "volunteer", "personnel"])
@pytest.mark.parametrize("person_class", ["judicial_law_enforcement", "layperson"])
def test_judge_and_order_agree(rules: RuleSet, series: str, person_class: str) -> None:
    for category in _CATEGORIES:
        ruling = rules.ruling(series, person_class, category)
        outcome, rule = expected(series, person_class, category)

        assert ruling.outcome == outcome, category
        if outcome == "remove":
            assert ruling.rule == rule, category


def test_what_an_unsettled_paper_must_lose_every_class_loses() -> None:
    for category in _CATEGORIES:
        both = {
            expected("ccw", person_class, category)[0]
            for person_class in ("judicial_law_enforcement", "layperson")
        }
        outcome = expected("ccw", "unsettled", category)[0]

        assert (outcome == "remove") is (both == {"remove"})


def test_words_without_a_category_stay() -> None:
    assert expected("ccw", "judicial_law_enforcement", "") == ("leave", "")
