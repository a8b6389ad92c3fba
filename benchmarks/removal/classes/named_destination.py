"""A place to jump to is named by the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        place = cut.Array([pdf.pages[0].obj, cut.Name.Fit])
        names = cut.Dictionary(Names=cut.Array([cut.String(value), place]))
        pdf.Root.Names = cut.Dictionary(Dests=names)

    return paper(subject, cut.edited(form(subject), change))
