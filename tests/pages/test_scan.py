from __future__ import annotations

import tracemalloc
import zlib
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfgen.canvas import Canvas as Paper

from goodcause.base.geometry import Box
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages import scan
from goodcause.pages.lines import Spot, in_slanting_lines
from goodcause.pages.page import Channel, Origin
from goodcause.pages.plate import Mode
from goodcause.pages.read import Tools, count_pages, read_pages
from goodcause.programs.libtiff import encode_g4
from goodcause.programs.reading import OcrReader
from goodcause.programs.tesseract import TesseractReader, find_data

from tests.pages.making import (
    Listed,
    Memory,
    changed,
    drawn,
    first,
    image_pdf,
    jpeg,
    lines,
    rendered,
    scanned,
    texts,
    tools,
)

LETTER_TEXT = [
    f"Item {n}: the applicant says her telephone is 555-01{n:02d} at home." for n in range(22, 34)
]


@pytest.fixture(scope="module")
def tesseract() -> OcrReader:
    if find_data() is None:
        pytest.skip("the English data of Tesseract is not installed")
    return TesseractReader()


@pytest.fixture(scope="module")
def grey(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.uint8]:
    """A form of boxed lines, as a clean scan."""

    def draw(paper: Paper) -> None:
        lines(*LETTER_TEXT)(paper)
        for row in range(4):
            paper.rect(72, 300 - row * 30, 400, 30)

    path = drawn(tmp_path_factory.mktemp("scan") / "a.pdf", draw)
    return scanned(rendered(path))


def as_jpeg(path: Path, grey: NDArray[np.uint8]) -> Path:
    path.write_bytes(jpeg(grey))
    return path


def test_a_scan_is_read_with_its_lines_and_its_rules(
    tmp_path: Path, grey: NDArray[np.uint8], tesseract: OcrReader
) -> None:
    page, plate = first(as_jpeg(tmp_path / "a.jpg", grey), Kind.JPEG, tesseract)

    assert texts(page) == " ".join(LETTER_TEXT).split()
    assert page.words[-1].line == 11
    assert {word.origin for word in page.words} == {Origin.OCR}
    assert plate.mode is Mode.BITONAL
    assert (page.width, page.height) == (2550, 3300)
    assert sum(box.width > 1600 for box in page.rules) == 5
    assert not page.low_ink


def test_a_slanting_scan_is_set_straight_and_has_the_same_lines_and_rules(
    tmp_path: Path, grey: NDArray[np.uint8], tesseract: OcrReader
) -> None:
    page, _ = first(as_jpeg(tmp_path / "a.jpg", scanned(grey, skew=0.8)), Kind.JPEG, tesseract)

    wanted = " ".join(LETTER_TEXT).split()
    assert abs(page.slant) == pytest.approx(0.8, abs=0.15)
    assert SequenceMatcher(None, texts(page), wanted).ratio() > 0.97
    assert page.words[-1].line == 11
    across = [box for box in page.rules if box.width > box.height]
    assert sum(box.width for box in across) > 5 * 1550
    assert all(box.height < 20 for box in across)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_page_on_its_head_or_side_is_turned_with_its_pixels(
    tmp_path: Path, grey: NDArray[np.uint8], tesseract: OcrReader, turn: int
) -> None:
    around = np.ascontiguousarray(np.rot90(grey, turn))

    page, plate = first(as_jpeg(tmp_path / "a.jpg", around), Kind.JPEG, tesseract)

    assert texts(page) == " ".join(LETTER_TEXT).split()
    assert (plate.width, plate.height) == (2550, 3300)
    assert page.notes == (f"this page was turned by {turn * 90} degrees clockwise to be read",)


@pytest.mark.parametrize("around", [0, 2])
def test_a_mirrored_page_is_turned_back_with_its_pixels(
    tmp_path: Path, grey: NDArray[np.uint8], tesseract: OcrReader, around: int
) -> None:
    straight, _ = first(as_jpeg(tmp_path / "a.jpg", grey), Kind.JPEG, tesseract)
    mirror = np.ascontiguousarray(np.rot90(grey[:, ::-1], around))

    page, _ = first(as_jpeg(tmp_path / "b.jpg", mirror), Kind.JPEG, tesseract)

    assert len(set(texts(page)) & set(texts(straight))) > 0.9 * len(set(texts(straight)))
    assert page.notes[0].startswith("this page was turned back from its mirror image")


