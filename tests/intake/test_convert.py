from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from pypdfium2 import PdfDocument

from goodcause.base.errors import SourceError
from goodcause.intake.convert import to_pdf
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.intake.typeset import settable, wrapped


def set_text(tmp_path: Path, data: bytes, kind: Kind, limits: Limits | None = None) -> list[str]:
    (tmp_path / "in").write_bytes(data)
    to_pdf(tmp_path / "in", kind, tmp_path / "out.pdf", limits)
    return read_text(tmp_path / "out.pdf")


def read_text(path: Path) -> list[str]:
    with PdfDocument(path) as pdf:
        texts = []
        for page in pdf:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return texts


def set_book(tmp_path: Path, fill: Callable[[openpyxl.Workbook], None]) -> str:
    book = openpyxl.Workbook()
    fill(book)
    book.save(tmp_path / "book.xlsx")
    shutil.copy(tmp_path / "book.xlsx", tmp_path / "blob")  # blobs have no suffix
    to_pdf(tmp_path / "blob", Kind.XLSX, tmp_path / "out.pdf")
    return "\n".join(read_text(tmp_path / "out.pdf"))


def active(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_text_is_set_line_by_line(tmp_path: Path) -> None:
    (page,) = set_text(tmp_path, b"Dear Sheriff,\r\n\r\nmy phone is 555-0123.\r\n", Kind.TXT)

    assert page.split("\r\n")[0] == "Dear Sheriff,"
    assert "my phone is 555-0123." in page


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    pages = set_text(tmp_path, b"one\ftwo\n\fthree", Kind.TXT)

    assert [page.strip() for page in pages] == ["one", "two", "three"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_western_europe_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    (page,) = set_text(tmp_path, "Señora Müller\u2019s café".encode(encoding), Kind.TXT)

    assert page.strip() == "Señora Müller\u2019s café"


def test_a_character_that_cannot_be_set_is_written_as_its_number(tmp_path: Path) -> None:
    (page,) = set_text(tmp_path, "Kova\u010d \u05d0 \U0001f600 \x1b".encode(), Kind.TXT)

    assert page.strip() == "Kova{U+010D} {U+05D0} {U+1F600} {U+001B}"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"name,phone\nSample,555-0123\n" * 80)
    for name in ("one.pdf", "two.pdf"):
        to_pdf(tmp_path / "in.csv", Kind.CSV, tmp_path / name)

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_head_of_a_table_stands_on_each_of_its_pages(tmp_path: Path) -> None:
    rows = "".join(f"Pat Sample {n},{n} Example Way\n" for n in range(200))

    pages = set_text(tmp_path, f"Donor,Residence\n{rows}".encode(), Kind.CSV)

    assert len(pages) > 2
    assert all("Donor" in page and "Residence" in page for page in pages)
    assert all(f"{n} Example Way" in "".join(pages) for n in range(200))
    assert "199 Example Way" in pages[-1]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_whatever_parts_the_cells_is_found_out(tmp_path: Path, mark: str) -> None:
    lines = [["Name", "Amount"], ["Sample, Pat" if mark != "," else "Sample Pat", "25.00"]]

    (page,) = set_text(tmp_path, "\n".join(mark.join(c) for c in lines).encode(), Kind.CSV)

    assert mark not in page.replace("Sample, Pat", "")
    assert "25.00" in page


def test_a_table_of_many_columns_loses_none(tmp_path: Path) -> None:
    head = ",".join(f"column{n}" for n in range(60))
    row = ",".join(f"valueofcell{n:02d}" for n in range(60))

    pages = set_text(tmp_path, f"{head}\n{row}\n".encode(), Kind.CSV)

    text = "".join(pages)
    assert all(f"valueofcell{n:02d}" in text for n in range(60))


def test_a_cell_taller_than_a_page_goes_on(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(3000))

    pages = set_text(tmp_path, f'Name,Story\nSample,"{words}"\n'.encode(), Kind.CSV)

    text = " ".join("".join(pages).split())
    assert len(pages) > 1
    assert all(f"word{n}" in text for n in range(3000))


@pytest.mark.parametrize(
    ("limits", "data", "kind"),
    [
        (Limits(table_rows=5), b"a,b\n" * 6, Kind.CSV),
        (Limits(table_columns=5), b"a,b,c,d,e,f\n", Kind.CSV),
        (Limits(table_cells=5), b"a,b\n" * 3, Kind.CSV),
        (Limits(cell_characters=5), b"a,abcdef\n", Kind.CSV),
        (Limits(text_characters=5), b"abcdef", Kind.TXT),
        (Limits(max_pages=2), b"\n" * 500, Kind.TXT),
        (Limits(max_pages=2), b"a,b\n" * 500, Kind.CSV),
    ],
)
def test_too_much_is_refused_with_a_sentence(
    tmp_path: Path, limits: Limits, data: bytes, kind: Kind
) -> None:
    with pytest.raises(SourceError, match=r"; (split|shorten) it"):
        set_text(tmp_path, data, kind, limits)


def test_a_refused_file_leaves_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        set_text(tmp_path, b"abcdef", Kind.TXT, Limits(text_characters=5))

    assert not (tmp_path / "out.pdf").exists()


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="UTF-8"):
        set_text(tmp_path, b"\x00\x01\x02\xff" * 30, Kind.TXT)


