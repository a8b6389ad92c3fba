from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.order.load import (
    fill_dates,
    load_order,
    packaged_order,
    packaged_orders,
    parse_order,
)
from goodcause.order.order import Ruling, printed_label
from goodcause.order.vocabulary import CATEGORIES, KEEPS

ORDERS = {
    name: parse_order(fill_dates(packaged_order(name).read_text("utf-8"), date(2007, 3, 1)), name)
    for name in packaged_orders()
}
names = st.sampled_from(sorted(ORDERS))
classes = st.sampled_from(["judicial_law_enforcement", "layperson", "unsettled", "", "nonsense"])
days = st.dates(date(2007, 12, 1), date(2030, 1, 1)) | st.just(date(2006, 12, 1))


@given(name=names, person_class=classes, category=st.sampled_from(CATEGORIES), data=st.data())
def test_every_question_has_one_answer_and_no_removal_lacks_a_rule_in_force(
    name: str, person_class: str, category: str, data: st.DataObject
) -> None:
    order = ORDERS[name]
    series = data.draw(st.sampled_from(order.series_names))
    day = data.draw(days.filter(lambda d: any(o.effective <= d for o in order.orders)))
    rules = order.on(day)
    ruling = rules.ruling(series, person_class, category)

    assert ruling == rules.ruling(series, person_class, category)
    assert ruling.outcome in ("remove", "leave", "ask")
    assert ruling.reason
    if ruling.outcome != "leave":
        (rule,) = [r for r in rules.rules if r.id == ruling.rule]
        assert rule.action == "may_remove"
        assert rule.reaches(series, category)
        assert rules.states[rule.id].holds
    assert bool(ruling.label) == (ruling.outcome == "remove")
    if any(r.forbids_removal and not r.person_class and r.reaches(series, category)
           for r in rules.rules):  # fmt: skip
        assert ruling.outcome == "leave"


@given(
    value=st.text(max_size=40) | st.from_regex(r"\A[0-9Xx* .-]{0,25}\Z"),
    keep=st.sampled_from(sorted(KEEPS)),
    category=st.sampled_from(CATEGORIES),
)
def test_a_label_never_prints_more_of_the_value_than_may_stay(
    value: str, keep: str, category: str
) -> None:
    ruling = Ruling(
        outcome="remove", rule="R", section="1", label="[GONE]", keep=keep, category=category,
        basis=(), harm="", reason="", keep_label=f"<{KEEPS[keep]}>",
    )  # fmt: skip
    printed = printed_label(ruling, value)

    assert printed.isascii()
    if printed == "[GONE]":
        return
    kept = printed[1:-1]
    assert keep != "nothing"
    if keep == "last_four":
        assert len(kept) == 4
        assert kept.isdigit()
        assert (
            value.rstrip(" .-#").endswith(kept)
            or kept in "".join(c for c in value if c.isdigit())[-4:]
        )
    elif keep == "year":
        assert kept in value
        assert 1800 <= int(kept) < 2100
    else:
        assert set(kept[1::2]) == {"."}
        assert len(kept) <= 10


@settings(max_examples=20, deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_filling_a_date_changes_only_the_dates(day: date) -> None:
    for name in packaged_orders():
        text = packaged_order(name).read_text("utf-8")
        filled = fill_dates(text, day)
        assert filled.replace(f"dated: {day}", "dated: null").replace(
            f"effective: {day}", "effective: null"
        ) == text.replace(f"dated: {day}", "dated: null").replace(
            f"effective: {day}", "effective: null"
        )


def test_comments_and_layout_do_not_change_the_digest() -> None:
    path = packaged_order("frcp-5-2")
    text = path.read_text("utf-8")
    bare = "\n".join(
        line.split("  #")[0] for line in text.splitlines() if not line.strip().startswith("#")
    )

    assert bare != text
    assert parse_order(bare, "x").digest == load_order(path).digest
    assert parse_order(text.replace("identity theft", "theft"), "x").digest != (
        load_order(path).digest
    )
