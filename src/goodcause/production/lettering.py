"""The letters of a mark, drawn and turned; how large they are depends on page and order alone."""

from __future__ import annotations

import importlib.util
import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.errors import MissingToolError
from goodcause.base.geometry import DPI
from goodcause.order.clause import Watermark

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


def fitted_size(width: int, height: int, mark: Watermark) -> tuple[int, float]:
    """Pixels of the em, and how they compare with the size the order gives.

    As large as the order says, and small enough for the body of a page of that size.
    """
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
    size = max(size // _STEP * _STEP, _SMALLEST)
    return size, size / max(mark.font_pt * DPI / 72, 1)


def stroke_width(mark: Watermark, size: int) -> int:
    """Pixels of the outline; it shrinks with the letters, or small ones would clog."""
    scale = size / max(mark.font_pt * DPI / 72, 1)
    return max(round(mark.stroke_pt * DPI / 72 * min(scale, 1.0)), 2)


@lru_cache(maxsize=16)
def letters(mark: Watermark, size: int, *, hollow: bool) -> NDArray[np.bool_]:
    """The lines of the mark in letters of that many pixels, turned, and trimmed.

    Args:
        mark: what the order says of it.
        size: pixels of the em.
        hollow: the outline around the letters instead of the letters.
    """
    from PIL import Image  # noqa: PLC0415

    line = _line(mark, size, hollow=hollow)
    pitch = round(size * _PITCH)
    count = max(mark.repeat, 1)
    block = Image.new("L", (line.width, line.height + pitch * (count - 1)), _BLACK)
    for index in range(count):
        block.paste(line, (0, pitch * index))
    turned = block.rotate(mark.angle, resample=Image.Resampling.BICUBIC, expand=True)
    box = turned.getbbox()
    trimmed = turned.crop(box) if box else turned
    return np.asarray(trimmed, np.uint8) >= _HALF


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


def _extent(mark: Watermark, size: int) -> tuple[int, int]:
    """How wide and high the turned mark is in letters of that many pixels, at most."""
    left, top, right, bottom = _font(mark.font, size).getbbox(
        _text(mark), stroke_width=stroke_width(mark, size)
    )
    wide, high = right - left, bottom - top + round(size * _PITCH) * (max(mark.repeat, 1) - 1)
    turn = math.radians(mark.angle)
    across, up = abs(math.cos(turn)), abs(math.sin(turn))
    return math.ceil(wide * across + high * up) + 2, math.ceil(wide * up + high * across) + 2


def _text(mark: Watermark) -> str:
    text = "".join(c if c.isprintable() else " " for c in mark.text[:_MAX_LETTERS])
    return text or " "


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    layout = ImageFont.Layout.BASIC  # every machine lays letters out alike
    return ImageFont.truetype(str(font_file(name)), size, layout_engine=layout)


def _line(mark: Watermark, size: int, *, hollow: bool) -> Image:
    """One line of the mark: white letters' outlines on black, or whole letters."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    text, font, stroke = _text(mark), _font(mark.font, size), stroke_width(mark, size)
    left, top, right, bottom = font.getbbox(text, stroke_width=stroke)
    picture = Image.new("L", (max(round(right - left), 1), max(round(bottom - top), 1)), _BLACK)
    draw = ImageDraw.Draw(picture)
    corner = (-left, -top)
    draw.text(corner, text, fill=_WHITE, font=font, stroke_width=stroke, stroke_fill=_WHITE)
    if hollow:
        draw.text(corner, text, fill=_BLACK, font=font)
    return picture
