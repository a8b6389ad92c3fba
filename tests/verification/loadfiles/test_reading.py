from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.verification.loadfiles.check import check_loading
from goodcause.verification.loadfiles.images import read_lfp, read_opt
from goodcause.verification.loadfiles.shape import Shape, joined, parted
from goodcause.verification.loadfiles.table import read_table
from goodcause.verification.loadfiles.text import decoded

SAMPLES = Path(__file__).parents[4] / "shared/real/loadfiles"
HEADER = ("BEGBATES", "ENDBATES", "CUSTODIAN")
ENCODINGS = ("utf-8-sig", "utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


def samples(suffix: str) -> list[Path]:
    return sorted(SAMPLES.glob(f"*{suffix}"))


def needed(paths: list[Path]) -> list[Path]:
    if not paths:
        pytest.skip("the vendor's sample load files are not here (../shared/real/loadfiles)")
    return paths


def test_every_vendor_sample_is_read_without_loss() -> None:
    for path in needed(samples(".dat")):
        table = read_table(path.read_bytes())

        assert table.written() == path.read_bytes(), path.name
        assert {len(row.cells) for row in table.rows} == {table.width}, path.name
        assert table.width in (3, 6, 23), path.name
        assert not any(row.troubles for row in table.rows), path.name


def test_a_vendor_sample_with_separators_inside_its_quotes_is_read_as_meant() -> None:
    path = needed([p for p in samples(".dat") if p.name == "load_file_04.dat"])[0]
    table = read_table(path.read_bytes())

    assert table.shape == Shape("|", "^")
    assert table.value(table.rows[0], "begin") == "Sample_|_00000013"
    assert table.value(table.rows[0], "native").endswith("EDRM-Sample9.txt")


def test_the_vendor_sample_with_impossible_dates_is_reported_by_line() -> None:
    needed(samples(".dat"))
    told = [str(fault) for fault in check_loading(SAMPLES).faults]

    for line in (2, 3):
        assert any(f"load_file_05.dat line {line}: Date" in t for t in told), line
    assert not any(t.startswith("load_file_01.dat") and "Date" in t for t in told)


def test_the_vendor_image_files_are_read_and_their_images_found() -> None:
    for path in needed(samples(".opt")):
        rows = read_opt(path.read_bytes()).rows

        assert [row.starts for row in rows] == [True, False, False, False, False]
        assert rows[0].pages == "5"
        assert not any(row.trouble for row in rows)
    told = [f for f in check_loading(SAMPLES).faults if f.file.endswith(".opt")]
    assert not [f for f in told if "image:" in f.what]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("between", ["\x14", "|", "\t", ","])
@pytest.mark.parametrize("quote", ["\u00fe", "^", '"'])
def test_a_load_file_is_read_in_any_encoding_with_any_delimiters(
    encoding: str, between: str, quote: str
) -> None:
    rows = [HEADER, ("A001", "A002", "Ren\u00e9e"), ("A003", "A003", f"x{between}y")]
    text = "".join(between.join(f"{quote}{c}{quote}" for c in row) + "\r\n" for row in rows)

    table = read_table(text.encode(encoding))

    assert (table.shape.between, table.shape.quote) == (between, quote)
    assert [table.header.cells if table.header else (), *(r.cells for r in table.rows)] == rows
    assert table.written() == text.encode(encoding)


def test_a_line_break_inside_quotes_belongs_to_the_value_and_lines_are_still_counted() -> None:
    rows = [("BEGBATES", "TITLE"), ("A1", "one\r\ntwo"), ("A2", "x")]
    text = "".join(f"\u00fe{a}\u00fe\x14\u00fe{b}\u00fe\r\n" for a, b in rows)
    table = read_table(text.encode("utf-8-sig"))

    assert [row.cells[1] for row in table.rows] == ["one\r\ntwo", "x"]
    assert [row.line for row in table.rows] == [2, 4]


def test_a_quote_never_closed_costs_its_own_row_only() -> None:
    rows = [HEADER, ("A001", "A002", "x"), ("A003", "A003", "y"), ("A004", "A004", "z")]
    lines = ["\x14".join(f"\u00fe{c}\u00fe" for c in row) for row in rows]
    lines[1] = lines[1].removesuffix("\u00fe")
    table = read_table("\r\n".join(lines).encode("utf-8-sig"))

    assert [row.cells for row in table.rows[1:]] == rows[2:]
    assert any("never closed" in t for t in table.rows[0].troubles)


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    table = read_table(data)
    read_opt(data)
    read_lfp(data)

    if not table.source.trouble:
        assert table.written() == data


@given(st.text(alphabet="ab\u00fe\x14\r\n", max_size=60))
def test_parted_rows_joined_again_are_the_text(text: str) -> None:
    shape = Shape("\x14", "\u00fe")

    assert joined(parted(text, shape), shape) == text


@given(st.lists(st.lists(st.text(alphabet="ab ,;\u00fe\x14\r\n"), min_size=2, max_size=4)))
def test_values_that_are_quoted_and_doubled_come_back(rows: list[list[str]]) -> None:
    shape = Shape("\x14", "\u00fe")
    text = "".join(
        shape.between.join("\u00fe" + c.replace("\u00fe", "\u00fe\u00fe") + "\u00fe" for c in row)
        + "\r\n"
        for row in rows
    )

    hard = [c for row in rows for c in row if "\u00fe" in c]
    if not hard:  # a doubled thorn beside a separator can be read in two ways
        assert [list(row.cells) for row in parted(text, shape)] == rows


def test_what_cannot_be_decoded_is_said_and_nothing_is_refused() -> None:
    lying = decoded(b"\xef\xbb\xbfab\xff")

    assert lying.text == "ab\ufffd"
    assert "its mark says UTF-8" in lying.trouble


def test_an_lfp_row_tells_its_parts() -> None:
    (row,) = read_lfp(b"IM,MSC00014,D,0,@MSC001;IMAGES\\00\\00;MSC00014.TIF;2\r\n").rows

    assert (row.key, row.volume, row.starts, row.offset, row.kind) == (
        "MSC00014",
        "MSC001",
        True,
        0,
        "2",
    )
    assert row.path == "IMAGES\\00\\00\\MSC00014.TIF"


def test_a_large_file_of_open_quotes_is_read_in_a_moment() -> None:
    data = ("\u00fea\x14" * 60_000).encode("utf-8-sig")

    assert len(read_table(data).rows) == 1
