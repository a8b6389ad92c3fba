"""What stands in the pixels alone is found by OCR and by the look into regions."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.base.geometry import Box
from goodcause.programs.tesseract import find_data
from goodcause.verification.secret import Problem, Region, Secret
from goodcause.verification.verify import Depth, verify

from tests.verification import making as m

needs_ocr = pytest.mark.skipif(find_data() is None, reason="Tesseract's data is not installed")
OWN = ("CCW0000001",)
SSN = Secret(value="900-12-3456", category="ssn", begin_bates=OWN, everywhere=True)
HOME = Secret(
    value="1423 Quarrystone Drive, Folsom", category="home_address", begin_bates=OWN,
    everywhere=False,
)  # fmt: skip
BORN = Secret(value="03/14/1951", category="date_of_birth", begin_bates=OWN, everywhere=False)
REGION = Region(bates="CCW0000001", boxes=(Box(360, 120, 1390, 190),), label=m.LABEL)
ALL = Depth(ocr_pages=None, ocr_regions=None)
NONE = Depth(ocr_pages=0, ocr_regions=0)


def problems(
    docs: list[m.Doc],
    root: Path,
    *,
    depth: Depth = ALL,
    regions: tuple[Region, ...] = (),
    tiff: bool = False,
) -> list[Problem]:
    volume = m.write(m.files_of(docs, tiff=tiff), root / "VOL001")
    secrets = (SSN, HOME, BORN)
    return list(verify(volume, secrets=secrets, regions=regions, depth=depth).problems)


def shown(text: str, left: int = 60, top: int = 310, page: int = 0) -> list[m.Doc]:
    """The sound documents with words that are drawn and stand in no text."""
    docs = m.sound_docs()
    docs[0].pages[page].lines.append(m.Line(text, left, top, read=False))
    return docs


@needs_ocr
@pytest.mark.parametrize("tiff", [False, True])
def test_a_sound_volume_has_no_problem_when_all_of_it_is_read(tiff: bool, tmp_path: Path) -> None:
    assert problems(m.sound_docs(), tmp_path, regions=(REGION,), tiff=tiff) == []


@needs_ocr
@pytest.mark.parametrize(
    "text",
    ["900-12-3456", "900 12 3456", "1423 Quarrystone Drive", "March 14, 1951", "9O0-l2-3456"],
)
def test_a_value_in_pixels_alone_is_read(text: str, tmp_path: Path) -> None:
    found = problems(shown(text), tmp_path)

    assert "ocr" in [problem.check for problem in found]


@needs_ocr
def test_a_value_misread_in_one_place_is_still_known(tmp_path: Path) -> None:
    found = problems(shown("1423 Quarrystene Drive, Folsom"), tmp_path)

    assert "ocr" in [problem.check for problem in found]


@needs_ocr
def test_another_date_and_another_telephone_are_no_leak(tmp_path: Path) -> None:
    assert problems(shown("03/14/1957 and 900-12-3999"), tmp_path) == []


@needs_ocr
def test_four_digits_in_a_region_are_a_leak(tmp_path: Path) -> None:
    docs = shown("3456", left=1180, top=130)

    checks = {problem.check for problem in problems(docs, tmp_path, regions=(REGION,))}

    assert {"ocr region", "region"} <= checks


@needs_ocr
def test_a_layer_that_the_pixels_do_not_carry_is_reported(tmp_path: Path) -> None:
    docs = m.sound_docs()
    lines = docs[0].pages[1].lines
    lines.clear()
    for top in (20, 80, 140, 200, 260, 320):
        lines.append(m.Line("Nobody could ever have guessed", 20, top, seen=False))
        lines.append(m.Line("Several unlike letters cover this", 20, top, read=False))

    assert "I6 read" in [problem.check for problem in problems(docs, tmp_path)]


def test_words_of_the_layer_in_a_region_are_reported_without_ocr(tmp_path: Path) -> None:
    docs = m.sound_docs()
    docs[0].pages[0].lines.append(m.Line("stranger", 1180, 130))

    found = problems(docs, tmp_path, depth=NONE, regions=(REGION,))

    assert {problem.check for problem in found} == {"region"}


def test_letters_beside_the_label_are_reported_without_ocr(tmp_path: Path) -> None:
    docs = shown("remains", left=1180, top=130)

    found = problems(docs, tmp_path, depth=NONE, regions=(REGION,))

    assert [problem.check for problem in found] == ["region"]


def test_a_region_off_its_page_or_on_no_page_is_reported(tmp_path: Path) -> None:
    off = Region(bates="CCW0000001", boxes=(Box(9000, 0, 9100, 50),), label=m.LABEL)
    nowhere = Region(bates="CCW0000099", boxes=(Box(0, 0, 10, 10),), label=m.LABEL)

    found = problems(m.sound_docs(), tmp_path, depth=NONE, regions=(off, nowhere))

    assert len([problem for problem in found if problem.check == "region"]) == 2


def test_what_a_sample_leaves_out_is_said_with_numbers(tmp_path: Path) -> None:
    volume = m.write(m.files_of(m.sound_docs()), tmp_path / "VOL001")

    verdict = verify(volume, secrets=[SSN], regions=[REGION], depth=NONE)

    said = [blind.what for blind in verdict.blinds]
    assert "1 of 1 pages with removals by OCR" in said
    assert "3 of 3 other pages by OCR" in said
    assert "1 of 1 regions by OCR" in said


def test_single_images_are_said_to_tell_no_places(tmp_path: Path) -> None:
    volume = m.write(m.files_of(m.sound_docs(), tiff=True), tmp_path / "VOL001")

    verdict = verify(volume, secrets=[SSN], regions=[REGION], depth=NONE)

    said = [blind.what for blind in verdict.blinds]
    assert "whether each word stands over ink" in said
    assert "remains beside the labels of 1 regions" in said
