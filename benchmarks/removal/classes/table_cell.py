"""The value stands again in a cell of a table of other persons."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def more(canvas: Canvas) -> None:
        rows = (
            ("Name", "Note"),
            ("Officer Harlan", "desk"),
            ("Applicant", value),
            ("Clerk", "hall"),
        )
        for at, (left, right) in enumerate(rows):
            y = FREE - 40 - 22 * at
            canvas.rect(76, y - 6, 120, 22)
            canvas.rect(196, y - 6, 300, 22)
            canvas.drawString(80, y, left)
            canvas.drawString(200, y, right)

    return paper(subject, form(subject, more=more))
