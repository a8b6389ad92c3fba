"""A small volume as another program would write it: PDFs with text, one DAT, one OPT."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

LINES = ("Minutes of the meeting held in the hall", "The treasurer read the accounts aloud")
HEADS = ("Begin Bates", "End Bates", "Page Count", "Redacted", "Text Path")


def page(*lines: str, more: Callable[[Canvas], None] | None = None) -> bytes:
    """A PDF of one page, as a word processor writes it."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 12)
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * at, line)
    if more is not None:
        more(canvas)
    canvas.save()
    return changed(out.getvalue(), _plainly)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def _plainly(pdf: pikepdf.Pdf) -> None:
    """Without what a library says of itself."""
    del pdf.trailer["/Info"]


def dat(rows: list[tuple[str, ...]], encoding: str = "utf-8-sig", between: str = "\x14") -> bytes:
    """A load file with thorns."""
    quoted = (between.join(f"\u00fe{cell}\u00fe" for cell in row) for row in rows)
    return "".join(f"{row}\r\n" for row in quoted).encode(encoding)


def files() -> dict[str, bytes]:
    """Two documents with nothing wrong."""
    rows = [
        HEADS,
        ("ABC-001", "ABC-001", "1", "Yes", ".\\TEXT\\ABC-001.txt"),
        ("ABC-002", "ABC-002", "1", "No", ".\\TEXT\\ABC-002.txt"),
    ]
    opt = "".join(f"ABC-00{n},V1,.\\PDF\\ABC-00{n}.pdf,Y,,,1\r\n" for n in (1, 2))
    made = {"load.dat": dat(rows), "load.opt": opt.encode()}
    for n in (1, 2):
        made[f"PDF/ABC-00{n}.pdf"] = page(*LINES, f"ABC-00{n}")
        made[f"TEXT/ABC-00{n}.txt"] = "\r\n".join([*LINES, f"ABC-00{n}"]).encode()
    return made


def write(made: dict[str, bytes], root: Path) -> Path:
    """Write the files."""
    for name, data in made.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root
