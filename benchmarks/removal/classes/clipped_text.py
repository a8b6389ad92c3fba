"""The secret stands a second time outside of a clipping path."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        cut.fonts(pdf)
        cut.content(pdf, b"q 0 0 5 5 re W n " + cut.shown(value, 80, FREE - 60) + b"Q\n")

    return paper(subject, cut.edited(form(subject), change))
