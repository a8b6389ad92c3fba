"""A file associated with the page says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        held = cut.Stream(pdf, f"the value is {value}".encode(), Type=cut.Name.EmbeddedFile)
        spec = pdf.make_indirect(
            cut.Dictionary(
                Type=cut.Name.Filespec,
                F=cut.String(f"{value}.txt"),
                EF=cut.Dictionary(F=pdf.make_indirect(held)),
            )
        )

        pdf.Root.AF = cut.Array([spec])
        pdf.pages[0].obj.AF = cut.Array([spec])

    return paper(subject, cut.edited(form(subject), change))
