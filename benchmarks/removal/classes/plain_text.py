"""Text in a cell of a form, as any program writes it."""

from __future__ import annotations

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    return paper(subject, form(subject))
