from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.read import count_pages, read_pages

from tests.pages.making import changed, drawn, first, lines, plain_pdf, tools

ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"


def read_all(path: Path, kind: Kind = Kind.PDF) -> int:
    count = count_pages(path, kind, Limits())
    return len(list(read_pages(path, kind, range(1, count + 1), tools())))


def whole(path: Path) -> Path:
    return drawn(path, lines("a page"), lines("another"))


def cut(path: Path) -> None:
    data = whole(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def no_pages(path: Path) -> None:
    pikepdf.new().save(path)


def encrypted(path: Path) -> None:
    changed(whole(path), lambda _: None)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))


def many_pages(path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    for _ in range(5_000):
        pdf.pages.append(page)
    pdf.save(path)


def says(pages: bytes, page: bytes = PAGE) -> Callable[[Path], object]:
    return lambda path: plain_pdf(path, pages, page)


def boxed(box: bytes) -> Callable[[Path], object]:
    return says(ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox[%s]>>" % box)


def with_unit(path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].UserUnit = 1_000

    changed(whole(path), change)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n"), "damaged"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 99), "damaged"),
        (cut, "damaged"),
        (no_pages, "no pages"),
        (encrypted, "password"),
        (many_pages, "5,001 pages"),
        (says(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged or missing"),
        (says(b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"), "damaged or missing"),
        (says(b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>"), "1,000,000 pages"),
        (says(b"<</Type/Pages/Kids[3 0 R]/Count 3000>>"), "page 2 of the 3000"),
        (boxed(b"0 0 20000 792"), "278 inches"),
        (boxed(b"0 0 1000000000 1000000000"), "inches long"),
        (with_unit, "inches long"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_one_sentence(
    tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    make(tmp_path / "a.pdf")
    start = time.monotonic()

    with pytest.raises(SourceError, match=sentence) as caught:
        read_all(tmp_path / "a.pdf")

    assert "; " in caught.value.message  # what to do next
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "box",
    [b"612 792 0 0", b"0 0 0 0", b"nan nan nan nan", b"0 0 1e400 10", b"(a) (b) (c) (d)", b"-9 -9"],
)
def test_a_page_box_of_nonsense_gives_the_page_that_every_viewer_shows(
    tmp_path: Path, box: bytes
) -> None:
    boxed(box)(tmp_path / "a.pdf")

    assert read_all(tmp_path / "a.pdf") == 1


def test_an_empty_password_opens_a_file_as_viewers_do(tmp_path: Path) -> None:
    with pikepdf.open(whole(tmp_path / "a.pdf"), allow_overwriting_input=True) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="o", user=""))

    page, _ = first(tmp_path / "b.pdf")

    assert [word.text for word in page.words] == ["a", "page"]


def forms_in_forms(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(
        b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 612, 792]
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/F Do")


def absurd_matrices(pdf: pikepdf.Pdf) -> None:
    content = b"BT /F1 1e30 Tf 1 0 0 1 1e30 -1e30 Tm (912-34-5678) Tj ET q " * 40
    pdf.pages[0].Contents = pikepdf.Stream(pdf, content)


def words_without_end(pdf: pikepdf.Pdf) -> None:
    content = b"BT /F1 1 Tf 72 600 Td " + b"(abc def) Tj " * 30_000 + b"ET"
    pdf.pages[0].Contents = pikepdf.Stream(pdf, content)


@pytest.mark.parametrize("change", [forms_in_forms, absurd_matrices, words_without_end])
def test_a_page_of_absurdities_costs_little_and_harms_nothing(
    tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    path = changed(whole(tmp_path / "a.pdf"), change)
    start = time.process_time()

    page, _ = first(path)

    assert all(word.box.clipped(page.width, page.height) == word.box for word in page.words)
    assert time.process_time() - start < 10


@given(where=st.integers(0, 100_000), change=st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_a_flipped_byte_never_gives_anything_but_pages_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, where: int, change: int
) -> None:
    path = tmp_path_factory.mktemp("flip") / "a.pdf"
    data = bytearray(whole(path).read_bytes())
    data[where % len(data)] ^= change
    path.write_bytes(data)

    try:
        count = read_all(path)
    except SourceError as e:
        assert "; " in e.message
    else:
        assert count >= 1


def tiff(width: int, height: int, following: int = 0) -> bytes:
    entries = [(256, width), (257, height), (258, 1), (259, 4), (262, 0)]
    entries += [(273, 130), (277, 1), (278, height), (279, 100)]
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return (head + directory + struct.pack("<I", following)).ljust(130, b"\0") + bytes(100)


def png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (tiff(40_000, 40_000), Kind.TIFF, "40,000 by 40,000 pixels"),
        (tiff(0, 0), Kind.TIFF, "damaged|no pixels"),
        (tiff(2_550, 3_300), Kind.TIFF, "damaged"),
        (b"II*\0\xff\xff\xff\xff", Kind.TIFF, "damaged"),
        (png(50_000, 50_000, bytes(99)), Kind.PNG, "50,000 by 50,000 pixels"),
        (png(500, 500, bytes(99)), Kind.PNG, "damaged"),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG, "damaged"),
        (b"\xff\xd8\xff\xe0", Kind.JPEG, "damaged"),
    ],
)
def test_a_picture_that_lies_is_refused_with_one_sentence(
    tmp_path: Path, data: bytes, kind: Kind, sentence: str
) -> None:
    (tmp_path / "a").write_bytes(data)

    with pytest.raises(SourceError, match=sentence) as caught:
        read_all(tmp_path / "a", kind)

    assert "; " in caught.value.message


@pytest.mark.parametrize(("suffix", "kind"), [("jpg", Kind.JPEG), ("tif", Kind.TIFF)])
def test_a_picture_cut_short_is_refused(tmp_path: Path, suffix: str, kind: Kind) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.effect_noise((600, 600), 90).save(path)
    path.write_bytes(path.read_bytes()[:9_000])

    with pytest.raises(SourceError, match="cut short"):
        read_all(path, kind)


def test_a_missing_file_and_one_too_large_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="check that it is there"):
        count_pages(tmp_path / "no.pdf", Kind.PDF, Limits())
    with pytest.raises(SourceError, match="split it"):
        count_pages(whole(tmp_path / "a.pdf"), Kind.PDF, Limits(max_file_bytes=100))


@pytest.mark.parametrize("kind", [Kind.CSV, Kind.TXT, Kind.XLSX, Kind.ZIP, Kind.UNKNOWN])
def test_kinds_without_pages_are_a_mistake_of_the_caller(tmp_path: Path, kind: Kind) -> None:
    with pytest.raises(ValueError, match="before"):
        count_pages(whole(tmp_path / "a.pdf"), kind, Limits())
