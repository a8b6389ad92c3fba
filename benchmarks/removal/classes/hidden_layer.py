"""The secret stands a second time on a layer that is off."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        layer = pdf.make_indirect(cut.Dictionary(Type=cut.Name.OCG, Name=cut.String("draft")))
        pdf.Root.OCProperties = cut.Dictionary(
            OCGs=cut.Array([layer]),
            D=cut.Dictionary(OFF=cut.Array([layer]), Order=cut.Array([layer])),
        )
        cut.fonts(pdf)
        pdf.pages[0].obj.Resources.Properties = cut.Dictionary(Oc=layer)
        cut.content(pdf, b"/OC /Oc BDC " + cut.shown(value, 80, FREE - 60) + b"EMC\n")

    return paper(subject, cut.edited(form(subject), change))
