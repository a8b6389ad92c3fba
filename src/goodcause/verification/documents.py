"""Opens served documents page by page and checks how they are made (I1 to I4)."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goodcause.verification.canonical import (
    Data,
    Hundredths,
    Name,
    NotCanonicalError,
    Ref,
    Thing,
    Value,
    things,
)
from goodcause.verification.content import GrammarError, LayerWord, inflated, words_of
from goodcause.verification.pictures import (
    Picture,
    PictureError,
    coder_agrees,
    g4_picture,
    jpeg_picture,
    tiff_strip,
)
from goodcause.verification.served import Served, ServedDocument, contents
from goodcause.verification.sidefiles import shown
from goodcause.verification.tally import Tally

FONT_DIGEST = "1b854ecb5ff2d775f80de0dd8f9e3f659674dada08ddaf66bd808a6fef4bd337"
MAP_DIGEST = "743c6bacb303b7e092f6dc202167fbe6bf2333c862df7c85fe8b996168591fd7"
_FIXED_OBJECTS = 7
_PAGE_OBJECTS = 3
_PAGE_TREE = 2
_LARGEST_SIDE = 200_000  # pixels; 55 feet at 300 dpi


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPage:
    """One page as a receiving party gets it.

    Attributes:
        document: whose page.
        number: from 1.
        where: file and page, for reports.
        words: its text layer; None for pages served as single images.
        content: the inflated content stream, empty for single images.
        picture: its pixels; None when they could not be decoded.
    """

    document: ServedDocument
    number: int
    where: str
    words: tuple[LayerWord, ...] | None
    content: bytes
    picture: Picture | None

    @property
    def bates(self) -> str:
        """The number it must carry."""
        return self.document.bates(self.number)


def begin_checks(tally: Tally) -> None:
    """Announce the four checks of this module."""
    tally.begin("I1", "files are canonical: read and written again they give the same bytes")
    tally.begin("I2", "files hold only the objects and keys of the allow-list, our font alone")
    tally.begin("I3", "content streams hold one image and invisible words on the pixel grid")
    tally.begin("I4", "page images hold their pixels and nothing else, at the page's size")
    if not coder_agrees():
        why = "the coder of this machine's libtiff differs from the format's; lengths were compared"
        tally.blind("whether page images are coded in the one form", why)


def pages_of(served: Served, document: ServedDocument, tally: Tally) -> Iterator[ServedPage]:
    """Open the pages of a document one by one, reporting what is wrong with them."""
    if not served.tiff:
        yield from _pdf_pages(served, document, tally)
        return
    if document.pdf:
        yield from _both(served, document, tally)
        return
    for number, path in enumerate(document.images, 1):
        picture = _single_image(served, path, tally)
        yield ServedPage(
            document=document,
            number=number,
            where=shown(path),
            words=None,
            content=b"",
            picture=picture,
        )


@contextmanager
def mapped(path: Path) -> Iterator[Data]:
    """The bytes of a file without holding them all in memory.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data


def _pdf_pages(served: Served, document: ServedDocument, tally: Tally) -> Iterator[ServedPage]:
    path = document.pdf or document.images[0]
    if path not in served.files:
        return  # the layout check has reported it
    tally.looked("I1")
    try:
        with mapped(served.root / path) as data:
            yield from _walk(data, shown(path), document, tally)
    except NotCanonicalError as e:
        tally.broken("I1", shown(path), f"{str(e)[0].upper()}{str(e)[1:]}.")
    except OSError:
        tally.broken("I1", shown(path), "The file cannot be read.")


def _both(served: Served, document: ServedDocument, tally: Tally) -> Iterator[ServedPage]:
    """The pages of the PDF, each held against the single image of the same number."""
    for page in _pdf_pages(served, document, tally):
        path = document.images[page.number - 1] if page.number <= len(document.images) else ""
        picture = _single_image(served, path, tally) if path else None
        if picture is None or page.picture is None or not picture.same(page.picture):
            what = "The single image and the page of the PDF do not have the same pixels."
            tally.broken("I4", shown(path) if path else page.where, what)
        yield page


def _walk(data: Data, where: str, document: ServedDocument, tally: Tally) -> Iterator[ServedPage]:
    pages, part = 0, list[Thing]()
    claimed: Value = 0
    for thing in things(data):
        if thing.number <= _FIXED_OBJECTS:
            claimed = _check_fixed(thing, where, claimed, tally)
            continue
        part.append(thing)
        if len(part) == _PAGE_OBJECTS:
            pages += 1
            yield _page(document, pages, f"{where} page {pages}", part, tally)
            part = []
    tally.looked("I2")
    if part or claimed != pages:
        what = "The file holds objects besides its pages, or fewer pages than it says."
        tally.broken("I2", where, what)
    if pages != document.pages:
        tally.broken("I7", where, "The file's pages are not as many as its Bates numbers.")


def _check_fixed(thing: Thing, where: str, claimed: Value, tally: Tally) -> Value:
    value = thing.value
    if thing.number == _PAGE_TREE:
        claimed = value.get("Count", 0) if isinstance(value, dict) else 0
        if not isinstance(claimed, int) or not 0 < claimed < 10**7:
            claimed = 0
    expected = _fixed(thing.number, claimed, thing.stream)
    if not _same(value, expected):
        what = f"Object {thing.number} is not the {_WHAT[thing.number]} that the format fixes."
        tally.broken("I2", where, what)
    if thing.number in _DIGESTS:
        if hashlib.sha256(thing.stream or b"").hexdigest() != _DIGESTS[thing.number]:
            what = f"Object {thing.number} is not our {_WHAT[thing.number]}."
            tally.broken("I2", where, what)
    elif thing.stream is not None:
        tally.broken("I2", where, f"Object {thing.number} carries a stream it must not have.")
    return claimed


