from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.case.files import filled
from goodcause.case.lodging import Clause, Lodgement, Passage, Tab
from goodcause.case.rulings import (
    Removals,
    RulingFile,
    missing,
    outcomes,
    ruling_list,
    ruling_text,
)
from goodcause.order.join import with_ruling
from goodcause.order.load import fill_dates, packaged_order, parse_order, read_text
from goodcause.order.particular import About

LODGED_ON = date(2007, 4, 2)
RULED_ON = date(2007, 5, 7)


def passage(page: int, key: str) -> Passage:
    return Passage(
        page=page, finding=key, category="home_address", boxes=(Box(1, 2, 3, 4),), ground="private"
    )


LODGED = Lodgement(
    series="personnel",
    title="Personnel records",
    clause=Clause(rule="D7-1", section="7", order="DJ-2007", basis=("Evid. Code 1043",), harm="x"),
    to="Mueller, M.J.",
    tabs=(
        Tab(
            number=1, key="s000001", kind="memo", dated="1998-05-04", author="", pages=2,
            relevant=False, why="not about permits",
            passages=(passage(1, "p1:a"), passage(1, "p1:b"), passage(2, "p2:a")),
        ),
        Tab(
            number=2, key="s000002", kind="complaint", dated="undated", author="", pages=1,
            relevant=True, why="about permits",
        ),
    ),
)  # fmt: skip
WHOLE = {
    "1.1": "disclose", "1.1.1": "confidential", "1.1.2": "disclose", "1.2": "irrelevant",
    "2.1": "confidential",
}  # fmt: skip


def ruled(said: dict[str, str], package: str = LODGED.digest, on: date = RULED_ON) -> RulingFile:
    return filled(RulingFile, ruling_list(package, "Mueller, M.J.", on, said).decode(), "r.json")


def test_items_are_numbered_by_tab_page_and_passage() -> None:
    numbers = [item.number for item in LODGED.items]

    assert numbers == ["1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2.1"]


def test_a_page_leaves_with_what_was_withheld_taken_out() -> None:
    first, second = outcomes(LODGED, ruled(WHOLE), LODGED_ON)

    assert (first.disclosed, first.withheld) == ((1,), (2,))
    assert [p.finding for p, _ in first.removed] == ["p1:a"]
    assert [p.finding for p in first.opened] == ["p1:b"]
    assert not second.leaves


def test_a_passage_of_a_page_that_stays_needs_no_ruling_of_its_own() -> None:
    assert missing(LODGED.items, WHOLE) == ()
    assert missing(LODGED.items, {**WHOLE, "1.2": "disclose"}) == ("1.2.1",)
    assert missing(LODGED.items, {}) == ("1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2.1")


@pytest.mark.parametrize("number", [n for n in WHOLE if n != "1.2.1"])
def test_nothing_leaves_while_an_item_is_open(number: str) -> None:
    said = {n: word for n, word in WHOLE.items() if n != number}
    with pytest.raises(UsageError, match=f"says nothing of item {number}"):
        outcomes(LODGED, ruled(said), LODGED_ON)


def test_a_ruling_on_what_was_not_lodged_or_of_another_package_or_too_old_is_refused() -> None:
    with pytest.raises(UsageError, match=r"names item 9\.9"):
        outcomes(LODGED, ruled({**WHOLE, "9.9": "disclose"}), LODGED_ON)
    with pytest.raises(UsageError, match="of another package"):
        outcomes(LODGED, ruled(WHOLE, package="0" * 64), LODGED_ON)
    with pytest.raises(UsageError, match="before the lodging"):
        outcomes(LODGED, ruled(WHOLE, on=date(2007, 4, 1)), LODGED_ON)


@pytest.mark.parametrize(
    "text",
    [
        "schema: in-camera-ruling/0.1",
        "[]",
        "schema: in-camera-ruling/0.1\npackage: zz\njudge: x\ndated: 2007-05-07\nrulings: {}",
        "schema: in-camera-ruling/0.1\nrulings: {1.1: perhaps}",
    ],
)
def test_a_file_that_is_no_ruling_is_told_line_by_line(text: str) -> None:
    with pytest.raises(UsageError, match=r"r\.json:\d+: "):
        filled(RulingFile, text, "r.json")


@given(st.dictionaries(st.sampled_from([*sorted(WHOLE), "1.2.1"]),
                       st.sampled_from(["disclose", "irrelevant", "confidential"])))  # fmt: skip
def test_what_was_not_ruled_discoverable_never_leaves(said: dict[str, str]) -> None:
    try:
        found = outcomes(LODGED, ruled(said), LODGED_ON)
    except UsageError:
        assert missing(LODGED.items, said)
        return
    for each in found:
        for page in each.disclosed:
            assert said[f"{each.tab.number}.{page}"] == "disclose"
        for one in each.opened:
            item = next(i for i in each.tab.items if i.passage == one)
            assert said[item.number] == "disclose"
            assert one.page in each.disclosed


def test_the_ruling_joins_the_order_and_releases_only_what_it_names() -> None:
    order = fill_dates(read_text(packaged_order("mehl-v-blanas")), date(2007, 3, 5))
    papers = (Removals(document="s000001", findings=(("p1:a", "home_address"),)),)
    text = ruling_text(LODGED, ruled(WHOLE), papers, "removed")
    joined = parse_order(with_ruling(order, text, "ruling.yaml"), "joined.yaml")
    rules = joined.on(RULED_ON)
    named = About(documents=frozenset({"s000001"}), finding="p1:a")
    other = About(documents=frozenset({"s000002"}))
    gone = rules.ruling("personnel", "unsettled", "home_address", named)

    assert rules.series("personnel").route == "in_camera"
    assert rules.released("personnel", named) is not None
    assert rules.released("personnel", other) is None
    assert rules.released("ccw", named) is None
    assert (gone.outcome, gone.label) == ("remove", "(REMOVED BY DEFENDANTS)")
    assert "in camera ruling under D7-1" in gone.basis
    assert not joined.blockers()
