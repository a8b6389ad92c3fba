from __future__ import annotations

import io
import itertools
from dataclasses import asdict, replace
from datetime import date

import pytest
from docx import Document

from goodcause.base.errors import ProcedureError
from goodcause.case.docx import docx
from goodcause.case.motion_papers import joint_statement, opposition, proposed_order
from goodcause.case.motions import (
    MOTION,
    TABLE,
    Item,
    granted_items,
    items_of,
    refuse_overlap,
)
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who, advanced, begun

from tests.case.drafts import CASE

DAY = date(2007, 3, 5)
ADA = Who(name="Ada Quill", role="attorney")
ITEMS = [
    Item(number=n, page=f"CCW000000{n}", begin="CCW0000001", category=kind, clause=clause,
         document="s000001", finding=f"f{n}")
    for n, kind, clause in ((1, "home_address", "D2-1"), (2, "ssn", "D2-1"),
                            (3, "vulnerability_time", "D3-1"))
]  # fmt: skip
SUBJECT: dict[str, object] = {
    "remedy": "disclose",
    "asked_for": "CCW0000001",
    "movant": "Dana Field",
    "ground": "the applicant is the sheriff's neighbour, which only the address shows",
    "series": "ccw",
    "items": [asdict(item) for item in ITEMS],
    "clauses": [
        {"clause": "D2-1", "section": "2", "order": "DJ-2007", "harm": "retaliatory attack",
         "interest": "serving process", "basis": "FRCP 26(c)"},
        {"clause": "D3-1", "section": "3", "order": "DJ-2007", "harm": "robbery",
         "interest": "the reason given", "basis": "CBS v. Block"},
    ],
    "rule6": "pre-2009-12-01",
    "holidays": "US-CA",
}  # fmt: skip
FACTS: dict[str, object] = {
    **{need: "1" for move in TABLE.moves for need in move.needs},
    "hearing": "2007-04-11", "items": "1,3", "standing": ["1", "2", "3"],
    "position": "The neighbour can be named by block.", "harm": "a threat of 2001",
    "interest": "none that the block does not meet", "less_intrusive": "name the block alone",
    "with_whom": "Dana Field", "result": "no agreement", "ruling": "Dkt. 101",
    "judge": "Mueller, M.J.",
}  # fmt: skip


def motion(**more: object) -> Procedure:
    return begun(MOTION, 1, {**SUBJECT, **more}, ADA, DAY)


def step(at: Procedure, move: str, **more: object) -> Procedure:
    known = next(m for m in TABLE.moves if m.name == move)
    facts = {need: FACTS[need] for need in known.needs}
    return advanced(MOTION, at, move, {**facts, **more}, ADA, at.steps[-1].on)


def after(*moves: str, **more: object) -> Procedure:
    at = motion(**more)
    for move in moves:
        at = step(at, move)
    return at


WAY = ("confer", "file", "respond", "draft", "submit", "grant", "enforce", "reproduce", "close")
STANDING = {
    "conferring": (),
    "filed": WAY[:2],
    "answered": WAY[:3],
    "submitted": WAY[:5],
    "granted": WAY[:6],
    "in_force": WAY[:7],
    "reproduced": WAY[:8],
    "denied": ("file", "deny"),
    "closed": WAY,
}
ALLOWED = {(source, move.name) for move in TABLE.moves for source in move.sources}


def text(made: bytes) -> str:
    paper = Document(io.BytesIO(made))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    return " ".join(" ".join([*(p.text for p in paper.paragraphs), *cells]).split())


def test_every_state_can_be_reached() -> None:
    assert {state: after(*way).state for state, way in STANDING.items()} == {
        state: state for state in TABLE.states
    }


@pytest.mark.parametrize(
    ("state", "move"),
    [
        pair
        for pair in itertools.product(TABLE.states, dict.fromkeys(m.name for m in TABLE.moves))
        if pair not in ALLOWED
    ],
)
def test_what_the_table_does_not_have_is_refused_with_its_reason(state: str, move: str) -> None:
    before = after(*STANDING[state])
    with pytest.raises(ProcedureError, match=f"{move} is not possible now"):
        advanced(MOTION, before, move, FACTS, ADA, DAY)


