"""Fillable forms: the values stand in fields, some of which have no appearance of their own."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from goodcause.demo.sheet import HIGH, Field

_BARE_EVERY = 4
"""Every so many fields of one line have no appearance stream, as some programs leave them."""
_MULTILINE = 1 << 12


def fill(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """Add the fields to a drawn form."""
    document = pikepdf.open(io.BytesIO(pdf))
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    resources = document.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)))
    made = []
    for index, field in enumerate(fields):
        bare = index % _BARE_EVERY == _BARE_EVERY - 1 and not field.many
        widget = _widget(document, field, resources, bare=bare)
        made.append(widget)
        page = document.pages[field.page - 1].obj
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        page.Annots.append(widget)
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(made),
        DR=resources,
        DA=pikepdf.String("/Helv 0 Tf 0 g"),
        NeedAppearances=False,
    )
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def _widget(
    document: pikepdf.Pdf, field: Field, resources: pikepdf.Object, *, bare: bool
) -> pikepdf.Object:
    left, top, right, bottom = field.rect
    size = f"{field.size:.2f}"
    widget = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T=pikepdf.String(field.name),
        V=pikepdf.String(field.text),
        DA=pikepdf.String(f"/Helv {size} Tf 0 g"),
        Rect=[round(left, 2), round(HIGH - bottom, 2), round(right, 2), round(HIGH - top, 2)],
        F=4,
        Ff=_MULTILINE if field.many else 0,
    )
    if not bare:
        look = pikepdf.Stream(document, _appearance(field))
        look.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, round(right - left, 2), round(bottom - top, 2)],
            Resources=resources,
        )
        widget.AP = pikepdf.Dictionary(N=document.make_indirect(look))
    return document.make_indirect(widget)


def _appearance(field: Field) -> bytes:
    left, _, _, bottom = field.rect
    parts = [b"/Tx BMC q BT", f"/Helv {field.size:.2f} Tf 0 g".encode("ascii")]
    for x, y, text in field.lines:
        place = f"1 0 0 1 {x - left:.2f} {bottom - y:.2f} Tm".encode("ascii")
        shown = text.encode("cp1252")
        for mark in (b"\\", b"(", b")"):
            shown = shown.replace(mark, b"\\" + mark)
        parts.append(place + b" (" + shown + b") Tj")
    return b"\n".join([*parts, b"ET Q EMC"])
