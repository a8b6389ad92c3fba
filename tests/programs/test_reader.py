from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab import rl_config

from goodcause.base.errors import MissingToolError
from goodcause.programs import reader, tesseract
from goodcause.programs.rapid import RapidReader, find_models
from goodcause.programs.reader import best_reader, reader_kind
from goodcause.programs.reading import OcrReader
from goodcause.programs.tesseract import TesseractReader, find_data

LINES = ["Applicant Quentin Sample", "SSN 912-34-5678", "Phone 555-0123"]


def picture(lines: list[str], size: int = 42) -> NDArray[np.uint8]:
    font_file = next(
        path for folder in rl_config.TTFSearchPath if (path := Path(folder) / "Vera.ttf").is_file()
    )
    page = Image.new("L", (1400, 120 * len(lines) + 60), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((60, 40 + 120 * number), line, 0, ImageFont.truetype(font_file, size))
    return np.asarray(page, np.uint8)


@pytest.fixture(scope="module", params=["tesseract", "rapidocr"])
def any_reader(request: pytest.FixtureRequest) -> OcrReader:
    if request.param == "tesseract":
        if find_data() is None:
            pytest.skip("the English data of Tesseract is not installed")
        return TesseractReader()
    if find_models() is None:
        pytest.skip("rapidocr does not bring its models")
    return RapidReader()


def test_words_are_read_with_their_places(any_reader: OcrReader) -> None:
    page = picture(LINES)

    words = any_reader.read(page)

    assert [word.text for word in words] == " ".join(LINES).split()
    for word in words:
        part = page[word.box.top : word.box.bottom, word.box.left : word.box.right]
        assert part.min() < 60, word
        assert 0.6 < word.confidence <= 1


def test_a_single_line_is_read_from_its_crop(any_reader: OcrReader) -> None:
    words = any_reader.read_line(picture(["912-34-5678"])[20:110, 40:420])

    assert [word.text for word in words] == ["912-34-5678"]


def test_a_blank_or_tiny_picture_has_no_words(any_reader: OcrReader) -> None:
    assert any_reader.read(np.full((400, 400), 255, np.uint8)) == []
    assert any_reader.read(np.zeros((3, 3), np.uint8)) == []


def test_reading_twice_gives_the_same_words(any_reader: OcrReader) -> None:
    page = picture(LINES)
    first = any_reader.read(page)
    any_reader.read(picture(["something else between"]))

    assert any_reader.read(page) == first


def test_the_name_tells_engine_version_and_model(any_reader: OcrReader) -> None:
    assert len(any_reader.name.split()) >= 3


def test_a_ruled_line_is_not_a_word() -> None:
    if find_data() is None:
        pytest.skip("the English data of Tesseract is not installed")
    page = picture(LINES)
    page = page.copy()
    page[230:234, 40:1300] = 0

    assert all(word.text.strip() for word in TesseractReader().read(page))


def test_data_is_looked_for_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "eng.traineddata").write_bytes(b"data")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))

    assert find_data() == tmp_path


def test_without_data_the_message_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(MissingToolError, match="tesseract-ocr-eng"):
        TesseractReader(tmp_path)


def test_the_wheel_reads_when_tesseract_has_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_PLACES", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)

    assert reader_kind() == ("rapidocr" if find_models() else "")


def test_without_either_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "find_data", lambda: None)
    monkeypatch.setattr(reader, "find_models", lambda: None)

    assert best_reader() is None
