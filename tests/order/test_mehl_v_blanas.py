from __future__ import annotations

from datetime import date

import pytest

from goodcause.base.errors import OrderError
from goodcause.order.load import fill_dates, load_order, packaged_order, parse_order
from goodcause.order.order import Order, RuleSet
from goodcause.order.vocabulary import CATEGORIES, OCCUPATIONS

from tests.order.applicants import APPLICANTS, Applicant, Row

PATH = packaged_order("mehl-v-blanas")
CLASSES = ("judicial_law_enforcement", "layperson", "unsettled")
LABEL = "(REMOVED BY DEFENDANTS)"
DECEMBER = date(2006, 12, 15)
AFTER = date(2007, 6, 1)


@pytest.fixture(scope="module")
def order() -> Order:
    return parse_order(fill_dates(PATH.read_text("utf-8"), date(2007, 3, 1)), PATH.name)


@pytest.fixture(scope="module")
def rules(order: Order) -> RuleSet:
    return order.on(AFTER)


DECISIONS = [
    pytest.param(who, row, id=f"{who.key}-{i}-{row.category}")
    for who in APPLICANTS
    for i, row in enumerate(who.rows)
]


def test_the_table_holds_fifty_eight_decisions() -> None:
    assert len(DECISIONS) == 58


@pytest.mark.parametrize(("who", "row"), DECISIONS)
def test_each_worked_decision_comes_out_as_written(
    rules: RuleSet, who: Applicant, row: Row
) -> None:
    assert rules.class_of(who.occupation) == who.person_class
    if row.category is None:  # nothing of the vocabulary: there is no finding to rule on
        assert not row.rule
        return
    ruling = rules.ruling("ccw", who.person_class, row.category)

    assert (ruling.outcome, ruling.rule) == (("remove" if row.rule else "leave"), row.rule)
    assert ruling.label == (LABEL if row.rule else "")


def test_under_the_december_order_alone_nothing_is_removed_and_nothing_marked(
    order: Order,
) -> None:
    rules = order.on(DECEMBER)

    for name in order.series_names:
        for person_class in CLASSES:
            assert {rules.ruling(name, person_class, c).outcome for c in CATEGORIES} == {"leave"}
        assert rules.series(name).watermark is None
    assert "recites" in rules.ruling("ccw", "layperson", "ssn").reason
    assert rules.series("ccw").margin_note == order.case.number
    assert rules.series("ccw").tier == "AEO"
    assert rules.ruling("ccw", "layperson", "ssn").rule == "MJ-R3"


def test_the_later_order_holds_from_its_own_day(order: Order) -> None:
    before = order.on(date(2007, 2, 28)).ruling("ccw", "layperson", "ssn")
    since = order.on(date(2007, 3, 1)).ruling("ccw", "layperson", "ssn")

    assert (before.outcome, since.outcome) == ("leave", "remove")


def test_effects_of_the_later_order_stand_in_the_states(rules: RuleSet) -> None:
    def state(rule: str) -> tuple[str, bool, tuple[str, ...]]:
        found = rules.states[rule]
        return found.state, found.holds, found.by

    assert state("MJ-R1") == ("superseded", False, ("D2-1", "D2-1x"))
    assert state("MJ-R4") == ("continues", True, ())
    assert state("MJ-R6") == ("unsettled", True, ())
    assert state("MJ-R7") == ("clarified", True, ("D6-1", "D6-2", "D6-3"))
    assert state("D2-1") == ("in_force", True, ())
    assert rules.states["MJ-R6"].order == "DJ-2007"


def test_a_settled_occupation_gives_its_class_and_every_other_one_is_held(
    rules: RuleSet,
) -> None:
    settled = {
        "judge", "magistrate", "court_commissioner", "prosecutor", "sworn_officer",
        "probation_officer", "parole_agent", "correctional_officer", "da_investigator",
        "chp_officer", "state_special_agent",
    }  # fmt: skip
    for occupation in (*OCCUPATIONS, "", "JUDGE", "juggler", "\ud800"):
        expected = "unsettled"
        if occupation in settled:
            expected = "judicial_law_enforcement"
        if occupation == "private":
            expected = "layperson"
        assert rules.class_of(occupation) == expected


