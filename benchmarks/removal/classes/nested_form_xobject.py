"""The value is drawn by a form within a form."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, baseline, form, nothing, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        x, y = baseline(subject)
        box, resources = cut.Array([0, 0, 612, 792]), cut.Dictionary(Font=cut.fonts(pdf))
        inner = cut.Stream(
            pdf,
            cut.shown(value, x, y),
            Type=cut.Name.XObject,
            Subtype=cut.Name.Form,
            BBox=box,
            Resources=resources,
        )
        outer = cut.Stream(
            pdf,
            b"/In Do",
            Type=cut.Name.XObject,
            Subtype=cut.Name.Form,
            BBox=box,
            Resources=cut.Dictionary(XObject=cut.Dictionary(In=pdf.make_indirect(inner))),
        )
        pdf.pages[0].obj.Resources.XObject = cut.Dictionary(Out=pdf.make_indirect(outer))
        cut.content(pdf, b"q /Out Do Q\n")

    return paper(subject, cut.edited(form(subject, show=nothing), change))
