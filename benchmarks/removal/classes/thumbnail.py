"""The small picture of the page shows the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        picture = cut.words_picture(value)
        pdf.pages[0].obj.Thumb = pdf.make_indirect(
            cut.Stream(
                pdf,
                picture.tobytes(),
                Width=picture.width,
                Height=picture.height,
                ColorSpace=cut.Name.DeviceGray,
                BitsPerComponent=8,
            )
        )

    return paper(subject, cut.edited(form(subject), change))
