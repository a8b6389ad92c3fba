from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.pages.page import Word
from goodcause.production import layer

HOSTILE = [
    "\x00",
    "\n",
    "\f",
    "\r",
    "\x1b",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\u202e",
    "\u2028",
    "\ud800",
    "\udfff",
    "\ue000",
    "\ufeff",
    "\uffff",
    "\U0001f600",
    "\U000e0041",
]


@pytest.mark.parametrize("character", HOSTILE, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("place", ["{}ab", "a{}b", "ab{}", "{}"])
def test_what_the_eye_cannot_see_becomes_a_replacement_character(
    character: str, place: str
) -> None:
    assert layer.cleaned(place.format(character)) == place.format("\ufffd")


def test_letters_of_other_alphabets_and_their_accents_stay() -> None:
    text = "e\u0301\u0416\u05d0\u6f22\u00a7"

    assert layer.cleaned(text) == text


def test_a_ligature_is_served_as_its_letters() -> None:
    assert layer.cleaned("\ufb01nd o\ufb03ce").replace("\ufffd", " ") == "find office"


@given(st.text(max_size=60))
def test_served_text_never_breaks_a_line_or_a_page_of_the_text_file(text: str) -> None:
    for character in layer.cleaned(text):
        assert character == "\ufffd" or unicodedata.category(character)[0] not in "CZ"


@pytest.mark.parametrize(
    "box",
    [
        Box(-90, 5, -10, 40),
        Box(100, 5, 130, 40),
        Box(5, 200, 40, 230),
        Box(9, 9, 9, 30),
        Box(9, 9, 30, 9),
    ],
)
def test_a_word_without_a_pixel_on_the_page_is_not_served(box: Box) -> None:
    assert layer.served([Word("ghost", box, 0)], 100, 200) == ()


def test_a_word_over_the_edge_is_served_with_the_part_on_the_page() -> None:
    (word,) = layer.served([Word("edge", Box(90, -5, 400, 20), 0)], 100, 200)

    assert word.box == Box(90, 0, 100, 20)


def test_an_endless_word_is_cut() -> None:
    (word,) = layer.served([Word("x" * 5_000_000, Box(0, 0, 50, 50), 0)], 100, 200)

    assert len(word.text) < 10_000


def test_the_text_file_has_a_line_a_line_and_a_form_feed_between_pages() -> None:
    box = Box(0, 0, 9, 9)
    page = [Word("one", box, 0), Word("two", box, 0), Word("three", box, 4)]

    data = layer.text_file([layer.page_text(page), layer.page_text(page[2:])])

    assert data == b"\xef\xbb\xbfone two\r\nthree\r\n\fthree\r\n"
