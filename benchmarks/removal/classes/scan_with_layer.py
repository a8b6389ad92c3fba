"""A scan over a layer of invisible words."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, baseline, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    x, y = baseline(subject)
    picture = cut.raster(form(subject))
    words = cut.shown(subject.secret.value, x, y, before="3 Tr")
    return paper(subject, cut.image_pdf(cut.jpeg(picture), picture.size, words=words))
