from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.ids import Bates
from goodcause.production import loadfile, logs
from goodcause.production.volume import ProducedDocument

HAZARDS = [
    "\u00fe",
    "\x14",
    "\r\n",
    "\n",
    "\r",
    "\u00ae",
    "\x00",
    "\u2028",
    ";",
    '"',
    "\\",
    "\ud800",
]


def document(begin: str = "CCW0000001", pages: int = 3, tiff: bool = False) -> ProducedDocument:
    first = Bates.parse(begin)
    images = (
        tuple(f"IMAGES/0001/{first.plus(n)}.tif" for n in range(pages))
        if tiff
        else (f"IMAGES/0001/{first}.pdf",)
    )
    return ProducedDocument(
        begin=first,
        end=first.plus(pages - 1),
        series="ccw",
        tier="AEO",
        images=images,
        text=f"TEXT/0001/{first}.txt",
    )


def test_a_dat_is_quoted_separated_and_ended_as_importers_expect() -> None:
    data = loadfile.write_dat([loadfile.document_row(document(), "VOL001")])

    header, row, end = data.split(b"\r\n")
    assert header.startswith(
        b"\xef\xbb\xbf\xc3\xbeBEGBATES\xc3\xbe\x14\xc3\xbeENDBATES\xc3\xbe\x14"
    )
    assert row.startswith(
        b"\xc3\xbeCCW0000001\xc3\xbe\x14\xc3\xbeCCW0000003\xc3\xbe\x14\xc3\xbe\xc3\xbe\x14"
    )
    assert row.count(b"\x14") == header.count(b"\x14") == 11
    assert end == b""


def test_the_columns_are_the_allowed_ones_and_none_speaks_of_a_source() -> None:
    (row,) = loadfile.read_dat(loadfile.write_dat([loadfile.document_row(document(), "VOL001")]))

    assert row == {
        "BEGBATES": "CCW0000001",
        "ENDBATES": "CCW0000003",
        "BEGATTACH": "",
        "ENDATTACH": "",
        "PAGECOUNT": "3",
        "CONFIDENTIALITY": "AEO",
        "SERIES": "ccw",
        "HASREMOVALS": "N",
        "VOLUME": "VOL001",
        "IMAGEPATH": "IMAGES\\0001\\CCW0000001.pdf",
        "TEXTPATH": "TEXT\\0001\\CCW0000001.txt",
        "NATIVEPATH": "",
    }


@pytest.mark.parametrize("hazard", HAZARDS, ids=ascii)
@pytest.mark.parametrize("field", loadfile.FIELDS)
def test_no_value_breaks_a_row_in_any_field(hazard: str, field: str) -> None:
    row = dict.fromkeys(loadfile.FIELDS, "plain") | {field: f"a{hazard}b"}

    (read,) = loadfile.read_dat(loadfile.write_dat([row]))

    assert read == dict.fromkeys(loadfile.FIELDS, "plain") | {field: loadfile.value(f"a{hazard}b")}
    assert read[field][0] + read[field][-1] == "ab"


def test_the_format_document_states_the_columns_as_they_are_written() -> None:
    stated = (Path(__file__).parents[2] / "docs/volume-format.md").read_text(encoding="utf-8")

    section = stated.partition("## 7.")[2].partition("## 8.")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert tuple(re.findall(r"`([A-Z]+)`", "".join(rows))) == loadfile.FIELDS
    assert f"\n`{','.join(logs.COLUMNS)}`\n" in stated


def test_the_registered_sign_is_written_out() -> None:
    assert loadfile.value("Glock\u00ae 19") == "Glock(R) 19"


@given(st.lists(st.lists(st.text(), min_size=12, max_size=12), max_size=5))
def test_whatever_is_written_is_read_back_as_it_was_written(rows: list[list[str]]) -> None:
    given_rows = [dict(zip(loadfile.FIELDS, row, strict=True)) for row in rows]

    read = loadfile.read_dat(loadfile.write_dat(given_rows))

    assert read == [{k: loadfile.value(v) for k, v in row.items()} for row in given_rows]
    assert loadfile.read_dat(loadfile.write_dat(read)) == read


def test_an_opt_of_pdfs_has_a_row_a_document() -> None:
    data = loadfile.write_opt([document(), document("CCW0000004", 1)], "VOL001")

    assert data == (
        b"CCW0000001,VOL001,IMAGES\\0001\\CCW0000001.pdf,Y,,,3\r\n"
        b"CCW0000004,VOL001,IMAGES\\0001\\CCW0000004.pdf,Y,,,1\r\n"
    )


def test_an_opt_of_tiffs_has_a_row_a_page_and_counts_once() -> None:
    rows = loadfile.read_opt(loadfile.write_opt([document(tiff=True)], "VOL001"))

    assert rows == [
        ("CCW0000001", "VOL001", "IMAGES\\0001\\CCW0000001.tif", "Y", "", "", "3"),
        ("CCW0000002", "VOL001", "IMAGES\\0001\\CCW0000002.tif", "", "", "", ""),
        ("CCW0000003", "VOL001", "IMAGES\\0001\\CCW0000003.tif", "", "", "", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xc3\xbea\xc3\xbe",
        b"a\x14b\r\n",
        b"\xc3\xbea\xc3\xbe\r\n\xc3\xbeb\xc3\xbe\x14\xc3\xbec\xc3\xbe\r\n",
        b"\xc3\xbea\xc3\xbe\r\n\xc3\xbe\r\n",
        b"\xc3\xbea\xc3\xbe\r\n\xc3\xbex\xc3\xbey\xc3\xbe\r\n",
    ],
)
def test_a_dat_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="DAT"):
        loadfile.read_dat(data)


@pytest.mark.parametrize("data", [b"a,b,c\r\n", b"a,b,c,d,e,f,g"])
def test_an_opt_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="OPT"):
        loadfile.read_opt(data)


def test_documents_are_listed_by_prefix_and_then_by_count() -> None:
    given_order = [document("DON0000001"), document("CCW0000010"), document("CCW0000002")]

    assert [str(d.begin) for d in loadfile.ordered(given_order)] == [
        "CCW0000002",
        "CCW0000010",
        "DON0000001",
    ]
