"""A scan moves the boxes of the truth with the pixels, and files are what they claim to be."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from goodcause.demo.chance import chance
from goodcause.demo.media import draw_scanner, image_pdf, moved, photo, scan, tiff, to_pixels
from goodcause.demo.pen import Hand
from goodcause.demo.runs import Run, value
from goodcause.demo.sheet import Face, Sheet
from goodcause.demo.widgets import fill

_DARK = 128


def _one_word(x: float, y: float) -> Sheet:
    sheet = Sheet(Face(size=14.0), specimen="")
    sheet.put(x, y, value("HHHHHH", "ssn"))
    return sheet


@pytest.mark.parametrize("poor", [False, True])
@pytest.mark.parametrize("place", [(60.0, 80.0), (460.0, 80.0), (60.0, 740.0), (460.0, 740.0)])
def test_a_box_follows_its_ink_to_every_corner(place: tuple[float, float], poor: bool) -> None:
    sheet = _one_word(*place)
    (mark,) = sheet.marks
    scanner = draw_scanner(chance(1, place, poor), poor=poor, bitonal=True)
    (page,) = scan(sheet.pdf(), scanner, 7)
    image = Image.fromarray(page).resize((2550, 3300))
    dark = np.asarray(image) < _DARK
    box = moved(mark.boxes[0], scanner)
    near = box.grown(40)
    rows, columns = np.nonzero(dark[near.top : near.bottom, near.left : near.right])

    assert abs(near.left + np.percentile(columns, 1) - box.left) < 12
    assert abs(near.left + np.percentile(columns, 99) - box.right) < 12
    assert abs(near.top + np.percentile(rows, 1) - box.top) < 12
    assert abs(near.top + np.percentile(rows, 99) - box.bottom) < 12


@settings(deadline=None)
@given(st.floats(40, 500), st.floats(40, 700), st.floats(5, 60), st.floats(5, 30))
def test_a_scan_never_shrinks_a_box_by_much(x: float, y: float, w: float, h: float) -> None:
    scanner = draw_scanner(chance(3), poor=True, bitonal=True)
    quad = (x, y, x + w, y + h)
    before, after = to_pixels(quad), moved(quad, scanner)

    assert after.width >= before.width - 3
    assert after.height >= before.height - 3


def test_poor_scans_are_worse_in_every_way() -> None:
    for number in range(20):
        rng = chance(9, number)
        poor = draw_scanner(rng, poor=True, bitonal=True)
        clean = draw_scanner(rng, poor=False, bitonal=False)

        assert poor.dpi < clean.dpi
        assert 0.7 <= abs(poor.skew) <= 1.2
        assert abs(clean.skew) <= 0.3
        assert poor.noise > clean.noise
        assert poor.speckle > clean.speckle


def test_scans_hold_no_word_of_text() -> None:
    sheet = _one_word(100, 100)
    scanner = draw_scanner(chance(4), poor=False, bitonal=True)
    pages = scan(sheet.pdf(), scanner, 1)

    for bitonal in (True, False):
        document = pypdfium2.PdfDocument(image_pdf(pages, bitonal=bitonal))
        assert document[0].get_textpage().get_text_bounded().strip() == ""
        assert document[0].get_size() == (612, 792)


@pytest.mark.parametrize("bitonal", [True, False])
def test_a_picture_in_a_pdf_shows_what_was_scanned(bitonal: bool) -> None:
    sheet = _one_word(100, 100)
    scanner = draw_scanner(chance(4), poor=False, bitonal=bitonal)
    pages = scan(sheet.pdf(), scanner, 1)
    document = pypdfium2.PdfDocument(image_pdf(pages, bitonal=bitonal))
    drawn = document[0].render(scale=300 / 72, grayscale=True).to_numpy()
    shown = drawn.reshape(drawn.shape[:2])[:3300]  # a fraction of a row more, rounded up

    assert np.mean((shown < _DARK) != (pages[0] < _DARK)) < 0.001


def test_a_tiff_has_a_leaf_a_page_at_its_resolution() -> None:
    sheet = _one_word(100, 100)
    sheet.next_page()
    scanner = draw_scanner(chance(4), poor=True, bitonal=True)
    data = tiff(scan(sheet.pdf(), scanner, 1), scanner.dpi)

    with Image.open(io.BytesIO(data)) as image:
        assert image.n_frames == 2  # type: ignore[attr-defined]
        assert image.mode == "1"
        assert image.info["compression"] == "group4"
        assert image.info["dpi"] == (200.0, 200.0)


def test_some_fields_have_no_appearance_and_all_have_their_value() -> None:
    sheet = Sheet(Face(form=True))
    for row in range(8):
        sheet.put(100, 100 + 30 * row, (Run(f"9{row}0-12-34(5)\\6", "ssn"),), width=150)
    import pikepdf  # noqa: PLC0415  only here

    with pikepdf.open(io.BytesIO(fill(sheet.pdf(), sheet.fields))) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        bare = [field for field in fields if "/AP" not in field]

        assert [str(field.V) for field in fields] == [f"9{row}0-12-34(5)\\6" for row in range(8)]
        assert 0 < len(bare) < len(fields)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=9))
def test_handwriting_stays_inside_its_extent(text: str) -> None:
    hand = Hand("a test")
    left, top, right, bottom = hand.extent(text, 100, 200, 12)

    for stroke in hand.write(text, 100, 200, 12):
        for x, y in stroke.points:
            assert left <= x <= right
            assert top <= y <= bottom


def test_two_hands_differ_and_one_hand_repeats_itself() -> None:
    def strokes(seed: str) -> list[object]:
        return list(Hand(seed).write("Ostrander", 10, 10, 12))

    assert strokes("a") == strokes("a")
    assert strokes("a") != strokes("b")


def test_a_photograph_says_its_resolution() -> None:
    sheet = _one_word(100, 100)
    scanner = draw_scanner(chance(4), poor=False, bitonal=False)
    (page,) = scan(sheet.pdf(), scanner, 1)

    with Image.open(io.BytesIO(photo(page, scanner.dpi))) as image:
        assert image.format == "JPEG"
        assert image.info["dpi"] == (300, 300)
        assert image.size == (2550, 3300)
