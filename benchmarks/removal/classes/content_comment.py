"""A comment between the operators says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        cut.content(pdf, f"% {value}\nq Q\n".encode())

    return paper(subject, cut.edited(form(subject), change))
