"""A workbook whose hidden column, comment and properties say the secret."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
from openpyxl.comments import Comment

from benchmarks.removal.paper import Paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in subject.fields:
        sheet.append(row)
    value = subject.secret.value
    sheet["F1"] = value
    sheet.column_dimensions["F"].hidden = True
    sheet["A1"].comment = Comment(value, "clerk")
    book.properties.title = value
    book.properties.created = book.properties.modified = datetime(2007, 3, 5)  # noqa: DTZ001
    out = io.BytesIO()
    book.save(out)
    return Paper(files={f"{subject.number:04}.xlsx": out.getvalue()}, keepers=subject.keepers)
