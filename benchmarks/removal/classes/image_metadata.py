"""A picture on the page carries the secret in its comment and its EXIF block."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        picture = cut.Image.new("L", (64, 64), 200)
        exif = cut.Image.Exif()
        exif[0x010E] = value
        data = cut.jpeg(picture, exif=exif.tobytes(), comment=value.encode())
        image = cut.Stream(
            pdf,
            data,
            Type=cut.Name.XObject,
            Subtype=cut.Name.Image,
            Width=64,
            Height=64,
            ColorSpace=cut.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=cut.Name.DCTDecode,
        )
        pdf.pages[0].obj.Resources.XObject = cut.Dictionary(Ph=pdf.make_indirect(image))
        cut.content(pdf, f"q 60 0 0 60 80 {FREE - 120} cm /Ph Do Q\n".encode())

    return paper(subject, cut.edited(form(subject), change))
