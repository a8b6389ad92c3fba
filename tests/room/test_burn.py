"""What is burned into each picture: legible itself, and the page legible through it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from goodcause.programs.tesseract import find_data
from goodcause.room.burn import burnt, strip_above

WORDS = "Ida Quill · 2026-11-23 12:00 UTC · session 7"
LINES = [
    "The applicant keeps a shop on the corner and opens it before dawn each day",
    "Two men followed him from the store to the market in March and in August",
    "Report numbers stand here beside the address of the business and its telephone",
] * 2


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("burn") / "page.png"
    image = Image.new("L", (2550, 3300), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(44)
    for at, line in enumerate(LINES):
        pen.text((300, 300 + 110 * at), line, fill=0, font=font)
    image.convert("1").save(path)
    return path


def seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def read(image: Image.Image) -> str:
    import tesserocr  # noqa: PLC0415

    data = find_data()
    if data is None:
        pytest.skip("Tesseract's English data is not installed")
    with tesserocr.PyTessBaseAPI(path=str(data), lang="eng") as api:
        api.SetImage(image)
        return str(api.GetUTF8Text())


def test_the_name_the_time_and_the_session_can_be_read_off_the_picture(page: Path) -> None:
    picture = seen(burnt(page, WORDS, close=False))
    strip = picture.crop((0, 0, picture.width, strip_above(1275, 1650)))

    said = read(strip.resize((strip.width * 2, strip.height * 2)))
    assert "Ida Quill" in said and "2026-11-23 12:00" in said and "session 7" in said


def test_the_page_can_be_read_through_the_mark(page: Path) -> None:
    whole = seen(burnt(page, WORDS, close=True))
    found = set(re.findall(r"[a-z]{3,}", read(whole).lower()))

    wanted = {w for line in LINES for w in re.findall(r"[a-z]{3,}", line.lower())}
    assert len(wanted & found) >= 0.97 * len(wanted)


def test_print_stays_black_and_no_part_worth_cropping_is_without_the_mark(page: Path) -> None:
    picture = np.asarray(seen(burnt(page, WORDS, close=False)))[strip_above(1275, 1650) :]
    with Image.open(page) as opened:
        plain = np.asarray(opened.convert("L").reduce(2))

    assert picture[plain == 0].max() < 60
    paper = (plain == 255) & (picture < 215)
    height, width = paper.shape
    for top in range(0, height - 550, 275):
        for left in range(0, width - 640, 211):
            assert paper[top : top + 550, left : left + 640].sum() > 500


def test_two_viewers_and_two_minutes_give_four_pictures(page: Path) -> None:
    names = ("Ida Quill", "Otto Reed")
    marks = [f"{n} · 2026-11-23 12:0{m} UTC · session 1" for n in names for m in (0, 1)]

    assert len({burnt(page, words, close=False) for words in marks}) == 4
