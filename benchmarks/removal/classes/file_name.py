"""The file and its folder are named by the secret."""

from __future__ import annotations

from benchmarks.removal.paper import Paper, cell, form
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    name = "".join(c for c in subject.secret.value if c.isalnum() or c in " -")
    path = f"{subject.number:04} {name}/{name}.pdf"
    return Paper(files={path: form(subject)}, boxes=(cell(subject),), keepers=subject.keepers)
