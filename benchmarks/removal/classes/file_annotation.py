"""A paper-clip on the page holds a file that says the secret."""

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
        held = cut.Stream(pdf, f"the value is {value}".encode(), Type=cut.Name.EmbeddedFile)
        spec = pdf.make_indirect(
            cut.Dictionary(
                Type=cut.Name.Filespec,
                F=cut.String(f"{value}.txt"),
                EF=cut.Dictionary(F=pdf.make_indirect(held)),
            )
        )

        note.Subtype, note.FS = cut.Name.FileAttachment, spec
        pdf.pages[0].obj.Annots = cut.Array([pdf.make_indirect(note)])

    return paper(subject, cut.edited(form(subject), change))
