"""What a small order says, cell by cell; no name of a real case is needed for it."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from goodcause.base.errors import OrderError
from goodcause.order import vocabulary
from goodcause.order.load import packaged_orders, parse_order
from goodcause.order.order import RuleSet

from tests.order.test_order_mistakes import GOOD

DAY = date(2007, 6, 1)


def rules(text: str = GOOD) -> RuleSet:
    return parse_order(text, "small.yaml").on(DAY)


def test_an_order_allows_only_what_its_rule_lists() -> None:
    small = rules()
    allowed = {
        (series, person_class, category)
        for series in small.order.series_names
        for person_class in ("judicial_law_enforcement", "layperson")
        for category in vocabulary.CATEGORIES
        if small.ruling(series, person_class, category).outcome == "remove"
    }

    assert allowed == {("files", "layperson", "ssn")}


def test_a_union_of_classes_reaches_each_of_them_and_the_unsettled() -> None:
    small = rules(GOOD.replace("class: layperson", "class: any_applicant"))

    for person_class in ("judicial_law_enforcement", "layperson", "unsettled"):
        assert small.ruling("files", person_class, "ssn").outcome == "remove"
    assert not small.series("files").needs_class


def test_a_rule_that_keeps_goes_before_one_that_may_remove() -> None:
    small = rules(GOOD.replace("series: [gifts]", "series: [gifts, files]"))

    assert small.ruling("files", "layperson", "ssn").rule == "B2"
    assert small.series("files").native_ok


def test_what_needs_counsel_is_asked_and_what_counsel_approved_is_removed() -> None:
    text = GOOD.replace(
        "label: removed",
        "label: removed\n        requires: {decision_by: counsel, reason: text}\n"
        "        preapproved: [home_phone]",
    )
    small = rules(text)

    assert small.ruling("files", "layperson", "ssn").outcome == "ask"
    assert small.ruling("files", "layperson", "ssn").label == ""
    assert small.ruling("files", "layperson", "home_phone").outcome == "remove"
    assert small.ruling("files", "layperson", "home_address").outcome == "leave"


def test_the_reason_names_clause_class_and_category() -> None:
    reason = rules().ruling("files", "layperson", "ssn").reason

    for words in ("B1", "section 2", "SECOND", "layperson", "Social Security number"):
        assert words in reason
    left = rules().ruling("files", "layperson", "home_address").reason
    assert "home address" in left
    assert "layperson" in left


def test_a_series_takes_its_tier_from_a_rule_when_the_table_gives_none() -> None:
    text = GOOD.replace(
        "      - {id: A3,", "      - {id: A4, action: restrict_tier, series: [gifts], tier: AEO}\n"
        "      - {id: A3,"
    )  # fmt: skip
    gifts = rules(text).series("gifts")

    assert (gifts.tier, gifts.legend) == ("AEO", "ATTORNEYS' EYES ONLY")


def test_a_prefix_not_written_is_the_name_in_capitals() -> None:
    assert rules().series("files").bates_prefix == "FILES"


def test_names_the_order_does_not_know_are_refused() -> None:
    with pytest.raises(OrderError, match=r"small\.yaml has no series 'file'; write one of: files"):
        rules().series("file")
    with pytest.raises(OrderError, match="has no series"):
        rules().ruling("file", "layperson", "ssn")
    with pytest.raises(OrderError, match="'sn' is not a category"):
        rules().ruling("files", "layperson", "sn")


def test_a_rule_set_survives_the_way_to_another_process() -> None:
    small = rules()

    assert pickle.loads(pickle.dumps(small)) == small  # noqa: S301  our own value
    assert hash(small) == hash(rules())


def test_every_word_of_the_vocabulary_can_be_spoken() -> None:
    for word in (*vocabulary.CATEGORIES, *vocabulary.OCCUPATIONS, "last_four"):
        assert vocabulary.spoken(word)
        assert "_" not in vocabulary.spoken(word)


def test_no_code_names_a_case_a_rule_or_a_class_of_a_packaged_order() -> None:
    source = Path(vocabulary.__file__).parent
    code = "\n".join(p.read_text("utf-8") for p in sorted(source.glob("*.py")))

    assert packaged_orders() == ("frcp-5-2", "mehl-v-blanas")
    for name in ("mehl", "blanas", "frcp", "layperson", "judicial", "gorski", "D3-1", "D4-1"):
        assert name.lower() not in code.lower(), name
