from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text

from goodcause.base.geometry import Box
from goodcause.pages.page import Word
from goodcause.pages.plate import Mode
from goodcause.production import layer
from goodcause.production.glyphless import CHARACTER_MAP, FONT
from goodcause.production.pdf import PdfWriter, contents
from goodcause.production.picture import Picture, compress
from goodcause.programs.libtiff import decode_g4

from tests.production.making_volumes import TEXT, drawn

FORMAT = Path(__file__).parents[2] / "docs/volume-format.md"
WORD = re.compile(
    rb"/F ([1-9]\d*) Tf (\d+(?:\.[1-9])?) Tz 1 0 0 1 (\d+) (\d+) Tm <([0-9A-F]*)0020> Tj"
)


def pdf(*pages: tuple[Picture, tuple[Word, ...]]) -> bytes:
    out = io.BytesIO()
    writer = PdfWriter(out, len(pages))
    for picture, words in pages:
        writer.add(picture, words)
    writer.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def sample() -> bytes:
    page = drawn()
    words = layer.served(page.words, page.width, 3300)
    return pdf((compress(page.rebuilt()), words), (compress(page.rebuilt(Mode.TONE)), words))


@pytest.fixture(scope="module")
def expected() -> list[str]:
    return TEXT.split()


def test_the_font_and_the_map_are_the_constants_that_the_format_states() -> None:
    stated = FORMAT.read_text(encoding="utf-8")

    for constant in (FONT, CHARACTER_MAP):
        assert f"| {len(constant)} | `{hashlib.sha256(constant).hexdigest()}` |" in stated
    assert len(FONT) < 700


def test_the_fixed_objects_stand_in_the_format_as_they_are_written(sample: bytes) -> None:
    stated = FORMAT.read_text(encoding="utf-8")

    for number in (1, 3, 4, 5):
        body = re.search(rb"\n%d 0 obj\n(.*)\nendobj" % number, sample)
        assert body
        assert f"{number}  {body[1].decode()}\n" in stated


def test_qpdf_finds_nothing_wrong(sample: bytes, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        pytest.skip("qpdf is not installed")
    path = tmp_path / "page.pdf"
    path.write_bytes(sample)

    done = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)  # noqa: S603  a file of ours

    assert done.returncode == 0, done.stdout + done.stderr


def test_pikepdf_sees_the_objects_of_the_format_and_no_others(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as read:
        assert len(read.objects) == 7 + 3 * 2
        assert set(read.trailer.keys()) == {"/Size", "/Root"}
        assert set(read.Root.keys()) == {"/Type", "/Pages"}
        page = read.pages[1].obj
        assert set(page.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert [float(n) for n in page.MediaBox] == [0, 0, 612, 792]
        assert page.Resources.XObject.I.Filter == "/DCTDecode"


def test_every_offset_of_the_table_points_at_its_object(sample: bytes) -> None:
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", sample)[1])  # type: ignore[index]
    lines = sample[start:].split(b"\n")

    assert lines[0] == b"xref"
    count = int(lines[1].split()[1])
    for number in range(1, count):
        entry = lines[2 + number]
        assert sample[int(entry[:10]) :].startswith(b"%d 0 obj\n" % number)


def test_pdfminer_extracts_exactly_the_words(sample: bytes, expected: list[str]) -> None:
    assert extract_text(io.BytesIO(sample), page_numbers=[0]).split() == expected


def test_pdfium_extracts_exactly_the_words(sample: bytes, expected: list[str]) -> None:
    document = pypdfium2.PdfDocument(sample)

    assert document[0].get_textpage().get_text_range().split() == expected
    document.close()


def test_poppler_extracts_exactly_the_words(
    sample: bytes, expected: list[str], tmp_path: Path
) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "page.pdf"
    path.write_bytes(sample)

    done = subprocess.run([program, "-l", "1", path, "-"], capture_output=True, check=True)  # noqa: S603  a file of ours

    assert done.stdout.decode().replace("\f", "").split() == expected
    assert not done.stderr


def test_pdfium_draws_exactly_the_bits_and_no_letter_of_the_layer(sample: bytes) -> None:
    document = pypdfium2.PdfDocument(sample)
    bitmap = pypdfium2.PdfBitmap.new_native(
        2550, 3300, 1
    )  # grey; a size of ours, not a rounded one
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, 2550, 3300)
    pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, document[0], 0, 0, 2550, 3300, 0, 0)

    assert np.array_equal(bitmap.to_numpy().reshape(3300, 2550) < 128, drawn().ink)
    document.close()


