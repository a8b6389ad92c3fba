from __future__ import annotations

import itertools
from datetime import date

import pytest

from goodcause.base.errors import ProcedureError
from goodcause.case.forwarding import FORWARD, TABLE, due_day
from goodcause.case.procedure import Procedure, Who, advanced

from tests.case.forwardings import (
    ADA,
    ANN,
    BEN,
    CHECKED,
    CLOCK,
    COUNSEL,
    STANDING,
    approved,
    checked,
    delivered,
    drafted,
    lapsed,
    objected,
    proposed,
    ready,
    received,
    revealed,
    sent,
    step,
)

ALLOWED = {(source, move.name) for move in TABLE.moves for source in move.sources}
FACTS = {
    **{need: "yes" for move in TABLE.moves for need in move.needs},
    **{"address_date": "2007-01-01", "until": "2007-06-01", "to": COUNSEL, "article": "1"},
    **{
        "how": "direct",
        "wish": "none",
        "service": "certified",
        "days": "21",
        "mailed_on": "2007-03-09",
    },
    **{"safe_at_home": "no", "represented": "no", "deceased": "no"},
}


def test_every_state_can_be_reached() -> None:
    assert set(STANDING) == set(TABLE.states)
    assert all(make().state == state for state, make in STANDING.items())


@pytest.mark.parametrize(
    ("state", "move"),
    [
        pair
        for pair in itertools.product(TABLE.states, dict.fromkeys(m.name for m in TABLE.moves))
        if pair not in ALLOWED
    ],
)
def test_what_the_table_does_not_have_is_refused_with_its_reason(state: str, move: str) -> None:
    before = STANDING[state]()  # refused for its state before its facts are looked at

    with pytest.raises(ProcedureError) as refused:
        advanced(FORWARD, before, move, FACTS, ADA, before.steps[-1].on)

    assert f"{move} is not possible now: this stands at {state.replace('_', ' ')}" in str(
        refused.value
    )
    assert "possible now" in str(refused.value) or "closed" in str(refused.value)


@pytest.mark.parametrize("move", TABLE.moves, ids=lambda move: move.name)
def test_a_role_that_may_not_take_a_step_is_refused(move: object) -> None:
    assert hasattr(move, "by")
    for role in set(("judge", "plaintiffs", "expert", "reviewer")) - set(move.by):
        before = STANDING[move.sources[0]]()
        with pytest.raises(ProcedureError, match="is for the role"):
            step(before, move.name, Who(name="Zoe", role=role))


@pytest.mark.parametrize("move", [m for m in TABLE.moves if m.needs], ids=lambda move: move.name)
def test_a_step_without_its_facts_records_nothing(move: object) -> None:
    assert hasattr(move, "needs")
    for missing in move.needs:
        facts = {need: FACTS[need] for need in move.needs if need != missing}
        with pytest.raises(ProcedureError, match="nothing was recorded"):
            step(STANDING[move.sources[0]](), move.name, ADA, **facts)


@pytest.mark.parametrize("move", TABLE.moves, ids=lambda move: move.name)
def test_no_step_tells_anew_what_another_has_settled(move: object) -> None:
    assert hasattr(move, "needs")
    for settled in {"address", "safe_at_home", "asked_by", "rule6", "days"} - set(move.needs):
        facts = {**{need: FACTS[need] for need in move.needs}, settled: "x"}
        with pytest.raises(ProcedureError, match="is not told with"):
            step(STANDING[move.sources[0]](), move.name, ADA, **facts)


def test_from_the_first_paper_to_the_last() -> None:
    done = step(revealed(), "close", ADA, outcome="address given")

    moves = "open check set-clock draft send deliver lapse propose approve reveal close"
    assert [s.move for s in done.steps] == moves.split()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"deceased": "yes"}, "record the step die"),
        ({"identity": "no"}, "by mistake"),
        ({"safe_at_home": "yes"}, "give substitute address"),
        ({"represented": "yes", "counsel_name": "Lou"}, "give counsel address"),
        ({"represented": "perhaps"}, "represented is yes or no"),
        ({"address_date": "2007-03-06"}, "lies after 2007-03-05"),
        ({"address_date": "lately"}, "no day of the calendar"),
    ],
)
def test_a_check_that_does_not_hold_is_refused(more: dict[str, object], words: str) -> None:
    with pytest.raises(ProcedureError, match=words):
        checked(**more)


@pytest.mark.parametrize("days", ["0", "366", "-3", "three", "2.5", "\u0663"])
def test_the_clock_is_a_number_of_days(days: str) -> None:
    with pytest.raises(ProcedureError, match="no time to answer in"):
        step(checked(), "set-clock", ADA, **{**CLOCK, "days": days})


def test_no_clock_runs_until_counsel_has_set_one() -> None:
    assert due_day(received()) is None
    assert due_day(ready()) is None
    with pytest.raises(ProcedureError, match="counsel has not set one"):
        drafted(checked(), date(2007, 3, 9))


def test_the_clock_is_counted_from_the_mailing_by_the_rule_of_the_order() -> None:
    due = due_day(sent())

    # 21 days from Friday 9 March are the 30th; three days for mail end on Monday 2 April.
    assert due is not None
    assert due.day == date(2007, 4, 2)


def test_the_letter_must_name_the_day_that_is_counted() -> None:
    with pytest.raises(ProcedureError, match="must name 2007-04-02"):
        step(ready(), "draft", mailed_on="2007-03-09", answer_by="2007-03-30")


