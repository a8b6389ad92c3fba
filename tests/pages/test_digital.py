from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas as Paper

from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.page import Channel, Origin
from goodcause.pages.plate import Mode
from goodcause.pages.read import count_pages, read_pages

from tests.pages.making import changed, drawn, first, lines, rendered, texts, tools

SENTENCE = "The applicant lives at 12 Example Way and her number is 912-34-5678."


def test_words_come_in_order_with_boxes_that_hold_all_their_ink(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lines(SENTENCE, "Second line, quickly jgpQ/f."))

    page, plate = first(path)

    assert texts(page) == f"{SENTENCE} Second line, quickly jgpQ/f.".split()
    assert [word.line for word in page.words] == [0] * 12 + [1] * 4
    assert all(w.origin is Origin.DIGITAL and w.confidence == 1 for w in page.words)
    outside = plate.grey() == 0
    for word in page.words:
        outside[word.box.top : word.box.bottom, word.box.left : word.box.right] = False
    assert not outside.any()


def test_a_letter_page_is_exactly_2550_by_3300_and_bitonal(tmp_path: Path) -> None:
    page, plate = first(drawn(tmp_path / "a.pdf", lines(SENTENCE)))

    assert (page.width, page.height) == (plate.width, plate.height) == (2550, 3300)
    assert plate.mode is Mode.BITONAL


def test_the_pixels_are_those_that_pdfium_draws(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lines(SENTENCE))

    _, plate = first(path)

    different = (plate.grey() == 0) != (rendered(path) <= 160)
    assert different.mean() < 0.001  # the comfortable way draws a row too many, and so a shade off


def test_reading_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", lines(SENTENCE))

    assert first(path) == first(path)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_whose_text_lies_on_its_side_is_set_upright_where_its_ink_is(
    tmp_path: Path, turn: int
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].CropBox = Array([50, 300, 562, 760])

    page, plate = first(changed(drawn(tmp_path / "a.pdf", lines(SENTENCE)), change))

    wide, high = round(512 * 25 / 6), round(460 * 25 / 6)
    assert (page.width, page.height) == (wide, high)
    assert texts(page) == SENTENCE.split()
    told = f"this page was turned by {360 - turn} degrees clockwise to be read"
    assert page.notes == ((told,) if turn else ())
    outside = plate.grey() == 0
    for word in page.words:
        outside[word.box.top : word.box.bottom, word.box.left : word.box.right] = False
    assert not outside.any()


