"""The value is painted with a pattern, which no reader of text looks into."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, baseline, form, nothing, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        x, y = baseline(subject)
        fonts = cut.fonts(pdf)
        pattern = cut.Stream(
            pdf,
            cut.shown(value, x, y),
            Type=cut.Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=cut.Array([0, 0, 612, 792]),
            XStep=612,
            YStep=792,
            Resources=cut.Dictionary(Font=fonts),
        )
        pdf.pages[0].obj.Resources.Pattern = cut.Dictionary(Pt=pdf.make_indirect(pattern))
        cut.content(pdf, f"q /Pattern cs /Pt scn {x - 4} {y - 5} 440 20 re f Q\n".encode())

    return paper(subject, cut.edited(form(subject, show=nothing), change))
