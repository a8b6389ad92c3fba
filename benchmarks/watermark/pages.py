"""Pages to be marked: made ones of several kinds, to tune on and to be held out, and real ones."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from goodcause.base.geometry import DPI
from goodcause.findings.wordlists import in_order
from goodcause.pages.plate import Mode
from goodcause.removals.rebuild import Rebuilt

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
_INK = 128
_SIZES = range(2000, 3600)  # pixels of a side of a page on letter or A4 paper
_WORDS = in_order(
    """
    the applicant said that her shop on the river road closes after dark and the takings are
    carried by one person to a bank whose lobby shuts before six so defendants oppose any motion
    which would reveal where licensees live because counsel for plaintiffs agreed to hold these
    papers in confidence under section four of this order unless another judge rules otherwise
    records show 1998 permits renewed twice without interview while training dates appear late
    Sheriff County Exhibit Sacramento Deposition Commission November Thursday renewal application
    approximately notwithstanding correspondence acknowledged investigation requirements
    """
)
_LABELS = tuple(
    """
    Surname|Given name|Middle name|Street|Town|County|State|Telephone|Employer|Position|Since|Until
    |Make|Model|Serial number|Calibre|Height|Weight|Hair|Eyes|Issued by|Expires|Reason given
    """.replace("\n", "").split("|")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page before its mark.

    Attributes:
        name: of the page.
        kind: dense, fine, court, form, sparse or real.
        tuned: whether geometries were chosen by it; the others are held out.
        bits: packed bits, 1 = ink.
        width: columns.
    """

    name: str
    kind: str
    tuned: bool
    bits: NDArray[np.uint8]
    width: int

    def rebuilt(self) -> Rebuilt:
        """The page to be marked; its pixels are a copy."""
        high = self.bits.shape[0]
        return Rebuilt(width=self.width, height=high, mode=Mode.BITONAL, bits=self.bits.copy())


@dataclass(frozen=True, slots=True)
class _Face:
    """How running text is set: font, points, and points from line to line."""

    font: str
    size: float
    lead: float
    margin: float = 72.0


_KINDS = {
    "dense": (_Face("Times-Roman", 10.5, 12.2), _Face("Helvetica", 10, 12)),
    "fine": (_Face("Helvetica", 7, 8.6, 40), _Face("Times-Roman", 7.5, 8.8, 48)),
    "court": (_Face("Times-Roman", 12, 24, 90), _Face("Courier", 12, 24, 72)),
}


def made() -> Iterator[Sheet]:
    """Made pages: of each kind one to tune on and one, in another face and text, held out."""
    for kind, faces in _KINDS.items():
        for face, tuned in zip(faces, (True, False), strict=True):
            yield _sheet(kind, _prose(face, f"{kind}{tuned}"), tuned=tuned)
    for tuned, size in ((True, 26.0), (False, 21.0)):
        yield _sheet("form", _form(size, f"form{tuned}"), tuned=tuned)
    for tuned, face in ((True, _Face("Helvetica", 11, 16)), (False, _Face("Times-Roman", 12, 15))):
        yield _sheet("sparse", _prose(face, f"sparse{tuned}", lines=14), tuned=tuned)


def real(most: int) -> Iterator[Sheet]:
    """First pages of real files beside the repository, held out; none where they are absent."""
    files = sorted(p for kind in ("court", "forms") for p in (REAL / kind).glob("*.pdf"))
    chosen = random.Random(7).sample(files, min(most, len(files)))  # noqa: S311  no secret
    for path in sorted(chosen):
        sheet = _sheet("real", path.read_bytes(), tuned=False, name=path.stem[:24])
        if sheet.width in _SIZES and sheet.bits.shape[0] in _SIZES:
            yield sheet


def _sheet(kind: str, pdf: bytes, *, tuned: bool, name: str = "") -> Sheet:
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        picture = document[0].render(scale=DPI / 72, grayscale=True, may_draw_forms=True)
        ink = np.asarray(picture.to_numpy()).reshape(picture.height, picture.width) < _INK
    own = name or f"{kind} {'tuned' if tuned else 'held out'}"
    bits = np.packbits(ink, axis=1)
    return Sheet(name=own, kind=kind, tuned=tuned, bits=bits, width=ink.shape[1])


def _prose(face: _Face, seed: str, lines: int = 200) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    canvas.setFont(face.font, face.size)
    chance, wide = random.Random(seed), letter[0] - 2 * face.margin  # noqa: S311  no secret
    top = letter[1] - 72.0
    for _ in range(lines):
        text = chance.choice(_WORDS).capitalize()
        while canvas.stringWidth(f"{text} acknowledged", face.font, face.size) < wide:
            text += f" {chance.choice(_WORDS)}{chance.choice(('', '', '', '', ',', '.'))}"
        canvas.drawString(face.margin, top, text)
        top -= face.lead
        if top < face.margin:
            break
    canvas.save()
    return out.getvalue()


def _form(high: float, seed: str) -> bytes:
    """Ruled boxes with small labels, and values in most of them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1)
    chance, top = random.Random(seed), 740.0  # noqa: S311  no secret
    while top > 72:
        columns = chance.randint(2, 4)
        wide = 500 / columns
        for column in range(columns):
            left = 56 + column * wide
            canvas.rect(left, top - high, wide, high)
            canvas.setFont("Helvetica", 7)
            canvas.drawString(left + 3, top - 8, chance.choice(_LABELS))
            canvas.setFont("Helvetica", 10)
            value = " ".join(chance.choice(_WORDS) for _ in range(2))
            canvas.drawString(left + 6, top - high + 4, value)
        top -= high
    canvas.save()
    return out.getvalue()
