from __future__ import annotations

from typesetting import page_of, wrapped

from goodcause.findings.examine import examine
from goodcause.findings.people import RosterEntry, join
from goodcause.findings.person import Evidence, Person, Subject


def subject(document: str, name: str = "", *keys: str, work: str = "") -> Subject:
    evidence = ()
    if work:
        found = Evidence(
            document=document, page=1, quote=work, occupation=work, weight=0.9, former=False
        )
        evidence = (found,)
    return Subject(document=document, names=(name,) if name else (), keys=keys, evidence=evidence)


def of_text(text: str) -> Person:
    (person,) = join([examine("d1", [page_of(wrapped(text))], "applicant").subject])
    return person


def test_documents_that_share_a_number_are_one_persons() -> None:
    (person,) = join(
        [
            subject("a", "Delgado, Anton James", "ssn:900527714"),
            subject("b", "Delgdo, Anton", "ssn:900527714", "dl:N8812345"),
            subject("c", "", "dl:N8812345"),
        ]
    )

    assert person.documents == ("a", "b", "c")


def test_a_later_document_can_show_two_groups_to_be_one() -> None:
    people = join(
        [
            subject("a", "Delgado, Anton", "ssn:900527714"),
            subject("b", "Delgado, A.", "dl:N8812345", "ssn:999990000"),
            subject("c", "", "dl:N8812345", "ssn:900527714"),
        ]
    )

    assert [p.documents for p in people] == [("a", "b", "c")]


def test_names_join_when_the_middle_initial_agrees() -> None:
    (person,) = join([subject("a", "Anton J. Delgado"), subject("b", "Delgado, Anton James")])

    assert person.name == "Delgado, Anton James"


def test_father_and_son_and_other_initials_stay_apart() -> None:
    people = join(
        [
            subject("a", "Anton J. Delgado, Jr."),
            subject("b", "Anton J. Delgado, Sr."),
            subject("c", "Anton R. Delgado"),
        ]
    )

    assert len(people) == 3


def test_one_name_with_two_numbers_is_two_people() -> None:
    people = join(
        [subject("a", "Lee, Ann", "ssn:900110001"), subject("b", "Lee, Ann", "ssn:900110002")]
    )

    assert len(people) == 2


def test_a_document_without_a_name_is_somebody_unknown() -> None:
    people = join([subject("a"), subject("b")])

    assert [p.occupation for p in people] == ["unknown", "unknown"]
    assert [p.key for p in people] == ["p000001", "p000002"]


def test_evidence_for_two_kinds_of_work_is_a_conflict() -> None:
    (person,) = join(
        [
            subject("a", "Lee, Ann", work="private"),
            subject("b", "Lee, Ann", work="reserve_deputy"),
        ]
    )

    assert "reserve_deputy" in person.conflict


def test_two_settled_titles_are_no_conflict() -> None:
    (person,) = join(
        [subject("a", "Lee, Ann", work="judge"), subject("b", "Lee, Ann", work="prosecutor")]
    )

    assert person.conflict == ""


def test_a_roster_entry_is_evidence() -> None:
    roster = [RosterEntry(name="Lee, Ann", occupation="judge", source="roster of 1994")]

    (person,) = join([subject("a", "Ann Lee")], roster)

    assert person.occupation == "judge"
    assert "roster of 1994" in person.evidence[0].quote


def test_what_the_applicant_says_of_herself_counts() -> None:
    text = "Re: CCW application of Dana R. Whitlock.  I retired as a police sergeant in 1996."

    person = of_text(text)

    assert (person.name, person.occupation, person.former) == (
        "Dana R. Whitlock",
        "sworn_officer",
        True,
    )


def test_a_judge_named_in_a_laypersons_paper_proves_nothing_of_her() -> None:
    for text in (
        "Re: CCW application of Dana R. Whitlock.  I am a friend of a judge and was robbed.",
        "Re: CCW application of Dana R. Whitlock.  I am married to a deputy sheriff.",
        "Re: CCW application of Dana R. Whitlock.  I was told by a judge to apply.",
        "Re: CCW application of Dana R. Whitlock.  Reference: Judge Ann Lee, Superior Court.",
        "Re: CCW application of Dana R. Whitlock.  She lives at 12 Marshal Street, Galt.",
    ):
        assert of_text(text).occupation == "unknown", text


def test_a_title_before_the_subjects_own_name_counts() -> None:
    person = of_text("Re: CCW application of Dana R. Whitlock.  Judge Whitlock sits in Galt.")

    assert person.occupation == "judge"
