"""A page as one viewer sees it once: who looks, when and in which session, burned into it.

The words are multiplied into the page's grey, so that print stays as black as it was, and they
run across the whole page, so that no crop worth keeping is without them. They stand
once more above the page, black on white.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_FONT: Final = "VeraBd.ttf"
_SIZE: Final = 24  # pixels of the words on a page whose shorter side has 1,275: 11 points
_WIDE: Final = 1275
_ANGLE: Final = 32.0
_ROWS: Final = 200  # pixels from one line of words to the next
_GREY: Final = 186  # of 255: seen on any screen and any photograph of it; print stays black
_QUALITY: Final = 82
_STRIP: Final = 36


def printable(name: str) -> bool:
    """Whether the mark's font has every letter of a name."""
    font = _font(_SIZE)
    unknown = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    for letter in set(unicodedata.normalize("NFC", name)) - {" "}:
        mask = font.getmask(letter)
        if not letter.isprintable() or (mask.getbbox(), bytes(mask)) == unknown:
            return False
    return bool(name.strip())


def burnt(picture: Path, words: str, *, close: bool) -> bytes:
    """The JPEG that a browser is sent.

    Args:
        picture: of the page, as the room keeps it, 300 dots an inch.
        words: the mark.
        close: every pixel, instead of a quarter of them.
    """
    from PIL import Image, ImageChops  # noqa: PLC0415  --help stays quick

    with Image.open(picture) as opened:
        page = opened.convert("L")
    if not close:
        page = page.reduce(2)
    size = _letters(page.width, page.height)
    marked = ImageChops.multiply(page, _veil(page.size, words, size))
    strip = strip_above(page.width, page.height)
    whole = Image.new("L", (page.width, page.height + strip), 255)
    whole.paste(marked, (0, strip))
    _headed(whole, words, size)
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def strip_above(width: int, height: int) -> int:
    """Rows of pixels above a page of that size, where the words stand once more."""
    return _STRIP * _letters(width, height) // _SIZE


@lru_cache(maxsize=8)
def _veil(size: tuple[int, int], words: str, height: int) -> Image:
    """The words over and over, slanting, grey on white; the same for every page of a minute."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  as above

    font = _font(height)
    side = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 2
    sheet = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(sheet)
    step = int(pen.textlength(words, font=font)) + 3 * height
    apart = _ROWS * height // _SIZE
    for row, top in enumerate(range(0, side, apart)):
        for left in range(-(row % 2) * step // 2, side, step):
            pen.text((left, top), words, fill=_GREY, font=font)
    turned = sheet.rotate(_ANGLE, Image.Resampling.BICUBIC, fillcolor=255)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _headed(whole: Image, words: str, height: int) -> None:
    from PIL import ImageDraw  # noqa: PLC0415  as above

    size = height * 3 // 4
    while size > 6 and _font(size).getlength(words) > whole.width - height:  # noqa: PLR2004
        size -= 1
    at = (whole.width // 2, _STRIP * height // _SIZE // 2)
    ImageDraw.Draw(whole).text(at, words, fill=0, font=_font(size), anchor="mm")


def _letters(width: int, height: int) -> int:
    return max(_SIZE * min(width, height) // _WIDE, 12)


@lru_cache(maxsize=32)
def _font(size: int) -> FreeTypeFont:
    import reportlab  # noqa: PLC0415  its folder has the fonts that every machine has with us
    from PIL import ImageFont  # noqa: PLC0415  as above

    path = Path(reportlab.__file__).parent / "fonts" / _FONT
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
