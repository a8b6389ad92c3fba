"""Bytes before the header and after the end say the secret."""

from __future__ import annotations

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value.encode()
    return paper(subject, b"% " + value + b"\n" + form(subject) + b"\n" + value)
