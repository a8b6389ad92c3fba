"""The value is set one letter at a time, in no order."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        places, at = [], x
        for letter in text:
            places.append((at, letter))
            at += canvas.stringWidth(letter, "Helvetica", 11)
        for place, letter in reversed(places):
            canvas.drawString(place, y, letter)

    return paper(subject, form(subject, show=show))