def test_a_grant_names_items_of_the_motion() -> None:
    assert [i.number for i in granted_items(after(*WAY[:6]))] == [1, 3]
    with pytest.raises(ProcedureError, match="has no item 4"):
        step(after("file"), "grant", items="1,4")
    with pytest.raises(ProcedureError, match="numbers of the motion's items"):
        step(after("file"), "grant", items="all of them")


def test_a_ruling_on_something_already_revealed_is_refused() -> None:
    with pytest.raises(ProcedureError, match=r"item 3 \(CCW0000003\).*revealed already"):
        step(after("file"), "grant", standing=["1", "2"])


def test_a_hearing_on_a_closed_day_or_in_the_past_is_refused() -> None:
    with pytest.raises(ProcedureError, match="Sunday"):
        step(motion(), "file", hearing="2007-04-15")
    with pytest.raises(ProcedureError, match="Memorial Day"):
        step(motion(), "file", hearing="2007-05-28")
    with pytest.raises(ProcedureError, match="lies after"):
        step(motion(), "file", hearing="2007-03-05")


def test_the_joint_statement_is_due_before_the_hearing_and_objections_after_the_ruling() -> None:
    filed = after("file")
    ruled = after("file", "deny")

    # Seven days before Wednesday 11 April by the rule that leaves closed days out.
    assert [(d.what.split(" (")[0], str(d.due.day)) for d in MOTION.due(filed)] == [
        ("joint statement", "2007-04-02"),
        ("hearing", "2007-04-11"),
    ]
    assert [str(d.due.day) for d in MOTION.due(ruled)] == ["2007-03-19"]


def test_a_later_case_is_counted_by_the_later_rule() -> None:
    filed = advanced(
        MOTION, motion(rule6="2009-12-01"), "file", {"docket": "7", "hearing": "2026-12-10"},
        ADA, date(2026, 11, 2),
    )  # fmt: skip
    assert str(MOTION.due(filed)[0].due.day) == "2026-11-25"


def test_the_remedy_decides_how_a_grant_is_carried_out() -> None:
    with pytest.raises(ProcedureError, match="the step is enforce"):
        step(after(*WAY[:6]), "clear")
    with pytest.raises(ProcedureError, match="the step is clear"):
        step(after(*WAY[:6], remedy="clear"), "enforce")


def test_motions_for_the_same_removal_do_not_overlap_while_one_is_open() -> None:
    open_one = after("file")
    with pytest.raises(ProcedureError, match="before the court already, in motion 1"):
        refuse_overlap(ITEMS[:1], [open_one], "disclose")
    refuse_overlap(ITEMS[:1], [open_one], "clear")
    refuse_overlap([replace(ITEMS[0], finding="other")], [open_one], "disclose")
    refuse_overlap(ITEMS[:1], [after("file", "deny")], "disclose")


def test_the_papers_are_drafted_from_the_log_and_quote_the_order() -> None:
    ready = after("confer", "file", "respond")
    said = text(docx(joint_statement(ready, CASE)))

    for words in ("no agreement", "which only the address shows", "retaliatory attack",
                  "serving process", "CBS v. Block", "name the block alone", "home address",
                  "Hearing: 2007-04-11"):  # fmt: skip
        assert words in said, words
    assert "Under section 2 of DJ-2007 (D2-1); section 3 of DJ-2007 (D3-1)." in said
    order = text(docx(proposed_order(ready, CASE)))
    assert order.count("GRANTED") == order.count("DENIED") == len(items_of(ready))


def test_papers_made_twice_are_the_same_to_the_byte() -> None:
    one, two = after("confer", "file", "respond"), after("confer", "file", "respond")
    for make in (joint_statement, opposition, proposed_order):
        assert docx(make(one, CASE)) == docx(make(two, CASE))
        assert pdf(make(one, CASE)) == pdf(make(two, CASE))


def test_a_paper_that_lacks_something_is_not_made() -> None:
    with pytest.raises(ProcedureError, match="record the step confer"):
        joint_statement(after("file", "respond"), CASE)
    with pytest.raises(ProcedureError, match="record the step respond"):
        opposition(after("confer", "file"), CASE)
    with pytest.raises(ProcedureError, match="needs ground"):
        joint_statement(after("confer", "file", "respond", ground=" "), CASE)