def test_a_letter_drafted_for_another_day_is_not_sent() -> None:
    with pytest.raises(ProcedureError, match="draft it anew"):
        step(
            drafted(ready(), date(2007, 3, 9)), "send", on=date(2007, 3, 12),
            service="certified", server="Kim", article="1",
        )  # fmt: skip
    with pytest.raises(ProcedureError, match="draft it first"):
        step(ready(), "send", service="certified", server="Kim", article="1")


def test_a_letter_of_the_first_mailing_is_not_sent_a_second_time() -> None:
    back = step(sent(), "return", reason="moved")
    again = step(back, "again", ADA, address="9 New Street", address_source="DMV",
                 address_date="2007-03-01", reason="found")  # fmt: skip
    again = step(again, "set-clock", ADA, **CLOCK)
    with pytest.raises(ProcedureError, match="no letter was drafted since"):
        step(again, "send", service="certified", server="Kim", article="2")


def test_certified_mail_has_its_number() -> None:
    with pytest.raises(ProcedureError, match="give article"):
        step(drafted(ready(), date(2007, 3, 9)), "send", on=date(2007, 3, 9),
             service="certified", server="Kim")  # fmt: skip


def test_time_is_over_only_after_the_last_day() -> None:
    with pytest.raises(ProcedureError, match="until 2007-04-03"):
        lapsed(on=date(2007, 4, 3))
    assert lapsed(on=date(2007, 4, 4)).state == "deadline_passed"


def test_whom_the_letter_reached_late_has_the_same_number_of_days() -> None:
    late = due_day(delivered(on=date(2007, 4, 20)))

    assert late is not None
    assert late.day == date(2007, 5, 11)


def test_counsel_gives_more_time_and_never_less() -> None:
    with pytest.raises(ProcedureError, match="take days away"):
        step(delivered(), "extend", ADA, until="2007-04-02", reason="x")
    with pytest.raises(ProcedureError, match="a Sunday"):
        step(delivered(), "extend", ADA, until="2007-05-06", reason="x")
    more = due_day(step(delivered(), "extend", ADA, until="2007-05-07", reason="she asked"))
    assert more is not None
    assert more.day == date(2007, 5, 7)


def test_one_person_cannot_reveal_an_address() -> None:
    alone = step(lapsed(), "propose", ADA, reason="no answer")
    with pytest.raises(ProcedureError, match="two persons"):
        step(alone, "approve", Who(name=" ada  QUILL ", role="attorney"), reason="fine")
    assert step(alone, "approve", BEN, reason="fine").state == "approved"


def test_an_address_goes_to_whoever_handed_the_paper_over_and_to_nobody_else() -> None:
    with pytest.raises(ProcedureError, match="goes to Dana Field alone"):
        step(approved(), "reveal", ADA, to="Plaintiffs")
    assert step(approved(), "reveal", ADA, to="dana field").state == "revealed"


@pytest.mark.parametrize("state", ["deadline_passed", "proposed", "approved"])
def test_a_late_answer_stops_what_has_not_happened_yet(state: str) -> None:
    answered = step(STANDING[state](), "respond", how="direct", wish="keep my address")

    assert answered.state == "responded"
    with pytest.raises(ProcedureError, match="not possible now"):
        step(answered, "reveal", ADA, to=COUNSEL)


@pytest.mark.parametrize("state", ["delivered", "proposed", "approved", "responded"])
def test_death_and_objection_stop_it(state: str) -> None:
    for move, facts in (("die", {"source": "x"}), ("object", {"by_whom": "x", "ground": "y"})):
        stopped = step(STANDING[state](), move, **facts)
        with pytest.raises(ProcedureError, match="not possible now"):
            step(stopped, "propose", reason="x")


def at_home(**more: object) -> Procedure:
    return step(delivered(**more), "lapse", on=date(2007, 4, 10))


def test_silence_never_reveals_whoever_was_not_written_to_at_home() -> None:
    safe = at_home(safe_at_home="yes", substitute_address="P.O. Box 846, Sacramento")
    with pytest.raises(ProcedureError, match="Safe at Home"):
        step(safe, "propose", reason="no answer")
    theirs = at_home(represented="yes", counsel_name="Lou Hart", counsel_address="1 Court Way")
    with pytest.raises(ProcedureError, match="counsel asks the court"):
        step(theirs, "propose", reason="no answer")


def test_the_court_may_reveal_what_silence_does_not() -> None:
    ruled = step(objected(), "overrule", ADA, ruling="Dkt. 91", judge="Mueller, M.J.")
    done = step(step(ruled, "propose", reason="ruling"), "approve", ADA, reason="ruling")

    assert step(done, "reveal", ADA, to=COUNSEL).state == "revealed"


def test_approval_that_was_halted_is_given_anew() -> None:
    halted = step(approved(), "halt", BEN, reason="a call came in")
    with pytest.raises(ProcedureError, match="not possible now"):
        step(halted, "reveal", ADA, to=COUNSEL)


def test_what_is_due_names_the_answer_and_the_day_of_the_paper() -> None:
    assert [(d.what, d.due.day) for d in FORWARD.due(delivered())] == [
        ("answer of the person", date(2007, 4, 3)),
        ("return date of the paper", date(2007, 5, 14)),
    ]
    assert FORWARD.due(revealed()) == ()


def test_a_line_for_lists_names_nobody() -> None:
    assert FORWARD.about(proposed()) == "CCW0000001, deposition subpoena"
    assert CHECKED["name"] not in FORWARD.about(proposed())
    assert ANN.role == "reviewer"
