"""An XFA packet beside the form says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        packet = f"<xdp><data><v>{value}</v></data></xdp>".encode()
        pdf.Root.AcroForm = cut.Dictionary(
            Fields=cut.Array([]),
            XFA=cut.Array([cut.String("datasets"), pdf.make_indirect(cut.Stream(pdf, packet))]),
        )

    return paper(subject, cut.edited(form(subject), change))
