"""Other ways of removing, on the same papers: each is told the boxes of what is plainly shown."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

import pikepdf

from benchmarks.removal.paper import Rect

Rival = Callable[[bytes, Sequence[Rect], str], bytes]
"""Takes a PDF, boxes on page 1 and the secret; gives a PDF."""

_PAGE_KEYS = ("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources")
_ROOT_KEYS = ("/Type", "/Pages")


def rivals() -> Mapping[str, Rival]:
    """By name: those that can run here."""
    found: dict[str, Rival] = {"pikepdf editor": edit_tokens}
    if find_spec("pymupdf") is not None:
        found["PyMuPDF"] = redact
        found["PyMuPDF + scrub"] = redact_and_scrub
    return found


def edit_tokens(data: bytes, boxes: Sequence[Rect], secret: str) -> bytes:
    """Drop strings that hold the secret, paint the boxes, keep an allow-list of keys."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _without(pdf, page, secret)
            for key in [k for k in page.obj.keys() if k not in _PAGE_KEYS]:  # noqa: SIM118
                del page.obj[key]
        painted = "".join(
            f"q 0 g {left} {low} {right - left} {high - low} re f Q\n"
            for left, low, right, high in boxes
        )
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, painted.encode()))
        for key in [k for k in pdf.Root.keys() if k not in _ROOT_KEYS]:  # noqa: SIM118
            del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        pdf.save(out, static_id=True)
    return out.getvalue()


def _without(pdf: pikepdf.Pdf, page: pikepdf.Page, secret: str) -> None:
    kept = [
        part
        for part in pikepdf.parse_content_stream(page)
        if not any(secret in str(operand) for operand in part.operands)
    ]
    page.Contents = pikepdf.Stream(pdf, pikepdf.unparse_content_stream(kept))


def redact(data: bytes, boxes: Sequence[Rect], _secret: str) -> bytes:
    """PyMuPDF's redaction annotations, applied to text, pictures and drawings."""
    return _redacted(data, boxes, scrub=False)


def redact_and_scrub(data: bytes, boxes: Sequence[Rect], _secret: str) -> bytes:
    """The same, and its scrubbing of metadata."""
    return _redacted(data, boxes, scrub=True)


def _redacted(data: bytes, boxes: Sequence[Rect], *, scrub: bool) -> bytes:
    import pymupdf  # noqa: PLC0415 - not of this project; only where somebody installed it

    with pymupdf.open(stream=data, filetype="pdf") as document:
        page = document[0]
        for left, low, right, high in boxes:
            box = pymupdf.Rect(left, low, right, high)
            # Boxes are given from the lower left corner; the library counts from the top.
            page.add_redact_annot(box * page.transformation_matrix, fill=(0, 0, 0))
        page.apply_redactions(images=2, graphics=2, text=0)
        if scrub:
            document.scrub(redact_images=2)
        return bytes(document.tobytes(garbage=4, clean=True, no_new_id=True))
