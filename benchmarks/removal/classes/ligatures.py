"""Letters of the value are ligatures of the font."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        if "Vera" not in getRegisteredFontNames():
            registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 11)
        canvas.drawString(x, y, text.replace("fi", "\ufb01").replace("fl", "\ufb02"))

    return paper(subject, form(subject, show=show))
