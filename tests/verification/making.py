"""Makes small volumes after docs/volume-format.md, by hand, with nothing of the real writer.

Only the two constant streams are the writer's own: the format fixes them by digest.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from goodcause.production.glyphless import CHARACTER_MAP, FONT
from goodcause.programs.libtiff import encode_g4, g4_tiff

LABEL = "(REMOVED BY DEFENDANTS)"
WIDTH, HEIGHT = 1400, 500
LETTERS = 44
Bodies = list[bytes]


@dataclass
class Line:
    """Words set at a place; ``seen`` is drawn, ``read`` goes into the layer."""

    text: str
    left: int
    top: int
    seen: bool = True
    read: bool = True


@dataclass
class Page:
    lines: list[Line]
    tone: bool = False


@dataclass
class Doc:
    pages: list[Page]
    begin: int = 0
    prefix: str = "CCW"
    series: str = "ccw"
    removals: list[tuple[int, str]] = field(default_factory=list)
    labels: int = 1  # printed for each of its removals
    native: tuple[str, bytes] | None = None
    pdf_change: Callable[[Bodies], None] | None = None

    def bates(self, page: int = 0) -> str:
        return f"{self.prefix}{self.begin + page:07d}"

    @property
    def end(self) -> str:
        return self.bates(len(self.pages) - 1)


def words_of(page: Page, bates: str) -> list[list[tuple[str, int, int, int]]]:
    """Lines of (text, left, top, width) as they go into the layer."""
    font = ImageFont.load_default(LETTERS)
    lines = []
    for line in [*page.lines, Line(bates, WIDTH - 400, HEIGHT - 60)]:
        at, words = line.left, []
        for word in line.text.split():
            wide = int(font.getlength(word)) + 1
            if line.read:
                words.append((word, at, line.top, wide))
            at += wide + 14
        if words:
            lines.append(words)
    return lines


def drawn(page: Page, bates: str) -> np.ndarray:
    """The page as packed bits, 1 = ink."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(LETTERS)
    for line in [*page.lines, Line(bates, WIDTH - 400, HEIGHT - 60)]:
        at = line.left
        for word in line.text.split():
            if line.seen:
                draw.text((at, line.top), word, font=font, fill=0)
            at += int(font.getlength(word)) + 15
    return np.packbits(np.asarray(image) < 128, axis=1)


def strip(page: Page, bates: str) -> bytes:
    return encode_g4(drawn(page, bates), WIDTH)


def jpeg(page: Page, bates: str) -> bytes:
    ink = np.unpackbits(drawn(page, bates), axis=1)[:, :WIDTH]
    grey = np.where(ink, 20, 240).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()


def content(page: Page, bates: str) -> bytes:
    rows = ["q 0.24 0 0 0.24 0 0 cm", f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q", "BT", "3 Tr"]
    for line in words_of(page, bates):
        for text, left, top, wide in line:
            tens = (200 * wide * 10 * 2 // (len(text) * LETTERS) + 1) // 2
            z = f"{tens // 10}.{tens % 10}".removesuffix(".0")
            code = (text + " ").encode("utf-16-be").hex().upper()
            y = HEIGHT - top - LETTERS
            rows.append(f"/F {LETTERS} Tf {z} Tz 1 0 0 1 {left} {y} Tm <{code}> Tj")
    return ("\n".join([*rows, "ET", "Q"]) + "\n").encode("ascii")


def stream(head: str, data: bytes) -> bytes:
    return f"<< {head}/Length {len(data)} >>".encode() + b"\nstream\n" + data + b"\nendstream"


def pdf(doc: Doc) -> bytes:
    count = len(doc.pages)
    kids = " ".join(f"{8 + 3 * k} 0 R" for k in range(count))
    a = len(FONT)
    bodies: Bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Glyphless /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Glyphless /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R "
        b"/DW 500 /CIDToGIDMap /Identity >>",
        b"<< /Type /FontDescriptor /FontName /Glyphless /Flags 5 /FontBBox [0 0 500 1000] "
        b"/ItalicAngle 0 /Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80 /FontFile2 6 0 R >>",
        f"<< /Length {a} /Length1 {a} >>".encode() + b"\nstream\n" + FONT + b"\nendstream",
        stream("", CHARACTER_MAP),
    ]
    for k, page in enumerate(doc.pages):
        n = 8 + 3 * k
        box = f"[0 0 {WIDTH * 0.24:.2f} {HEIGHT * 0.24:.2f}]"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources << /Font << /F 3 0 R >> "
            f"/XObject << /I {n + 2} 0 R >> >> /Contents {n + 1} 0 R >>".encode()
        )
        bodies.append(stream("/Filter /FlateDecode ", zlib.compress(content(page, doc.bates(k)))))
        size = f"/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} "
        if page.tone:
            head = size + "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode "
            bodies.append(stream(head, jpeg(page, doc.bates(k))))
        else:
            head = size + "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
            head += f"/DecodeParms << /K -1 /Columns {WIDTH} /Rows {HEIGHT} >> "
            bodies.append(stream(head, strip(page, doc.bates(k))))
    if doc.pdf_change is not None:
        doc.pdf_change(bodies)
    return assembled(bodies)


def assembled(bodies: Bodies) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    at, size = len(out), len(bodies) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(out)


