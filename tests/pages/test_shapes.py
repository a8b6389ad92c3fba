"""Text that pixels do not confirm: lying fonts and marked content, and fonts that are honest."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from goodcause.base.blobs import Memo
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.page import Channel, Page
from goodcause.pages.read import Tools, read_pages
from goodcause.programs.reader import best_reader
from goodcause.programs.reading import OcrReader

LINES = ("The old mill stands by the river", "and Blackthorn was her name before")


@pytest.fixture(scope="module")
def reader() -> OcrReader:
    found = best_reader()
    if found is None:
        pytest.skip("no text reader is installed")
    return found


def made(font: str, change: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    if font == "Vera":
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.setFont(font, 12)
    for n, line in enumerate(LINES):
        canvas.drawString(72, 700 - 20 * n, line)
    canvas.save()
    if change is None:
        return out.getvalue()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        change(pdf)
        changed = io.BytesIO()
        pdf.save(changed)
    return changed.getvalue()


def read(data: bytes, folder: Path, reader: OcrReader | None) -> Page:
    path = folder / "a.pdf"
    path.write_bytes(data)
    tools = Tools(limits=Limits(), reader=reader, cache=Memo(folder))
    ((page, _),) = read_pages(path, Kind.PDF, [1], tools)
    return page


def printed(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def unseen(page: Page) -> str:
    return " ".join(h.text for h in page.hidden if h.channel is Channel.UNSEEN_WORD)


def mapping(said: dict[str, str]) -> bytes:
    """A table of a simple font from its codes to text."""
    rows = [
        f"<{n:02x}> <{said.get(chr(n), chr(n)).encode('utf-16-be').hex()}>" for n in range(32, 127)
    ]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(rows)} beginbfchar\n" + "\n".join(rows) + "\nendbfchar endcmap end end"
    ).encode()


def lie(pdf: pikepdf.Pdf) -> None:
    """Every font says that it prints other letters than it does."""
    said = dict(zip("Blackthorn", "Quixwyvern", strict=True))
    for font in pdf.pages[0].resources["/Font"].values():
        font["/ToUnicode"] = pdf.make_stream(mapping(said))


def marked(pdf: pikepdf.Pdf) -> None:
    """The page says that its second line is to be read as another name."""
    content = pdf.pages[0].Contents.read_bytes()
    start, end = content.rindex(b"BT"), content.rindex(b"ET") + 2
    span = b"/Span <</ActualText (and Quixwyvern was her)>> BDC "
    pdf.pages[0].Contents = pdf.make_stream(
        content[:start] + span + content[start:end] + b" EMC" + content[end:]
    )


@pytest.mark.parametrize("font", ["Helvetica", "Times-Italic", "Courier", "Vera"])
def test_honest_fonts_are_believed(font: str, tmp_path: Path, reader: OcrReader) -> None:
    page = read(made(font), tmp_path, reader)

    assert printed(page) == " ".join(LINES)
    assert {word.confidence for word in page.words} == {1.0}
    assert unseen(page) == ""


def test_an_honest_table_of_text_is_believed(tmp_path: Path, reader: OcrReader) -> None:
    def tell(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].resources["/Font"].values():
            font["/ToUnicode"] = pdf.make_stream(mapping({}))

    page = read(made("Helvetica", tell), tmp_path, reader)

    assert printed(page) == " ".join(LINES)
    assert {word.confidence for word in page.words} == {1.0}


@pytest.mark.parametrize("font", ["Helvetica", "Vera"])
def test_what_a_lying_font_says_is_not_on_the_page(
    font: str, tmp_path: Path, reader: OcrReader
) -> None:
    page = read(made(font, lie), tmp_path, reader)

    assert "Quixwyvern" not in printed(page)
    assert "Blackthorn" in printed(page)
    assert "Quixwyvern" in unseen(page)


def test_text_that_marked_content_puts_in_place_of_what_is_drawn_is_not_on_the_page(
    tmp_path: Path, reader: OcrReader
) -> None:
    page = read(made("Helvetica", marked), tmp_path, reader)

    assert "Quixwyvern" not in printed(page)
    assert "Blackthorn" in printed(page)
    assert "Quixwyvern" in unseen(page)


def test_without_a_reader_marked_text_is_still_not_on_the_page(tmp_path: Path) -> None:
    page = read(made("Helvetica", marked), tmp_path, None)

    assert "Quixwyvern" not in printed(page)
    assert page.low_ink


def test_a_glyph_confirmed_once_is_not_read_again(tmp_path: Path, reader: OcrReader) -> None:
    data = made("Vera")
    read(data, tmp_path, reader)

    class Silent:
        name = reader.name

        def read(self, _grey: object) -> list[object]:
            raise AssertionError("read again")

        read_line = read

    assert printed(read(data, tmp_path, Silent())) == " ".join(LINES)  # type: ignore[arg-type]
