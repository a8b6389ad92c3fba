from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goodcause.case.declaration import PARTS, blank, faults
from goodcause.case.lodging import CustodianPart, DeclarationPart, DocumentPart

ON = date(2007, 4, 2)
CHIEF = CustodianPart(
    name="Ines Calder", title="Chief Deputy, Correctional Services",
    department="Sheriff's Department", reviewed_on=date(2007, 3, 28),
)  # fmt: skip
MEMO = {
    "collected": "Correctional Services wrote this transfer memo in May 1998 and has kept it in the"
    " locked personnel room, where four named supervisors may read it.",
    "reviewed": "On 28 March 2007 I took the transfer memo from its jacket and read both pages"
    " of it from the first line to the signature.",
    "interests": "The transfer memo gives the deputy's home address and the telephone of his"
    " sister, which the county promised to keep to itself when he was hired.",
    "harm_under_order": "A protective order lets counsel and experts read the address; two of the"
    " inmates he testified against have visitors on the experts' staff lists.",
    "extent": "One household of five would have to move, as it did once in 1996 after a like leak.",
}
COMPLAINT = {
    "collected": "Internal Affairs opened the complaint of June 1998 and sealed it when it closed;"
    " nobody outside that office has asked for it since.",
    "reviewed": "I read the complaint and its three attachments myself at my desk, on the evening"
    " of 28 March 2007.",
    "interests": "Two witnesses to the complaint spoke on the promise that their names would go no"
    " further than the investigating sergeant.",
    "harm_under_order": "Even under a protective order the names reach the questioned deputy's own"
    " counsel, who sits across the table from those witnesses every week.",
    "extent": "Of the eleven witnesses who came forward that year, nine asked first whether they"
    " would be named; most would not come again.",
}


def paper(name: str = "transfer.pdf", kind: str = "transfer memo", **said: str) -> DocumentPart:
    whole = {**(MEMO if name == "transfer.pdf" else COMPLAINT), **said}
    return DocumentPart(
        document=name, kind=kind, dated=date(1998, 5, 4), relevant=False, why="not about permits",
        declaration=DeclarationPart(**whole),
    )  # fmt: skip


def both(**said: Any) -> list[DocumentPart]:
    return [paper(), paper("complaint.pdf", "complaint", **said)]


def test_a_declaration_that_says_all_five_of_each_paper_stands() -> None:
    assert faults(CHIEF, both(), ON) == ()


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_named(part: str) -> None:
    (found,) = faults(CHIEF, [paper(**{part: " "})], ON)

    assert (found.part, found.document) == (part, "transfer.pdf")
    assert "missing" in found.sentence


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Disclosure would do harm.", "say too little"),
        ("As described above in the part on the other paper of that person and day.", "points"),
        ("I say of the transfer memo that [why it matters], and so on with all facts.", "blank"),
    ],
)  # fmt: skip
def test_words_that_say_nothing_are_refused_in_every_part(part: str, said: str, told: str) -> None:
    found = [f for f in faults(CHIEF, [paper(**{part: said})], ON) if f.part == part]

    assert [told in f.sentence for f in found] == [True]


@pytest.mark.parametrize("part", ["interests", "harm_under_order", "extent"])
def test_the_same_words_for_two_papers_are_refused_though_each_names_its_own(part: str) -> None:
    said = MEMO[part].replace("transfer memo", "complaint")
    (found,) = faults(CHIEF, both(**{part: said}), ON)

    assert (found.document, found.part) == ("complaint.pdf", part)
    assert "same words stand for transfer.pdf" in found.sentence


@pytest.mark.parametrize("part", ["collected", "reviewed"])
def test_how_papers_were_kept_and_read_may_be_alike_if_each_is_named(part: str) -> None:
    said = MEMO[part].replace("transfer memo", "complaint")

    assert faults(CHIEF, both(**{part: said}), ON) == ()
    assert faults(CHIEF, both(**{part: MEMO[part]}), ON)


def test_words_that_fit_any_paper_are_refused() -> None:
    anywhere = {
        "collected": "The department generated this in the ordinary course and always kept it under"
        " lock in its own rooms.",
        "reviewed": "I personally reviewed it in full and from first to last with my own eyes at my"
        " desk.",
        "interests": "Its disclosure would threaten the privacy of officers and the candour of"
        " those who speak to us.",
        "harm_under_order": "A protective order cannot undo what is once known to people who were"
        " not meant to know it.",
        "extent": "The harm would last for years and reach every officer of the department and all"
        " their families.",
    }
    (found,) = faults(CHIEF, [paper(**anywhere)], ON)

    assert "no part says which paper" in found.sentence


def test_why_a_protective_order_would_not_do_must_be_said() -> None:
    said = "The transfer memo holds the home address of the deputy and of four of his children."
    (found,) = faults(CHIEF, [paper(harm_under_order=said)], ON)

    assert "protective order would not prevent" in found.sentence


def test_somebody_elses_reading_is_no_personal_review() -> None:
    said = "The transfer memo was reviewed by my staff, who told me of it on 28 March 2007 at noon."
    (found,) = faults(CHIEF, [paper(reviewed=said)], ON)

    assert "in person" in found.sentence


def test_how_much_harm_must_be_said() -> None:
    said = "Disclosure of the transfer memo would be harmful to the deputy and to his family again."
    (found,) = faults(CHIEF, [paper(extent=said)], ON)

    assert "not how much" in found.sentence


def test_one_part_cannot_answer_for_another() -> None:
    (found,) = faults(CHIEF, [paper(interests=MEMO["harm_under_order"])], ON)

    assert "repeats the part `interests`" in found.sentence


def test_counsel_cannot_declare_and_a_review_lies_before_the_declaration() -> None:
    counsel = CustodianPart(
        name="B. Lowe", title="County Counsel", department="County", reviewed_on=date(2007, 5, 1)
    )
    found = [f.sentence for f in faults(counsel, [paper()], ON)]

    assert "is counsel" in found[0]
    assert "later than the declaration" in found[1]


def test_the_template_itself_is_refused_in_every_part() -> None:
    said = blank("transfer memo", "1998-05-04")
    document = paper().model_copy(update={"declaration": said})

    assert {f.part for f in faults(CHIEF, [document], ON)} >= set(PARTS)
