from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.intake.kinds import kind_of, sniff
from goodcause.intake.source import Kind
from goodcause.intake.text import decode


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\n\njunk %PDF-1.4", Kind.PDF),
        (b"II*\x00rest", Kind.TIFF),
        (b"MM\x00*rest", Kind.TIFF),
        (b"\xff\xd8\xff\xe0", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"PK\x03\x04", Kind.ZIP),
        (b"PK\x05\x06", Kind.ZIP),
        (b"\xd0\xcf\x11\xe0old office", Kind.UNKNOWN),
        (b"", Kind.UNKNOWN),
    ],
)
@pytest.mark.parametrize("name", ["scan.bin", "scan.pdf", "scan.docx"])
def test_bytes_decide_whatever_the_name_says(head: bytes, kind: Kind, name: str) -> None:
    assert sniff(head, name, len(head)) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", Kind.CSV),
        ("a.CSV", Kind.CSV),
        ("a.tsv", Kind.CSV),
        ("a.txt", Kind.TXT),
        ("README", Kind.TXT),
        ("a.eml", Kind.UNKNOWN),
        ("a.html", Kind.HTML),
        ("a.xml", Kind.UNKNOWN),
    ],
)
def test_text_is_told_apart_by_its_name(name: str, kind: Kind) -> None:
    assert sniff(b"name,phone\nSample,555-0123\n", name, 27) is kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_usual_encodings_is_text(encoding: str) -> None:
    words = "Señor Müller\u2019s café, 555-0123"

    data = words.encode(encoding)

    assert decode(data) == words
    assert sniff(data, "letter.txt", len(data)) is Kind.TXT


def test_a_head_that_ends_inside_a_character_is_still_text() -> None:
    data = ("x" * 4095 + "é" * 10).encode()

    assert sniff(data[:4096], "letter.txt", len(data)) is Kind.TXT


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 50, b"MZ\x90\x00\x03" * 9, b"a\x00b\x00c\x00"])
def test_binary_bytes_are_no_text_under_any_name(data: bytes) -> None:
    assert sniff(data, "letter.txt", len(data)) is Kind.UNKNOWN


@given(st.binary(max_size=600), st.text(max_size=12))
def test_any_bytes_and_any_name_have_a_kind(data: bytes, name: str) -> None:
    assert sniff(data, name, len(data)) in Kind


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_decoding_undoes_encoding_with_a_mark(words: str) -> None:
    assert decode(codecs.BOM_UTF8 + words.encode()) == words


def _zip(path: Path, names: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


def test_a_workbook_is_told_from_other_archives(tmp_path: Path) -> None:
    book = _zip(tmp_path / "a", ["[Content_Types].xml", "xl/workbook.xml"])
    letter = _zip(tmp_path / "b", ["[Content_Types].xml", "word/document.xml"])
    plain = _zip(tmp_path / "c", ["one.pdf", "two.pdf"])

    assert kind_of(book, "book") is Kind.XLSX
    assert kind_of(letter, "letter.docx") is Kind.DOCX
    assert kind_of(plain, "files.zip") is Kind.ZIP


def test_a_damaged_archive_is_still_an_archive(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04" + b"\x00" * 50)

    assert kind_of(broken, "broken.zip") is Kind.ZIP
