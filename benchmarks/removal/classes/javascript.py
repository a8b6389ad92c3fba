"""A script of the document says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        script = cut.Dictionary(S=cut.Name.JavaScript, JS=cut.String(f'var v = "{value}";'))
        pdf.Root.OpenAction = script
        names = cut.Dictionary(Names=cut.Array([cut.String("a"), pdf.make_indirect(script)]))
        pdf.Root.Names = cut.Dictionary(JavaScript=names)

    return paper(subject, cut.edited(form(subject), change))