def text(doc: Doc) -> bytes:
    pages = []
    for k, page in enumerate(doc.pages):
        lines = [" ".join(w[0] for w in line) for line in words_of(page, doc.bates(k))]
        pages.append("".join(f"{line}\r\n" for line in lines))
    return b"\xef\xbb\xbf" + "\f".join(pages).encode()


DAT_LINE = (
    "BEGBATES ENDBATES BEGATTACH ENDATTACH PAGECOUNT CONFIDENTIALITY SERIES HASREMOVALS VOLUME "
    "IMAGEPATH TEXTPATH NATIVEPATH"
)
LOG_LINE = "removal,bates,document,category,clause,section,basis,label,status,labels"


def dat(docs: list[Doc], name: str, *, tiff: bool) -> bytes:
    rows = [DAT_LINE.split()]
    for doc in docs:
        beg = doc.bates()
        kind = ("jpg" if doc.pages[0].tone else "tif") if tiff else "pdf"
        native = f"NATIVES\\0001\\{beg}.{doc.native[0]}" if doc.native else ""
        image, words = f"IMAGES\\0001\\{beg}.{kind}", f"TEXT\\0001\\{beg}.txt"
        removed = "Y" if doc.removals else "N"
        row = [beg, doc.end, "", "", str(len(doc.pages)), "AEO", doc.series, removed, name]
        rows.append([*row, image, words, native])
    lines = ("\x14".join(f"\u00fe{c}\u00fe" for c in row) + "\r\n" for row in rows)
    return b"\xef\xbb\xbf" + "".join(lines).encode()


def opt(docs: list[Doc], name: str, *, tiff: bool) -> bytes:
    rows = []
    for doc in docs:
        for k, page in enumerate(doc.pages if tiff else doc.pages[:1]):
            kind = ("jpg" if page.tone else "tif") if tiff else "pdf"
            tail = f"Y,,,{len(doc.pages)}" if not k else ",,,"
            rows.append(f"{doc.bates(k)},{name},IMAGES\\0001\\{doc.bates(k)}.{kind},{tail}\r\n")
    return "".join(rows).encode()


def log(docs: list[Doc]) -> bytes:
    rows = [LOG_LINE.split(",")]
    for doc in docs:
        for page, label in doc.removals:
            number = f"R{len(rows):07d}"
            row = [number, doc.bates(page), doc.bates(), "home address", "D2-1", "2", "privacy"]
            rows.append([*row, label, "in force", str(doc.labels)])
    lines = (",".join(f'"{c}"' for c in row) + "\r\n" for row in rows)
    return b"\xef\xbb\xbf" + "".join(lines).encode()


def certificate(sentence: str = "Certificate of production") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, sentence)
    canvas.save()
    return out.getvalue()


def manifest(files: dict[str, bytes]) -> bytes:
    return "".join(
        f"{hashlib.sha256(files[p]).hexdigest()}  {p}\n" for p in sorted(files, key=str.encode)
    ).encode()


def files_of(docs: list[Doc], name: str = "VOL001", *, tiff: bool = False) -> dict[str, bytes]:
    """Every file of a volume but its manifest."""
    files = {"CERTIFICATE.pdf": certificate(), "LOGS/removals.csv": log(docs)}
    files[f"DATA/{name}.dat"] = dat(docs, name, tiff=tiff)
    files[f"DATA/{name}.opt"] = opt(docs, name, tiff=tiff)
    for doc in docs:
        files[f"TEXT/0001/{doc.bates()}.txt"] = text(doc)
        if doc.native:
            files[f"NATIVES/0001/{doc.bates()}.{doc.native[0]}"] = doc.native[1]
        if not tiff:
            files[f"IMAGES/0001/{doc.bates()}.pdf"] = pdf(doc)
            continue
        for k, page in enumerate(doc.pages):
            data = jpeg(page, doc.bates(k))
            if not page.tone:
                data = g4_tiff(strip(page, doc.bates(k)), WIDTH, HEIGHT)
            files[f"IMAGES/0001/{doc.bates(k)}.{'jpg' if page.tone else 'tif'}"] = data
    return files


def write(files: dict[str, bytes], root: Path) -> Path:
    """Write the files and, unless they bring one, their manifest."""
    files = dict(files)
    files.setdefault("manifest.sha256", manifest(files))
    for path, data in files.items():
        full = root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
    return root


def sound_docs() -> list[Doc]:
    """Three documents: two pages with a removal, one tone page, one slip sheet with its native."""
    first = Doc(
        [
            Page(
                [
                    Line("Application of Quillon Varnhagen", 60, 40),
                    Line(f"Home address {LABEL}", 60, 130),
                    Line("Hair brown eyes green", 60, 220),
                ]
            ),
            Page([Line("Reasons for the request follow", 60, 40)]),
        ],
        begin=1,
        removals=[(0, LABEL)],
    )
    second = Doc([Page([Line("A photograph of the range", 60, 40)], tone=True)], begin=3)
    third = Doc(
        [Page([Line("Document Produced Natively", 60, 40)])],
        begin=1,
        prefix="DON",
        series="donor",
        native=("csv", b"name,amount\r\nExample Donor,100\r\n"),
    )
    return [first, second, third]
