"""A PNG whose text chunks, and bytes after its end, say the secret."""

from __future__ import annotations

import io

from PIL.PngImagePlugin import PngInfo

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    notes = PngInfo()
    notes.add_text("Comment", subject.secret.value)
    out = io.BytesIO()
    cut.raster(form(subject), 300).save(out, "PNG", pnginfo=notes, dpi=(300, 300))
    data = out.getvalue() + subject.secret.value.encode()
    return Paper(files={f"{subject.number:04}.png": data}, keepers=subject.keepers)
