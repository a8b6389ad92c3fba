"""Writes the canonical PDF of docs/volume-format.md, one page at a time.

Nothing here can carry anything but page images of ours and words: there is no call that takes a
font, an annotation, a date or a piece of another PDF.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import BinaryIO, Final

from goodcause.pages.page import Word
from goodcause.pages.plate import Mode
from goodcause.production.glyphless import CHARACTER_MAP, FONT
from goodcause.production.picture import Picture

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_FIRST_PAGE: Final = 8  # objects 1 to 7 are the same in every document
_PER_PAGE: Final = 3  # page, contents, image
_LEVEL: Final = 6

_FONT_OBJECTS: Final = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Glyphless /Encoding /Identity-H"
    b" /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>",
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Glyphless /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    b" /FontDescriptor 5 0 R /DW 500 /CIDToGIDMap /Identity >>",
    b"<< /Type /FontDescriptor /FontName /Glyphless /Flags 5 /FontBBox [0 0 500 1000]"
    b" /ItalicAngle 0 /Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80 /FontFile2 6 0 R >>",
    b"<< /Length %d /Length1 %d >>\nstream\n%b\nendstream" % (len(FONT), len(FONT), FONT),
    b"<< /Length %d >>\nstream\n%b\nendstream" % (len(CHARACTER_MAP), CHARACTER_MAP),
)

_FILTERS: Final = {
    Mode.BITONAL: "/BitsPerComponent 1 /Filter /CCITTFaxDecode"
    " /DecodeParms << /K -1 /Columns {0.width} /Rows {0.height} >>",
    Mode.TONE: "/BitsPerComponent 8 /Filter /DCTDecode",
}


class PdfWriter:
    """A document being written: ``add`` each page in order, then ``close``.

    Only one page is in memory at a time; the number of pages is known from the start because
    the page tree stands before the pages.
    """

    def __init__(self, out: BinaryIO, pages: int) -> None:
        if pages < 1:
            raise ValueError("a produced document has at least one page")
        self._out = out
        self._pages = pages
        self._offsets: list[int] = []
        self._at = 0
        self._write(_HEADER)
        self._object(b"<< /Type /Catalog /Pages 2 0 R >>")
        last = _FIRST_PAGE + _PER_PAGE * pages
        kids = " ".join(f"{number} 0 R" for number in range(_FIRST_PAGE, last, _PER_PAGE))
        self._object(f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode())
        for body in _FONT_OBJECTS:
            self._object(body)

    def add(self, picture: Picture, words: Sequence[Word]) -> None:
        """Write the next page.

        Args:
            picture: its compressed image.
            words: its text layer, as ``layer.served`` gives it.

        Raises:
            ValueError: more pages than the document was said to have.
        """
        number = len(self._offsets) + 1
        if number >= _FIRST_PAGE + _PER_PAGE * self._pages:
            raise ValueError(f"a document of {self._pages} pages was given one page more")
        wide, high = _points(picture.width), _points(picture.height)
        self._object(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Resources"
            f" << /Font << /F 3 0 R >> /XObject << /I {number + 2} 0 R >> >>"
            f" /Contents {number + 1} 0 R >>".encode()
        )
        self._stream("/Filter /FlateDecode", zlib.compress(contents(picture, words), _LEVEL))
        self._stream(
            f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
            f" /ColorSpace /DeviceGray {_FILTERS[picture.mode].format(picture)}",
            picture.data,
        )

    def close(self) -> None:
        """Write the cross-reference table and the end; the file stays open.

        Raises:
            ValueError: fewer pages were given than the document was said to have.
        """
        size = _FIRST_PAGE + _PER_PAGE * self._pages
        if len(self._offsets) + 1 != size:
            raise ValueError(f"a document of {self._pages} pages was closed before its last page")
        start = self._at
        rows = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets)
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode())
        self._write(f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n".encode())
        self._write(b"%%EOF\n")

    def _stream(self, entries: str, data: bytes) -> None:
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        self._object(head, data, b"\nendstream")

    def _object(self, *parts: bytes) -> None:
        self._offsets.append(self._at)
        self._write(b"%d 0 obj\n" % len(self._offsets))
        for part in parts:
            self._write(part)
        self._write(b"\nendobj\n")

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


def contents(picture: Picture, words: Sequence[Word]) -> bytes:
    """A page's content stream: the image over the whole page, then the unseen words."""
    high = picture.height
    head = f"q 0.24 0 0 0.24 0 0 cm\nq {picture.width} 0 0 {high} 0 0 cm /I Do Q\n"
    if not words:
        return f"{head}Q\n".encode()
    lines = [_shown(word, high) for word in words]
    return f"{head}BT\n3 Tr\n{''.join(lines)}ET\nQ\n".encode()


def _shown(word: Word, high: int) -> str:
    """One word, scaled to the width of its box and followed by a space.

    Without the scaling readers glue words of narrow fonts together, or tear wide ones apart.
    """
    box, text = word.box, word.text
    size = box.bottom - box.top
    tenths = max((4000 * (box.right - box.left) // (len(text) * size) + 1) // 2, 1)
    scale = f"{tenths / 10:.1f}" if tenths % 10 else tenths // 10
    codes = text.encode("utf-16-be").hex().upper()
    return f"/F {size} Tf {scale} Tz 1 0 0 1 {box.left} {high - box.bottom} Tm <{codes}0020> Tj\n"


def _points(pixels: int) -> str:
    """Pixels as points with two decimals; exact, a pixel being 24 hundredths of a point."""
    whole, hundredths = divmod(pixels * 24, 100)
    return f"{whole}.{hundredths:02d}"
