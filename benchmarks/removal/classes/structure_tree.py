"""The structure tree says the secret as what is to be read aloud."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        leaf = cut.Dictionary(Type=cut.Name.StructElem, S=cut.Name.Span, K=0)
        leaf.Alt, leaf.E, leaf.ActualText, leaf.T = (cut.String(value) for _ in range(4))
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            cut.Dictionary(Type=cut.Name.StructTreeRoot, K=cut.Array([pdf.make_indirect(leaf)]))
        )
        pdf.Root.MarkInfo = cut.Dictionary(Marked=True)

    return paper(subject, cut.edited(form(subject), change))
