"""The words printed in place of a removal, as small bitonal pictures of fixed sizes.

A tile depends on its text and on one of the fixed sizes only, never on what was removed: black
letters on white inside a frame one pixel wide. A text may hold line breaks.
"""

from __future__ import annotations

import importlib.util
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.errors import MissingToolError
from goodcause.base.geometry import Box, px
from goodcause.pages.page import Word
from goodcause.removals.removal import Stamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.ImageFont import FreeTypeFont

SIZES: tuple[float, ...] = (10, 8, 6.5, 5.5)
"""Points, largest first. Nothing smaller can be read on a photocopy."""

_FONT = "VeraBd.ttf"
_ABOVE, _BELOW = 0.79, 0.15  # of the em: capitals and brackets of the font, measured
_PAD = 3  # frame and air on each side, pixels
_LEAD = 2  # pixels between the lines of one tile
_MAX_CHARACTERS = 400  # a label longer than this is an order file gone wrong


@lru_cache(maxsize=2048)
def cleaned(text: str) -> str:
    """The text as it is printed: one space between words, nothing a font cannot draw.

    A label may quote what the order lets stay (initials, four digits), and that comes from a
    document: control characters and surrogates become question marks.
    """
    lines = []
    for line in text[:_MAX_CHARACTERS].split("\n"):
        spaced = " ".join(line.split())
        lines.append("".join(c if c.isprintable() else "?" for c in spaced))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> int:
    """How many columns the tile of a text has."""
    lines = cleaned(text).split("\n")
    return max(_advance(line, size) for line in lines) + 2 * _PAD


@lru_cache(maxsize=4096)
def height(text: str, size: float) -> int:
    """How many rows the tile of a text has; it depends on the size and the number of lines."""
    lines = cleaned(text).count("\n") + 1
    return lines * _row(size) + (lines - 1) * _LEAD + 2 * _PAD


def box(stamp: Stamp) -> Box:
    """The pixels a stamp covers."""
    wide, high = width(stamp.text, stamp.size), height(stamp.text, stamp.size)
    return Box(stamp.left, stamp.top, stamp.left + wide, stamp.top + high)


@lru_cache(maxsize=512)
def tile(text: str, size: float) -> NDArray[np.uint8]:
    """The picture of a text: 1 = ink, shape (height, width). Not writable, for it is shared."""
    import numpy as np  # noqa: PLC0415  imported late: --help must not load it
    from PIL import Image, ImageDraw  # noqa: PLC0415

    wide, high = width(text, size), height(text, size)
    picture = Image.new("L", (wide, high), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide - 1, high - 1), outline=0, width=1)
    for index, line in enumerate(cleaned(text).split("\n")):
        baseline = _PAD + _above(size) + index * (_row(size) + _LEAD)
        draw.text((_PAD, baseline), line, fill=0, font=_font(size), anchor="ls")
    ink = (np.asarray(picture, np.uint8) < 128).astype(np.uint8)  # noqa: PLR2004  half black
    ink.flags.writeable = False
    return ink


@lru_cache(maxsize=2048)
def _places(text: str, size: float) -> tuple[tuple[str, Box], ...]:
    """Each word of a tile with its box, the tile's corner being the origin."""
    found = []
    for index, line in enumerate(cleaned(text).split("\n")):
        top = _PAD + index * (_row(size) + _LEAD)
        start = 0
        for word in line.split(" "):
            left = _PAD + _advance(line[:start], size)
            # A last letter may reach a pixel over its advance.
            right = _PAD + _advance(line[: start + len(word)], size) + 1
            found.append((word, Box(left, top, right, top + _row(size))))
            start += len(word) + 1
    return tuple(found)


def words(stamp: Stamp) -> tuple[Word, ...]:
    """The words of a stamp where it stands; their line is to be set by the caller."""
    places = _places(stamp.text, stamp.size)
    return tuple(Word(word, at.moved(stamp.left, stamp.top), 0) for word, at in places if word)


def wrapped(text: str, lines: int) -> str | None:
    """The text in so many lines, as even as words allow; ``None`` when it has too few words."""
    every = cleaned(text).replace("\n", " ").split(" ")
    if lines > len(every):
        return None
    rest, done = every, []
    for left in range(lines, 0, -1):
        target = len(" ".join(rest)) / left
        take = 1
        while len(rest) - take > left - 1 and len(" ".join(rest[: take + 1])) <= target * 1.15:
            take += 1
        if left == 1:
            take = len(rest)
        done.append(" ".join(rest[:take]))
        rest = rest[take:]
    return "\n".join(done)


def _above(size: float) -> int:
    return round(_ABOVE * px(size))


def _row(size: float) -> int:
    return _above(size) + round(_BELOW * px(size))


@lru_cache(maxsize=8192)
def _advance(text: str, size: float) -> int:
    return round(_font(size).getlength(text)) if text else 0


@cache
def _font(size: float) -> FreeTypeFont:
    """The one font labels are drawn from, laid out simply so that every machine agrees."""
    from PIL import ImageFont  # noqa: PLC0415

    path = str(_font_file())
    return ImageFont.truetype(path, px(size), layout_engine=ImageFont.Layout.BASIC)


def _font_file() -> Path:
    """Where the bundled font lies; the package that brings it is not imported for that."""
    spec = importlib.util.find_spec("reportlab")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "fonts" / _FONT
        if path.is_file():
            return path
    raise MissingToolError(f"the label font {_FONT} is missing; reinstall the package reportlab")
