"""Made pages for tests: drawn, scanned, damaged."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfgen.canvas import Canvas as Paper

from goodcause.base.geometry import Box
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.page import Page
from goodcause.pages.plate import Plate
from goodcause.pages.read import Tools, read_pages
from goodcause.programs.reading import OcrReader, OcrWord

LETTER = (612.0, 792.0)


class Memory(dict[str, bytes]):
    """A cache of readings in memory."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


class Listed:
    """A reader that gives the same words for every picture, and counts how often it is asked."""

    name = "listed 1 words"

    def __init__(self, words: Iterable[tuple[str, Box, float]] = ()) -> None:
        self.words = [OcrWord(text, box, sure) for text, box, sure in words]
        self.pictures: list[NDArray[np.uint8]] = []

    def read(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        self.pictures.append(grey)
        return self.words

    def read_line(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        return self.read(grey)


def tools(reader: OcrReader | None = None, limits: Limits | None = None) -> Tools:
    return Tools(limits=limits or Limits(), reader=reader, cache=Memory())


def drawn(path: Path, *draw: Callable[[Paper], None], size: tuple[float, float] = LETTER) -> Path:
    """A PDF with one page for each function."""
    paper = Paper(str(path), pagesize=size, invariant=1)
    for one in draw:
        one(paper)
        paper.showPage()
    paper.save()
    return path


def lines(*texts: str, at: float = 700, size: float = 11) -> Callable[[Paper], None]:
    def draw(paper: Paper) -> None:
        paper.setFont("Times-Roman", size)
        for number, text in enumerate(texts):
            paper.drawString(72, at - number * size * 1.4, text)

    return draw


def first(path: Path, kind: Kind = Kind.PDF, reader: OcrReader | None = None) -> tuple[Page, Plate]:
    return next(iter(read_pages(path, kind, [1], tools(reader))))


def changed(path: Path, change: Callable[[pikepdf.Pdf], object]) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)
    return path


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def rendered(path: Path) -> NDArray[np.uint8]:
    """The first page in grey by PDFium's own comfortable way, for comparison."""
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[0]
        picture = page.render(scale=300 / 72, grayscale=True).to_numpy()
        page.close()
    picture = picture[..., 0] if picture.ndim == 3 else picture
    return np.asarray(picture[:3300, :2550], np.uint8)


def scanned(grey: NDArray[np.uint8], *, skew: float = 0.0, noise: float = 4.0) -> NDArray[np.uint8]:
    """The page as a scanner might see it; the same page always the same way."""
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1)
    page = cv2.warpAffine(grey, turn, (width, height), borderValue=(255,))
    blurred = cv2.GaussianBlur(page, (0, 0), 1.0).astype(np.float64)
    speckled = blurred + np.random.default_rng(1).normal(0, noise, blurred.shape)
    return np.asarray(np.clip(speckled, 0, 255), np.uint8)


def jpeg(grey: NDArray[np.uint8], **options: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "JPEG", quality=90, dpi=(300, 300), **options)
    return out.getvalue()


def image_pdf(path: Path, data: bytes, size: tuple[int, int], **keys: Any) -> Path:
    """A PDF whose only page is one picture over all of it."""
    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, data)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = size
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    for key, value in keys.items():
        image[f"/{key}"] = value
    wide, high = (side * 0.24 for side in size)
    page = pdf.add_blank_page(page_size=(wide, high))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.Contents = pikepdf.Stream(pdf, b"q %f 0 0 %f 0 0 cm /I Do Q" % (wide, high))
    pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def plain_pdf(path: Path, pages: bytes, page: bytes) -> Path:
    """A PDF by hand: a page tree and one page, whatever they say."""
    objects: Sequence[bytes] = (b"<</Type/Catalog/Pages 2 0 R>>", pages, page)
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + table
    out += b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    path.write_bytes(out)
    return path
