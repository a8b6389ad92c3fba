"""An archive whose comment and entries' extra fields say the secret."""

from __future__ import annotations

import io
import struct
import zipfile

from benchmarks.removal.paper import Paper, form
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value.encode()
    entry = zipfile.ZipInfo("papers/form.pdf", (2007, 3, 5, 0, 0, 0))
    entry.comment, entry.extra = value, struct.pack("<HH", 0x7070, len(value)) + value
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = value
        archive.writestr(entry, form(subject))
    return Paper(files={f"{subject.number:04}.zip": out.getvalue()}, keepers=subject.keepers)
