from __future__ import annotations

from datetime import date

import pytest

from goodcause.order.load import load_order, packaged_order
from goodcause.order.order import RuleSet, printed_label


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_order(packaged_order("frcp-5-2")).on(date(2008, 1, 2))


def test_it_loads_clean_and_blocks_nothing() -> None:
    order = load_order(packaged_order("frcp-5-2"))

    assert order.blockers() == ()
    assert order.warnings == ()
    assert order.series_names == ("filing",)


def test_it_makes_no_difference_between_persons(rules: RuleSet) -> None:
    filing = rules.series("filing")

    assert not filing.needs_class
    assert (filing.watermark, filing.tier, filing.legend, filing.margin_note) == (None, "", "", "")
    assert rules.class_of("judge") == "unsettled"
    for person_class in ("layperson", "unsettled", "judicial_law_enforcement"):
        assert rules.ruling("filing", person_class, "ssn").outcome == "remove"


@pytest.mark.parametrize(
    ("category", "value", "printed"),
    [
        ("ssn", "900-41-2268", "XXX-XX-2268"),
        ("ssn", "900412268", "XXX-XX-2268"),
        ("ssn", "900 41 2268", "XXX-XX-2268"),
        ("ssn", "XXX-XX-2268", "XXX-XX-2268"),
        ("ssn", "***-**-2268", "XXX-XX-2268"),
        ("ssn", "900-41-22", "[REDACTED]"),
        ("ssn", "2268", "[REDACTED]"),
        ("ssn", "900-4l-2268", "[REDACTED]"),
        ("ssn", "", "[REDACTED]"),
        ("ssn", "٩٠٠٤١٢٢٦٨", "[REDACTED]"),
        ("taxpayer_id", "90-0412268", "XXXXX2268"),
        ("account_number", "4000 1234 5678 9010", "[account ending 9010]"),
        ("account_number", "12345678", "[account ending 5678]"),
        ("account_number", "1234567", "[REDACTED]"),
        ("account_number", "9010", "[REDACTED]"),
        ("account_number", "xxxx9010", "[account ending 9010]"),
        ("date_of_birth", "03/14/1951", "[birth year 1951]"),
        ("date_of_birth", "March 14, 1951", "[birth year 1951]"),
        ("date_of_birth", "1951-03-14", "[birth year 1951]"),
        ("date_of_birth", "03/14/51", "[REDACTED]"),
        ("date_of_birth", "1951 or 1952", "[REDACTED]"),
        ("date_of_birth", "19510314", "[REDACTED]"),
        ("minor_name", "Jane Quill Roe", "J.Q.R."),
        ("minor_name", "Roe, Jane Quill", "J.Q.R."),
        ("minor_name", "Roe, Jane, Jr.", "J.R."),
        ("minor_name", "J.R.", "J.R."),
        ("minor_name", "Élodie Roe", "E.R."),
        ("minor_name", "jane", "J."),
        ("minor_name", "7ane Roe", "[REDACTED]"),
        ("minor_name", "\ud800\x00", "[REDACTED]"),
        ("minor_name", "a quite long run of words is no name", "[REDACTED]"),
    ],
)
def test_the_part_that_stays_is_printed_only_when_it_is_surely_there(
    rules: RuleSet, category: str, value: str, printed: str
) -> None:
    assert printed_label(rules.ruling("filing", "", category), value) == printed


def test_addresses_and_names_stay(rules: RuleSet) -> None:
    for category in ("home_address", "home_phone", "person_name", "weapon", "place_of_birth"):
        assert rules.ruling("filing", "", category).outcome == "leave"
