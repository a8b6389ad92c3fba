from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goodcause.base.errors import ProcedureError, UsageError
from goodcause.case.answer_gate import Complaint, Fact, complaints
from goodcause.case.answer_papers import papers
from goodcause.case.answering import INTERROGATORY
from goodcause.case.docx import docx
from goodcause.case.files import filled
from goodcause.case.interrogatory import AnswersFile, CitationPart
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who, advanced, begun
from goodcause.order.load import fill_dates, packaged_order, parse_order, read_text
from goodcause.order.order import RuleSet

from tests.case.test_specified import served

ASKED, ANSWERED = date(2007, 3, 6), date(2007, 4, 2)
ADA = Who(name="Ada Wren", role="attorney")


def rules() -> RuleSet:
    text = fill_dates(read_text(packaged_order("mehl-v-blanas")), date(2007, 3, 5))
    return parse_order(text, "order.yaml").on(ANSWERED)


def whole() -> dict[str, Any]:
    """Answers that stand."""
    row = {
        "found": "the day on which the application was approved", "pages": "CCW0000001",
        "where": "box 'For agency use', line 2", "kind": "application", "dated": "2001",
        "custodian": "Permits Unit", "words": "approved 9 June 2001", "checked_by": "Ada Wren",
        "checked_on": date(2007, 3, 20),
    }  # fmt: skip
    records = {
        "statement": "The day of each decision stands on the pages named below.",
        "burden": {"pages": 24, "hours_answering": 2, "hours_asking": 2.5, "why": "one by one"},
        "access": "At the office of counsel.",
        "citations": [row],
    }
    search = {"who": "I. Calder", "where": "file room", "on": date(2007, 3, 12), "found": "none"}
    return {
        "schema": "answers/0.1", "propounding": "Plaintiffs", "responding": "Defendants",
        "set_number": "One", "asked_on": ASKED, "answered_on": ANSWERED,
        "asked": [{
            "number": 8, "item": "Interrogatory 8", "text": "State all facts.",
            "objections": [{
                "ground": "It asks for a compilation.", "withheld": False,
                "why": "both sides hold the pages and neither has a list of who stands in both",
            }],
            "parts": [
                {"letter": "a", "asks": "Each application.", "gaps": "none", "records": records,
                 "personal": {"by": "Blanas", "answer": "I know of two."}},
                {"letter": "b", "asks": "Each loan.", "in_records": False,
                 "personal": {"by": "Blanas", "answer": "I know of none."},
                 "employees": {"answer": "No ledger shows one.", "searches": [search]}},
            ],
        }],
        "verified_by": [
            {"name": "Lou Blanas", "capacity": "defendant", "tiers": [1]},
            {"name": "Ines Calder", "capacity": "chief deputy", "tiers": [2, 3]},
        ],
    }  # fmt: skip


def said(data: dict[str, Any], fact: Fact | None = None) -> tuple[Complaint, ...]:
    return complaints(AnswersFile.model_validate(data), served(), rules(), fact or Fact())


