"""What a PDF of anybody's making carries besides the pages one sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodcause.verification.foreign.facts import FileFacts

if TYPE_CHECKING:
    import pikepdf

_MOST_OBJECTS = 300_000
_HEAD = 1024  # bytes within which a header must begin and a linearised file says so
_HARMLESS = frozenset({"/Link", "/Popup", "/Widget"})
_PLAIN_INFO = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_SPOKEN = ("/ActualText", "/Alt", "/E")


def check_bytes(data: bytes, facts: FileFacts) -> None:
    """Look at the file as bytes: what stands around it, and how often it was saved."""
    facts.saw("I1")
    head = data.find(b"%PDF-", 0, _HEAD)
    if head < 0:
        facts.fault("I1", "The file does not begin as a PDF.")
        return
    if head:
        facts.fault("I1", f"{head} bytes stand before the header.")
    end = data.rfind(b"%%EOF")
    after = len(data[end + 5 :].strip(b"\r\n \t\0")) if end >= 0 else 0
    if end < 0:
        facts.fault("I1", "The file has no end mark; it is cut off or damaged.")
    elif after:
        facts.fault("I1", f"{after} bytes follow the end mark.")
    saved = len(re.findall(rb"startxref", data)) - (b"/Linearized" in data[:_HEAD])
    if saved > 1:
        what = f"The file holds {saved} revisions; earlier ones can be got back by cutting it."
        facts.fault("I1", what)


def check_objects(pdf: pikepdf.Pdf, facts: FileFacts) -> None:
    """Look through the objects of an opened PDF."""
    facts.saw("I2")
    for what in (*_of_root(pdf), *_of_pages(pdf), *_of_all(pdf), *_of_info(pdf)):
        facts.fault("I2", what)
    reached = _reached(pdf)
    if reached is None:
        facts.blinds.append(("unused objects", f"there are more than {_MOST_OBJECTS:,} objects"))
    else:
        unused = len(pdf.objects) - reached
        # What a file is stored by is reached by no key: tables, containers, the quick start.
        spare = sum(_is_storage(item) for item in pdf.objects)
        if unused - spare > 1:
            facts.fault("I1", f"{unused - spare} objects are part of nothing that is shown.")


def _of_root(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    said = {
        "/AF": "Files are associated with the document.",
        "/OpenAction": "The document acts when it is opened.",
        "/AA": "The document acts on events.",
        "/Collection": "The document is a portfolio of other files.",
        "/PieceInfo": "A program's private data is kept in the document.",
        "/Outlines": "The document has bookmarks, whose names are text of their own.",
    }
    yield from (what for key, what in said.items() if _worth(root, key))
    form = root.get("/AcroForm")
    if form is not None:
        if "/XFA" in form:
            yield "The form has an XFA packet, which holds values of its own."
        fields = sum(1 for item in pdf.objects if _holds_value(item))
        if fields:
            yield f"{fields} form fields carry values apart from the page."
    layers = root.get("/OCProperties")
    if layers is not None and len(layers.get("/D", {}).get("/OFF", [])):
        yield f"{len(layers.D.OFF)} layers are switched off."


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    kinds, marks, thumbs, private = Counter[str](), 0, 0, 0
    for page in pdf.pages:
        thumbs += "/Thumb" in page.obj
        private += "/PieceInfo" in page.obj
        for note in page.obj.get("/Annots", []):
            kind = str(note.get("/Subtype", "/Unknown"))
            marks += kind == "/Redact"
            if kind not in _HARMLESS and kind != "/Redact":
                kinds[kind[1:]] += 1
    if marks:
        yield f"{marks} marks for removal were never applied; what they mark is still there."
    if kinds:
        each = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        yield f"The pages carry annotations ({each})."
    if thumbs:
        yield f"{thumbs} pages carry a thumbnail, which may show an earlier state."
    if private:
        yield f"{private} pages carry a program's private data."


def _of_all(pdf: pikepdf.Pdf) -> Iterator[str]:
    import pikepdf  # noqa: PLC0415 - heavy; only foreign files need it

    files = scripts = spoken = 0
    for item in pdf.objects:
        if not _is_dictionary(item):
            continue
        files += _type_of(item) == "/EmbeddedFile" or "/EF" in item
        scripts += str(item.get("/S", "")) == "/JavaScript"
        spoken += any(isinstance(item.get(key), pikepdf.String) for key in _SPOKEN)
    if files:
        yield "Other files are attached to this one."
    if scripts:
        yield f"{scripts} scripts are part of the file."
    if spoken:
        yield f"{spoken} elements carry text to be read in place of what is shown."


def _of_info(pdf: pikepdf.Pdf) -> Iterator[str]:
    info = pdf.trailer.get("/Info")
    if info is not None:
        keys = info.keys()
        named = sorted(k[1:] for k in keys if k not in _PLAIN_INFO and str(info[k]).strip())
        if named:
            yield f"The document information says {', '.join(named)}."
    if "/Metadata" in pdf.Root:
        yield "The document carries a metadata packet."


def _worth(root: pikepdf.Object, key: str) -> bool:
    value = root.get(key)
    if value is None:
        return False
    return key != "/Outlines" or "/First" in value


def _holds_value(item: pikepdf.Object) -> bool:
    return _is_dictionary(item) and "/FT" in item and str(item.get("/V", "")).strip() != ""


def _is_dictionary(item: object) -> bool:
    import pikepdf  # noqa: PLC0415 - heavy; only foreign files need it

    return isinstance(item, pikepdf.Dictionary | pikepdf.Stream)


def _is_storage(item: pikepdf.Object) -> bool:
    return _type_of(item) in ("/XRef", "/ObjStm") or (
        _is_dictionary(item) and "/Linearized" in item
    )


def _type_of(item: pikepdf.Object) -> str:
    return str(item.get("/Type", "")) if _is_dictionary(item) else ""


def _reached(pdf: pikepdf.Pdf) -> int | None:
    """How many objects can be reached from the trailer; None when there are too many to tell."""
    import pikepdf  # noqa: PLC0415 - heavy, see above

    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [pdf.trailer]
    steps = 0
    while waiting:
        item = waiting.pop()
        steps += 1
        if steps > 10 * _MOST_OBJECTS or len(seen) > _MOST_OBJECTS:
            return None
        if not isinstance(item, pikepdf.Object):
            continue
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if _is_dictionary(item):
            waiting += [item.get(key) for key in item.keys()]  # noqa: SIM118 - no mapping
        elif isinstance(item, pikepdf.Array):
            waiting += list(item)
    return len(seen)