def test_the_strip_decodes_to_the_bits() -> None:
    page = drawn()

    picture = compress(page.rebuilt())

    assert np.array_equal(decode_g4(picture.data, 2550, 3300), page.bits)


def test_a_tone_image_has_only_the_segments_that_the_format_allows() -> None:
    data = compress(drawn().rebuilt(Mode.TONE)).data

    segments, at = [], 2
    while segments[-1:] != [0xDA]:
        assert data[at] == 0xFF
        segments.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    assert data[:2] == b"\xff\xd8"
    assert set(segments) == {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    assert data.index(b"\xff\xd9") == len(data) - 2
    assert data[13:18] == bytes((1, 300 >> 8, 300 & 0xFF, 300 >> 8, 300 & 0xFF))


BOXES = st.tuples(
    st.integers(-50, 2600), st.integers(-50, 3400), st.integers(0, 900), st.integers(0, 300)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=40), BOXES), max_size=12))
def test_any_words_give_lines_of_the_grammar_on_the_pixel_grid(
    given_words: list[tuple[str, tuple[int, int, int, int]]],
) -> None:
    words = [Word(text, Box(x, y, x + w, y + h), 0) for text, (x, y, w, h) in given_words]
    served = layer.served(words, 2550, 3300)

    lines = contents(Picture(2550, 3300, Mode.BITONAL, b""), served).split(b"\n")

    shown = [line for line in lines if line.endswith(b"Tj")]
    assert len(shown) == len(served)
    for line, word in zip(shown, served, strict=True):
        match = WORD.fullmatch(line)
        assert match
        size, x, y = int(match[1]), int(match[3]), int(match[4])
        assert bytes.fromhex(match[5].decode()).decode("utf-16-be") == word.text
        assert (x, 3300 - y - size, 3300 - y) == (word.box.left, word.box.top, word.box.bottom)
        width = float(match[2]) * len(word.text) * size / 200
        step = 0.1 * len(word.text) * size / 200  # of the scale, which has one decimal
        assert abs(width - word.box.width) <= max(1, step)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="abcdefgXYZ0123456789-.,()'$\u00e9\u00fc\u0416", min_size=1, max_size=12),
        min_size=1,
        max_size=20,
    ),
    st.integers(8, 30),
)
def test_pdfium_reads_back_words_of_every_width(texts: list[str], wide: int) -> None:
    words = tuple(
        Word(text, Box(100, 100 + 60 * n, 100 + wide * len(text), 145 + 60 * n), n)
        for n, text in enumerate(texts)
    )
    blank = Picture(2550, 3300, Mode.BITONAL, b"\x00\x10\x01\x00\x10\x01")

    document = pypdfium2.PdfDocument(pdf((blank, words)))

    read = document[0].get_textpage().get_text_range().split()
    # PDFium takes a wide word right under its like for a shadow of it, so none here is wide.
    # A hyphen at a line's end is read as a break within a word; the words are all there.
    assert "".join(read).replace("\ufffe", "-") == "".join(texts)
    document.close()


def test_a_page_without_words_has_no_text_object() -> None:
    stream = contents(Picture(100, 50, Mode.BITONAL, b""), ())

    assert stream == b"q 0.24 0 0 0.24 0 0 cm\nq 100 0 0 50 0 0 cm /I Do Q\nQ\n"


def test_page_sizes_are_exact_to_two_decimals() -> None:
    data = pdf((Picture(2551, 3299, Mode.BITONAL, b""), ()))

    assert b"/MediaBox [0 0 612.24 791.76] " in data


@pytest.mark.parametrize("given_pages", [1, 3])
def test_a_document_has_exactly_the_pages_it_was_said_to_have(given_pages: int) -> None:
    writer = PdfWriter(io.BytesIO(), 2)

    with pytest.raises(ValueError, match="page"):
        for _ in range(given_pages):
            writer.add(Picture(8, 8, Mode.BITONAL, b""), ())
        writer.close()


def test_pages_are_written_as_they_come_and_not_kept() -> None:
    out = io.BytesIO()
    writer = PdfWriter(out, 2)
    picture = Picture(8, 8, Mode.BITONAL, bytes(10_000))

    writer.add(picture, ())

    assert len(out.getvalue()) > 10_000
    assert picture not in vars(writer).values()
