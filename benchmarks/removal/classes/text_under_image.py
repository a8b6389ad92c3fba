"""The secret stands a second time and a picture is laid over it."""

from __future__ import annotations

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def more(canvas: Canvas) -> None:
        canvas.drawString(80, FREE - 60, value)
        canvas.drawInlineImage(Image.new("L", (40, 12), 255), 76, FREE - 66, 400, 20)

    return paper(subject, form(subject, more=more))
