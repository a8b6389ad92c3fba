"""A property list of marked content says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.Properties = cut.Dictionary(Mc=cut.Dictionary(Note=cut.String(value)))
        cut.content(pdf, b"/Artifact /Mc BDC q Q EMC\n")

    return paper(subject, cut.edited(form(subject), change))
