"""A sticky note says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        note = cut.Dictionary(
            Type=cut.Name.Annot, F=4, Rect=cut.Array([80, FREE - 80, 420, FREE - 60])
        )
        note.Subtype = cut.Name.Text
        note.Contents = cut.String(f"he means {value}")
        note.T = cut.String(value)
        pdf.pages[0].obj.Annots = cut.Array([pdf.make_indirect(note)])

    return paper(subject, cut.edited(form(subject), change))
