"""Small made papers: applications with known values, donors, a personnel memo."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What one made application says."""

    name: str
    occupation: str
    born: str = "03/14/1951"
    birthplace: str = "Weed, Siskiyou, California"
    ssn: str = "900-52-7714"
    licence: str = "N8812345"
    address: str = "4417 Meadowgate Lane, Carmichael, CA 95608"
    phone: str = "(916) 555-0143"
    employer: str = "Harbor Lamp Works"


JUDGE = Applicant(
    name="Ostrander, Margaret Elaine",
    occupation="Judge, Superior Court",
    born="09/27/1948",
    ssn="900-41-2268",
    licence="N4410937",
    address="2218 Quail Hollow Court, Sacramento, CA 95864",
    phone="(916) 555-0119",
    employer="Superior Court of California",
)
JEWELER = Applicant(name="Delgado, Anton Jose", occupation="Jeweler")
HONORARY = Applicant(
    name="Perrin, Walter Dean", occupation="Honorary Deputy", ssn="900-77-1903", licence="C1203344"
)


def application(path: Path, who: Applicant) -> Path:
    """Write a one-page application of ruled boxes, the caption in each box."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 740, "Application for License to Carry a Concealed Weapon")
    fields = (
        ("Applicant Name (Last, First, Middle)", who.name),
        ("Date of Birth", who.born),
        ("Place of Birth (City, County, State)", who.birthplace),
        ("Social Security No.", who.ssn),
        ("California DL No./ID No.", who.licence),
        ("Residence Address", who.address),
        ("Home/Personal Phone Number", who.phone),
        ("Applicant Occupation", who.occupation),
        ("Business/Employer Name", who.employer),
    )
    top = 720.0
    for label, value in fields:
        canvas.rect(72, top - 34, 468, 34)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(76, top - 10, label)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(80, top - 27, value)
        top -= 34
    canvas.save()
    return path


def memo(path: Path, words: str) -> Path:
    """Write a one-page memorandum."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 720, "MEMORANDUM")
    canvas.drawString(72, 690, words)
    canvas.save()
    return path


def case_papers(folder: Path, judge: Applicant = JUDGE) -> Path:
    """Write a folder with one of everything; returns it."""
    for series in ("ccw", "donor", "personnel"):
        (folder / series).mkdir(parents=True)
    application(folder / "ccw" / "a1.pdf", judge)
    application(folder / "ccw" / "a2.pdf", JEWELER)
    application(folder / "ccw" / "a3.pdf", HONORARY)
    (folder / "ccw" / "again.pdf").write_bytes((folder / "ccw" / "a2.pdf").read_bytes())
    (folder / "ccw" / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing follows")
    (folder / "ccw" / "letter.docx").write_bytes(b"PK\x03\x04 not really")
    (folder / "ccw" / "empty.txt").write_bytes(b"")
    with zipfile.ZipFile(folder / "ccw" / "more.zip", "w") as box:
        box.writestr("inner/note.txt", "The range is open to the public from ten to six.\n")
    (folder / "donor" / "list.csv").write_text(
        "name,address,amount\nMargaret Ostrander,2218 Quail Hollow Court,250\n"
    )
    memo(folder / "personnel" / "transfer.pdf", "Transfer to Rio Cosumnes, effective 4 May 1998.")
    return folder


def letter_of(path: Path, *lines: str) -> Path:
    """Write a page of those lines."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    canvas.setFont("Times-Roman", 11)
    for n, line in enumerate(lines):
        canvas.drawString(72, 720 - 24 * n, line)
    canvas.save()
    return path
