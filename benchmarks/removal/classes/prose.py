"""The value stands again in a line of prose, at any place, before words that stay."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject

_WORDS = [
    "we",
    "keep",
    "the",
    "papers",
    "of",
    "this",
    "office",
    "in",
    "a",
    "quiet",
    "room",
    "beside",
    "the",
    "hall",
    "for",
    "everyone",
]


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    told = subject.secret.told

    def more(canvas: Canvas) -> None:
        chance = subject.chance()
        before = " ".join(chance.choices(_WORDS, k=chance.randrange(1, 6)))
        after = " ".join(chance.choices(_WORDS, k=chance.randrange(2, 6)))
        lines = [" ".join(chance.choices(_WORDS, k=11)), f"{before} %s {after}." % told]
        for at, line in enumerate([*lines, " ".join(chance.choices(_WORDS, k=10))]):
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(76, FREE - 40 - 15 * at, line)

    return paper(subject, form(subject, more=more))
