"""Applications that do not come one to a file, and one that does not end."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from goodcause.engine.inline import Inline
from goodcause.pipeline.find import Found, find_in
from goodcause.pipeline.produce import Made

from tests.pipeline.making import produced, register
from tests.pipeline.papers import letter_of

NAME, OCA = "Fairweather, Lenora Jane", "OCA No. 98-4471"
HOME, PHONE = "7716 Larkspur Bend, Orangevale, CA 95662", "(916) 555-0188"


def leaf(canvas: Canvas, title: str, fields: dict[str, str]) -> None:
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(72, 740, title)
    top = 720.0
    for label, value in fields.items():
        canvas.rect(72, top - 34, 468, 34)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(76, top - 10, label)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(80, top - 27, value)
        top -= 34
    canvas.showPage()


def pdf(path: Path, *leaves: tuple[str, dict[str, str]]) -> None:
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    for title, fields in leaves:
        leaf(canvas, title, fields)
    canvas.save()


def served(made: Made) -> str:
    return "\n".join(p.read_text("utf-8-sig") for p in sorted(made.folder.glob("TEXT/*/*.txt")))


@pytest.mark.parametrize(
    ("work", "goes"),
    [("Judge, Superior Court", True), ("Jeweler", False)],
    ids=["a judge's goes everywhere", "a jeweller's stays everywhere"],
)
def test_an_application_in_three_files_is_one_persons(
    tmp_path: Path, work: str, goes: bool
) -> None:
    """What the class turns on stands in one file; what goes because of it in the two others."""
    papers = tmp_path / "papers" / "ccw"
    papers.mkdir(parents=True)
    title = "Application for License to Carry a Concealed Weapon"
    who = {"Applicant Name (Last, First, Middle)": NAME, "CCW File No.": OCA}
    pdf(papers / "part1.pdf", (title, {**who, "Residence Address": HOME}))
    pdf(papers / "part2.pdf", (title, {**who, "Home/Personal Phone Number": PHONE}))
    pdf(papers / "part3.pdf", (title, {**who, "Applicant Occupation": work}))
    letter_of(
        papers / "letter.pdf", f"Re: CCW application of Lenora Jane Fairweather, {OCA}", "",
        f"Ms. Fairweather has lived at {HOME} since 1990.",
    )  # fmt: skip

    _, made = produced(tmp_path / "case", tmp_path / "papers")
    rows = register(made)

    assert {rows[f"part{n}.pdf"]["disposition"] for n in (1, 2, 3)} == {"produced"}
    assert ("7716 Larkspur" in served(made)) is not goes
    assert ("555-0188" in served(made)) is not goes


def test_an_application_of_two_hundred_pages_is_read_to_its_end(tmp_path: Path) -> None:
    """The subject stands on the first page; numbers and home stand on the last one again."""
    papers = tmp_path / "papers" / "ccw"
    papers.mkdir(parents=True)
    title = "Application for License to Carry a Concealed Weapon"
    first = {
        "Applicant Name (Last, First, Middle)": NAME,
        "Applicant Occupation": "Judge, Superior Court",
        "Residence Address": HOME,
        "Social Security No.": "900-33-8127",
    }
    middle = [("Training record", {"Course": f"Session {n} of the range"}) for n in range(2, 200)]
    last = ("Renewal", {"Remarks": f"Still at {HOME}; number 900 33 8127 confirmed"})
    pdf(papers / "long.pdf", (title, first), *middle, last)

    found = [f for f in find_in([papers / "long.pdf"], "mehl-v-blanas", "ccw", Inline())
             if isinstance(f, Found)]  # fmt: skip
    told = {(f.category, f.page) for f in found}

    assert {("home_address", 1), ("home_address", 200)} <= told
    assert {("ssn", 1), ("ssn", 200)} <= told
    assert {page for _, page in told} == {1, 200}