def part(data: dict[str, Any], at: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = data["asked"][0]["parts"][at]
    return found


def test_answers_that_say_all_the_order_asks_stand() -> None:
    assert said(whole()) == ()


def changed(where: str, change: Any) -> dict[str, Any]:
    data = whole()
    change({
        "file": data, "asked": data["asked"][0], "a": part(data), "b": part(data, 1),
        "records": part(data)["records"], "objection": data["asked"][0]["objections"][0],
        "row": part(data)["records"]["citations"][0],
    }[where])  # fmt: skip
    return data


WRONG = {
    "nobody verifies": ("file", lambda f: f["verified_by"].pop()),
    "days": ("file", lambda f: f.update(answered_on=date(2007, 3, 1))),
    "withheld not said": ("objection", lambda o: o.update(withheld=None)),
    "withheld what": ("objection", lambda o: o.update(withheld=True)),
    "boilerplate": ("objection", lambda o: o.update(ground="Vague and overbroad.", why="")),
    "same letter": ("b", lambda b: b.update(letter="a")),
    "no answer": ("b", lambda b: (b.pop("personal"), b.pop("employees"))),
    "empty": ("b", lambda b: b["employees"].update(answer=" ")),
    "nobody looked": ("b", lambda b: b["employees"].update(searches=[])),
    "personal answer missing": ("a", lambda a: a.pop("personal")),
    "in no document": ("a", lambda a: a.update(in_records=False)),
    "no records": ("records", lambda r: r.update(citations=[])),
    "no statement": ("records", lambda r: r.update(statement="")),
    "no access": ("records", lambda r: r.update(access="")),
    "burden without figures": ("records", lambda r: r["burden"].update(hours_asking=0)),
    "burden unequal": ("records", lambda r: r["burden"].update(hours_asking=30)),
    "not checked": ("row", lambda r: r.update(checked_by="")),
    "cited twice": ("records", lambda r: r["citations"].append(r["citations"][0])),
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_must_be_mended_first_is_told_by_its_reason(reason: str) -> None:
    found = [c for c in said(changed(*WRONG[reason])) if c.stops]

    assert reason in {c.reason for c in found}
    if reason != "days":  # an answer before the question is before the look-up as well
        assert {c.reason for c in found} <= {reason, "personal answer missing"}


def test_a_comparison_that_exists_stops_the_burden_claim_until_counsel_says_why() -> None:
    fact = Fact(compared=("2007-03-19",))
    (stopped,) = said(whole(), fact)
    data = changed("records", lambda r: r["burden"].update(compilation="it links other years"))
    (flagged,) = said(data, fact)

    assert (stopped.stops, flagged.stops) == (True, False)
    assert "a comparison made on 2007-03-19" in stopped.sentence
    assert "it links other years" in flagged.sentence


def test_late_objections_are_flagged_with_the_day_they_were_due() -> None:
    (found,) = said(whole(), Fact(due="2007-03-26", late=True))

    assert not found.stops
    assert "due on 2007-03-26" in found.sentence


@pytest.mark.parametrize(
    ("pages", "begin", "end"),
    [
        ("CCW0000001", "CCW0000001", "CCW0000001"),
        ("CCW0000001 to CCW0000004", "CCW0000001", "CCW0000004"),
        ("CCW0000001-CCW0000004", "CCW0000001", "CCW0000004"),
        ("CCW0000001\u2013CCW0000004", "CCW0000001", "CCW0000004"),
        ("A-B0000001", "A-B0000001", "A-B0000001"),
        ("A-B0000001-A-B0000003", "A-B0000001", "A-B0000003"),
    ],
)
def test_a_range_is_read_as_people_write_it(pages: str, begin: str, end: str) -> None:
    cited = CitationPart(found="x", pages=pages).citation()

    assert (cited.begin, cited.end) == (begin, end)


def test_papers_made_twice_are_the_same_bytes_and_each_who_swears_has_a_page() -> None:
    file = AnswersFile.model_validate(whole())
    first, second = papers(file, rules()), papers(file, rules())

    assert list(first) == [
        "answers", "verification-lou-blanas", "verification-ines-calder", "proof-of-service",
    ]  # fmt: skip
    assert [pdf(d) for d in first.values()] == [pdf(d) for d in second.values()]
    assert [docx(d) for d in first.values()] == [docx(d) for d in second.values()]
    assert "section 6 of DJ-2007 (D6-1)" in first["answers"].cites


def drafted(**facts: object) -> Procedure:
    made = begun(INTERROGATORY, 1, {"verified_by": ["Lou Blanas", "Ines Calder"]}, ADA, ANSWERED)
    told = {"papers_made": "yes", "stops": "", **facts}
    return advanced(INTERROGATORY, made, "redraft", told, ADA, ANSWERED)


def sworn(procedure: Procedure, name: str) -> Procedure:
    facts = {"name": name, "signed_on": str(ANSWERED)}
    return advanced(INTERROGATORY, procedure, "verify", facts, ADA, ANSWERED)


def served_on(procedure: Procedure) -> Procedure:
    facts = {"to": "Plaintiffs", "manner": "by hand"}
    return advanced(INTERROGATORY, procedure, "serve", facts, ADA, ANSWERED)


def test_answers_are_served_only_when_everybody_who_must_has_sworn() -> None:
    one = sworn(drafted(), "Lou Blanas")
    with pytest.raises(ProcedureError, match="Ines Calder has not sworn"):
        served_on(one)

    assert served_on(sworn(one, "ines  calder")).state == "served"


def test_a_new_draft_is_sworn_to_anew() -> None:
    both = sworn(sworn(drafted(), "Lou Blanas"), "Ines Calder")
    facts = {"papers_made": "yes", "stops": ""}
    again = advanced(INTERROGATORY, both, "redraft", facts, ADA, ANSWERED)
    with pytest.raises(ProcedureError, match="Lou Blanas, Ines Calder has not sworn"):
        served_on(again)


def test_nobody_swears_to_answers_that_the_gate_stops_and_no_stranger_swears() -> None:
    with pytest.raises(ProcedureError, match="do not stand yet"):
        sworn(drafted(stops="1 things, the first: x"), "Lou Blanas")
    with pytest.raises(ProcedureError, match="none of those who swear"):
        sworn(drafted(), "Somebody Else")


def test_an_answer_file_that_is_none_is_told_line_by_line() -> None:
    with pytest.raises(UsageError, match=r"a\.yaml:1: `propounding` is missing"):
        filled(AnswersFile, "schema: answers/0.1", "a.yaml")
    assert replace(Fact(), due="x").due == "x"