def test_a_page_is_turned_for_most_of_its_letters_and_not_for_a_few(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.drawString(72, 700, SENTENCE)
        paper.rotate(90)
        paper.drawString(72, -40, "Received by the clerk of the county")

    page, _ = first(drawn(tmp_path / "a.pdf", draw))

    assert (page.width, page.height) == (2550, 3300)
    assert page.notes == ()
    assert " ".join(texts(page)).count(SENTENCE) == 1


def test_text_drawn_up_the_page_is_read_from_left_to_right(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.rotate(90)
        paper.drawString(72, -300, SENTENCE)
        paper.drawString(72, -330, "Second line.")

    page, _ = first(drawn(tmp_path / "a.pdf", draw))

    assert (page.width, page.height) == (3300, 2550)
    assert texts(page) == [*SENTENCE.split(), "Second", "line."]
    assert all(w.box.width > w.box.height for w in page.words if len(w.text) > 4)
    assert page.notes == ("this page was turned by 90 degrees clockwise to be read",)


def test_a_user_unit_makes_the_page_as_large_as_it_says(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].UserUnit = 2

    page, _ = first(changed(drawn(tmp_path / "a.pdf", lines("word"), size=(200, 100)), change))

    assert (page.width, page.height) == (round(400 * 25 / 6), round(200 * 25 / 6))


def test_what_lies_off_the_page_is_hidden_and_not_a_word(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.drawString(72, 700, "inside")
        paper.drawString(72, 900, "outside 912-34-5678")

    page, _ = first(drawn(tmp_path / "a.pdf", draw))

    assert texts(page) == ["inside"]
    assert [h.text for h in page.hidden if h.channel is Channel.UNSEEN_WORD] == [
        "outside 912-34-5678"
    ]


def unseen_white(paper: Paper) -> None:
    paper.setFillGray(1)
    paper.drawString(72, 600, "secret 912-34-5678")


def unseen_rendering(paper: Paper) -> None:
    text = paper.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine("secret 912-34-5678")
    paper.drawText(text)


def unseen_rendering_over_words(paper: Paper) -> None:
    paper.drawString(72, 600, "somewhat longer visible words here")
    text = paper.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine("secret 912-34-5678")
    paper.drawText(text)


def unseen_under_a_bar(paper: Paper) -> None:
    paper.drawString(72, 600, "secret 912-34-5678")
    paper.rect(60, 590, 200, 30, fill=1)


@pytest.mark.parametrize(
    "draw", [unseen_white, unseen_rendering, unseen_rendering_over_words, unseen_under_a_bar]
)
def test_words_that_nobody_can_see_are_hidden(tmp_path: Path, draw: object) -> None:
    def both(paper: Paper) -> None:
        paper.drawString(72, 700, "visible")
        draw(paper)  # type: ignore[operator]

    page, _ = first(drawn(tmp_path / "a.pdf", both))

    assert "visible" in texts(page)
    assert not {"secret", "912-34-5678"} & set(texts(page))
    (found,) = [h.text for h in page.hidden if h.channel is Channel.UNSEEN_WORD]
    assert found == "secret 912-34-5678"


def test_white_words_on_a_dark_bar_are_seen(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.rect(60, 590, 300, 30, fill=1)
        paper.setFillGray(1)
        paper.drawString(72, 600, "white on black")

    assert texts(first(drawn(tmp_path / "a.pdf", draw))[0]) == ["white", "on", "black"]


@pytest.mark.parametrize(("paper_grey", "ink_grey"), [(0.45, 0.0), (0.9, 0.0), (0.4, 0.75)])
def test_words_on_a_shade_can_be_read_on_the_plate(
    tmp_path: Path, paper_grey: float, ink_grey: float
) -> None:
    def draw(paper: Paper) -> None:
        paper.setFillGray(paper_grey)
        paper.rect(60, 590, 300, 30, fill=1, stroke=0)
        paper.setFillGray(ink_grey)
        paper.drawString(72, 600, "shaded heading")

    page, plate = first(drawn(tmp_path / "a.pdf", draw))

    assert texts(page) == ["shaded", "heading"]
    assert plate.mode is Mode.BITONAL
    for word in page.words:
        ink = plate.grey()[word.box.top : word.box.bottom, word.box.left : word.box.right] == 0
        assert 0.03 < ink.mean() < 0.97


def test_a_table_of_words_and_shaded_heads_is_bitonal_and_a_photograph_is_not(
    tmp_path: Path,
) -> None:
    def draw_table(paper: Paper) -> None:
        for row in range(20):
            paper.setFillGray(0.8 if row % 2 else 0.9)
            paper.rect(60, 700 - row * 25, 450, 25, fill=1)
            paper.setFillGray(0)
            paper.drawString(72, 708 - row * 25, f"Sample {row} 555-0123")

    def draw_photograph(paper: Paper) -> None:
        paper.drawString(72, 708, "Exhibit")
        for step in range(120):
            paper.setFillGray(step / 120)
            paper.rect(100, 200 + step * 3, 300, 3, fill=1, stroke=0)

    path = drawn(tmp_path / "a.pdf", draw_table, draw_photograph)

    plates = [plate for _, plate in read_pages(path, Kind.PDF, [1, 2], tools())]

    assert [plate.mode for plate in plates] == [Mode.BITONAL, Mode.TONE]


def test_form_fields_are_words_and_drawn(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.drawString(72, 706, "SSN")
        paper.acroForm.textfield(
            name="ssn", x=120, y=700, width=200, height=18, value="912-34-5678"
        )

    page, plate = first(drawn(tmp_path / "a.pdf", draw))

    assert texts(page) == ["SSN", "912-34-5678"]
    box = page.words[1].box
    assert (plate.grey()[box.top : box.bottom, box.left : box.right] == 0).any()
    assert not [h for h in page.hidden if h.channel is Channel.FORM_VALUE]


@pytest.mark.parametrize("need_appearances", [True, False])
def test_a_field_without_an_appearance_is_drawn_all_the_same(
    tmp_path: Path, need_appearances: bool
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("ssn"),
                V=String("912-34-5678"),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=Array([100, 600, 300, 620]),
                F=4,
            )
        )
        pdf.pages[0].Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]),
            DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font))),
            NeedAppearances=need_appearances,
        )

    page, _ = first(changed(drawn(tmp_path / "a.pdf", lines("form")), change))

    assert "912-34-5678" in texts(page)


