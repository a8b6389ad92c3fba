"""The value is printed twice, half a point apart, to look bold."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        canvas.drawString(x, y, text)
        canvas.drawString(x + 0.5, y, text)

    return paper(subject, form(subject, show=show))
