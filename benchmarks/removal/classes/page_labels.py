"""The page's label is the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        label = cut.Dictionary(P=cut.String(value))
        pdf.Root.PageLabels = cut.Dictionary(Nums=cut.Array([0, label]))

    return paper(subject, cut.edited(form(subject), change))
