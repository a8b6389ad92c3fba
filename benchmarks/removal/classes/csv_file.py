"""A table of labels and values."""

from __future__ import annotations

import csv
import io

from benchmarks.removal.paper import Paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    out = io.StringIO()
    csv.writer(out).writerows([("Field", "Value"), *subject.fields])
    data = out.getvalue().encode()
    return Paper(files={f"{subject.number:04}.csv": data}, keepers=subject.keepers)
