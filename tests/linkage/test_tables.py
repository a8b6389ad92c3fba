"""The command on tables: what it writes, and a sentence with file and row for every bad input."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goodcause.base.errors import UsageError
from goodcause.linkage.readings import read_applicants, read_gifts
from goodcause.pipeline.compare import Compared, Wanted, compare_tables

TODAY = date(2008, 1, 1)
APPLICANTS = """unique_id,first,last,street,city,zip,employer,occupation,applied,decided,outcome
A1,Robert,Tamarisk,4471 Windrow Drive,Galt,95632,Tamarisk Roofing,Owner,1999-01-01,1999-09-01,issued
A2,Ida,Vandermeer,12 Elm St,Lodi,95240,,Teacher,1999-02-01,1999-08-01,denied
A3,Otto,Ostrander,99 Oak Ave,Galt,95632,,Nurse,1999-02-01,1999-08-01,denied
"""
DONORS = """unique_id,kind,first,last,street,city,zip,received,amount
D1,IND,Bob,Tamarisk,4471 Windrow Dr,Galt,95632,1998-12-01,250
D2,IND,Sven,Quillfeather,1 Pine Rd,Lodi,95240,1998-12-01,100
D3,OTH,,TAMARISK ROOFING,800 Depot St,Galt,95632,1998-11-01,1000
"""
COMPANIES = """company,first,last,role,street,zip
Tamarisk Roofing Inc,Robert,Tamarisk,president,800 Depot Street,95632
"""


def run(folder: Path, name: str = "out", **more: object) -> Compared:
    for file, text in (("a.csv", APPLICANTS), ("d.csv", DONORS), ("c.csv", COMPANIES)):
        (folder / file).write_text(text, encoding="utf-8")
    wanted = Wanted(out=folder / name, today=TODAY, **more)  # type: ignore[arg-type]
    return compare_tables(folder / "a.csv", folder / "d.csv", folder / "c.csv", None, wanted)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """One comparison that several tests look at."""
    return run(tmp_path_factory.mktemp("tables"))


def test_a_comparison_writes_the_same_bytes_twice(made: Compared, tmp_path: Path) -> None:
    one, two = made, run(tmp_path, "two")

    names = sorted(p.name for p in one.folder.iterdir())
    assert names == sorted(p.name for p in two.folder.iterdir())
    assert {"pairs.csv", "settings.json", "model.json", "report.html", "report.xlsx"} <= set(names)
    for name in names:
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes(), name


def test_what_is_written_says_who_gave_and_how_it_is_known(made: Compared) -> None:
    folder = made.folder
    pairs = rows(folder, "pairs.csv")
    kinds = {(r["applicant_id"], r["donor_row_id"]): r["link_type"] for r in pairs}

    assert list(pairs[0])[:5] == [
        "applicant_id", "donor_row_id", "link_type", "match_weight", "probability",
    ]  # fmt: skip
    assert kinds["A1", "D1"] == "same_person"
    assert kinds["A1", "D3"] == "owner_or_officer_of_donor_company"
    chain = next(r for r in pairs if r["donor_row_id"] == "D3")
    assert "company gave: same name" in chain["steps"]
    assert json.loads((folder / "settings.json").read_text())["automatic_from"] == 0.999


def test_the_report_loads_nothing_from_outside(made: Compared) -> None:
    page = (made.folder / "report.html").read_text(encoding="utf-8")

    for word in ("src=", "href=", "@import", "url(", "<script", "http://", "https://"):
        assert word not in page.replace("http://www.w3.org/2000/svg", ""), word
    assert "What this does not show" in page


def test_the_page_behind_every_number_stands_in_table_workbook_and_report(made: Compared) -> None:
    import openpyxl  # noqa: PLC0415

    told = [list(row.values()) for row in rows(made.folder, "places.csv")]
    sheet = openpyxl.load_workbook(made.folder / "report.xlsx")["Rule 33(d)"]
    page = (made.folder / "report.html").read_text(encoding="utf-8")

    assert [[str(c or "") for c in line] for line in sheet.iter_rows(2, values_only=True)] == told
    assert {row[1] for row in told} == {"A1", "A2", "A3"}
    assert "Where each number is found" in page
    for row in told:
        assert f"<td>{row[2]}</td>" in page


def test_a_readers_answers_settle_pairs_and_reversals_are_kept(
    made: Compared, tmp_path: Path
) -> None:
    queue = rows(made.folder, "review.csv")
    assert queue
    pair = queue[0]
    answers = [("match", "ann"), ("not", "ann")]  # the second takes the first back
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(pair))
    writer.writeheader()
    for verdict, reader in answers:
        writer.writerow(pair | {"verdict": verdict, "reader": reader})
    (tmp_path / "answers.csv").write_text(out.getvalue(), encoding="utf-8")

    second = run(tmp_path, "second", review=tmp_path / "answers.csv")

    assert second.counts["refused"] == 1
    left = {
        (r["applicant_id"], r["donor_row_id"], r["link_type"])
        for r in rows(second.folder, "pairs.csv")
    }
    assert (pair["applicant_id"], pair["donor_row_id"], pair["link_type"]) not in left


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.csv, row 1: the file is empty"),
        ("unique_id,first\nA1,Ida\n", "a.csv, row 1: there is no column 'last'"),
        ("unique_id,last\n", "a.csv, row 2: there are no applicants"),
        ("unique_id,last\nA1,Ida\nA1,Otto\n", "a.csv, row 3: unique_id 'A1' stands in row 2"),
        ("unique_id,last\nA1,Ida,x\n", "a.csv, row 2: 3 cells under 2 columns"),
        ("unique_id,last\n,Ida\n", "a.csv, row 2: the column 'unique_id' is blank"),
        ("last,last\nIda,Ida\n", "a.csv, row 1: two columns are called 'last'"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_file_and_row(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    with pytest.raises(UsageError) as e:
        read_applicants(tmp_path / "a.csv", TODAY)

    assert e.value.message.startswith(said)


def test_odd_rows_are_read_and_named(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_bytes(
        b"unique_id,kind,first,last,received,amount\n"
        b"D1,IND,Jos\xe9,Tamarisk,1999-01-01,100\n"
        b"D2,IND,Zo\xc3\xab,Tamarisk,1999-01-01,-100\n"
        b'D3,IND,,"Tamarisk, Ida; Ostrander, Otto",1999-01-01,100\n'
        b"D4,IND,Ida,Tamarisk,2031-01-01,lots\n"
    )
    reading = read_gifts(tmp_path / "d.csv", TODAY)
    said = [str(n) for n in reading.notices]

    assert [n for n in said if "row 2: mixed encodings" in n]
    assert [n for n in said if "row 3: the amount -100 is negative" in n]
    assert [n for n in said if "row 4: two donors in one cell" in n]
    assert [n for n in said if "row 5: the date 2031-01-01 lies in the future" in n]
    assert [n for n in said if "row 5: the amount 'lots' is no number" in n]
    assert reading.gifts[0].written.first == "Jos\u00e9"
    assert reading.gifts[1].amount == Decimal(-100)
    assert reading.gifts[3].received is None


def test_the_states_own_columns_are_understood(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(
        "FILING_ID,AMEND_ID,TRAN_ID,ENTITY_CD,CTRIB_NAML,CTRIB_NAMF,CTRIB_ZIP4,RCPT_DATE,AMOUNT\n"
        "9,0,A1,IND,Tamarisk,Robert,95632-1188,4/15/1999 12:00:00 AM,250\n",
        encoding="utf-8",
    )
    (found,) = read_gifts(tmp_path / "d.csv", TODAY).gifts

    assert (found.written.last, found.received, found.amount) == (
        "Tamarisk",
        date(1999, 4, 15),
        250,
    )
    assert (found.filing, found.transaction, found.report) == ("9", "A1", 0)
