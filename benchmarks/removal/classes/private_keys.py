"""Keys that a program keeps for itself say the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        page = pdf.pages[0].obj
        page.PieceInfo = cut.Dictionary(App=cut.Dictionary(Private=cut.String(value)))
        page["/AcmeNote"] = cut.String(value)
        pdf.Root["/AcmeNote"] = cut.String(value)

    return paper(subject, cut.edited(form(subject), change))