def test_a_page_half_in_shadow_is_read_and_stays_bitonal(
    tmp_path: Path, grey: NDArray[np.uint8], tesseract: OcrReader
) -> None:
    shadow = np.asarray(grey * np.linspace(0.5, 1, 2550)[None, :], np.uint8)

    page, plate = first(as_jpeg(tmp_path / "a.jpg", shadow), Kind.JPEG, tesseract)

    assert texts(page) == " ".join(LETTER_TEXT).split()
    assert plate.mode is Mode.BITONAL
    assert plate.grey().mean() > 200


def test_a_scanned_photograph_keeps_its_tones(tmp_path: Path, grey: NDArray[np.uint8]) -> None:
    page = grey.copy()
    y, x = np.mgrid[0:900, 0:1200]
    page[1800:2700, 600:1800] = 90 + 60 * np.sin(x / 40) * np.cos(y / 50)

    _, plate = first(as_jpeg(tmp_path / "a.jpg", page), Kind.JPEG)

    assert plate.mode is Mode.TONE


def test_a_picture_page_is_decoded_to_its_own_pixels(
    tmp_path: Path, grey: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    ink = (grey < 150).astype(np.uint8)
    strip = encode_g4(np.packbits(ink, axis=1), 2550)
    keys = {
        "Filter": pikepdf.Name.CCITTFaxDecode,
        "BitsPerComponent": 1,
        "DecodeParms": pikepdf.Dictionary(K=-1, Columns=2550, Rows=3300),
    }
    path = image_pdf(tmp_path / "a.pdf", strip, (2550, 3300), **keys)
    monkeypatch.setattr("goodcause.pages.digital.render", None)  # must not be needed

    _, plate = first(path)

    assert np.array_equal(plate.grey() == 0, ink == 1)


def test_black_may_be_one_in_a_fax_stream(tmp_path: Path, grey: NDArray[np.uint8]) -> None:
    ink = (grey < 150).astype(np.uint8)
    strip = encode_g4(~np.packbits(ink, axis=1), 2550)
    keys = {
        "Filter": pikepdf.Name.CCITTFaxDecode,
        "BitsPerComponent": 1,
        "DecodeParms": pikepdf.Dictionary(K=-1, Columns=2550, Rows=3300, BlackIs1=True),
    }
    path = image_pdf(tmp_path / "a.pdf", strip, (2550, 3300), **keys)

    _, plate = first(path)

    assert np.array_equal(plate.grey() == 0, ink == 1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_stream_and_the_rendering_of_a_picture_page_agree(
    tmp_path: Path, grey: NDArray[np.uint8], turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = image_pdf(tmp_path / "a.pdf", jpeg(grey), (2550, 3300), Filter=pikepdf.Name.DCTDecode)
    changed(path, lambda pdf: setattr(pdf.pages[0], "Rotate", turn))
    _, direct = first(path)
    monkeypatch.setattr(scan, "embedded", lambda *_: None)

    _, drawn_plate = first(path)

    assert (direct.width, direct.height) == (drawn_plate.width, drawn_plate.height)
    assert (direct.grey() != drawn_plate.grey()).mean() < 0.004


@pytest.mark.parametrize(
    "odd",
    [
        {"Decode": pikepdf.Array([1, 0])},
        {"ImageMask": True},
        {"ColorSpace": pikepdf.Name.DeviceCMYK},
        {"BitsPerComponent": 4},
        {"DecodeParms": pikepdf.Dictionary(Predictor=15)},
    ],
)
def test_anything_unusual_about_a_picture_is_left_to_the_renderer(
    tmp_path: Path, odd: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zlib.compress(bytes(200 * 300))
    keys = {"Filter": pikepdf.Name.FlateDecode, **odd}
    path = image_pdf(tmp_path / "a.pdf", data, (200, 300), **keys)
    seen: list[object] = []
    real = scan.embedded
    monkeypatch.setattr(scan, "embedded", lambda *a: seen.append(real(*a)))

    list(read_pages(path, Kind.PDF, [1], tools()))

    assert seen == [None]


def test_a_picture_that_unpacks_without_end_is_cut_off(tmp_path: Path) -> None:
    data = zlib.compress(bytes(300 << 20), 9)
    path = image_pdf(tmp_path / "a.pdf", data, (255, 330), Filter=pikepdf.Name.FlateDecode)
    tracemalloc.start()

    first(path)

    assert tracemalloc.get_traced_memory()[1] < 150 << 20
    tracemalloc.stop()


def test_hidden_text_over_a_scan_is_not_believed(tmp_path: Path, grey: NDArray[np.uint8]) -> None:
    picture = as_jpeg(tmp_path / "a.jpg", grey)

    def draw(paper: Paper) -> None:
        paper.drawImage(str(picture), 0, 0, 612, 792)
        text = paper.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("somebody else's reading")
        paper.drawText(text)

    reader = Listed([("seen", Box(300, 300, 400, 340), 0.9)])

    page, _ = first(drawn(tmp_path / "a.pdf", draw), reader=reader)

    assert texts(page) == ["seen"]
    assert [h.text for h in page.hidden if h.channel is Channel.UNSEEN_WORD] == [
        "somebody else's reading"
    ]


def test_a_stamp_on_a_drawn_page_is_read_and_its_words_join_the_lines(
    tmp_path: Path, tesseract: OcrReader
) -> None:
    stamp = np.full((90, 700), 255, np.uint8)
    cv2.putText(stamp, "RECEIVED 12345", (10, 65), cv2.FONT_HERSHEY_SIMPLEX, 2, (0,), 5)
    Image.fromarray(stamp).save(tmp_path / "stamp.png")

    def draw(paper: Paper) -> None:
        lines("Office of the Sheriff", at=600)(paper)
        paper.drawImage(str(tmp_path / "stamp.png"), 300, 594, 168, 21.6)

    page, _ = first(drawn(tmp_path / "a.pdf", draw), reader=tesseract)

    assert texts(page) == ["Office", "of", "the", "Sheriff", "RECEIVED", "12345"]
    assert {word.line for word in page.words} == {0}
    assert [word.origin for word in page.words][-2:] == [Origin.OCR, Origin.OCR]


def test_a_reader_sees_a_word_of_the_page_at_most_once(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        lines("Office of the Sheriff", at=600)(paper)
        paper.circle(300, 400, 40)

    page, _ = first(
        drawn(tmp_path / "a.pdf", draw),
        reader=Listed([("Office", Box(16, 16, 60, 40), 0.9)]),
    )

    assert texts(page).count("Sheriff") == 1
    first_word = page.words[0].box
    assert all(not w.box.meets(first_word) for w in page.words[1:])


def test_a_page_whose_words_cover_its_ink_is_not_read_again(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        lines(*LETTER_TEXT)(paper)
        for row in range(6):
            paper.rect(72, 300 - row * 20, 400, 18)
            paper.rect(500, 300 - row * 20, 9, 9)

    reader = Listed()

    page, _ = first(drawn(tmp_path / "a.pdf", draw), reader=reader)

    assert reader.pictures == []
    assert page.low_ink == ()


def test_handwriting_is_ink_without_words(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        lines("Signed:")(paper)
        curve = paper.beginPath()
        curve.moveTo(150, 690)
        for step in range(12):
            curve.curveTo(155 + step * 9, 720, 150 + step * 9, 670, 160 + step * 9, 695)
        paper.drawPath(curve)

    page, _ = first(drawn(tmp_path / "a.pdf", draw), reader=Listed())

    (ink,) = page.low_ink
    assert ink.left < 160 * 25 / 6 < 240 * 25 / 6 < ink.right


def test_words_read_without_confidence_do_not_account_for_ink(
    tmp_path: Path, grey: NDArray[np.uint8]
) -> None:
    path = as_jpeg(tmp_path / "a.jpg", grey)
    everything = Box(0, 0, 2550, 1150)

    sure, _ = first(path, Kind.JPEG, Listed([("sure", everything, 0.9)]))
    unsure, _ = first(path, Kind.JPEG, Listed([("unsure", everything, 0.5)]))

    assert sure.low_ink == ()
    assert unsure.low_ink


def test_a_picture_is_read_once_however_often_it_is_met(
    tmp_path: Path, grey: NDArray[np.uint8]
) -> None:
    path = as_jpeg(tmp_path / "a.jpg", grey)
    reader = Listed([("sure", Box(300, 300, 900, 340), 0.9)])
    same = Tools(limits=Limits(), reader=reader, cache=Memory())

    pages = [next(iter(read_pages(path, Kind.JPEG, [1], same)))[0] for _ in range(3)]

    assert len(reader.pictures) == 1
    assert pages[0] == pages[1] == pages[2]


def test_without_a_reader_a_scan_says_that_it_was_not_read(
    tmp_path: Path, grey: NDArray[np.uint8]
) -> None:
    page, _ = first(as_jpeg(tmp_path / "a.jpg", grey), Kind.JPEG)

    assert page.words == ()
    assert any("install Tesseract" in note for note in page.notes)
    assert page.low_ink


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path, grey: NDArray[np.uint8]) -> None:
    frames = [Image.fromarray(grey), Image.fromarray(grey[:1500]).convert("1")]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:], dpi=(300, 300))

    assert count_pages(tmp_path / "a.tif", Kind.TIFF, Limits()) == 2
    sizes = [
        (page.width, page.height)
        for page, _ in read_pages(tmp_path / "a.tif", Kind.TIFF, [1, 2], tools())
    ]
    assert sizes == [(2550, 3300), (2550, 1500)]


@pytest.mark.parametrize(
    ("size", "dpi", "inches"),
    [
        ((1700, 2200), (200, 200), (8.5, 11)),
        ((2550, 3300), None, (8.5, 11)),
        ((2550, 3300), (1, 1), (8.5, 11)),
        ((1700, 1100), (200, 100), (8.5, 11)),
        ((4032, 3024), (72, 72), (4032 / 300, 3024 / 300)),
        ((8000, 6000), (72, 72), (11, 8.25)),
    ],
)
def test_a_picture_is_as_large_as_its_resolution_says_where_that_is_sane(
    tmp_path: Path,
    size: tuple[int, int],
    dpi: tuple[int, int] | None,
    inches: tuple[float, float],
) -> None:
    Image.new("L", size, 255).save(tmp_path / "a.png", **({"dpi": dpi} if dpi else {}))

    page, _ = first(tmp_path / "a.png", Kind.PNG)

    assert page.width == pytest.approx(inches[0] * 300, abs=2)
    assert page.height == pytest.approx(inches[1] * 300, abs=2)


def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    picture = np.full((600, 900), 255, np.uint8)
    picture[:100, :300] = 0
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side: turn by 90 clockwise
    (tmp_path / "a.jpg").write_bytes(jpeg(picture, exif=exif))

    page, plate = first(tmp_path / "a.jpg", Kind.JPEG)

    assert (page.width, page.height) == (600, 900)
    ink = plate.grey() == 0
    assert ink[:290, 510:].all()
    assert not ink[310:, :490].any()


def test_transparent_pixels_are_paper(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (100, 100, 200, 200))
    picture.save(tmp_path / "a.png", dpi=(300, 300))

    _, plate = first(tmp_path / "a.png", Kind.PNG)

    assert np.count_nonzero(plate.grey() == 0) == 100 * 100


def test_words_of_a_climbing_line_stay_together() -> None:
    spots = [
        Spot(f"{row}.{column}", Box(x, y, x + 60, y + 30))
        for row in range(4)
        for column in range(10)
        for x, y in [(200 * column, 100 + 50 * row + round(200 * column * 0.014))]
    ]

    words = in_slanting_lines(spots)

    assert [word.text for word in words] == [f"{r}.{c}" for r in range(4) for c in range(10)]
    assert [word.line for word in words] == [r for r in range(4) for _ in range(10)]
