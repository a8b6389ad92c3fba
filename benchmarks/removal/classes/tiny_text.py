"""The secret stands a second time so small that it is a speck."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        cut.fonts(pdf)
        cut.content(pdf, cut.shown(value, 80, FREE - 60, size=1).replace(b" 1 Tf", b" 0.1 Tf"))

    return paper(subject, cut.edited(form(subject), change))
