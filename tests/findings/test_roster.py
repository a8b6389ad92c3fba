"""Rosters: forgiving headings, rows that cannot be used told by file and number, and classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.errors import UsageError
from goodcause.findings.people import RosterEntry, join
from goodcause.findings.person import Evidence, Person, Subject
from goodcause.findings.roster import read_roster

ROWS = """\
Name,Title/Occupation,Employer,From,To,File Number
"Okafor, Linda May",Deputy District Attorney,County of Yolo,1989,present,
"Brandt, Otto",Sheriff's Sergeant,,6/1/1970,2/28/1994,CCW 98-222
"Tran, Kim",Records Clerk,Sheriff's Department,,,
"""


def entries(text: str) -> tuple[RosterEntry, ...]:
    roster = read_roster(text.encode(), "people.csv")
    assert not roster.problems
    return roster.entries


def told(row: str) -> str:
    roster = read_roster(f"{ROWS}{row}\n".encode(), "people.csv")
    assert len(roster.entries) == 3
    (problem,) = roster.problems
    return problem


def of(name: str, *keys: str, work: str = "", roster: tuple[RosterEntry, ...]) -> Person:
    evidence = ()
    if work:
        item = Evidence(document="d", page=2, quote=work, occupation=work, weight=0.95)
        evidence = (item,)
    subject = Subject(document="d", names=(name,), keys=keys, evidence=evidence)
    (person,) = join([subject], roster)
    return person


def test_a_plain_roster_is_read() -> None:
    attorney, sergeant, clerk = entries(ROWS)

    assert (attorney.occupation, attorney.former) == ("prosecutor", False)
    assert (sergeant.occupation, sergeant.former) == ("sworn_officer", True)
    assert sergeant.file_number == "98-222"
    assert clerk.occupation == "unknown"
    assert attorney.source == "people.csv row 2"


@pytest.mark.parametrize(
    "heading",
    ["NAME;RANK", "Employee Name\tJob Title", "full_name|Position", " Officer , Classification "],
)
def test_headings_and_column_marks_are_read_forgivingly(heading: str) -> None:
    mark = next(m for m in ";\t|," if m in heading)
    text = f"{heading}\nLinda May Okafor{mark}Superior Court Judge\n"

    assert [(e.name, e.occupation) for e in entries(text)] == [("Linda May Okafor", "judge")]


def test_names_in_two_columns_and_a_title_line_above_the_heading() -> None:
    text = "Personnel as of March 1998\n\nSurname,First Name,MI,Rank\nOKAFOR,LINDA,M,Sgt. (ret.)\n"

    (entry,) = read_roster(text.encode(), "a.csv").entries

    assert entry.name == "OKAFOR, LINDA M"
    assert entry.former


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",Judge,,,,", "people.csv row 5: it has no name"),
        ("7,Judge,,,,", "people.csv row 5: '7' is no person's name"),
        ('"Lee, Ann",,,,,', "people.csv row 5: it has no title"),
        ('"Lee, Ann",Judge,,sometime,,', "people.csv row 5: 'sometime' in the column from"),
        ('"Lee, Ann",Judge,,1999,1990,', "people.csv row 5: it ends (1990) before it begins"),
        ("Lee, Ann,Judge,,1999,1990,8", "people.csv row 5: it has 7 cells and the heading 6"),
    ],
)
def test_a_row_that_cannot_be_used_costs_itself_and_is_told(row: str, sentence: str) -> None:
    assert told(row).startswith(sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no heading row"),
        (b"Name,Phone\nAnn Lee,1\n", "no heading row"),
        (b"PK\x03\x04\x00\x00\x00", "not a text table"),
    ],
)
def test_what_is_no_roster_is_refused_with_what_to_write(data: bytes, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        read_roster(data, "people.csv")


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall(data: bytes) -> None:
    try:
        read_roster(data, "people.csv")
    except UsageError as e:
        assert "people.csv" in e.message


def test_a_roster_settles_a_person_whose_papers_say_nothing() -> None:
    person = of("Okafor, Linda M.", roster=entries(ROWS))

    assert person.occupation == "prosecutor"
    assert "people.csv row 2" in person.evidence[0].quote


def test_a_former_office_on_a_roster_outweighs_a_private_occupation() -> None:
    assert of("Otto Brandt", work="private", roster=entries(ROWS)).occupation == "sworn_officer"


def test_a_namesake_with_another_file_number_is_not_the_rosters_person() -> None:
    person = of("Otto Brandt", "file:01-444", work="private", roster=entries(ROWS))

    assert (person.occupation, person.conflict) == ("private", "")


def test_a_file_number_finds_a_person_whose_name_was_misread() -> None:
    person = of("Brondl, Otlo", "file:98-222", work="private", roster=entries(ROWS))

    assert (person.occupation, person.conflict) == ("sworn_officer", "")


def test_a_present_office_by_name_alone_against_a_private_occupation_is_held() -> None:
    person = of("Okafor, Linda", work="private", roster=entries(ROWS))

    assert "people.csv row 2" in person.conflict


def test_a_title_that_settles_nothing_is_set_against_the_papers() -> None:
    person = of("Kim Tran", work="private", roster=entries(ROWS))

    assert "people.csv row 4" in person.conflict
