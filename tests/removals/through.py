"""Made PDFs taken through read, plan and build, with the findings given by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from goodcause.base.blobs import Blobs, Memo
from goodcause.base.ids import Bates
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.codec import pages_to_bytes
from goodcause.pages.page import Page
from goodcause.pages.read import Tools, read_pages
from goodcause.pipeline.building import BuildJob, build_unit
from goodcause.pipeline.lettering import LetteringDone, LetteringJob, lettering_unit
from goodcause.production.build import DocumentJob, Dress
from goodcause.programs.reading import OcrReader
from goodcause.removals.plan import Accepted

from tests.removals.drawing import accepted

KEY = "s000001"
Draw = Callable[[Canvas], None]


@cache
def vera() -> str:
    """A proportional TrueType face, embedded as a subset."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    return "Vera"


def pdf(draw: Draw) -> bytes:
    """One page of letter size."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(path: Path, folder: Path, reader: OcrReader | None = None) -> tuple[Page, Blobs, str]:
    """The only page of a PDF, its plate among the blobs, and the digest of the encoded page."""
    blobs = Blobs(folder / "blobs")
    blobs.root.mkdir(parents=True, exist_ok=True)
    tools = Tools(limits=Limits(), reader=reader, cache=Memo(folder / "ocr"))
    ((page, plate),) = read_pages(path, Kind.PDF, [1], tools)
    blobs.put(plate.to_bytes())
    return page, blobs, blobs.put(pages_to_bytes([page]))


def spans(page: Page, secrets: Iterable[str]) -> list[Accepted]:
    """Removals of every run of words that spells one of the secrets."""
    found = []
    texts = [word.text.strip(".,;") for word in page.words]
    for secret in secrets:
        words = secret.split()
        for at in range(len(texts)):
            if texts[at : at + len(words)] == words:
                found.append(accepted(range(at, at + len(words)), key=f"f{len(found)}"))
    return found


def produced(
    source: bytes, secrets: Sequence[str], folder: Path, reader: OcrReader | None = None
) -> dict[str, bytes]:
    """Every file that a document with those secrets becomes, by name."""
    folder.mkdir(parents=True)
    path = folder / "source.pdf"
    path.write_bytes(source)
    page, blobs, encoded = read(path, folder, reader)
    removals = tuple(spans(page, secrets))
    assert removals, [word.text for word in page.words]
    digest, _ = blobs.put_file(path)
    lettering = lettering_unit(
        LetteringJob(
            blobs=blobs.root,
            document=KEY,
            sha256=digest,
            kind=Kind.PDF,
            pages=(encoded,),
            accepted=removals,
        )
    )
    assert isinstance(lettering, LetteringDone)
    document = DocumentJob(
        document=KEY, begin=Bates.parse("CCW0000001"), pages=1, dress=Dress(series="ccw")
    )
    volume = folder / "volume"
    job = BuildJob(
        blobs=blobs.root,
        folder=volume,
        document=document,
        pages=(encoded,),
        accepted=removals,
        lettering=lettering.pages,
    )
    build_unit(job)
    files = (p for p in sorted(volume.rglob("*")) if p.is_file())
    return {p.relative_to(volume).as_posix(): p.read_bytes() for p in files}
