"""A workbook whose hidden column, comment and properties say the secret."""

from __future__ import annotations

import io
import re
import zipfile

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
    out = io.BytesIO()
    book.save(out)
    return Paper(
        files={f"{subject.number:04}.xlsx": _steady(out.getvalue())}, keepers=subject.keepers
    )


def _steady(data: bytes) -> bytes:
    """The same workbook without the times at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            body = re.sub(rb"20[0-9-]{8}T[0-9:]{8}Z", b"2007-03-05T00:00:00Z", old.read(info))
            new.writestr(zipfile.ZipInfo(info.filename, (2007, 3, 5, 0, 0, 0)), body)
    return out.getvalue()
