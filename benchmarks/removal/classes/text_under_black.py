"""The secret stands a second time under a black rectangle, as people remove by hand."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def more(canvas: Canvas) -> None:
        canvas.drawString(80, FREE - 60, value)
        canvas.rect(76, FREE - 66, 400, 20, fill=1)

    return paper(subject, form(subject, more=more))
