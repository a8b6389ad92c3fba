"""A sheet knows where every value it draws ends up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.demo.pen import Hand
from goodcause.demo.runs import Run, marked, value
from goodcause.demo.sheet import Face, Sheet

_WORDS = st.lists(st.text(alphabet="abcdefghij", min_size=1, max_size=9), min_size=1, max_size=60)


def test_a_value_too_wide_for_its_cell_is_written_smaller() -> None:
    sheet = Sheet(Face(size=10.0))
    sheet.put(
        50, 100, value("2218 Quail Hollow Court, Sacramento, CA 95864", "home_address"), width=160
    )
    ((left, _, right, _),) = sheet.marks[0].boxes

    assert right - left <= 160


def test_words_nobody_counts_are_not_marked() -> None:
    sheet = Sheet(Face())
    sheet.put(50, 100, (Run("Paul, "), Run("2218 Quail Hollow Court", "home_address")))

    assert [mark.text for mark in sheet.marks] == ["2218 Quail Hollow Court"]


def test_a_span_over_two_lines_has_a_box_on_each() -> None:
    sheet = Sheet(Face())
    sentence = marked(
        "I walk alone to the bank [t|" + "every Friday after nine " * 6 + "] and back."
    )
    sheet.put_text((50, 50, 350, 200), [sentence], leading=14)
    (mark,) = sheet.marks
    tops = [top for _, top, _, _ in mark.boxes]

    assert len(mark.boxes) >= 2
    assert tops == sorted(tops)


def test_a_sentence_that_does_not_fit_is_left_out_whole() -> None:
    sheet = Sheet(Face())
    first, second = marked("[t|At nine] I go. "), marked("[p|The bank] " + "is far away " * 40)
    sheet.put_text((50, 50, 350, 80), [first, second], leading=14)

    assert [mark.text for mark in sheet.marks] == ["At nine"]


@settings(deadline=None)
@given(_WORDS, st.sampled_from([Face(), Face(font="Courier"), Face(hand=Hand("x"), size=12.0)]))
def test_text_stays_inside_its_margins(words: list[str], face: Face) -> None:
    sheet = Sheet(face)
    sentence = (Run(" ".join(words), "vulnerability_place"),)
    sheet.put_text((50, 50, 400, 700), [sentence], leading=16)

    assert " ".join(words) == sheet.marks[0].text
    for left, top, right, bottom in sheet.marks[0].boxes:
        assert left >= 48 and top >= 48
        assert right <= 404 and bottom <= 704