def test_only_the_applications_need_a_class(rules: RuleSet) -> None:
    needs = {name: rules.series(name).needs_class for name in rules.order.series_names}

    assert needs == {"ccw": True, "volunteer": False, "donor": False, "personnel": False}


def test_donor_papers_lose_nothing_bear_nothing_and_may_go_out_as_they_are(
    rules: RuleSet,
) -> None:
    donor = rules.series("donor")

    for person_class in CLASSES:
        for category in CATEGORIES:
            ruling = rules.ruling("donor", person_class, category)
            assert (ruling.outcome, ruling.rule) == ("leave", "D4-X")
    assert (donor.tier, donor.legend, donor.watermark, donor.margin_note) == ("", "", None, "")
    assert donor.native_ok
    assert donor.bates_prefix == "DON"


def test_personnel_records_go_to_the_court_and_not_out_as_they_are(rules: RuleSet) -> None:
    personnel = rules.series("personnel")

    assert personnel.route == "in_camera"
    assert not personnel.native_ok


def test_personnel_records_stay_back_before_the_court_says_where_they_go(order: Order) -> None:
    assert order.on(DECEMBER).series("personnel").route == "in_camera"


def test_applications_and_volunteer_records_bear_mark_and_legend(rules: RuleSet) -> None:
    ccw, volunteer = rules.series("ccw"), rules.series("volunteer")

    assert ccw.watermark == volunteer.watermark
    assert ccw.watermark is not None
    assert ccw.watermark.text == "Gorski-Do Not Duplicate"
    assert ccw.watermark.style == "hollow"
    assert ccw.legend == volunteer.legend == "CONFIDENTIAL - ATTORNEYS' AND EXPERTS' EYES ONLY"
    assert ccw.margin_note == "2:03-cv-02682-MCE-KJM"
    assert not ccw.native_ok
    assert {rules.series(n).bates_prefix for n in rules.order.series_names} == {
        "CCW", "VOL", "DON", "PER",
    }  # fmt: skip


def test_sensitive_information_of_justice_people_is_asked_save_where_counsel_approved(
    rules: RuleSet,
) -> None:
    def outcome(category: str) -> tuple[str, str]:
        ruling = rules.ruling("ccw", "judicial_law_enforcement", category)
        return ruling.outcome, ruling.rule

    assert outcome("other_sensitive") == ("ask", "D2-1x")
    assert outcome("driver_license") == ("remove", "D2-1x")
    assert outcome("prior_address") == ("remove", "D2-1x")


def test_an_unsettled_class_is_asked_wherever_the_class_decides(rules: RuleSet) -> None:
    for category in CATEGORIES:
        justice = rules.ruling("ccw", "judicial_law_enforcement", category)
        lay = rules.ruling("ccw", "layperson", category)
        open_class = rules.ruling("ccw", "unsettled", category)
        if (justice.outcome, justice.rule) == (lay.outcome, lay.rule):
            assert open_class.outcome == lay.outcome
        else:
            assert open_class.outcome == "ask"
            assert "unsettled" in open_class.reason
            assert not open_class.label


def test_every_clause_has_its_authority_and_its_harm(order: Order) -> None:
    for one in order.orders:
        for rule in one.rules:
            assert rule.basis, rule.id
            assert rule.harm, rule.id
    sections = {r.section for r in order.orders[1].rules}
    assert sections == {"2", "3", "4", "5", "6", "7"}


def test_as_packaged_its_missing_date_blocks_with_the_right_line() -> None:
    order = load_order(PATH)
    text = PATH.read_text("utf-8").splitlines()
    line = next(i for i, each in enumerate(text, 1) if each.strip().startswith("dated: null"))

    assert order.blockers() == (
        f"order DJ-2007 has no date: write `dated: YYYY-MM-DD` at line {line}"
        " of mehl-v-blanas.yaml",
    )
    assert order.warnings == ()


def test_a_filled_date_lifts_the_block_and_changes_the_digest(order: Order) -> None:
    assert order.blockers() == ()
    assert order.digest != load_order(PATH).digest


def test_a_day_before_every_order_is_refused(order: Order) -> None:
    with pytest.raises(OrderError, match=r"^no order of mehl-v-blanas\.yaml holds on 2006-11-30"):
        order.on(date(2006, 11, 30))
