"""The value is broken into runs of two letters with kerning between."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        for at in range(0, len(text), 2):
            canvas.drawString(x, y, text[at : at + 2])
            x += canvas.stringWidth(text[at : at + 2], "Helvetica", 11) - 0.2

    return paper(subject, form(subject, show=show))
