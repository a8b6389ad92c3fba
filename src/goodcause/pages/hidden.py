"""Text that a PDF carries behind its pages: field values, notes, XFA, metadata, attachments.

Nothing of it is ever printed. Detectors look through it, because a number in a field without an
appearance is as much a number as one on the page, and reviewers see it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from goodcause.intake.streams import unpacked
from goodcause.pages.page import Channel, Hidden

_LONGEST = 20_000  # characters of one piece
_MOST_TEXT = 400_000  # characters of one file
_MOST = 5_000  # fields, annotations or attachments looked at
_DEEPEST = 20

_XFA_BYTES = 4 << 20
DYNAMIC_XFA = (
    "this is a dynamic XFA form, whose pages only its own program can draw; print it to PDF there "
    "and add the print"
)
"""Said of a form whose pages as read hold nothing but a request to wait."""
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_INFO = ("/Title", "/Author", "/Subject", "/Keywords")
_SWITCHES = {"/Off", "/On", "/Yes", "/No"}  # of check boxes, which are drawn
_VALUES = ("/V", "/DV", "/RV")
_NOTES = ("/Contents", "/RC", "/Subj", "/T")
_ERRORS = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)  # what pikepdf is known to raise on damaged files, RecursionError and Unicode errors included


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind the pages of one file.

    Attributes:
        whole: of the file as a whole; shown with its first page.
        pages: of single pages, by number.
        notes: sentences on what is not produced.
        units: user units of pages that have one, by number.
    """

    whole: tuple[Hidden, ...] = ()
    pages: dict[int, tuple[Hidden, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    units: dict[int, float] = field(default_factory=dict)


class _Collected:
    """Pieces of hidden text, each once, within bounds."""

    def __init__(self) -> None:
        self.pieces: dict[Hidden, None] = {}
        self._left = _MOST_TEXT

    def add(self, channel: Channel, value: object) -> None:
        text = clean(value)
        if text and self._left > 0:
            self._left -= len(text)
            self.pieces[Hidden(channel, text)] = None


def behind(path: Path) -> tuple[pikepdf.Pdf | None, Behind]:
    """Open a file beside PDFium and look behind its pages; the caller closes what is returned.

    A file that cannot be looked into gets a note that says so.
    """
    try:
        pdf = pikepdf.open(path)
    except (*_ERRORS, OSError):
        return None, Behind(notes=(_BLIND,))
    try:
        return pdf, _look(pdf)
    except _ERRORS:
        return pdf, Behind(notes=(_BLIND,))


_BLIND = (
    "form values, attachments and metadata behind the pages of this file could not be examined, "
    "because it is damaged or partly encrypted; what is printed on the pages was read"
)


def on_page(pdf: pikepdf.Pdf, number: int) -> tuple[Hidden, ...]:
    """What the annotations of one page say."""
    found = _Collected()
    try:
        annotations = pdf.pages[number - 1].obj.get("/Annots")
        for annotation in _some(annotations):
            if isinstance(annotation, pikepdf.Dictionary):
                _annotation(annotation, found)
    except _ERRORS:
        return tuple(found.pieces)  # damaged annotations are not shown by PDFium either
    return tuple(found.pieces)


def has_page(pdf: pikepdf.Pdf, number: int) -> bool:
    """Whether the second reader of a damaged file knows of a page that the first one found."""
    try:
        return number <= len(pdf.pages)
    except _ERRORS:
        return False


def unit_of(pdf: pikepdf.Pdf, number: int) -> float:
    """How many points one unit of a page is; PDFium does not ask."""
    try:
        return float(pdf.pages[number - 1].obj.get("/UserUnit", 1))
    except _ERRORS:
        return 1.0


def said_size(pdf: pikepdf.Pdf, number: int) -> tuple[float, float]:
    """The sides of a page as its file says; PDFium takes absurd ones for a letter page."""
    try:
        left, bottom, right, top = (float(side) for side in pdf.pages[number - 1].mediabox)
    except _ERRORS:
        return 1.0, 1.0  # no box: PDFium's letter page is what every reader shows
    return max(abs(right - left), 1.0), max(abs(top - bottom), 1.0)


def unseen(pieces: Iterable[Hidden], words: Iterable[str]) -> tuple[Hidden, ...]:
    """The pieces without field values that are printed on their page word for word."""
    printed = f" {' '.join(words)} "
    return tuple(
        piece
        for piece in pieces
        if piece.channel is not Channel.FORM_VALUE or f" {piece.text} " not in printed
    )


def clean(value: object) -> str:
    """A string of a stranger as one line of bounded length."""
    if isinstance(value, pikepdf.Stream):
        try:
            value = unpacked(value, _XFA_BYTES).decode("utf-8", "replace")
        except _ERRORS:
            return ""
    if isinstance(value, pikepdf.Name):
        value = "" if str(value) in _SWITCHES else str(value).removeprefix("/")
    if not isinstance(value, str | pikepdf.String):
        return ""
    text = str(value)[: 4 * _LONGEST]
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()[:_LONGEST]


def _look(pdf: pikepdf.Pdf) -> Behind:
    found = _Collected()
    notes: list[str] = []
    for key in _INFO:
        found.add(Channel.METADATA, pdf.trailer.get("/Info", pikepdf.Dictionary()).get(key))
    _xmp(pdf.Root.get("/Metadata"), found)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        placed = _placed(pdf)
        for leaf in _fields(form.get("/Fields")):
            kids = {
                kid.objgen
                for kid in _some(leaf.get("/Kids"))
                if isinstance(kid, pikepdf.Dictionary)
            }
            if not placed & (kids | {leaf.objgen}):
                _values(leaf, found)
        notes += _xfa(pdf, form, found)
    notes += _attachments(pdf, found)
    notes += _warnings(pdf)
    return Behind(whole=tuple(found.pieces), notes=tuple(notes))


def _xmp(metadata: object, found: _Collected) -> None:
    if isinstance(metadata, pikepdf.Stream):
        text = unpacked(metadata, _XFA_BYTES).decode("utf-8", "replace")
        for name in ("title", "creator", "description", "subject"):
            for match in re.finditer(
                rf"<dc:{name}\b[^>]*>(.{{0,{_LONGEST}}}?)</dc:{name}>", text, re.S
            ):
                found.add(Channel.METADATA, _untagged(match[1]))


def _fields(fields: object) -> Iterator[pikepdf.Dictionary]:
    """Every field and its children, each object once."""
    stack = [(item, 0) for item in reversed(_some(fields))]
    seen: set[tuple[int, int]] = set()
    left = _MOST
    while stack and left:
        item, depth = stack.pop()
        left -= 1
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        if item.is_indirect:
            seen.add(item.objgen)
        yield item
        if depth < _DEEPEST:
            stack += [(kid, depth + 1) for kid in reversed(_some(item.get("/Kids")))]


def _xfa(pdf: pikepdf.Pdf, form: pikepdf.Dictionary, found: _Collected) -> list[str]:
    xfa = form.get("/XFA")
    packets = _some(xfa) or ([xfa] if isinstance(xfa, pikepdf.Stream) else [])
    for packet in packets:
        if isinstance(packet, pikepdf.Stream):
            text = unpacked(packet, _XFA_BYTES).decode("utf-8", "replace")
            if "datasets" in text or "data" in text:
                found.add(Channel.XFA, _untagged(text))
    dynamic = bool(pdf.Root.get("/NeedsRendering", False))
    if dynamic:
        return [DYNAMIC_XFA]
    return []


def _attachments(pdf: pikepdf.Pdf, found: _Collected) -> list[str]:
    notes: list[str] = []
    names = sorted(clean(name) for name in pdf.attachments)[:_MOST]
    for name in names:
        found.add(Channel.ATTACHMENT, name)
        notes.append(_attached(name))
    if "/Collection" in pdf.Root:
        notes.append("this is a PDF portfolio; each of its files has a row of its own")
    return notes


def _attached(name: str) -> str:
    return f'this file carries an attachment named "{name}", which has a row of its own'


def _warnings(pdf: pikepdf.Pdf) -> list[str]:
    names = pdf.Root.get("/Names")
    scripts = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    action = pdf.Root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) == "/JavaScript":
        scripts = True
    return ["this file carries scripts; they were not run and are not produced"] if scripts else []


def _annotation(annotation: pikepdf.Dictionary, found: _Collected) -> None:
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Widget":
        field = annotation
        for _ in range(_DEEPEST):  # a value may stand at the field's parent
            _values(field, found)
            field = field.get("/Parent")
            if not isinstance(field, pikepdf.Dictionary):
                return
        return
    for key in _NOTES:
        value = annotation.get(key)
        found.add(Channel.ANNOTATION, _untagged(value) if key == "/RC" else value)
    if kind == "/FileAttachment":
        specification = annotation.get("/FS")
        if isinstance(specification, pikepdf.Dictionary):
            name = specification.get("/UF", specification.get("/F"))
            found.add(Channel.ATTACHMENT, name)


def _values(field: pikepdf.Dictionary, found: _Collected) -> None:
    for key in _VALUES:
        value = field.get(key)
        for one in _some(value) or [value]:
            found.add(Channel.FORM_VALUE, _untagged(one) if key == "/RV" else one)


def _placed(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The fields that sit on a page, and are looked at with it."""
    placed: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for item in _some(page.obj.get("/Annots")):
            if isinstance(item, pikepdf.Dictionary) and item.is_indirect:
                placed.add(item.objgen)
    return placed


def _untagged(value: object) -> str:
    return html.unescape(_TAG.sub(" ", clean(value))) if value is not None else ""


def _some(value: object) -> list[Any]:
    if not isinstance(value, pikepdf.Array):
        return []
    return [value[index] for index in range(min(len(value), _MOST))]


def notes_of(pieces: Iterable[Hidden]) -> tuple[str, ...]:
    """Sentences for attachments that sit on a page."""
    return tuple(_attached(p.text) for p in pieces if p.channel is Channel.ATTACHMENT)


def joined(channel: Channel, lines: Sequence[str]) -> tuple[Hidden, ...]:
    """Lines of text as hidden pieces, blank ones left out."""
    return tuple(Hidden(channel, line) for line in (clean(text) for text in lines) if line)
