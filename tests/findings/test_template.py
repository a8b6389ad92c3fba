"""Templates: learned by likeness; they supply a box where its label cannot be read, only there."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from typesetting import LEFT, LINE, TOP, page_of

from goodcause.base.geometry import Box
from goodcause.findings.examine import examine
from goodcause.findings.formread import SUPPLIED
from goodcause.findings.template import Anchor, Impression, Supplied, Template, fit, learn, supplied
from goodcause.pages.page import Page

FORM = (
    "Name of Applicant:       {name}\n"
    "Date of Birth:           03/14/1961      Height:  6-01\n"
    "{ssn}     900-52-77{n}1     Weight:  180\n"
    "Occupation:              Plumber         Eyes:    BRN\n"
    "{mother}    {maiden}\n"
    "Employer:                Harbor Lamps    Hair:    BLK\n"
    "Citizenship:             U.S.A.          Sex:     M\n"
)
READ = {"ssn": "Social Security No.:", "mother": "Mother's Maiden Name:"}


def form(n: int, *, down: int = 0, **words: str) -> Page:
    said = {"name": "Delgado, Ann", "maiden": "Petrakis", "n": str(n), **READ, **words}
    page = page_of(FORM.format(**said))
    moved = tuple(replace(w, box=w.box.moved(3 * n, down)) for w in page.words)
    return replace(page, words=moved)


def boxes_for(page: Page, *others: Page) -> tuple[Supplied, ...]:
    every = [examine(str(n), [p], "applicant").impressions for n, p in enumerate((*others, page))]
    templates = learn(i for each in every for i in each)
    return supplied(every[-1][0], templates, SUPPLIED)


OTHERS = tuple(form(n, down=5 * n) for n in range(4))


def test_a_label_that_cannot_be_read_is_supplied_by_the_form() -> None:
    page = form(7, down=20, mother="Mofnors Haidon Mane#:")
    (box,) = boxes_for(page, *OTHERS)
    found = examine("d", [page], "applicant", [box]).findings

    assert box.kind == "mothers_maiden_name"
    (maiden,) = (f for f in found if f.category == "mothers_maiden_name")
    assert maiden.text == "Petrakis"
    assert maiden.span.region is not None
    assert "where no label could be read" in maiden.because


def test_what_nobody_could_read_in_a_supplied_box_goes_with_it() -> None:
    page = form(7, mother="Mofnors Haidon Mane#:", maiden="")
    ink = Box(LEFT + 26 * 25, TOP + 4 * LINE, LEFT + 34 * 25, TOP + 4 * LINE + 40)
    page = replace(page, low_ink=(ink,))
    (box,) = boxes_for(page, *OTHERS)
    found = examine("d", [page], "applicant", [box]).findings

    (maiden,) = (f for f in found if f.category == "mothers_maiden_name")
    assert not maiden.span.words


def test_an_empty_box_of_a_template_is_no_finding() -> None:
    page = form(7, mother="Mofnors Haidon Mane#:", maiden="")
    boxes = boxes_for(page, *OTHERS)
    found = examine("d", [page], "applicant", boxes).findings

    assert "mothers_maiden_name" not in {f.category for f in found}


def test_a_form_without_the_field_gets_no_box_for_it() -> None:
    page = form(7, mother="                     ", maiden="        ")
    found = examine("d", [page], "applicant", boxes_for(page, *OTHERS)).findings

    assert "mothers_maiden_name" not in {f.category for f in found}


def test_a_revised_form_that_moved_the_field_is_taken_at_its_word() -> None:
    page = form(7, mother="Hobbies of applicant:", maiden="Fishing")
    lines = [*(w for w in page.words)]
    more = page_of("\n" * 9 + "Mother's Maiden Name:    Petrakis")
    page = replace(page, words=(*lines, *(replace(w, line=w.line) for w in more.words)))

    assert boxes_for(page, *OTHERS) == ()


def test_one_page_makes_no_template() -> None:
    (impression,) = examine("d", [form(1)], "applicant").impressions

    assert learn([impression, impression]) == ()


def test_pages_of_another_form_are_left_alone() -> None:
    other = page_of(
        "Make:  Colt\nModel:  Python\nSerial No.:  K1234\nCaliber:  .38\nDate:  1/1/01\n"
        "Score:  231\nRange:  Elk Grove\nInstructor:  B. Lund\nCourse:  8 hours"
    )

    assert boxes_for(other, *OTHERS) == ()


def grid() -> Template:
    anchors = tuple(
        Anchor(f"k{n}", f"k{n}", Box(x, y, x + 150, y + 30), Box(x + 160, y, x + 500, y + 30))
        for n, (x, y) in enumerate((200 + 600 * (i % 3), 200 + 300 * (i // 3)) for i in range(12))
    )
    return Template("t", anchors)


@given(st.integers(-150, 150), st.integers(-150, 150), st.floats(0.985, 1.015), st.integers(0, 11))
def test_a_shifted_and_stretched_page_is_fitted_within_a_few_pixels(
    right: int, down: int, scale: float, lost: int
) -> None:
    def there(box: Box) -> Box:
        x, y = round(box.left * scale) + right, round(box.top * scale) + down
        return Box(x, y, x + box.width, y + box.height)

    template = grid()
    seen = tuple(
        replace(a, box=there(a.box), value=None)
        for n, a in enumerate(template.anchors)
        if n != lost
    )
    found = fit(template, Impression(1, seen))

    assert found is not None
    missing = template.anchors[lost]
    assert missing.value is not None
    placed, true = found.placed(missing.box), there(missing.box)
    assert abs(placed.left - true.left) <= 6
    assert abs(placed.centre[1] - true.centre[1]) <= 6


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 3000)), max_size=40))
def test_no_constellation_makes_learning_fall(places: list[tuple[int, int]]) -> None:
    anchors = tuple(
        Anchor("ssn" if n % 2 else "name", "ssn", Box(x, y, x + 9, y + 9), Box(x, y, x, y))
        for n, (x, y) in enumerate(places)
    )
    pages = [Impression(n, anchors) for n in range(4)]

    for template in learn(pages):
        assert supplied(pages[0], [template], SUPPLIED) == ()
