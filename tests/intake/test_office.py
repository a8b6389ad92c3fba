from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest

from goodcause.base.errors import GoodcauseError, MissingToolError, SourceError
from goodcause.intake.behind_book import behind_book
from goodcause.intake.behind_slides import behind_slides
from goodcause.intake.behind_word import behind_word
from goodcause.intake.convert import to_pdf
from goodcause.intake.kinds import kind_of
from goodcause.intake.limits import Limits
from goodcause.intake.package import Package
from goodcause.intake.source import Kind
from goodcause.programs import soffice

from tests.intake.office_files import (
    SLIDE_PLACES,
    WORD_PLACES,
    open_text,
    packed,
    rich_text,
    slides,
    word,
)

needs_office = pytest.mark.skipif(soffice.find() is None, reason="LibreOffice is not installed")


def secrets(places: tuple[str, ...]) -> dict[str, str]:
    return {place: f"Zx{place}Qv" for place in places}


def told(sections: tuple[object, ...]) -> str:
    return " ".join(str(section) for section in sections)


def written(tmp_path: Path, data: bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def text_of(pdf: Path) -> str:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("place", [p for p in WORD_PLACES if p != "author"])
def test_whatever_a_letter_hides_is_brought_to_the_reviewer(tmp_path: Path, place: str) -> None:
    hidden = secrets(WORD_PLACES)
    package = Package(written(tmp_path, word("Dear Sir", hidden), "a.docx"), Limits())

    assert hidden[place] in told(behind_word(package))


@pytest.mark.parametrize("place", [p for p in SLIDE_PLACES if p != "author"])
def test_whatever_slides_hide_is_brought_to_the_reviewer(tmp_path: Path, place: str) -> None:
    hidden = secrets(SLIDE_PLACES)
    package = Package(written(tmp_path, slides("Hello", hidden), "a.pptx"), Limits())

    assert hidden[place] in told(behind_slides(package))


def test_properties_that_name_somebody_go_behind_the_pages(tmp_path: Path) -> None:
    package = Package(written(tmp_path, word("Dear Sir", secrets(WORD_PLACES)), "a.docx"), Limits())

    assert package.properties() == "creator: ZxauthorQv"


def test_a_plain_letter_hides_nothing(tmp_path: Path) -> None:
    plain = packed({"word/document.xml": "<d><p><r><t>Dear Sir</t></r></p></d>"})

    assert behind_word(Package(written(tmp_path, plain, "a.docx"), Limits())) == ()


def test_the_rows_behind_a_pivot_table_are_listed(tmp_path: Path) -> None:
    book = packed(
        {
            "xl/workbook.xml": "<workbook><definedNames><definedName name='Home'>A1</definedName>"
            "</definedNames></workbook>",
            "xl/pivotCache/pivotCacheDefinition1.xml": "<d><cacheFields><cacheField name='Who'>"
            "<sharedItems><s v='Alvarez'/><s v='Brandt'/></sharedItems></cacheField><cacheField "
            "name='Pay'><sharedItems/></cacheField></cacheFields></d>",
            "xl/pivotCache/pivotCacheRecords1.xml": "<d><r><x v='1'/><n v='52'/></r></d>",
            "xl/externalLinks/externalLink1.xml": "<l><v>Kept elsewhere</v></l>",
        }
    )

    said = told(behind_book(Package(written(tmp_path, book, "a.xlsx"), Limits())))

    for value in ("Who | Pay", "Brandt | 52", "Home: A1", "Kept elsewhere"):
        assert value in said


@pytest.mark.parametrize(
    "part",
    [
        b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><d>&b;</d>",
        b"<!DOCTYPE d SYSTEM 'file:///etc/passwd'><d/>",
        b"<not closed",
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_a_hostile_part_is_an_error_in_words(tmp_path: Path, part: bytes) -> None:
    package = Package(written(tmp_path, packed({"word/document.xml": part}), "a"), Limits())

    with pytest.raises(SourceError, match="damaged"):
        behind_word(package)


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = written(tmp_path, packed({"word/media/a.png": b"\0" * 100_000}), "a.docx")

    with pytest.raises(SourceError, match="unpacks to"):
        Package(bomb, Limits(zip_bytes=50_000))


@needs_office
def test_a_letter_is_laid_out_and_followed_by_what_it_hides(tmp_path: Path) -> None:
    hidden = secrets(WORD_PLACES)
    source = written(tmp_path, word("Dear Sir or Madam", hidden), "a.docx")
    out = tmp_path / "out.pdf"

    to_pdf(source, Kind.DOCX, out)

    said = text_of(out)
    assert "Dear Sir or Madam" in said
    assert [p for p in WORD_PLACES if p != "author" and hidden[p] not in said] == []
    with pikepdf.open(out) as pdf:
        assert "ZxauthorQv" in str(pdf.docinfo["/Subject"])


@needs_office
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rtf", rich_text("Shown words", "Veiled words")),
        ("a.odt", open_text("Shown words")),
        ("a.html", b"<html><body><p>Shown words</p><!-- Veiled words --></body></html>"),
        ("a.pptx", slides("Shown words", secrets(SLIDE_PLACES))),
    ],
)
def test_every_kind_of_office_file_shows_its_words(tmp_path: Path, name: str, data: bytes) -> None:
    source = written(tmp_path, data, name)
    out = tmp_path / "out.pdf"

    to_pdf(source, kind_of(source, name), out)

    assert "Shown words" in text_of(out)
    assert ("Veiled words" in text_of(out)) == (b"Veiled words" in data)
    assert "loses" not in text_of(out)


@needs_office
def test_words_that_the_layout_loses_are_shown_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The layout program is given another letter than the one that is read."""
    other = written(tmp_path, rich_text("Shown words", "Veiled words"), "other.rtf")
    real = soffice.convert

    def forgetful(source: Path, target: str, scratch: Path, suffix: str) -> Path:
        return real(other if target == "pdf" else source, target, scratch, suffix)

    monkeypatch.setattr(soffice, "convert", forgetful)
    source = written(tmp_path, rich_text("Shown words and Zxlost ones", "Veiled words"), "a.rtf")
    to_pdf(source, Kind.RTF, tmp_path / "out.pdf")

    assert "Words that the layout loses" in text_of(tmp_path / "out.pdf")
    assert "Shown words and Zxlost ones" in text_of(tmp_path / "out.pdf")


@needs_office
def test_laying_out_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    source = written(tmp_path, rich_text("Shown words", "Veiled words"), "a.rtf")

    for name in ("one.pdf", "two.pdf"):
        to_pdf(source, Kind.RTF, tmp_path / name)

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@needs_office
def test_a_web_page_fetches_nothing(tmp_path: Path) -> None:
    """The picture's address belongs to a port of ours on which somebody listens."""
    import socket  # noqa: PLC0415

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        page = f"<html><body><img src='{address}'><link href='{address}'><p>Words</p></body></html>"
        to_pdf(written(tmp_path, page.encode(), "a.html"), Kind.HTML, tmp_path / "out.pdf")
        with pytest.raises(TimeoutError):
            server.accept()
    assert address in text_of(tmp_path / "out.pdf").replace("\n", "").replace("\r", "")


@needs_office
def test_a_damaged_letter_is_an_error_in_words(tmp_path: Path) -> None:
    source = written(tmp_path, packed({"word/document.xml": b"x", "a": b"b"}), "a.docx")

    with pytest.raises(GoodcauseError, match="damaged"):
        to_pdf(source, Kind.DOCX, tmp_path / "out.pdf")


def test_without_libreoffice_the_error_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_APPLICATION", tmp_path / "absent")
    source = written(tmp_path, rich_text("Shown", "Veiled"), "a.rtf")

    with pytest.raises(MissingToolError, match="apt-get install libreoffice"):
        to_pdf(source, Kind.RTF, tmp_path / "out.pdf")


def test_an_office_program_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nsleep 977 &\nsleep 978\n")
    program.chmod(0o755)
    monkeypatch.setattr(soffice, "find", lambda: program)
    monkeypatch.setattr(soffice, "_SECONDS", 1)
    soffice._cut_off.cache_clear()
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    with pytest.raises(SourceError, match="did not finish"):
        soffice.convert(written(tmp_path, b"x", "a"), "pdf", scratch, ".rtf")

    soffice._cut_off.cache_clear()
    left = subprocess.run(["pgrep", "-f", "sleep 97[78]"], capture_output=True, check=False)  # noqa: S607
    assert left.stdout == b""