def test_letters_that_share_a_box_and_broken_words_keep_their_places(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.drawString(72, 700, "Fair-")
        paper.drawString(72, 685, "field next")

    page, _ = first(drawn(tmp_path / "a.pdf", draw))

    assert texts(page) == ["Fair-", "field", "next"]
    assert [word.line for word in page.words] == [0, 1, 1]


def test_slanting_and_upright_words_have_boxes_around_all_letters(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for angle in (17, 90):
            paper.saveState()
            paper.translate(200, 300 + angle * 2)
            paper.rotate(angle)
            paper.drawString(0, 0, f"turned{angle}")
            paper.restoreState()

    page, plate = first(drawn(tmp_path / "a.pdf", draw))

    assert sorted(texts(page)) == ["turned17", "turned90"]
    outside = plate.grey() == 0
    for word in page.words:
        outside[word.box.top : word.box.bottom, word.box.left : word.box.right] = False
    assert not outside.any()


def test_double_printing_is_one_word(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for shift in (0, 0.4):
            paper.drawString(72 + shift, 700, "bold by printing twice")

    assert texts(first(drawn(tmp_path / "a.pdf", draw))[0]) == ["bold", "by", "printing", "twice"]


def test_no_control_character_survives_in_a_word(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(
            pdf, b"BT /F1 12 Tf 72 600 Td (a\\001b\\033c\\255d) Tj ET"
        )

    page, _ = first(changed(drawn(tmp_path / "a.pdf", lines("word")), change))

    assert all(word.text.isprintable() and word.text for word in page.words)


def test_pages_are_read_in_the_order_asked_for(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.pdf", *(lines(f"page{n}") for n in range(1, 5)))

    read = [page for page, _ in read_pages(path, Kind.PDF, [3, 1], tools())]

    assert count_pages(path, Kind.PDF, Limits()) == 4
    assert [(page.number, texts(page)) for page in read] == [(3, ["page3"]), (1, ["page1"])]


def test_a_picture_that_cannot_be_decoded_is_noted(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(pdf, b"no such data")
        image.Type, image.Subtype, image.Width, image.Height = (
            Name.XObject,
            Name.Image,
            500,
            500,
        )
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        image.Filter = Name.JBIG2Decode
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q 500 0 0 500 0 0 cm /I Do Q")

    page, _ = first(changed(drawn(tmp_path / "a.pdf", lines("word")), change))

    assert any("could not be decoded" in note for note in page.notes)


def test_the_plate_named_in_a_page_is_its_plate(tmp_path: Path) -> None:
    page, plate = first(drawn(tmp_path / "a.pdf", lines(SENTENCE)))

    assert page.plate == hashlib.sha256(plate.to_bytes()).hexdigest()
    assert np.count_nonzero(plate.bits()) > 0
