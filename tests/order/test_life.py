from __future__ import annotations

from datetime import date

import pytest

from goodcause.order.load import fill_dates, parse_order
from goodcause.order.order import Order

from tests.order.test_order_mistakes import GOOD

SECOND = date(2007, 2, 7)


def third(effect: str, rules: str = "") -> Order:
    more = f"""
  - id: THIRD
    kind: third_order
    dated: 2008-05-01
    modifies: [FIRST, SECOND]
    effects:
      - {effect}
    rules:
      - {{id: C0, action: must_submit, item: "a report", by: both}}
"""
    text = GOOD.replace("\nprocedures:\n", more + rules + "procedures:\n")
    return parse_order(text, "three.yaml")


@pytest.mark.parametrize(
    ("effect", "holds"),
    [
        ("{rule: B1, becomes: vacated}", False),
        ("{rule: B1, becomes: stayed}", False),
        ("{rule: B1, becomes: superseded, by: [C0]}", False),
        ("{rule: B1, becomes: modified, by: [C0]}", False),
        ("{rule: B1, becomes: unsettled, until_decided: suspend}", False),
        ("{rule: B1, becomes: unsettled, until_decided: apply}", True),
        ("{rule: B1, becomes: clarified, by: [C0]}", True),
        ("{rule: B1, becomes: continues}", True),
    ],
)
def test_a_later_order_decides_whether_an_earlier_rule_is_carried_out(
    effect: str, holds: bool
) -> None:
    order = third(effect)
    before, after = order.on(date(2008, 4, 30)), order.on(date(2008, 5, 1))

    assert before.ruling("files", "layperson", "ssn").outcome == "remove"
    assert after.ruling("files", "layperson", "ssn").outcome == ("remove" if holds else "leave")
    assert after.states["B1"].holds is holds
    assert before.digest != after.digest


def test_a_superseded_rule_comes_back_only_when_an_order_says_so() -> None:
    gone = third("{rule: B1, becomes: vacated}").on(date(2008, 6, 1))
    back = third("{rule: A1, becomes: continues}").on(date(2008, 6, 1))

    assert not gone.states["A1"].holds
    assert back.ruling("files", "layperson", "ssn").outcome == "leave"
    assert back.ruling("files", "layperson", "ssn").rule == "A1"


def test_a_rule_that_forbids_wins_whatever_its_place_and_the_file_warns() -> None:
    order = third("{rule: A1, becomes: continues}")

    assert any("B1 may remove and A1 keeps the same in files" in w for w in order.warnings)


def test_a_rule_the_later_order_says_nothing_of_stays_in_force_with_a_warning() -> None:
    order = third("{rule: A1, becomes: vacated}")

    assert "THIRD modifies FIRST but says nothing of A2: it stays in force" in order.warnings
    assert order.on(date(2009, 1, 1)).states["A2"].holds


def test_a_mark_that_is_allowed_and_forbidden_is_not_printed() -> None:
    rule = "      - {id: C1, action: no_watermark, series: [files]}\n"
    order = third("{rule: B1, becomes: continues}", rule)

    assert order.on(date(2008, 1, 1)).series("files").watermark is not None
    assert order.on(date(2009, 1, 1)).series("files").watermark is None
    assert any("C1 forbids it" in w for w in order.warnings)


def test_a_day_of_effect_of_its_own_goes_before_the_date() -> None:
    text = GOOD.replace("dated: 2007-02-07", "dated: 2007-02-07\n    effective: 2007-03-01")
    order = parse_order(text, "x")

    assert order.on(SECOND).ruling("files", "layperson", "ssn").outcome == "leave"
    assert order.on(date(2007, 3, 1)).ruling("files", "layperson", "ssn").outcome == "remove"


def test_an_order_without_a_date_can_be_looked_at_and_blocks() -> None:
    order = parse_order(GOOD.replace("dated: 2007-02-07", "dated:"), "x.yaml")

    assert len(order.blockers()) == 1
    assert order.on(date.max).ruling("files", "layperson", "ssn").outcome == "remove"


def test_every_date_missing_gets_a_blocker_of_its_own() -> None:
    text = GOOD.replace("dated: 2007-02-07", "dated: null").replace("dated: 2006-12-01", "dated: ~")

    assert [b.split(":")[0] for b in parse_order(text, "x").blockers()] == [
        "order FIRST has no date",
        "order SECOND has no date",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("dated: null", "dated: 2007-03-01"),
        ("dated: ~  # when?", "dated: 2007-03-01  # when?"),
        ("dated:", "dated: 2007-03-01"),
        ("dated:   # counsel fills this in", "dated: 2007-03-01   # counsel fills this in"),
        ("dated: null\n    effective: null", "dated: 2007-03-01\n    effective: 2007-03-01"),
        ("dated: null\n    effective: 2007-05-01", "dated: null\n    effective: 2007-05-01"),
        ("dated: 2007-02-07\n    effective: null", "dated: 2007-02-07\n    effective: null"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_missing_date_is_filled_in_place_and_nothing_else_moves(
    before: str, after: str, ends: str
) -> None:
    text = GOOD.replace("dated: 2007-02-07", before).replace("\n", ends)
    expected = GOOD.replace("dated: 2007-02-07", after).replace("\n", ends)

    assert fill_dates(text, date(2007, 3, 1)) == expected
    assert parse_order(expected, "x").blockers() == ()


def test_a_mark_of_byte_order_and_wide_characters_do_not_shift_the_place() -> None:
    text = "\ufeff# \U0001f600\n" + GOOD.replace("Able", "\u00c4ble")
    gap = text.replace("dated: 2007-02-07", "dated: null")

    assert fill_dates(gap, SECOND) == text


def test_dates_inside_braces_are_filled_too() -> None:
    text = '{orders: [{id: A, dated: null, effective: }, {id: "dated: null", dated: 2001-01-01}]}'

    assert fill_dates(text, date(2007, 3, 1)) == (
        "{orders: [{id: A, dated: 2007-03-01, effective: 2007-03-01 },"
        ' {id: "dated: null", dated: 2001-01-01}]}'
    )
