"""Picture files: how many frames, how large on paper, and their pixels in grey.

Sizes are read from headers before anything is decoded, because a file of a few hundred bytes
can claim to hold a thousand million pixels.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from goodcause.base.errors import SourceError
from goodcause.base.geometry import DPI
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.blocks import JPEG, Blocks

_FORMATS = {Kind.TIFF: "TIFF", Kind.JPEG: "JPEG", Kind.PNG: "PNG"}
_SANE_DPI = (72.0, 1200.0)
_SHEET = 17.0  # inches: an assumed resolution must not make a page longer than this
_LETTER = (8.5, 11.0)
_SAME = 0.01  # sizes that differ by less are one size: no pixel is resampled for that
_ORIENTATION = 0x0112
_UPRIGHT = 1
_LOSSY_TIFF = {"jpeg", "tiff_jpeg"}

# Pillow's own guard counts pixels too, but warns where we refuse; ours comes first.
Image.MAX_IMAGE_PIXELS = None


def count_frames(path: Path, kind: Kind, limits: Limits) -> int:
    """How many pages a picture file holds, each looked at by its header.

    Raises:
        SourceError: it is damaged, or a frame is too large.
    """
    with _opened(path, kind) as image:
        count = int(getattr(image, "n_frames", 1)) if kind is Kind.TIFF else 1
        if count > limits.max_pages:
            raise SourceError(
                f"this TIFF has {count:,} pages, more than the {limits.max_pages:,} that are read "
                "from one file; split it and add the parts"
            )
        for index in range(count):
            image.seek(index)
            _check(image, index + 1, limits)
        return count


def read_frame(path: Path, kind: Kind, number: int, limits: Limits) -> NDArray[np.uint8]:
    """One frame, counted from 1, in grey at 300 dpi, upright.

    Raises:
        SourceError: it is damaged, missing or too large.
    """
    with _opened(path, kind) as image:
        image.seek(number - 1)
        _check(image, number, limits)
        wide, high = page_inches(image)
        grey = _grey(image, path, kind)
        if _swaps_sides(image):
            wide, high = high, wide
    return fit(grey, max(round(wide * DPI), 1), max(round(high * DPI), 1))


def frame_blocks(path: Path, kind: Kind, number: int) -> Blocks | None:
    """The grid of a frame that was packed as a JPEG, on its page at 300 dpi.

    Raises:
        SourceError: the file is damaged.
    """
    with _opened(path, kind) as image:
        image.seek(number - 1)
        if kind is not Kind.JPEG and image.info.get("compression") not in _LOSSY_TIFF:
            return None
        wide, high = page_inches(image)
        size = max(round(wide * DPI), 1), max(round(high * DPI), 1)
        blocks = blocks_on(JPEG, image.size, size)
        upright = image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
        return blocks if upright else Blocks(*(max(blocks.wide, blocks.high),) * 2)


def page_inches(image: Image.Image) -> tuple[float, float]:
    """How large a picture is on paper, by its own word where that is sane."""
    width, height = image.size
    across, down = _dpi(image)
    if across and down and max(width / across, height / down) <= _SHEET:
        return width / across, height / down
    if max(width, height) / DPI <= _SHEET:
        return width / DPI, height / DPI
    # A photograph without a scale: as large as a letter page allows, either way up.
    short, long = _LETTER
    room = (short, long) if height >= width else (long, short)
    scale = max(width / room[0], height / room[1])
    return width / scale, height / scale


def fit(grey: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """A picture as a page of that size: its pixels as they are when that is nearly its size."""
    rows, columns = grey.shape
    if _nearly((columns, rows), (width, height)):
        page = np.full((height, width), 255, np.uint8)
        part = grey[:height, :width]
        page[: part.shape[0], : part.shape[1]] = part
        return page
    smaller = columns > width or rows > height
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, (width, height), interpolation=how), np.uint8)


def blocks_on(block: int, picture: tuple[int, int], page: tuple[int, int]) -> Blocks:
    """The grid of a picture on the page that `fit` makes of it; sizes are width and height."""
    if _nearly(picture, page):
        return Blocks(block, block, known=True)
    return Blocks(block * page[0] / picture[0], block * page[1] / picture[1], known=True)


def _nearly(picture: tuple[int, int], page: tuple[int, int]) -> bool:
    return all(abs(a - b) <= _SAME * b for a, b in zip(picture, page, strict=True))


@contextmanager
def _opened(path: Path, kind: Kind) -> Iterator[Image.Image]:
    damaged = f"this {_FORMATS[kind]} file is damaged or cut short; ask for a new copy"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about metadata that nobody asked for
            with Image.open(path, formats=[_FORMATS[kind]]) as image:
                yield image
    except (UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, TypeError) as e:
        raise SourceError(damaged) from e
    except (
        ArithmeticError,
        LookupError,
        MemoryError,
        cv2.error,
        Image.DecompressionBombError,
    ) as e:
        raise SourceError(damaged) from e


def _check(image: Image.Image, number: int, limits: Limits) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise SourceError(f"page {number} of this file has no pixels; ask for a new copy")
    if width * height > limits.max_image_pixels:
        raise SourceError(
            f"page {number} of this file claims {width:,} by {height:,} pixels, more than the "
            f"{limits.max_image_pixels:,} that are read; ask for it at 300 dots an inch"
        )
    longest = max(page_inches(image))
    if longest > limits.max_page_inches:
        raise SourceError(
            f"page {number} of this file is {longest:,.0f} inches long, more than the "
            f"{limits.max_page_inches} that are read; ask for it in parts"
        )


def _dpi(image: Image.Image) -> tuple[float, float]:
    """Dots an inch as the file says; zeros when it says nothing sane."""
    said = image.info.get("dpi")
    try:
        across, down = (float(value) for value in said) if said else (0.0, 0.0)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    low, high = _SANE_DPI
    sane = low <= across <= high and low <= down <= high
    return (across, down) if sane else (0.0, 0.0)


def _swaps_sides(image: Image.Image) -> bool:
    return int(image.getexif().get(_ORIENTATION, _UPRIGHT)) >= 5  # noqa: PLR2004  turned by 90


def _grey(image: Image.Image, path: Path, kind: Kind) -> NDArray[np.uint8]:
    """Pixels in grey, turned as the file says, transparent ones over white."""
    if kind is Kind.JPEG and image.mode in {"L", "RGB"}:
        # Decoded straight to grey, turned by its EXIF orientation; four times faster.
        decoded = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE)
        if decoded is not None:
            return np.asarray(decoded, np.uint8)
    turned = ImageOps.exif_transpose(image)
    if turned.mode in {"I;16", "I;16B", "I;16L", "I;16N", "I", "F"}:
        return _levelled(np.asarray(turned, np.float64), sixteen=turned.mode.startswith("I"))
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        over = Image.new("RGBA", turned.size, "white")
        over.alpha_composite(turned.convert("RGBA"))
        turned = over.convert("RGB")
    return np.asarray(turned.convert("L"), np.uint8)


def _levelled(values: NDArray[np.float64], *, sixteen: bool) -> NDArray[np.uint8]:
    """Sixteen bits and floating numbers as eight bits."""
    values = np.nan_to_num(values, posinf=0.0, neginf=0.0)
    top = 65535.0 if sixteen and values.max(initial=0) > 255 else max(values.max(initial=0), 1.0)  # noqa: PLR2004
    return np.asarray(np.clip(values * (255 / top), 0, 255), np.uint8)
