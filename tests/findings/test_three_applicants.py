from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from applicants import EVERY, JUDGE, Applicant
from typesetting import grid_page, page_of, wrapped

from goodcause.findings.examine import Examined, examine
from goodcause.findings.finding import Finding, Layout
from goodcause.findings.people import join
from goodcause.pages.page import Page


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def pages_of(applicant: Applicant, form: str) -> list[Page]:
    rows = [(label, value) for label, value, _ in applicant.fields]
    if form == "typed lines":
        first = page_of("\n".join(f"{label}: {value}" for label, value in rows))
    elif form == "captions in cells":
        first = grid_page([[f"{label}|{value}"] for label, value in rows])
    elif form == "label and value cells":
        first = grid_page([[label, value] for label, value in rows], high=90)
    else:
        first = page_of("\n".join(f"{label}\n    {value}" for label, value in rows))
    return [first, page_of(wrapped(applicant.narrative), number=2)]


def read_on(examined: Examined, page: int) -> Iterator[Finding]:
    return (f for f in examined.findings if f.span.page == page)


FORMS = ["typed lines", "captions in cells", "label and value cells", "value under label"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("applicant", EVERY, ids=lambda a: a.name)
def test_every_box_is_found_as_what_it_is_and_holds_its_value_only(
    applicant: Applicant, form: str
) -> None:
    examined = examine("d1", pages_of(applicant, form), "applicant")

    found = {(f.category, plain(f.text)) for f in read_on(examined, 1)}
    wanted = {(category, plain(value)) for _, value, category in applicant.fields if category}
    assert found == wanted


@pytest.mark.parametrize("form", ["captions in cells", "label and value cells"])
def test_the_region_of_a_ruled_cell_does_not_depend_on_the_value(form: str) -> None:
    other = Applicant(
        name=JUDGE.name,
        occupation=JUDGE.occupation,
        fields=tuple((a, "9 X" if c == "place_of_birth" else b, c) for a, b, c in JUDGE.fields),
        narrative=JUDGE.narrative,
        spans=(),
        stays=(),
    )
    regions = [
        [
            f.span.region
            for f in read_on(examine("d1", pages_of(a, form), "applicant"), 1)
            if f.category == "place_of_birth"
        ]
        for a in (JUDGE, other)
    ]

    assert regions[0] == regions[1] != []


@pytest.mark.parametrize("applicant", EVERY, ids=lambda a: a.name)
def test_the_words_that_tell_when_and_where_are_found_in_the_narrative(
    applicant: Applicant,
) -> None:
    examined = examine("d1", pages_of(applicant, "typed lines"), "applicant")

    found = [(f.category, plain(f.text)) for f in read_on(examined, 2)]
    for text, category in applicant.spans:
        assert any(c == category and plain(text) in t for c, t in found), text


@pytest.mark.parametrize("applicant", EVERY, ids=lambda a: a.name)
def test_reasons_past_incidents_names_and_report_numbers_stay(applicant: Applicant) -> None:
    examined = examine("d1", pages_of(applicant, "typed lines"), "applicant")

    found = " / ".join(plain(f.text) for f in read_on(examined, 2))
    for text in applicant.stays:
        assert plain(text) not in found


@pytest.mark.parametrize("applicant", EVERY, ids=lambda a: a.name)
def test_running_text_has_no_regions_and_no_word_is_in_two_findings(applicant: Applicant) -> None:
    examined = examine("d1", pages_of(applicant, "captions in cells"), "applicant")

    for page in (1, 2):
        words = [w for f in read_on(examined, page) for w in f.span.words]
        assert len(words) == len(set(words))
    assert all(f.span.layout is Layout.LINE for f in read_on(examined, 2))
    assert len({f.key for f in examined.findings}) == len(examined.findings)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("applicant", EVERY, ids=lambda a: a.name)
def test_the_subject_and_the_occupation_come_from_the_applicants_own_boxes(
    applicant: Applicant, form: str
) -> None:
    (person,) = join([examine("d1", pages_of(applicant, form), "applicant").subject])

    assert person.name == applicant.name
    assert person.occupation == applicant.occupation
    assert not person.conflict


def test_the_same_pages_give_the_same_findings() -> None:
    pages = pages_of(JUDGE, "typed lines")

    assert examine("d1", pages, "applicant") == examine("d1", pages, "applicant")
