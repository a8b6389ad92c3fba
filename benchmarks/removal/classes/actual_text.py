"""Surviving words carry the secret as the text to be read in their place."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        words = f"q /Span << /ActualText ({value}) >> BDC ".encode()
        cut.fonts(pdf)
        cut.content(
            pdf, words + cut.shown("Seen by the clerk of permits", 80, FREE - 60) + b"EMC Q\n"
        )

    return paper(subject, cut.edited(form(subject), change))
