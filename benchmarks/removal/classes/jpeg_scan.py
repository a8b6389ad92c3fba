"""A grey scan: rings of the JPEG around the value reach beyond any tight box."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    picture = cut.raster(form(subject))
    data = cut.jpeg(picture, quality=75)
    return paper(subject, cut.image_pdf(data, picture.size))
