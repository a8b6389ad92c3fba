"""The value takes two lines of its cell."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        parts = text.split()
        half = (len(parts) + 1) // 2
        canvas.setFont("Helvetica", 8)
        canvas.drawString(x, y + 7, " ".join(parts[:half]))
        canvas.drawString(x, y - 3, " ".join(parts[half:]))

    return paper(subject, form(subject, show=show))
