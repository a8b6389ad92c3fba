"""A letter beside the form says the secret without any label."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    name = subject.fields[0][1]
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    rows = ("MEMORANDUM", f"Applicant Name: {name}", f"On file: {subject.secret.value}", "Kept.")
    for at, row in enumerate(rows):
        canvas.drawString(72, 720 - 24 * at, row)
    canvas.save()
    return paper(subject, form(subject), **{f"{subject.number:04}b.pdf": out.getvalue()})
