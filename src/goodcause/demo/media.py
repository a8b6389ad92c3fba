"""From a drawn paper to a file: born-digital PDF, or a scan with its defects.

A scan moves the boxes of the truth by the very transformation that moves its pixels.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from goodcause.base.geometry import DPI, Box
from goodcause.demo.sheet import HIGH, WIDE, Quad

_PHOTOMETRIC, _STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_COUNTS = 262, 273, 278, 279  # TIFF tags
_FULL = (round(WIDE * DPI / 72), round(HIGH * DPI / 72))

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """One scanner on one day.

    Attributes:
        poor: whether the copy is poor.
        dpi: resolution of the file.
        skew: degrees the page lies askew, anticlockwise.
        shift: how far it was laid off, in pixels at 300 dpi.
        blur: sigma of the lens in pixels of the file.
        noise: sigma of the sensor in grey levels.
        speckle: specks a megapixel.
        threshold: grey level below which a pixel is black; 0 for a grey scan.
    """

    poor: bool
    dpi: int
    skew: float
    shift: tuple[int, int]
    blur: float
    noise: float
    speckle: float
    threshold: int

    @property
    def medium(self) -> str:
        """The truth's word for it."""
        return "poor_scan" if self.poor else "scan"


def draw_scanner(rng: Random, *, poor: bool, bitonal: bool) -> Scanner:
    """A scanner by chance: clean ones a little askew, poor ones in every way worse."""
    side = rng.choice((-1, 1))
    if poor:
        return Scanner(
            poor=True,
            dpi=200,
            skew=side * rng.uniform(0.7, 1.2),
            shift=(rng.randint(-14, 14), rng.randint(-14, 14)),
            blur=rng.uniform(0.55, 0.8),
            noise=rng.uniform(12, 20),
            speckle=rng.uniform(40, 110),
            threshold=rng.randint(150, 175),
        )
    return Scanner(
        poor=False,
        dpi=300,
        skew=side * rng.uniform(0.0, 0.3),
        shift=(rng.randint(-6, 6), rng.randint(-6, 6)),
        blur=0.6,
        noise=rng.uniform(4, 8),
        speckle=rng.uniform(1, 5),
        threshold=rng.randint(150, 175) if bitonal else 0,
    )


def to_pixels(quad: Quad) -> Box:
    """A box in points as whole pixels at 300 dpi, rounded outwards."""
    left, top, right, bottom = (value * DPI / 72 for value in quad)
    return Box(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))


def moved(quad: Quad, scanner: Scanner) -> Box:
    """Where a box in points lies on the scan, in pixels at 300 dpi."""
    left, top, right, bottom = (value * DPI / 72 for value in quad)
    corners = np.array([(left, top), (right, top), (left, bottom), (right, bottom)])
    placed = corners @ _turn(scanner)[:, :2].T + _turn(scanner)[:, 2]
    low, high = placed.min(axis=0), placed.max(axis=0)
    return Box(
        math.floor(low[0]), math.floor(low[1]), math.ceil(high[0]), math.ceil(high[1])
    ).clipped(*_FULL)


def scan(pdf: bytes, scanner: Scanner, seed: int) -> list[Grey]:
    """The pages as the scanner sees them; grey, or only black and white with a threshold."""
    noise = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_scan_page(document[index], scanner, noise) for index in range(len(document))]
    finally:
        document.close()


def tiff(pages: Sequence[Grey], dpi: int) -> bytes:
    """A TIFF of many pages, bitonal, compressed as faxes are."""
    images = [Image.fromarray(page).convert("1", dither=Image.Dither.NONE) for page in pages]
    out = io.BytesIO()
    images[0].save(
        out,
        format="TIFF",
        compression="group4",
        dpi=(dpi, dpi),
        save_all=True,
        append_images=images[1:],
    )
    return out.getvalue()


def photo(page: Grey, dpi: int) -> bytes:
    """A JPEG of one page that says its resolution."""
    out = io.BytesIO()
    Image.fromarray(page).save(out, format="JPEG", quality=80, dpi=(dpi, dpi))
    return out.getvalue()


