"""An object that nothing refers to says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        pdf.Root["/Keep"] = pdf.make_indirect(cut.Dictionary(Note=cut.String(value)))

    # The key is made unknown after the file is written, so that no writer drops the object.
    data = cut.edited(form(subject), change)
    return paper(subject, data.replace(b"/Keep ", b"/Peek "))
