"""An embedded font is named by the secret."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = "".join(c for c in subject.secret.value if c.isalnum())

    def show(canvas: Canvas, x: float, y: float, text: str) -> None:
        if "Vera" not in getRegisteredFontNames():
            registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 11)
        canvas.drawString(x, y, text)

    def change(pdf: cut.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, cut.Dictionary) and "/FontDescriptor" in item:
                item.BaseFont = cut.Name("/" + value)
                item.FontDescriptor.FontName = cut.Name("/" + value)
                item.FontDescriptor.FontFamily = cut.String(value)

    return paper(subject, cut.edited(form(subject, show=show), change))