def image_pdf(pages: Sequence[Grey], *, bitonal: bool) -> bytes:
    """A PDF that holds one picture a page and no words, as a scanner writes it."""
    pdf = pikepdf.new()
    for page in pages:
        data, extra = _fax(page) if bitonal else _jpeg(page)
        high, wide = page.shape
        picture = pikepdf.Stream(pdf, data)
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=wide,
            Height=high,
            ColorSpace=pikepdf.Name.DeviceGray,
            **extra,
        )
        content = f"q {WIDE:g} 0 0 {HIGH:g} 0 0 cm /Im0 Do Q".encode("ascii")
        pdf.pages.append(
            pikepdf.Page(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Page,
                    MediaBox=[0, 0, WIDE, HIGH],
                    Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture)),
                    Contents=pikepdf.Stream(pdf, content),
                )
            )
        )
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _turn(scanner: Scanner) -> NDArray[np.float64]:
    """The transformation of pixels at 300 dpi: turned about the middle, then shifted."""
    wide, high = _FULL
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), scanner.skew, 1.0)
    matrix[:, 2] += scanner.shift
    return np.asarray(matrix, np.float64)


def _scan_page(page: pypdfium2.PdfPage, scanner: Scanner, noise: np.random.Generator) -> Grey:
    grey = np.array(page.render(scale=DPI / 72, grayscale=True).to_numpy())
    grey = grey.reshape(grey.shape[:2])
    scale = scanner.dpi / DPI
    matrix = _turn(scanner) * scale
    size = (round(_FULL[0] * scale), round(_FULL[1] * scale))
    if scale < 1:
        grey = cv2.GaussianBlur(grey, (0, 0), 0.5 / scale)
    grey = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255)
    grey = cv2.GaussianBlur(grey, (0, 0), scanner.blur)
    shaken = np.zeros(grey.shape, np.int16)
    cv2.setRNGSeed(int(noise.integers(1, 2**31)))
    cv2.randn(shaken, 0.0, scanner.noise)
    seen = np.clip(grey.astype(np.int16) + shaken, 0, 255).astype(np.uint8)
    _specks(seen, scanner, noise)
    if scanner.threshold:
        seen = ((seen >= scanner.threshold) * np.uint8(255)).astype(np.uint8)
    return np.asarray(seen, np.uint8)


def _specks(page: Grey, scanner: Scanner, noise: np.random.Generator) -> None:
    """Dirt on the glass: small dark dots."""
    high, wide = page.shape
    for _ in range(int(scanner.speckle * high * wide / 1e6)):
        x, y = int(noise.integers(0, wide)), int(noise.integers(0, high))
        cv2.circle(page, (x, y), int(noise.integers(0, 2)), 40, -1)


def _jpeg(page: Grey) -> tuple[bytes, dict[str, object]]:
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 75])
    return data.tobytes(), {"Filter": pikepdf.Name.DCTDecode, "BitsPerComponent": 8}


def _fax(page: Grey) -> tuple[bytes, dict[str, object]]:
    """The page as the one strip of a G4 TIFF, which a PDF holds as it is."""
    high, wide = page.shape
    out = io.BytesIO()
    image = Image.fromarray(page).convert("1", dither=Image.Dither.NONE)
    image.save(out, format="TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: high})
    raw = out.getvalue()
    with TiffImagePlugin.TiffImageFile(io.BytesIO(raw)) as read:
        tags = dict(read.tag_v2)
    start, count = tags[_STRIP_OFFSETS][0], tags[_STRIP_COUNTS][0]
    black_is_one = tags[_PHOTOMETRIC] == 1
    parms = pikepdf.Dictionary(K=-1, Columns=wide, Rows=high, BlackIs1=black_is_one)
    extra = {"Filter": pikepdf.Name.CCITTFaxDecode, "BitsPerComponent": 1, "DecodeParms": parms}
    return raw[start : start + count], extra
