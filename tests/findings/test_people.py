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


def test_a_name_that_the_reader_of_scans_misread_joins_when_only_one_person_is_near() -> None:
    people = join([subject("a", "Sheriff, Vikram Lee"), subject("b", "Vikram L. Sherift")])
    apart = join(
        [subject("a", "Novak, Ann"), subject("b", "Nowak, Anna"), subject("c", "Nov, Ann")]
    )

    assert [p.documents for p in people] == [("a", "b")]
    assert len(apart) == 3


def test_a_misread_name_joins_nobody_whose_numbers_differ() -> None:
    people = join(
        [
            subject("a", "Tillotson, Lorraine", "ssn:900527714"),
            subject("b", "Tilotson, Lorraine", "ssn:911000000"),
        ]
    )

    assert len(people) == 2


def test_a_title_is_stripped_before_a_name_and_kept_as_a_last_name() -> None:
    people = join([subject("a", "Judge Vikram Lee Sheriff"), subject("b", "Sheriff, Vikram Lee")])

    assert len(people) == 1


def test_a_hyphen_in_a_first_name_does_not_cut_it() -> None:
    text = "Re: CCW applicant Quist, Anna-Lena Marie\n\nShe has banked here since 1991."
    (name,) = examine("d1", [page_of(text)], "applicant").subject.names

    assert name == "Quist, Anna-Lena Marie"


def test_the_letters_before_a_file_number_do_not_keep_documents_apart() -> None:
    texts = ("File No.: CCW 98-222", "Your Number (OCA)\nCCW-98-222", "CCW File No. 98-222")
    keys = {examine("d1", [page_of(t)], "applicant").subject.keys for t in texts}

    assert keys == {("file:98-222",)}


def test_a_letter_says_what_its_subject_does() -> None:
    re_line = "Re: CCW application of Thelma Ruth Quist\n\n"
    said = {
        "Please accept this letter on behalf of Thelma R. Quist, our Deputy D.A.": "prosecutor",
        "Ms. Quist has been employed here as a florist since 1994.": "private",
        "Thelma Quist, a judge of the Superior Court, asked us to write.": "judge",
        "Thelma Quist, our neighbor, asked us to write.": "unknown",
    }

    assert {s: of_text_lines(re_line + s).occupation for s in said} == said


def of_text_lines(text: str) -> Person:
    (person,) = join([examine("d1", [page_of(text)], "applicant").subject])
    return person


def test_two_applications_in_one_file_are_held_and_never_one_persons() -> None:
    first = (
        "Applicant Name: Delgado, Anton\nSocial Security No.: 900-52-7714\nOccupation: Jeweler\n"
    )
    second = (
        "Applicant Name: Ostrander, Margaret\nSocial Security No.: 941-88-2263\n"
        "Occupation: Florist\n"
    )
    pages = [page_of(first), page_of(second, number=2)]

    (person,) = join([examine("d1", pages, "applicant").subject])

    assert "two applications in one file" in person.conflict


def test_a_page_in_another_script_is_flagged_and_one_in_spanish_is_not() -> None:
    russian = "\u0417\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u0435 " * 6
    spanish = "Solicitud de licencia para portar un arma, Sacramento, a\u00f1o 1998. " * 2

    flags = examine("d1", [page_of(russian), page_of(spanish, number=2)], "applicant").flags

    assert [f for f in flags if "letters other than Latin" in f] == [
        "page 1 is written in letters other than Latin, which no detector reads: "
        "a person must read it"
    ]


def test_the_spouse_of_a_deputy_is_flagged_and_does_not_change_the_class() -> None:
    text = (
        "Applicant Name: Delgado, Anton\nOccupation: Jeweler\n"
        "Spouse's Name and Address: Yvonne B. Delgado (Deputy Sheriff), 6690 Cedar Lane, Galt\n"
    )
    examined = examine("d1", [page_of(text)], "applicant")
    (person,) = join([examined.subject])

    assert any("a spouse of the justice class" in flag for flag in examined.flags)
    assert person.occupation == "private"
