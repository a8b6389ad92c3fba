"""A hidden stamp shows the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        note = cut.Dictionary(
            Type=cut.Name.Annot, F=2, Rect=cut.Array([80, FREE - 80, 420, FREE - 60])
        )
        face = cut.Stream(
            pdf,
            cut.shown(value, 2, 4),
            Type=cut.Name.XObject,
            Subtype=cut.Name.Form,
            BBox=cut.Array([0, 0, 340, 20]),
            Resources=cut.Dictionary(Font=cut.fonts(pdf)),
        )
        note.Subtype, note.Name = cut.Name.Stamp, cut.Name.Draft
        note.AP = cut.Dictionary(N=pdf.make_indirect(face))
        pdf.pages[0].obj.Annots = cut.Array([pdf.make_indirect(note)])

    return paper(subject, cut.edited(form(subject), change))
