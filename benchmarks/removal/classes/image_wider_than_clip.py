"""The value is a picture of which a clipping path shows only a part."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        path = canvas.beginPath()
        path.rect(x, y - 3, 60, 15)
        canvas.clipPath(path, stroke=0)
        canvas.drawInlineImage(cut.words_picture(text), x, y - 3, 225, 15)

    return paper(subject, form(subject, show=show))
