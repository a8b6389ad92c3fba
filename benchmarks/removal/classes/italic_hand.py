"""The value is written slanting, its strokes leaving the line above and below."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        canvas.setFont("Times-BoldItalic", 15)
        canvas.drawString(x, y - 1, text)

    return paper(subject, form(subject, show=show))