def test_an_empty_table_is_a_blank_page(tmp_path: Path) -> None:
    assert [page.strip() for page in set_text(tmp_path, b"", Kind.CSV)] == [""]


def test_every_sheet_is_set_and_what_is_hidden_is_named(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        active(book).append(["Name", "Phone"])
        active(book).append(["Pat Sample", "555-0123"])
        active(book).row_dimensions[2].hidden = True
        active(book).column_dimensions["B"].hidden = True
        active(book)["A2"].comment = Comment("home is 555-0199", "a clerk")
        hidden = book.create_sheet("Side list")
        hidden.sheet_state = "veryHidden"
        hidden["D9"] = "a name nobody sees"

    text = set_book(tmp_path, fill)

    assert "Pat Sample" in text
    assert "(hidden in the workbook: rows 2)" in text
    assert "(hidden in the workbook: columns B)" in text
    assert "(comment at A2) home is 555-0199" in text
    assert "Sheet: Side list" in text
    assert "(this sheet is hidden in the workbook)" in text
    assert "a name nobody sees" in text


def test_numbers_read_as_their_format_shows_them(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = active(book)
        cells = [
            (912345678, "000-00-0000"),
            (5550123, "000-0000"),
            (7, "0000"),
            (25, "General"),
            (12.5, "0.00"),
            (datetime.date(2006, 3, 1), "m/d/yyyy"),
        ]
        for column, (value, number_format) in enumerate(cells, 1):
            sheet.cell(1, column, value).number_format = number_format

    text = set_book(tmp_path, fill)

    assert text.split()[2:] == ["912-34-5678", "555-0123", "0007", "25", "12.5", "2006-03-01"]


def test_a_formula_that_was_never_computed_says_so(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        active(book)["A1"] = "=SUM(B1:B9)"

    assert "(formula without a value)" in set_book(tmp_path, fill)


def test_a_far_away_cell_costs_no_empty_pages(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        active(book)["A1"] = "near"
        active(book)["NZ90000"] = "far"

    text = set_book(tmp_path, fill)

    assert text.split() == ["Sheet:", "Sheet", "near", "far"]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "book.xlsx")
    data = (tmp_path / "book.xlsx").read_bytes()
    (tmp_path / "blob").write_bytes(data[: len(data) // 2])

    with pytest.raises(SourceError, match="damaged"):
        to_pdf(tmp_path / "blob", Kind.XLSX, tmp_path / "out.pdf")


def test_a_kind_that_has_pages_is_not_typeset(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not typeset"):
        to_pdf(tmp_path / "x", Kind.PDF, tmp_path / "out.pdf")


@given(st.text(max_size=300), st.integers(3, 90))
def test_wrapping_loses_nothing_but_space(text: str, across: int) -> None:
    lines = wrapped(settable(text), across)

    assert all(len(line) <= across for line in lines)
    assert "".join("".join(lines).split()) == "".join(settable(text).split())


@given(st.lists(st.lists(st.text(max_size=40), max_size=5), max_size=8))
@settings(max_examples=25, deadline=None)
def test_any_table_can_be_set(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("table")
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)

    try:
        pages = set_text(folder, "\n".join(quoted).encode("utf-8", "replace"), Kind.CSV)
    except SourceError as e:
        assert ";" in e.message
    else:
        assert pages
