"""The folder being filled: each finished paper is written and its truth taken down."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from goodcause.base.geometry import Box
from goodcause.demo.chance import chance
from goodcause.demo.expected import expected
from goodcause.demo.media import (
    Scanner,
    draw_scanner,
    image_pdf,
    moved,
    photo,
    scan,
    tiff,
    to_pixels,
)
from goodcause.demo.runs import Run
from goodcause.demo.sheet import Mark, Sheet
from goodcause.demo.truth import TrueDocument, TrueValue, Truth
from goodcause.demo.widgets import fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is known of a paper beside its drawing.

    Attributes:
        path: below the folder of the case, without the ending.
        series, subject, occupation, person_class, disposition, layout: as in the truth.
        copy: ``digital``, ``clean``, ``fax`` (clean and bitonal, in a TIFF), ``photo`` (one clean
            page in a JPEG) or ``poor``.
    """

    path: str
    series: str
    subject: str
    occupation: str
    person_class: str
    disposition: str
    layout: str
    copy: str = "digital"


@dataclass(slots=True)
class Shelf:
    """Files and truth, gathered as papers are finished.

    Attributes:
        folder: where the case is written.
        seed: of the case.
        documents, values: the truth so far.
    """

    folder: Path
    seed: int
    documents: list[TrueDocument] = field(default_factory=list)
    values: list[TrueValue] = field(default_factory=list)

    def keep(self, sheet: Sheet, paper: Paper) -> str:
        """Finish a sheet, write it, and take down its truth; gives the path of the file."""
        data, ending, scanner = self.finish(sheet, paper)
        path = f"{paper.path}{ending}"
        self.write(path, data)
        self.note(path, sheet, paper, scanner)
        return path

    def finish(self, sheet: Sheet, paper: Paper) -> tuple[bytes, str, Scanner | None]:
        """The bytes of a paper, the ending of its name, and the scanner it went through."""
        pdf = sheet.pdf()
        if paper.copy == "digital":
            return (fill(pdf, sheet.fields) if sheet.fields else pdf), ".pdf", None
        rng = chance(self.seed, "scanner", paper.path)
        scanner = draw_scanner(rng, poor=paper.copy == "poor", bitonal=paper.copy == "fax")
        pages = scan(pdf, scanner, rng.getrandbits(32))
        if paper.copy == "photo":
            return photo(pages[0], scanner.dpi), ".jpg", scanner
        if paper.copy == "fax" or (paper.copy == "poor" and rng.getrandbits(1)):
            return tiff(pages, scanner.dpi), ".tif", scanner
        return image_pdf(pages, bitonal=bool(scanner.threshold)), ".pdf", scanner

    def write(self, path: str, data: bytes) -> None:
        """Write one file below the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def note(self, path: str, sheet: Sheet, paper: Paper, scanner: Scanner | None) -> None:
        """Take down the document and the values of a sheet."""
        self.add_document(path, paper, sheet.page)
        for mark in sheet.marks:
            boxes = tuple(_placed(quad, scanner) for quad in mark.boxes)
            self._add_value(path, paper, mark, boxes, scanner)

    def add_document(self, path: str, paper: Paper, pages: int) -> None:
        """Take down a document."""
        self.documents.append(
            TrueDocument(
                path=path,
                series=paper.series,
                subject=paper.subject,
                occupation=paper.occupation,
                person_class=paper.person_class,
                pages=pages,
                disposition=paper.disposition,
                layout=paper.layout,
            )
        )

    def add_row(self, path: str, paper: Paper, runs: tuple[Run, ...]) -> None:
        """Take down the values of a table file, which have no place on a page."""
        for run in runs:
            if run.category is None:
                continue
            expect, rule = expected(paper.series, paper.person_class, run.category)
            self.values.append(
                TrueValue(
                    document=path,
                    page=0,
                    category=run.category,
                    text=run.text,
                    expect=expect,
                    rule=rule,
                    boxes=(),
                    medium="typed",
                    narrative=False,
                )
            )

    def truth(self) -> Truth:
        """All of it, documents and values in the order of their paths."""
        return Truth(
            documents=tuple(sorted(self.documents, key=lambda document: document.path)),
            values=tuple(sorted(self.values, key=lambda value: (value.document, value.page))),
        )

    def _add_value(
        self, path: str, paper: Paper, mark: Mark, boxes: tuple[Box, ...], scanner: Scanner | None
    ) -> None:
        expect, rule = expected(paper.series, paper.person_class, mark.category)
        medium = mark.medium
        if scanner is not None and medium == "typed":
            medium = scanner.medium
        self.values.append(
            TrueValue(
                document=path,
                page=mark.page,
                category=mark.category,
                text=mark.text,
                expect=expect,
                rule=rule,
                boxes=boxes,
                medium=medium,
                narrative=mark.narrative,
            )
        )


def _placed(quad: tuple[float, float, float, float], scanner: Scanner | None) -> Box:
    return to_pixels(quad) if scanner is None else moved(quad, scanner)
