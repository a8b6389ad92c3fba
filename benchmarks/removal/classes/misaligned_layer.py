"""A scan whose invisible word for the secret lies over other print."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import LEFT, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    picture = cut.raster(form(subject))
    words = cut.shown(subject.secret.value, LEFT, 740, before="3 Tr", size=14)
    return paper(subject, cut.image_pdf(cut.jpeg(picture), picture.size, words=words))
