"""Office files laid out by LibreOffice, followed by pages of what their own pages do not show."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import SourceError
from goodcause.intake.behind_book import behind_book
from goodcause.intake.behind_slides import behind_slides, slide_paragraphs
from goodcause.intake.behind_word import behind_word, word_paragraphs
from goodcause.intake.limits import Limits
from goodcause.intake.markup import read_markup
from goodcause.intake.package import Package, Section
from goodcause.intake.source import Kind
from goodcause.intake.text import decode
from goodcause.intake.typeset import Typesetter
from goodcause.intake.workbook import sheets_of
from goodcause.programs import soffice

_WORD = frozenset({Kind.DOCX, Kind.DOC, Kind.ODT, Kind.RTF})
_SLIDES = frozenset({Kind.PPTX, Kind.PPT, Kind.ODP})
_BOOKS = frozenset({Kind.XLS, Kind.ODS})
_PACKAGED = frozenset({Kind.DOCX, Kind.PPTX, Kind.ODT, Kind.ODP, Kind.ODS})
_SLIDES_PDF = 'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}'
_PDF = "pdf"
_TOKEN = re.compile(r"\w+")


def lay_out(source: Path, kind: Kind, out: Path, limits: Limits) -> None:
    """Make a PDF of an office file or a web page.

    Files of older kinds are first turned into the newer kind of the same program, in which what
    is hidden can be listed.

    Raises:
        MissingToolError: LibreOffice is not installed.
        SourceError: the file is damaged, too large, or LibreOffice cannot open it.
    """
    if kind in _PACKAGED:
        Package(source, limits)  # says so if the file unpacks to more than is read
    with tempfile.TemporaryDirectory(dir=out.parent, prefix="office-") as name:
        scratch = Path(name)
        if kind in _BOOKS:
            book = _converted(source, "xlsx", scratch / "book", f".{kind}")
            pages = Typesetter(out, limits)
            set_book(pages, book, limits)
            pages.close()
            return
        if kind is Kind.HTML:
            within, source = _cleaned(source, scratch)
        else:
            within = _within(source, kind, scratch, limits)
        target = _SLIDES_PDF if kind in _SLIDES else _PDF
        parts = [_converted(source, target, scratch / "pages", f".{kind}")]
        sections = (*_lost(within, parts[0]), *within.hidden)
        if sections:
            parts.append(scratch / "hidden.pdf")
            _set_sections(parts[-1], sections, limits)
        _joined(parts, within.properties, out)


def set_book(pages: Typesetter, book: Path, limits: Limits) -> None:
    """Typeset an XLSX workbook: every sheet, and what no cell shows.

    Raises:
        SourceError: it is damaged or too large.
    """
    for sheet in sheets_of(book, limits):
        pages.table(sheet.rows, sheet.notes)
        if sheet.comments:
            pages.text(["", *sheet.comments])
    package = Package(book, limits)
    pages.describe(package.properties())
    for section in behind_book(package):
        pages.new_page()
        pages.text(_lines(section))


def _converted(source: Path, target: str, scratch: Path, suffix: str) -> Path:
    scratch.mkdir()
    return soffice.convert(source, target, scratch, suffix)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Within:
    """What an office file holds, read from its own bytes."""

    paragraphs: tuple[str, ...]
    hidden: tuple[Section, ...]
    properties: str = ""


def _within(source: Path, kind: Kind, scratch: Path, limits: Limits) -> _Within:
    if kind in _WORD:
        newest, behind, paragraphs = Kind.DOCX, behind_word, word_paragraphs
    else:
        newest, behind, paragraphs = Kind.PPTX, behind_slides, slide_paragraphs
    if kind is not newest:
        source = _converted(source, newest.value, scratch / "newer", f".{kind}")
    package = Package(source, limits)
    return _Within(
        paragraphs=paragraphs(package), hidden=behind(package), properties=package.properties()
    )


def _cleaned(source: Path, scratch: Path) -> tuple[_Within, Path]:
    text = decode(source.read_bytes())
    if text is None:
        raise SourceError(
            "this web page is no text; open it in a browser, print it to PDF and add that"
        )
    read = read_markup(text)
    clean = scratch / "clean.html"
    clean.write_text(read.clean, encoding="utf-8")
    return _Within(paragraphs=read.lines, hidden=read.hidden), clean


def _lost(within: _Within, laid_out: Path) -> tuple[Section, ...]:
    """Paragraphs of the file that its pages do not show, by the words the pages are drawn from.

    A layout can lose words without a sign: in a frame outside the page, in a clipped cell, or
    through a mistake of the program.
    """
    import pypdfium2  # noqa: PLC0415  late: it is large

    with pypdfium2.PdfDocument(laid_out) as pdf:
        drawn = " ".join(page.get_textpage().get_text_range() for page in pdf)
    told = " ".join(line for section in within.hidden for line in section.lines)
    run = "".join(_tokens(drawn))
    words = {*_tokens(drawn), *_tokens(told)}
    lines = tuple(
        paragraph
        for paragraph in within.paragraphs
        if "".join(_tokens(paragraph)) not in run and not words.issuperset(_tokens(paragraph))
    )
    return (Section(heading="Words that the layout loses", lines=lines),) if lines else ()


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def _set_sections(out: Path, sections: Sequence[Section], limits: Limits) -> None:
    pages = Typesetter(out, limits)
    for section in sections:
        pages.new_page()
        pages.text(_lines(section))
    pages.close()


def _lines(section: Section) -> list[str]:
    return [f"{section.heading} (not shown on the pages of this file)", "", *section.lines]


def _joined(parts: Sequence[Path], said: str, out: Path) -> None:
    """One PDF of several, without what the office program writes of the day and of itself."""
    import pikepdf  # noqa: PLC0415  late: it is large

    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(part) as pdf:
                whole.pages.extend(pdf.pages)
        if said:
            whole.docinfo["/Subject"] = said
        whole.save(out, deterministic_id=True)
