"""Title, author and a field of one's own say the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        pdf.docinfo["/Title"] = value
        pdf.docinfo["/Author"] = value
        pdf.docinfo["/Custom"] = value

    return paper(subject, cut.edited(form(subject), change))
