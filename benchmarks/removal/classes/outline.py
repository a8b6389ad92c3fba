"""A bookmark is named by the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(cut.OutlineItem(value, 0))

    return paper(subject, cut.edited(form(subject), change))
