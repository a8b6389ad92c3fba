"""A signature field names its reason with the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        signature = cut.Dictionary(Type=cut.Name.Sig, Filter=cut.Name("/Adobe.PPKLite"))
        signature.Reason, signature.ContactInfo = cut.String(value), cut.String(value)
        field = pdf.make_indirect(
            cut.Dictionary(
                Type=cut.Name.Annot,
                Subtype=cut.Name.Widget,
                FT=cut.Name.Sig,
                T=cut.String("s"),
                F=2,
                Rect=cut.Array([0, 0, 0, 0]),
                V=pdf.make_indirect(signature),
            )
        )
        pdf.Root.AcroForm = cut.Dictionary(Fields=cut.Array([field]))

    return paper(subject, cut.edited(form(subject), change))
