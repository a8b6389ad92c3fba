"""Sets a draft as DOCX, for counsel to edit. The same draft gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from goodcause.case.draft import Block, Draft, Heading, PageBreak, Rows, Signature, Tick, Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.enum.text import WD_BREAK
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_THEN: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the file's properties: a draft is dated by its text, not by when it was made."""

_ZIP_TIME: Final = (2000, 1, 1, 0, 0, 0)
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML has no sign for these, and a text of a case may hold them."""

_BOXES: Final = {False: "\u2610", True: "\u2612"}


def docx(draft: Draft) -> bytes:
    """The bytes of the paper."""
    from docx import Document as new  # noqa: PLC0415, N813  a function; heavy

    paper = new()
    _furnish(paper, draft)
    _caption(paper, draft)
    headings = 0
    for block in draft.blocks:
        headings += isinstance(block, Heading)
        _set(paper, block, headings)
    note = paper.add_paragraph().add_run(_plain(f"Under {'; '.join(draft.cites)}."))
    note.italic = True
    return _steady(paper)


def _furnish(paper: Document, draft: Draft) -> None:
    """Margins, font, properties, the banner on every page and the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Inches, Pt  # noqa: PLC0415

    section = paper.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.paragraph_format.space_after = Pt(6)
    facts = paper.core_properties
    facts.author = facts.comments = facts.last_modified_by = ""
    facts.title = _plain(draft.title[0])
    facts.created = facts.modified = _THEN
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(_plain(draft.banner))
    run.bold, run.font.size = True, Pt(9)
    foot = section.footer.paragraphs[0].add_run(_plain(draft.footer))
    foot.font.size = Pt(9)


def _caption(paper: Document, draft: Draft) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    court = paper.add_paragraph()
    court.alignment = WD_ALIGN_PARAGRAPH.CENTER
    court.add_run(_plain(draft.court)).bold = True
    box = paper.add_table(rows=1, cols=2)
    left, right = box.rows[0].cells
    title = [f"No. {draft.number}", *draft.title] if draft.number else list(draft.title)
    _lines(left.paragraphs[0], draft.parties, bold_from=len(draft.parties))
    _lines(right.paragraphs[0], title, bold_from=1)
    _ruled(box)
    paper.add_paragraph()


def _lines(place: Paragraph, lines: tuple[str, ...] | list[str], *, bold_from: int) -> None:
    for at, line in enumerate(lines):
        run = place.add_run(_plain(line))
        run.bold = at >= bold_from
        if at + 1 < len(lines):
            run.add_break()


def _ruled(box: Table) -> None:
    """A line below the left cell of a caption, and one to the right of it."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    borders = OxmlElement("w:tcBorders")
    for side in ("bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    box.rows[0].cells[0]._tc.get_or_add_tcPr().append(borders)


def _set(paper: Document, block: Block, headings: int) -> None:
    match block:
        case Heading(text):
            place = paper.add_paragraph()
            place.paragraph_format.keep_with_next = True
            place.add_run(_plain(f"{headings}.  {text}")).bold = True
        case Words(text, 0):
            paper.add_paragraph(_plain(text))
        case Words(text, number):
            _hanging(paper, f"{number}.", text)
        case Tick(text, ticked):
            _hanging(paper, _BOXES[ticked], text)
        case Rows():
            _table(paper, block)
        case Signature(opening, lines):
            _signature(paper, opening, lines)
        case PageBreak():
            paper.add_paragraph().add_run().add_break(_page())


def _page() -> WD_BREAK:
    from docx.enum.text import WD_BREAK as BREAK  # noqa: PLC0415

    return BREAK.PAGE


def _hanging(paper: Document, mark: str, text: str) -> None:
    from docx.shared import Inches  # noqa: PLC0415

    place = paper.add_paragraph(_plain(f"{mark}\t{text}"))
    place.paragraph_format.left_indent = Inches(0.4)
    place.paragraph_format.first_line_indent = Inches(-0.4)
    place.paragraph_format.tab_stops.add_tab_stop(Inches(0.4))


def _table(paper: Document, rows: Rows) -> None:
    from docx.shared import Inches, Pt  # noqa: PLC0415

    table = paper.add_table(rows=0, cols=len(rows.head), style="Table Grid")
    table.autofit = False
    whole = sum(rows.widths)
    for column, width in zip(table.columns, rows.widths, strict=True):
        column.width = Inches(6.5 * width / whole)
    for at, row in enumerate((rows.head, *rows.body)):
        for cell, text, width in zip(table.add_row().cells, row, rows.widths, strict=True):
            cell.width = Inches(6.5 * width / whole)
            run = cell.paragraphs[0].add_run(_plain(text))
            run.bold, run.font.size = at == 0, Pt(9.5)
    paper.add_paragraph()


def _signature(paper: Document, opening: str, lines: tuple[str, ...]) -> None:
    place = paper.add_paragraph(_plain(opening))
    place.paragraph_format.keep_with_next = True
    for at, line in enumerate(lines):
        below = paper.add_paragraph()
        below.paragraph_format.keep_together = True
        below.paragraph_format.keep_with_next = at + 1 < len(lines)
        below.add_run("_" * 44).add_break()
        below.add_run(_plain(line))


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _steady(paper: Document) -> bytes:
    """The file with every member dated alike, in the order the library writes them."""
    made, out = io.BytesIO(), io.BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            written.writestr(member, read.read(name))
    return out.getvalue()
