"""The volumes that faults are installed into: a case of the whole pipeline, in PDF and in TIFF."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from goodcause.engine.inline import Inline
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.verify import known
from goodcause.production.volume import Images
from goodcause.verification.depth import Depth
from goodcause.verification.secret import Region, Secret

from benchmarks.removal.paper import form
from benchmarks.removal.subject import Subject, subject
from tests.pipeline.making import registered, wanted

NO_OCR = Depth(ocr_pages=0, ocr_regions=0)


@dataclass(frozen=True)
class Made:
    """A finished volume, and what its case knows of it."""

    folder: Path
    secrets: tuple[Secret, ...]
    regions: tuple[Region, ...]


def papers(folder: Path) -> Path:
    """Five judges' applications with prose, one with a photograph, and a list of donors."""
    (folder / "ccw").mkdir(parents=True)
    (folder / "donor").mkdir()
    for number in range(5):
        path = folder / "ccw" / f"{number}.pdf"
        path.write_bytes(form(subject(number, "a"), more=prose(subject(number, "a"))))
    (folder / "ccw" / "5.pdf").write_bytes(form(subject(5, "a"), more=photograph))
    (folder / "donor" / "list.csv").write_text("name,amount\r\nExample Donor,100\r\n")
    return folder


def prose(who: Subject):
    """A sentence that says the secret again."""

    def more(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(76, 250, f"The clerk wrote that {who.secret.told} is on file there.")
        canvas.drawString(76, 235, f"Paper number {who.number} of the box that nobody asked for.")

    return more


def photograph(canvas: Canvas) -> None:
    """A picture of many greys, which makes the page a tone page."""
    across, down = np.meshgrid(np.arange(400), np.arange(200))
    grey = (128 + 60 * np.sin(across / 23) + 50 * np.cos(down / 17)).astype(np.uint8)
    canvas.drawInlineImage(Image.fromarray(grey), 100, 60, 400, 200)


def made(folder: Path) -> dict[str, Made]:
    """The same case as a volume of PDFs and as one of single images."""
    matter = registered(folder / "case", papers(folder / "papers"))
    read(matter, Inline(), Silent())
    found = {}
    for name, images in (("VOL001", Images.PDF), ("VOL002", Images.TIFF)):
        asked = replace(wanted(name, images), depth=NO_OCR)
        done = produce(matter, asked, Inline(), Silent())
        _, secrets, regions = known(done.folder, folder / "case")
        found[name] = Made(done.folder, secrets, regions)
    return found


def signed(root: Path) -> None:
    """Write the manifest anew, so that a fault is not found by its digest alone."""
    files = sorted(
        (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()), key=str.encode
    )
    rows = (f"{hashlib.sha256((root / f).read_bytes()).hexdigest()}  {f}\n"
            for f in files if f != "manifest.sha256")  # fmt: skip
    (root / "manifest.sha256").write_text("".join(rows))
