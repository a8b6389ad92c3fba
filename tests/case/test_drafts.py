from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from goodcause.base.errors import ProcedureError
from goodcause.case.docx import docx
from goodcause.case.draft import BANNER, Words, filled
from goodcause.case.pdf import pdf

from tests.case.drafts import draft

WORDS = ("looks</b> like mark-up & is none", "CCW0000002", "Withhold", "penalty of perjury")


def text_of_docx(made: bytes) -> str:
    paper = Document(io.BytesIO(made))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    head = [p.text for p in paper.sections[0].header.paragraphs]
    return "\n".join([*head, *(p.text for p in paper.paragraphs), *cells])


def text_of_pdf(made: bytes) -> str:
    paper = pypdfium2.PdfDocument(made)
    return "\n".join(page.get_textpage().get_text_range() for page in paper)


def test_both_forms_say_the_same_that_it_is_a_draft_and_cite_the_clause() -> None:
    for text in (text_of_docx(docx(draft())), text_of_pdf(pdf(draft()))):
        flat = " ".join(text.split())
        for words in (*WORDS, BANNER, "Under section 2 of DJ-2007 (D2-3).", "No. 1:07-cv-00001"):
            assert words in flat


def test_a_draft_made_twice_is_the_same_to_the_byte() -> None:
    first = docx(draft()), pdf(draft())
    time.sleep(2.1)  # a ZIP file's clock goes in steps of two seconds

    assert (docx(draft()), pdf(draft())) == first


def test_a_word_that_differs_shows_in_both_forms() -> None:
    other = replace(draft(), blocks=(Words("Something else."),))

    assert docx(other) != docx(draft())
    assert pdf(other) != pdf(draft())


def test_nothing_in_the_file_tells_when_or_by_whom_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(draft()))) as box:
        assert {m.date_time for m in box.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        core = box.read("docProps/core.xml").decode()

    assert "python-docx" not in core
    assert "2000-01-01" in core


def test_signs_that_xml_forbids_do_not_break_a_paper() -> None:
    hostile = replace(draft(), blocks=(Words("a\x00b\x1bc\ufffe end"),))

    assert "end" in text_of_docx(docx(hostile))
    assert "end" in text_of_pdf(pdf(hostile))


def test_a_draft_that_cites_nothing_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="cites its clause"):
        replace(draft(), cites=())


def test_a_template_is_filled_and_its_values_are_not_read_as_templates() -> None:
    assert filled("Dear {name}:", {"name": "{day}  Ann"}) == "Dear {day} Ann:"


@pytest.mark.parametrize("given", [{}, {"day": ""}, {"day": "  "}])
def test_a_missing_field_is_named_and_nothing_is_made(given: dict[str, str]) -> None:
    with pytest.raises(ProcedureError, match=r"needs day.*nothing was written"):
        filled("By {day}.", given)


def test_a_broken_template_is_refused() -> None:
    with pytest.raises(ProcedureError, match="mend its braces"):
        filled("By {day", {"day": "x"})


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_paper_to_edit_opens_in_an_office_program(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(docx(draft()))
    subprocess.run(  # noqa: S603  our own arguments
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",  # noqa: S607
         "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "paper.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    flat = " ".join(text_of_pdf((tmp_path / "paper.pdf").read_bytes()).split())

    assert all(words in flat for words in (*WORDS, BANNER))
