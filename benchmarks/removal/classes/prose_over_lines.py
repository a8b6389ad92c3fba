"""The value begins at the end of a line of prose and ends in the next."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.told

    def more(canvas: Canvas) -> None:
        parts = value.split() if " " in value else [value]
        half = max(len(parts) // 2, 1)
        canvas.drawString(
            76,
            FREE - 40,
            "The papers that we keep of him name this more than once " + " ".join(parts[:half]),
        )
        canvas.drawString(
            76, FREE - 55, " ".join([*parts[half:], "and nobody has ever asked for them."])
        )

    return paper(subject, form(subject, more=more))
