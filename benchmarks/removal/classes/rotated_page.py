"""The page is turned by 90 degrees and cropped."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""

    def change(pdf: cut.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate = 90
        page.CropBox = cut.Array([36, 20, 590, 780])

    return paper(subject, cut.edited(form(subject), change))