def _same(found: Value, expected: Value) -> bool:
    """Equal, the order of keys included."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return list(found) == list(expected) and all(
            _same(found[key], expected[key]) for key in found
        )
    return type(found) is type(expected) and found == expected


def _fixed(number: int, count: Value, stream: bytes | None) -> Value:
    size = len(stream or b"")
    kids: list[Value] = [Ref(8 + 3 * k) for k in range(count if isinstance(count, int) else 0)]
    shapes: dict[int, Value] = {
        1: {"Type": Name("Catalog"), "Pages": Ref(2)},
        2: {"Type": Name("Pages"), "Count": count, "Kids": kids},
        3: {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name("Glyphless"),
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [Ref(4)],
            "ToUnicode": Ref(7),
        },
        4: {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name("Glyphless"),
            "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0},
            "FontDescriptor": Ref(5),
            "DW": 500,
            "CIDToGIDMap": Name("Identity"),
        },
        5: {
            "Type": Name("FontDescriptor"),
            "FontName": Name("Glyphless"),
            "Flags": 5,
            "FontBBox": [0, 0, 500, 1000],
            "ItalicAngle": 0,
            "Ascent": 1000,
            "Descent": 0,
            "CapHeight": 1000,
            "StemV": 80,
            "FontFile2": Ref(6),
        },
        6: {"Length": size, "Length1": size},
        7: {"Length": size},
    }
    return shapes[number]


_WHAT = {1: "catalogue", 2: "page tree", 3: "font", 4: "font", 5: "font description"}
_WHAT |= {6: "font program", 7: "character map"}
_DIGESTS = {6: FONT_DIGEST, 7: MAP_DIGEST}


def _page(
    document: ServedDocument, number: int, where: str, part: list[Thing], tally: Tally
) -> ServedPage:
    page, stream, image = part
    for check in ("I3", "I4"):
        tally.looked(check)
    size = _size(image.value)
    picture, words, plain = None, None, b""
    if size is None or not _allowed(page, stream, image, size):
        what = "The page, its content or its image has other keys or values than allowed."
        tally.broken("I2", where, what)
    try:
        plain = inflated(stream.stream or b"")
        words = words_of(plain, *(size or (0, 0)))
    except GrammarError as e:
        tally.broken("I3", where, f"{str(e)[0].upper()}{str(e)[1:]}.")
    if size is not None:
        picture = _picture(image, size, where, tally)
    return ServedPage(
        document=document,
        number=number,
        where=where,
        words=words,
        content=plain,
        picture=picture,
    )


def _size(value: Value) -> tuple[int, int] | None:
    if not isinstance(value, dict):
        return None
    width, height = value.get("Width"), value.get("Height")
    if not isinstance(width, int) or not isinstance(height, int):
        return None
    sound = 0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE
    return (width, height) if sound else None


def _allowed(page: Thing, stream: Thing, image: Thing, size: tuple[int, int]) -> bool:
    width, height = size
    resources: Value = {"Font": {"F": Ref(3)}, "XObject": {"I": Ref(image.number)}}
    wanted_page: Value = {
        "Type": Name("Page"),
        "Parent": Ref(2),
        "MediaBox": [0, 0, Hundredths(24 * width), Hundredths(24 * height)],
        "Resources": resources,
        "Contents": Ref(stream.number),
    }
    wanted_stream: Value = {"Filter": Name("FlateDecode"), "Length": len(stream.stream or b"")}
    wanted_image = [_image(image, size, bitonal=kind) for kind in (True, False)]
    return (
        page.stream is None
        and _same(page.value, wanted_page)
        and _same(stream.value, wanted_stream)
        and any(_same(image.value, wanted) for wanted in wanted_image)
    )


def _image(image: Thing, size: tuple[int, int], *, bitonal: bool) -> Value:
    width, height = size
    shape: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": width,
        "Height": height,
        "ColorSpace": Name("DeviceGray"),
        "BitsPerComponent": 1 if bitonal else 8,
        "Filter": Name("CCITTFaxDecode" if bitonal else "DCTDecode"),
    }
    if bitonal:
        shape["DecodeParms"] = {"K": -1, "Columns": width, "Rows": height}
    shape["Length"] = len(image.stream or b"")
    return shape


def _picture(image: Thing, size: tuple[int, int], where: str, tally: Tally) -> Picture | None:
    kind = image.value.get("Filter") if isinstance(image.value, dict) else None
    try:
        if kind == "DCTDecode":
            picture = jpeg_picture(image.stream or b"")
            if (picture.width, picture.height) != size:
                raise PictureError("the JPEG has another size than its page")
            return picture
        return g4_picture(image.stream or b"", *size)
    except PictureError as e:
        tally.broken("I4", where, f"{str(e)[0].upper()}{str(e)[1:]}.")
        return None


def _single_image(served: Served, path: str, tally: Tally) -> Picture | None:
    data = contents(served, path) if path in served.files else None
    if data is None:
        return None
    tally.looked("I4")
    try:
        return g4_picture(*tiff_strip(data)) if path.endswith(".tif") else jpeg_picture(data)
    except PictureError as e:
        tally.broken("I4", shown(path), f"{str(e)[0].upper()}{str(e)[1:]}.")
        return None
