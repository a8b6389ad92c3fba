"""The mark across a page, as a mask of pixels; it depends on the page's size and the order alone.

It is drawn last, after the text of the page is known, and into the pixels themselves: a layer
or an annotation could be taken off again.
"""

from __future__ import annotations

import importlib.util
import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.errors import MissingToolError
from goodcause.base.geometry import DPI
from goodcause.order.clause import Watermark
from goodcause.removals.rebuild import Rebuilt

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_FONTS: Final = {"sans_bold": "VeraBd.ttf", "sans": "Vera.ttf"}
_LETTER: Final = (2550, 3300)  # the page whose letters have the size the order gives
_SIDE, _FOOT = 90, 180  # pixels kept free at the sides, and at head and foot (endorsements)
_PITCH: Final = 2.4  # of the letters' size, from one line of a repeated mark to the next
_STEP = 4  # pixels of the em
_SMALLEST = 8  # pixels of the em; below it a mark is a smudge, and the page a scrap
_BEYOND = 2  # pages across, at most, of a mark that the order does not let us fit
_MAX_LETTERS = 200
_HALF = 128
_BLACK, _WHITE = 0, 255
_DOTS: Final = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float64) / 16
)  # thresholds of an ordered pattern: how a page of black and white shows a grey mark


def stamp(page: Rebuilt, mark: Watermark | None) -> Rebuilt:
    """The page with the mark over it; the page itself when its series bears none.

    Args:
        page: the page, with everything else on it already.
        mark: the mark, or ``None``.

    Returns:
        The marked page. Its pixel arrays are those of ``page``, changed in place.
    """
    if mark is None:
        return page
    drawn = mask(page.width, page.height, mark)
    if page.bits is not None:
        np.bitwise_or(page.bits, drawn, out=page.bits)
        return page
    if page.grey is None:
        raise ValueError("a page without pixels cannot be marked")
    where = np.unpackbits(mask(page.width, page.height, replace(mark, grey=0.0)), axis=1)
    shade = np.where(where[:, : page.width], np.uint8(round(mark.grey * _WHITE)), np.uint8(_WHITE))
    np.minimum(page.grey, shade, out=page.grey)
    return page


@lru_cache(maxsize=16)
def mask(width: int, height: int, mark: Watermark) -> NDArray[np.uint8]:
    """Packed bits of the mark on a page of that size, 1 = ink; not writable, for it is shared.

    Args:
        width: columns of the page.
        height: rows of the page.
        mark: what the order says of it.

    Returns:
        Shape ``(height, ceil(width / 8))``. A grey mark is a pattern of dots.
    """
    letters = _fitted(width, height, mark)
    high, wide = (min(n, most) for n, most in zip(letters.shape, (height, width), strict=True))
    down, across = (letters.shape[0] - high) // 2, (letters.shape[1] - wide) // 2
    letters = letters[down : down + high, across : across + wide]
    top, left = (height - high) // 2, (width - wide) // 2
    if mark.grey > 0:
        rows, columns = np.arange(top, top + high) % 4, np.arange(left, left + wide) % 4
        letters = letters & (_DOTS[np.ix_(rows, columns)] >= mark.grey)
    bits = np.zeros((height, (width + 7) // 8), np.uint8)
    packed = np.packbits(np.pad(letters, ((0, 0), (left % 8, 0))), axis=1)
    bits[top : top + high, left // 8 : left // 8 + packed.shape[1]] = packed
    bits.flags.writeable = False
    return bits


def _fitted(width: int, height: int, mark: Watermark) -> NDArray[np.bool_]:
    """The turned mark, as large as the order says and small enough for the page's body."""
    room = width - 2 * min(_SIDE, width // 12), height - 2 * min(_FOOT, height // 4)
    if not mark.fit:
        room = width * _BEYOND, height * _BEYOND
    # On a plan or a chart, letters of a letter page would be a stamp in a corner of the body.
    scale = max(1.0, min(width / _LETTER[0], height / _LETTER[1]))
    size = min(max(round(mark.font_pt * DPI / 72 * scale), _SMALLEST), max(room))
    wide, high = _extent(mark, size)
    size = math.floor(size * min(room[0] / wide, room[1] / high, 1.0))
    while size > _SMALLEST and any(
        has > may for has, may in zip(_extent(mark, size), room, strict=True)
    ):
        size -= 1
    # Scans differ by a few pixels; in steps, their letters are drawn once for all of them.
    return _turned(mark, max(size // _STEP * _STEP, _SMALLEST))


def _extent(mark: Watermark, size: int) -> tuple[int, int]:
    """How wide and high the turned mark is in letters of that many pixels, at most."""
    left, top, right, bottom = _font(mark.font, size).getbbox(
        _text(mark), stroke_width=_stroke(mark, size)
    )
    wide, high = right - left, bottom - top + round(size * _PITCH) * (max(mark.repeat, 1) - 1)
    turn = math.radians(mark.angle)
    across, up = abs(math.cos(turn)), abs(math.sin(turn))
    return math.ceil(wide * across + high * up) + 2, math.ceil(wide * up + high * across) + 2


def _text(mark: Watermark) -> str:
    text = "".join(c if c.isprintable() else " " for c in mark.text[:_MAX_LETTERS])
    return text or " "


def _stroke(mark: Watermark, size: int) -> int:
    """Pixels of the outline; it shrinks with the letters, or small ones would clog."""
    scale = size / max(mark.font_pt * DPI / 72, 1)
    return max(round(mark.stroke_pt * DPI / 72 * min(scale, 1.0)), 2)


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    layout = ImageFont.Layout.BASIC  # every machine lays letters out alike
    return ImageFont.truetype(str(font_file(name)), size, layout_engine=layout)


@lru_cache(maxsize=16)
def _turned(mark: Watermark, size: int) -> NDArray[np.bool_]:
    """The lines of the mark drawn in letters of that many pixels, turned, and trimmed."""
    from PIL import Image  # noqa: PLC0415

    line = _line(mark, size)
    pitch = round(size * _PITCH)
    count = max(mark.repeat, 1)
    block = Image.new("L", (line.width, line.height + pitch * (count - 1)), _BLACK)
    for index in range(count):
        block.paste(line, (0, pitch * index))
    turned = block.rotate(mark.angle, resample=Image.Resampling.BICUBIC, expand=True)
    box = turned.getbbox()
    trimmed = turned.crop(box) if box else turned
    return np.asarray(trimmed, np.uint8) >= _HALF


def _line(mark: Watermark, size: int) -> Image:
    """One line of the mark: white letters' outlines on black, or whole letters if solid."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    text, font, stroke = _text(mark), _font(mark.font, size), _stroke(mark, size)
    left, top, right, bottom = font.getbbox(text, stroke_width=stroke)
    picture = Image.new("L", (max(round(right - left), 1), max(round(bottom - top), 1)), _BLACK)
    draw = ImageDraw.Draw(picture)
    corner = (-left, -top)
    draw.text(corner, text, fill=_WHITE, font=font, stroke_width=stroke, stroke_fill=_WHITE)
    if mark.style != "solid":
        draw.text(corner, text, fill=_BLACK, font=font)
    return picture


def font_file(name: str) -> Path:
    """The file of a font that the order names, from the package that brings fonts along.

    Raises:
        MissingToolError: the package is damaged.
    """
    file = _FONTS.get(name, _FONTS["sans_bold"])
    spec = importlib.util.find_spec("reportlab")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "fonts" / file
        if path.is_file():
            return path
    raise MissingToolError(f"the font {file} is missing; reinstall the package reportlab")
