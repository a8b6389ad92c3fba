"""Eyes-only access: every transition of the tables, the clocks, and who can be let in when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.errors import ProcedureError
from goodcause.case.access import ACCESS, NEEDS, refuse_opening
from goodcause.case.challenge import CHALLENGE, motion_ends
from goodcause.case.holders import CLAWBACK, DISPOSITION, silent
from goodcause.case.outside import INCIDENT, SUBPOENA, undone
from goodcause.case.procedure import Kind, Procedure, Who, advanced, begun
from goodcause.case.states import Facts
from goodcause.case.undertaking import UNDERTAKING, admitted, objection_ends

ANN = Who(name="Ann Counsel", role="attorney")
CLERK = Who(name="Cal Clerk", role="reviewer")
START = date(2026, 11, 13)
EXPERT = {"name": "Ivo Stern", "role": "expert", "sponsor": "Q. Gorski", "employer": "Stern LLC"}
SIGNED = {"printed_name": "Ivo  stern", "signed_on": "2026-11-12", "place": "Davis, California",
          "agent_for_service": "L. Bell", "copy": "undertaking.pdf"}  # fmt: skip
DISCLOSED = {"residence": "Davis, California", "employer": "Stern LLC", "engagements": "none",
             "testimony": "none", "cv": "cv.pdf"}  # fmt: skip
PAGES: Facts = {"challenger": "Plaintiffs", "bates": ["CCW0000001", "CCW0000002"],
                "paragraph": "6", "ground": "public already"}  # fmt: skip
HELD: Facts = {"volume": "VOL001", "bates": ["CCW0000001"], "reason": "a number was left in",
               "holders": ["First Firm", "Dr. Stern"]}  # fmt: skip


def after(kind: Kind, subject: Facts, *steps: tuple[str, Facts, date], who: Who = ANN) -> Procedure:
    found = begun(kind, 1, subject, who, START)
    for move, facts, on in steps:
        found = advanced(kind, found, move, facts, who, on)
    return found


def disclosed(on: date = START) -> Procedure:
    return after(UNDERTAKING, EXPERT, ("sign", SIGNED, START), ("disclose", DISCLOSED, on))


@pytest.mark.parametrize("kind", ACCESS, ids=lambda k: k.name)
def test_every_transition_that_the_table_does_not_have_is_refused_with_its_reason(
    kind: Kind,
) -> None:
    names = {m.name for m in kind.table.moves}
    for state in kind.table.states:
        found = Procedure(kind=kind.name, number=1, state=state, subject={}, steps=())
        possible = {m.name for m in kind.table.from_here(state)}
        for name in names - possible:
            with pytest.raises(ProcedureError, match=f"{name} is not possible now: this stands at"):
                advanced(kind, found, name, {}, ANN, START)


@pytest.mark.parametrize("kind", ACCESS, ids=lambda k: k.name)
def test_what_is_not_told_is_asked_for_and_what_is_counsels_is_counsels(kind: Kind) -> None:
    for move in kind.table.moves:
        found = Procedure(kind=kind.name, number=1, state=move.sources[0], subject={}, steps=())
        if move.needs:
            with pytest.raises(ProcedureError, match=f"{move.name} needs"):
                advanced(kind, found, move.name, {}, ANN, START)
        if CLERK.role not in move.by:
            facts = dict.fromkeys(move.needs, "x")
            with pytest.raises(ProcedureError, match="is for the role"):
                advanced(kind, found, move.name, facts, CLERK, START)


@pytest.mark.parametrize("kind", ACCESS, ids=lambda k: k.name)
def test_every_state_can_be_reached_and_every_final_one_is_final(kind: Kind) -> None:
    table, reached = kind.table, {kind.table.first}
    for _ in table.states:
        reached |= {m.target for m in table.moves if m.target and set(m.sources) & reached}

    assert reached == set(table.states)
    assert all(not table.from_here(state) for state in table.final)
    assert all(table.from_here(state) for state in set(table.states) - set(table.final))


@pytest.mark.parametrize("kind", NEEDS)
def test_a_procedure_is_opened_with_all_that_it_needs_or_not_at_all(kind: str) -> None:
    with pytest.raises(ProcedureError, match="nothing was opened"):
        refuse_opening(kind, {})


@pytest.mark.parametrize("role", ["party", "plaintiff", "counsel", "", "Expert "])
def test_parties_are_never_let_in_and_counsel_needs_no_undertaking(role: str) -> None:
    with pytest.raises(ProcedureError):
        refuse_opening("undertaking", {**EXPERT, "role": role})


@pytest.mark.parametrize("number", ["CCW1", "../x", "ccw0000001", "CCW0000001 to 9"])
def test_a_page_is_named_by_its_number(number: str) -> None:
    with pytest.raises(ProcedureError, match="not a Bates number"):
        refuse_opening("challenge", {**PAGES, "bates": [number]})


def test_the_days_to_object_are_counted_and_roll_over_the_day_after_thanksgiving() -> None:
    due = objection_ends(disclosed())

    assert due.day == date(2026, 11, 30)  # 27 November is closed by the state alone
    assert "7.4" in due.how


@settings(max_examples=60)
@given(st.integers(0, 40))
def test_no_expert_is_let_in_before_the_days_to_object_have_passed(days: int) -> None:
    found, on = disclosed(), START + timedelta(days=days)
    with pytest.raises(ProcedureError, match="not possible now"):
        advanced(UNDERTAKING, found, "admit", {"what": "VOL001"}, ANN, on)
    if on <= objection_ends(found).day:
        with pytest.raises(ProcedureError, match="may object until"):
            advanced(UNDERTAKING, found, "clear", {}, ANN, on)
        assert advanced(UNDERTAKING, found, "object", {"ground": "x"}, ANN, on).state == "objected"
        return
    with pytest.raises(ProcedureError, match="days to object ended"):
        advanced(UNDERTAKING, found, "object", {"ground": "x"}, ANN, on)
    cleared = advanced(UNDERTAKING, found, "clear", {}, ANN, on)
    let_in = advanced(UNDERTAKING, cleared, "admit", {"what": "VOL001"}, ANN, on)
    assert admitted(let_in, on) and not admitted(let_in, on - timedelta(days=1))


def test_consent_in_writing_shortens_the_wait_and_nothing_else_does() -> None:
    found = advanced(UNDERTAKING, disclosed(), "clear", {"consent": "B. Lowe"}, ANN, START)

    assert found.state == "cleared"
    with pytest.raises(ProcedureError, match="may object"):
        advanced(UNDERTAKING, disclosed(), "clear", {"consent": "  "}, ANN, START)


def test_an_expert_cannot_be_admitted_on_a_signature_and_staff_can() -> None:
    signed = after(UNDERTAKING, EXPERT, ("sign", SIGNED, START))
    with pytest.raises(ProcedureError, match="disclosed before anything is shown"):
        advanced(UNDERTAKING, signed, "admit", {"what": "VOL001"}, ANN, START)

    staff = {**EXPERT, "role": "staff"}
    found = after(UNDERTAKING, staff, ("sign", SIGNED, START), ("admit", {"what": "VOL001"}, START))
    assert admitted(found, START)
    with pytest.raises(ProcedureError, match="only experts are disclosed"):
        after(UNDERTAKING, staff, ("sign", SIGNED, START), ("disclose", DISCLOSED, START))


def test_an_objection_is_conferred_on_moved_on_and_ruled_on() -> None:
    found = advanced(UNDERTAKING, disclosed(), "object", {"ground": "a competitor"}, ANN, START)
    (due,) = UNDERTAKING.due(found)
    assert (due.what, due.due.day) == ("confer about Ivo Stern", date(2026, 11, 20))
    for move, facts in (
        ("impasse", {"with": "Q. Gorski", "conferred_on": "2026-11-16"}),
        ("move", {"by_whom": "Plaintiffs"}),
        ("bar", {"order": "MJ-2026-12-01"}),
    ):
        found = advanced(UNDERTAKING, found, move, facts, ANN, date(2026, 11, 16))

    assert found.state == "barred" and not admitted(found, date(2027, 1, 1))


def test_somebody_elses_signature_is_not_taken() -> None:
    with pytest.raises(ProcedureError, match="Otto Stern's and not Ivo Stern's"):
        after(UNDERTAKING, EXPERT, ("sign", {**SIGNED, "printed_name": "Otto Stern"}, START))
    with pytest.raises(ProcedureError, match="signed after"):
        after(UNDERTAKING, EXPERT, ("sign", {**SIGNED, "signed_on": "2026-11-14"}, START))


def test_whoever_is_revoked_may_not_see() -> None:
    found = advanced(UNDERTAKING, disclosed(), "revoke", {"reason": "left"}, ANN, START)

    assert not admitted(found, START)


def test_a_motion_to_keep_a_designation_is_due_by_the_earlier_of_two_clocks() -> None:
    talked = ("confer", {"with": "Q. Gorski", "how": "by telephone"}, date(2026, 11, 16))
    found = after(CHALLENGE, PAGES, talked)
    assert motion_ends(found).day == date(2026, 12, 4)  # 21 days from notice

    stuck = advanced(CHALLENGE, found, "impasse", {"with": "x"}, ANN, date(2026, 11, 17))
    assert motion_ends(stuck).day == date(2026, 12, 1)  # 14 days from impasse
    late = advanced(CHALLENGE, found, "impasse", {"with": "x"}, ANN, date(2026, 12, 3))
    assert motion_ends(late).day == date(2026, 12, 4)


def test_a_designation_is_never_waived_by_a_clock_alone() -> None:
    found = after(CHALLENGE, PAGES)
    due = motion_ends(found).day
    with pytest.raises(ProcedureError, match="still time to move"):
        advanced(CHALLENGE, found, "lapse", {"reason": "x"}, ANN, due)
    with pytest.raises(ProcedureError, match="for the role"):
        advanced(CHALLENGE, found, "lapse", {"reason": "x"}, CLERK, due + timedelta(days=1))

    gone = advanced(
        CHALLENGE, found, "lapse", {"reason": "no motion"}, ANN, due + timedelta(days=1)
    )
    assert gone.state == "lifted"


def test_a_motion_after_its_day_is_refused_and_the_board_warned_before() -> None:
    talked = ("confer", {"with": "x", "how": "in person"}, START)
    found = after(CHALLENGE, PAGES, talked)
    assert [d.what for d in CHALLENGE.due(found)] == ["move, or the designation is waived"]

    with pytest.raises(ProcedureError, match="is waived"):
        advanced(
            CHALLENGE, found, "move", {"filed": "x"}, ANN, motion_ends(found).day + timedelta(1)
        )


def test_a_letter_is_no_conference() -> None:
    with pytest.raises(ProcedureError, match="voice to voice"):
        after(CHALLENGE, PAGES, ("confer", {"with": "x", "how": "by e-mail"}, START))


def test_figures_of_the_order_itself_go_before_the_model_orders() -> None:
    found = after(CHALLENGE, {**PAGES, "motion_days_from_notice": "7"})
    assert motion_ends(found).day == date(2026, 11, 20)
    assert "as opened" in motion_ends(found).how

    with pytest.raises(ProcedureError, match="no number of days"):
        motion_ends(after(CHALLENGE, {**PAGES, "motion_days_from_notice": "soon"}))


def test_nothing_leaves_on_a_subpoena_before_consent_or_an_order() -> None:
    subject = {"issued_by": "A", "other_case": "B v. C", "what": "all", "return_day": "2026-12-01"}
    told = {"designator": "Defendants", "issuer": "A", "copy_of_order": "yes"}
    found = after(SUBPOENA, subject, ("notify", told, START))
    (due,) = SUBPOENA.due(found)
    assert due.due.day == date(2026, 12, 1)
    with pytest.raises(ProcedureError, match="not possible now"):
        advanced(SUBPOENA, found, "comply", {"what": "x", "legend": "x"}, ANN, START)

    allowed = advanced(SUBPOENA, found, "compel", {"order": "B v. C, 14"}, ANN, START)
    with pytest.raises(ProcedureError, match="tier's words"):
        advanced(SUBPOENA, allowed, "comply", {"what": "x", "legend": "none"}, ANN, START)


def test_an_incident_is_closed_when_all_four_steps_are_taken_or_excused() -> None:
    subject = {"what": "a copy", "by_whom": "staff", "to_whom": "a party", "bates": "CCW0000001"}
    found = after(INCIDENT, subject, ("notify", {"to": "x", "in_writing": "y"}, START))
    assert undone(found) == ("retrieve", "inform", "undertaking")
    with pytest.raises(ProcedureError, match="retrieve, inform, undertaking were not recorded"):
        advanced(INCIDENT, found, "close", {"found": "x"}, ANN, START)

    excused = {"found": "x", "not_possible": "the stranger is unknown"}
    assert advanced(INCIDENT, found, "close", excused, ANN, START).state == "closed"


@pytest.mark.parametrize(("kind", "move"), [(CLAWBACK, "confirm"), (DISPOSITION, "certify")])
def test_nothing_is_closed_before_every_holder_has_answered(kind: Kind, move: str) -> None:
    subject = {**HELD, "ended": "2026-11-02"}
    sent = [("send", {"method": "mail"}, START)] if kind is CLAWBACK else []
    said = {"done": "destroyed", "copies": "2", "categories": "all", "signed_by": "x"}
    found = after(kind, subject, *sent, ("holder", {"name": "Vend & Co", "from": "x"}, START))
    for holder in ("First Firm", "dr. stern"):
        found = advanced(kind, found, move, {**said, "holder": holder}, ANN, START)
    assert silent(found) == ("Vend & Co",)
    with pytest.raises(ProcedureError, match="Vend & Co has not answered"):
        advanced(kind, found, "close", {}, ANN, START)

    found = advanced(kind, found, move, {**said, "holder": "Vend & Co"}, ANN, START)
    assert advanced(kind, found, "close", {}, ANN, START).state == "closed"
    with pytest.raises(ProcedureError, match="not among the holders"):
        advanced(kind, found, move, {**said, "holder": "Nobody"}, ANN, START)


def test_the_end_of_a_case_gives_sixty_days_and_no_sequestering() -> None:
    found = after(DISPOSITION, {"ended": "2026-11-02", "holders": ["First Firm"]})
    (due,) = DISPOSITION.due(found)
    assert (due.what, due.due.day) == ("return or destroy: First Firm", date(2027, 1, 4))

    told = {"holder": "First Firm", "done": "sequestered", "categories": "all", "signed_by": "x"}
    with pytest.raises(ProcedureError, match="not sequestered"):
        advanced(DISPOSITION, found, "certify", told, ANN, START)
