"""The secret stands in an object that lies deflated with others."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        pdf.Root["/Keep"] = pdf.make_indirect(cut.Dictionary(Note=cut.String(value)))

    return paper(subject, cut.edited(form(subject), change, packed=True))
