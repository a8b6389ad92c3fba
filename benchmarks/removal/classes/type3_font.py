"""The value is set in bitmaps of a Type 3 font without any map to Unicode."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, baseline, form, nothing, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        letters = "".join(dict.fromkeys(value))
        cut.fonts(pdf)["/T3"] = cut.bitmap_font(pdf, letters)
        codes = "".join(chr(letters.index(c)) for c in value)
        x, y = baseline(subject)
        cut.content(pdf, cut.shown(codes, x, y, font="/T3"))

    return paper(subject, cut.edited(form(subject, show=nothing), change))
