"""A text file of labelled lines, with tabs and odd spacing."""

from __future__ import annotations

from benchmarks.removal.paper import Paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    rows = "".join(f"{label}:\t {value}\r\n\r\n" for label, value in subject.fields)
    text = f"APPLICATION FOR LICENSE TO CARRY A CONCEALED WEAPON\r\n\r\n{rows}"
    return Paper(files={f"{subject.number:04}.txt": text.encode()}, keepers=subject.keepers)
