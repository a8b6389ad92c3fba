from __future__ import annotations

from datetime import date

import pytest

from goodcause.base.errors import ProcedureError
from goodcause.case.procedure import Kind, Who, advanced, begun, day_in
from goodcause.case.states import ATTORNEY, REVIEWER, Move, Table, moved

TABLE = Table(
    kind="trial",
    first="received",
    moves=(
        Move(name="send", sources=("received",), target="sent", needs=("to", "copies")),
        Move(name="note", sources=("received", "sent"), target=""),
        Move(name="close", sources=("sent",), target="closed", by=(ATTORNEY,)),
    ),
    final=("closed",),
)
KIND = Kind(table=TABLE, title="Trial", clause="none")
ANN = Who(name="Ann Wren", role=REVIEWER)
DAY = date(2007, 3, 5)


def test_a_move_with_its_facts_leads_on() -> None:
    assert moved(TABLE, "received", "send", {"to": "x", "copies": ["1"]}, REVIEWER) == "sent"
    assert moved(TABLE, "sent", "note", {}, REVIEWER) == "sent"


def test_every_fact_that_is_missing_is_named() -> None:
    with pytest.raises(ProcedureError, match="send needs to and copies; nothing was recorded"):
        moved(TABLE, "received", "send", {"to": "  ", "copies": []}, REVIEWER)


def test_a_move_out_of_turn_says_what_is_possible() -> None:
    with pytest.raises(ProcedureError, match=r"stands at received.*possible now: send, note"):
        moved(TABLE, "received", "close", {}, ATTORNEY)
    with pytest.raises(ProcedureError, match="it is closed"):
        moved(TABLE, "closed", "send", {}, ATTORNEY)


def test_a_role_that_may_not_is_told_who_may() -> None:
    with pytest.raises(ProcedureError, match="for the role attorney, not reviewer"):
        moved(TABLE, "sent", "close", {}, REVIEWER)


def test_an_unknown_state_or_step_is_refused() -> None:
    with pytest.raises(ProcedureError, match="no state"):
        moved(TABLE, "lost", "close", {}, ATTORNEY)
    with pytest.raises(ProcedureError, match="no step 'fly'"):
        moved(TABLE, "sent", "fly", {}, ATTORNEY)


def test_steps_are_kept_and_the_last_telling_of_a_fact_holds() -> None:
    one = begun(KIND, 1, {"to": "first"}, ANN, DAY)
    two = advanced(KIND, one, "send", {"to": "second", "copies": ["1"]}, ANN, DAY)

    assert (one.state, two.state) == ("received", "sent")
    assert (one.text("to"), two.text("to"), two.text("from")) == ("first", "second", "")
    assert [s.move for s in two.steps] == ["open", "send"]


def test_a_step_before_the_last_one_is_refused() -> None:
    one = begun(KIND, 1, {}, ANN, DAY)
    with pytest.raises(ProcedureError, match="lies before the last step, of 2007-03-05"):
        advanced(KIND, one, "note", {}, ANN, date(2007, 3, 4))


def test_nobody_can_act() -> None:
    with pytest.raises(ProcedureError, match="names a person"):
        begun(KIND, 1, {}, Who(name=" ", role=REVIEWER), DAY)
    with pytest.raises(ProcedureError, match="names a person"):
        begun(KIND, 1, {}, Who(name="Ann", role="clerk"), DAY)


def test_names_are_the_same_person_however_they_are_written() -> None:
    assert ANN.same("  ann   WREN ")
    assert not ANN.same("Anne Wren")


def test_what_is_no_day_is_refused() -> None:
    assert day_in({"on": " 2007-03-05 "}, "on") == DAY
    with pytest.raises(ProcedureError, match="mailed on is no day"):
        day_in({"mailed_on": "2007-02-30"}, "mailed_on")
