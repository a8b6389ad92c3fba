"""A fax in TIFF whose description and software tags say the secret."""

from __future__ import annotations

import io

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    picture = cut.raster(form(subject), 300).point(lambda v: 255 * (v > 150)).convert("1")
    tags = {270: subject.secret.value, 305: subject.secret.value, 315: subject.secret.value}
    out = io.BytesIO()
    picture.save(out, "TIFF", compression="group4", dpi=(300, 300), tiffinfo=tags)
    files = {f"{subject.number:04}.tif": out.getvalue()}
    return Paper(files=files, keepers=subject.keepers)
