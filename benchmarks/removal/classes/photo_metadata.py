"""A photographed page whose EXIF block and comment say the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    exif = cut.Image.Exif()
    exif[0x010E] = subject.secret.value
    picture = cut.raster(form(subject), 300)
    value = subject.secret.value.encode()
    data = cut.jpeg(picture, 85, exif=exif.tobytes(), comment=value, dpi=(300, 300))
    return Paper(files={f"{subject.number:04}.jpg": data}, keepers=subject.keepers)
