"""The value is set in a subset TrueType font whose codes are glyph numbers."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames as registerFontsKnown
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        if "Vera" not in registerFontsKnown():
            registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 11)
        canvas.drawString(x, y, text)

    return paper(subject, form(subject, show=show))
