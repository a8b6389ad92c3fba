"""What a reading machine still reads of a page through its mark, and a picture of what it loses.

The reader is asked twice: before the mark stands and after. Only what it read the first time
counts, so a page that is hard to read by itself is not laid at the mark's door.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import Box
from goodcause.programs.reading import OcrWord
from goodcause.removals.rebuild import Rebuilt

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 12  # pixels; the second reading of a word may stand so far from the first
_LEAST = 2  # letters or digits; shorter pieces are specks as often as words
_FRAME, _AROUND = 4, 8  # pixels: width of a frame around a lost word, and its distance
_RED: Final = (40, 40, 220)  # blue, green, red
_REDUCED = 0.5  # of 300 dpi: what a screen shows
_PUNCTUATION = re.compile(r"[\W_]+")
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLegibility:
    """How legible one page is through its mark.

    Attributes:
        bates: its number.
        words: read without the mark.
        through: of these, read again in their places through it.
        kept: share of the mark's ink that the page shows.
        bar: share of the words that the order file wants legible.
        lost: places of words that were not read again.
    """

    bates: str
    words: int
    through: int
    kept: float
    bar: float
    lost: tuple[Box, ...] = ()

    @property
    def recall(self) -> float:
        """The share read again; 1 on a page without words."""
        return self.through / self.words if self.words else 1.0

    @property
    def low(self) -> bool:
        """Whether the page is below the bar."""
        return self.recall < self.bar


def lost_words(without: Sequence[OcrWord], through: Sequence[OcrWord]) -> tuple[int, list[Box]]:
    """Which words of a page were not read again.

    Args:
        without: read before the mark stood.
        through: read with it.

    Returns:
        How many words there were, and the boxes of those lost. A word is the same when its
        letters and digits are, in the same place; each second reading answers for one word.
    """
    again: dict[str, list[Box]] = defaultdict(list)
    for word in through:
        again[_letters(word.text)].append(word.box)
    wanted = [(_letters(w.text), w.box) for w in without if len(_letters(w.text)) >= _LEAST]
    lost = []
    for text, box in wanted:
        place = box.grown(_NEAR)
        found = next((at for at, one in enumerate(again[text]) if one.meets(place)), None)
        if found is None:
            lost.append(box)
        else:
            del again[text][found]
    return len(wanted), lost


def grey_of(page: Rebuilt) -> NDArray[np.uint8]:
    """A page's pixels as a reader takes them; a copy, 0 = black."""
    if page.bits is None:
        if page.grey is None:
            raise ValueError("a page without pixels cannot be read")
        return page.grey.copy()
    ink = np.unpackbits(page.bits, axis=1)[:, : page.width]
    return np.where(ink, np.uint8(0), np.uint8(_WHITE))


def picture(page: Rebuilt, lost: Sequence[Box]) -> bytes:
    """The marked page as a PNG at half its size, a red frame around every word lost."""
    import cv2  # noqa: PLC0415  imported late: --help must not load it

    drawn = cv2.cvtColor(grey_of(page), cv2.COLOR_GRAY2BGR)
    for box in lost:
        frame = box.grown(_AROUND).clipped(page.width, page.height)
        corners = (frame.left, frame.top), (frame.right, frame.bottom)
        cv2.rectangle(drawn, *corners, _RED, _FRAME)
    small = cv2.resize(drawn, None, fx=_REDUCED, fy=_REDUCED, interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".png", small)
    if not done:
        raise ValueError("a picture of a page could not be written")
    return data.tobytes()


def _letters(text: str) -> str:
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).casefold())
