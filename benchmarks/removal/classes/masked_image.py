"""A picture of the secret lies on the page, hidden by a soft mask."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        picture = cut.words_picture(value)
        common = {"Type": cut.Name.XObject, "Subtype": cut.Name.Image, "BitsPerComponent": 8}
        common |= {
            "Width": picture.width,
            "Height": picture.height,
            "ColorSpace": cut.Name.DeviceGray,
        }
        mask = cut.Stream(pdf, bytes(picture.width * picture.height), **common)
        image = cut.Stream(pdf, picture.tobytes(), SMask=pdf.make_indirect(mask), **common)
        pdf.pages[0].obj.Resources.XObject = cut.Dictionary(Mk=pdf.make_indirect(image))
        cut.content(pdf, f"q 225 0 0 15 80 {FREE - 60} cm /Mk Do Q\n".encode())

    return paper(subject, cut.edited(form(subject), change))
