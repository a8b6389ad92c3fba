"""Cuts into made PDFs: whatever a drawing library would never write."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont

__all__ = [
    "Array", "Dictionary", "Image", "Name", "OutlineItem", "Pdf", "Stream", "String",
    "bitmap_font", "content", "edited", "fonts", "image_pdf", "jpeg", "literal", "raster",
    "shown", "words_picture",
]  # fmt: skip


def edited(data: bytes, change: Callable[[Pdf], None], *, packed: bool = False) -> bytes:
    """The PDF after a change; with ``packed`` its objects lie in object streams."""
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, static_id=True, object_stream_mode=mode)
    return out.getvalue()


def literal(text: str) -> bytes:
    """Text as a string of a content stream."""
    return b"<" + text.encode("latin-1").hex().encode() + b">"


def shown(
    text: str, x: float, y: float, *, before: str = "", font: str = "/Fx", size: int = 11
) -> bytes:
    """Operators that show text at a place."""
    return f"q BT {before} {font} {size} Tf {x} {y} Td ".encode() + literal(text) + b" Tj ET Q\n"


def fonts(pdf: Pdf) -> Dictionary:
    """The fonts of page 1, with Helvetica as /Fx."""
    resources = pdf.pages[0].obj.Resources
    if "/Font" not in resources:
        resources.Font = Dictionary()
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources.Font["/Fx"] = pdf.make_indirect(helvetica)
    return resources.Font


def content(pdf: Pdf, operators: bytes) -> None:
    """Put operators after what page 1 draws."""
    pdf.pages[0].contents_add(Stream(pdf, operators))


def bitmap_font(pdf: Pdf, text: str) -> Dictionary:
    """A Type 3 font of bitmaps, as old typesetting programs made them; code n is text[n]."""
    face = ImageFont.load_default(44)
    procs, names, widths = Dictionary(), Array(), Array()
    for code, letter in enumerate(text):
        wide = max(int(face.getlength(letter)), 1)
        picture = Image.new("1", (wide, 56), 1)
        ImageDraw.Draw(picture).text((0, 0), letter, font=face, fill=0)
        head = f"{wide} 0 0 -12 {wide} 44 d1 q {wide} 0 0 56 0 -12 cm BI /W {wide} /H 56 "
        body = picture.tobytes()
        proc = head.encode() + b"/IM true /BPC 1 /D [0 1] ID " + body + b" EI Q"
        procs[f"/g{code}"] = Stream(pdf, proc)
        names.append(Name(f"/g{code}"))
        widths.append(wide)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -12, 60, 44]),
            FontMatrix=Array([1 / 44, 0, 0, 1 / 44, 0, 0]), CharProcs=procs, FirstChar=0,
            LastChar=len(text) - 1, Widths=widths, Resources=Dictionary(),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0, *names])),
        )
    )  # fmt: skip


def raster(data: bytes, dpi: int = 200) -> Image.Image:
    """Page 1 as a scanner would see it."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        return document[0].render(scale=dpi / 72, may_draw_forms=True).to_pil().convert("L")


def jpeg(picture: Image.Image, quality: int = 75, **extra: object) -> bytes:
    """A JPEG file."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **extra)
    return out.getvalue()


def image_pdf(data: bytes, size: tuple[int, int], *, words: bytes = b"") -> bytes:
    """A PDF of one letter-size page that is a JPEG, with operators under it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    picture = Stream(
        pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_indirect(picture)))
    page.Contents = Stream(pdf, words + b"q 612 0 0 792 0 0 cm /Im Do Q\n")
    fonts(pdf)
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def words_picture(text: str, size: tuple[int, int] = (900, 60)) -> Image.Image:
    """Words as a picture."""
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).text((6, 4), text, font=ImageFont.load_default(42), fill=0)
    return picture
