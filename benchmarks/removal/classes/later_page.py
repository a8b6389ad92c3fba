"""The value stands again in the head of a second page."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def more(canvas: Canvas) -> None:
        canvas.showPage()
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 740, f"Continued: {value}")
        canvas.drawString(72, 700, "The interview was held in the permit office.")

    return paper(subject, form(subject, more=more))
