"""The value is that of a form field, drawn by its appearance."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, baseline, form, nothing, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        x, y = baseline(subject)
        field = pdf.make_indirect(
            cut.Dictionary(
                Type=cut.Name.Annot,
                Subtype=cut.Name.Widget,
                FT=cut.Name.Tx,
                T=cut.String("value"),
                V=cut.String(value),
                DV=cut.String(value),
                TU=cut.String(f"was {value}"),
                F=4,
                DA=cut.String("/Fx 11 Tf 0 g"),
                Rect=cut.Array([x - 2, y - 4, x + 440, y + 12]),
            )
        )
        fonts = cut.fonts(pdf)
        pdf.pages[0].obj.Annots = cut.Array([field])
        pdf.Root.AcroForm = cut.Dictionary(Fields=cut.Array([field]), DR=cut.Dictionary(Font=fonts))

        face = cut.Stream(
            pdf,
            cut.shown(value, 2, 4),
            Type=cut.Name.XObject,
            Subtype=cut.Name.Form,
            BBox=cut.Array([0, 0, 442, 16]),
            Resources=cut.Dictionary(Font=fonts),
        )
        field.AP = cut.Dictionary(N=pdf.make_indirect(face))

    return paper(subject, cut.edited(form(subject, show=nothing), change))
