from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from goodcause.production.build import DocumentJob
from goodcause.production.slip import HELD, NATIVE_EXTENSIONS, SENTENCE, build_slip, copy_native
from goodcause.production.volume import Images

from tests.production.making_volumes import BARE, DRESS, drawn, job, plan


def slip_job(images: Images = Images.PDF) -> DocumentJob:
    return replace(job([plan(drawn(""))], "DON0000812", BARE, images), plans=())


def test_a_slip_sheet_says_so_and_bears_the_number(tmp_path: Path) -> None:
    document = build_slip(slip_job(), tmp_path)

    text = (tmp_path / document.text).read_bytes().decode("utf-8-sig")
    assert text == f"{SENTENCE}\r\nDON0000812\r\n"
    read = pypdfium2.PdfDocument(tmp_path / document.images[0])
    assert read[0].get_textpage().get_text_range().split() == [*SENTENCE.split(), "DON0000812"]
    assert read[0].get_size() == (612, 792)
    read.close()


def test_the_native_is_the_file_byte_for_byte_under_its_number(tmp_path: Path) -> None:
    source = tmp_path / "list of donors.xlsx"
    source.write_bytes(bytes(range(256)) * 999)

    name = copy_native(slip_job(), source, "xlsx", tmp_path / "volume")
    document = build_slip(slip_job(), tmp_path / "volume", native=name)

    assert document.native == name == "NATIVES/0001/DON0000812.xlsx"
    assert (tmp_path / "volume" / name).read_bytes() == source.read_bytes()


@pytest.mark.parametrize(("given", "served"), [("tiff", "tif"), ("jpeg", "jpg"), ("csv", "csv")])
def test_extensions_are_those_of_the_format(tmp_path: Path, given: str, served: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"donor,amount\r\n")

    name = copy_native(slip_job(), source, given, tmp_path)

    assert name.endswith(f".{served}")
    assert served in NATIVE_EXTENSIONS


@pytest.mark.parametrize("extension", ["exe", "", "../csv", "XLSX", "zip", "unknown"])
def test_other_extensions_are_refused(tmp_path: Path, extension: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"MZ")

    with pytest.raises(ValueError, match="not served natively"):
        copy_native(slip_job(), source, extension, tmp_path / "volume")

    assert not (tmp_path / "volume").exists()


def test_a_slip_sheet_has_no_watermark(tmp_path: Path) -> None:
    marked, bare = (
        replace(slip_job(), dress=replace(DRESS, watermark=w)) for w in (DRESS.watermark, None)
    )

    first, second = build_slip(marked, tmp_path / "a"), build_slip(bare, tmp_path / "b")

    assert (tmp_path / "a" / first.images[0]).read_bytes() == (
        tmp_path / "b" / second.images[0]
    ).read_bytes()


def test_a_slip_sheet_in_a_tiff_volume_is_a_tiff(tmp_path: Path) -> None:
    assert build_slip(slip_job(Images.TIFF), tmp_path).images == ("IMAGES/0001/DON0000812.tif",)


@pytest.mark.parametrize(
    "sentence", ["word " * 60, "W" * 390, "x", "Produced\u2028\x00as\ud800it\nwas"]
)
def test_any_sentence_of_an_order_fits_the_page(tmp_path: Path, sentence: str) -> None:
    document = build_slip(slip_job(), tmp_path, sentence)

    read = pypdfium2.PdfDocument(tmp_path / document.images[0])
    ink = read[0].render(scale=0.5, grayscale=True).to_numpy() < 128
    assert np.count_nonzero(ink)
    read.close()


def test_a_native_has_one_slip_sheet(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one page, not 2"):
        build_slip(replace(slip_job(), pages=2), tmp_path, native="NATIVES/0001/DON0000812.csv")


def test_a_document_that_keeps_its_numbers_has_a_sheet_for_each(tmp_path: Path) -> None:
    document = build_slip(replace(slip_job(), pages=3), tmp_path, HELD)

    text = (tmp_path / document.text).read_bytes().decode("utf-8-sig")
    assert text == "\f".join(f"Held\r\nDON000081{n}\r\n" for n in (2, 3, 4))
