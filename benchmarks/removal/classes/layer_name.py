"""The secret is the name of a layer."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        layer = pdf.make_indirect(cut.Dictionary(Type=cut.Name.OCG, Name=cut.String(value)))
        pdf.Root.OCProperties = cut.Dictionary(
            OCGs=cut.Array([layer]), D=cut.Dictionary(Order=cut.Array([layer]))
        )

    return paper(subject, cut.edited(form(subject), change))
