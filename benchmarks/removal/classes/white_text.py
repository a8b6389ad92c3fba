"""The secret stands a second time in white on white."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        cut.fonts(pdf)
        cut.content(pdf, cut.shown(value, 80, FREE - 60, before="1 g"))

    return paper(subject, cut.edited(form(subject), change))
