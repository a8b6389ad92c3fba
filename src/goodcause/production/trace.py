"""Tells from a scan of one served page whose copy it was, by the pattern of its watermark.

The page is known: the scan is laid over it by their common words, then by their ink. Then every
recipient's pattern is held against what is dark. How well a wrong pattern fits is not guessed:
it is measured with hundreds of patterns that nobody has.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from goodcause.base.geometry import Box, px
from goodcause.order.clause import Watermark
from goodcause.pages.page import Word
from goodcause.production.broken import choose, room
from goodcause.production.outline import Outline, draw, outline
from goodcause.removals.rebuild import Rebuilt

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STRANGERS = 400  # patterns that nobody has
_FEWEST_WORDS, _FEWEST_STROKES = 6, 60
_SURE: Final = 6.0  # deviations above what a wrong pattern reaches: one in a thousand million
_APART: Final = 4.0  # deviations from the best to the next
_OFF = 12.0  # pixels by which matched words may disagree about where the page lies
_CLEAR: Final = 3.0  # pixels; strokes nearer to print are not asked, for print is dark too
_WITHIN: Final = 0.99  # of a pixel lies in the scan
_ROUNDS, _STILL = 60, 1e-5
_WORD = re.compile(r"[a-z0-9]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What a scan says of whose copy it is.

    Attributes:
        name: the recipient; empty when it cannot be told.
        odds: one wrong pattern in so many would fit as well; 0 when nobody is named.
        scores: by recipient, in deviations above what a wrong pattern reaches.
        strokes: how many strokes of the mark were there to be asked.
        why: a sentence when it cannot be told.
    """

    name: str
    odds: float
    scores: Mapping[str, float]
    strokes: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page: grey pixels, 0 = black, and the words read on it."""

    grey: NDArray[np.uint8]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A page as it stood before its mark, and how it was marked."""

    page: Rebuilt
    words: tuple[Word, ...]
    taken: tuple[Box, ...]
    mark: Watermark


def trace(scan: Scan, known: Known, seeds: Mapping[str, bytes]) -> Traced:
    """Whose copy the scan shows.

    Args:
        scan: of one page, at any scale, skewed and cropped as it may be.
        known: that page.
        seeds: of each recipient's pattern on that page.
    """
    dark = laid_over(scan, known)
    if dark is None:
        return _untold("the scan cannot be laid over the page; too few words agree", {}, 0)
    lines = outline(known.page.width, known.page.height, known.mark)
    halo = float(px(known.mark.halo_pt))
    lines, clearance = room(lines, known.page, known.taken, halo)
    seen = _darkness(dark, lines)
    asked = _Asked(lines, clearance, seen, halo, known.mark.keep)
    strangers = [asked.fit(b"nobody\0%d" % n) for n in range(_STRANGERS)]
    strokes = round(float(np.median([count for _, count in strangers])))
    if strokes < _FEWEST_STROKES:
        return _untold(f"the scan shows only {strokes} strokes of the mark", {}, strokes)
    wrong = np.array([fit for fit, _ in strangers])
    spread = max(float(wrong.std()), 1e-9)
    scores = {n: (asked.fit(seed)[0] - float(wrong.mean())) / spread for n, seed in seeds.items()}
    return _judged(scores, strokes)


def laid_over(scan: Scan, known: Known) -> NDArray[np.float32] | None:
    """How dark the scan is at each pixel of the page, 0 to 1, NaN where the scan does not reach.

    Returns:
        The page's height and width; None when too few words of scan and page agree.
    """
    import cv2  # noqa: PLC0415  imported late: --help must not load it

    pairs = _pairs(scan.words, known.words)
    if len(pairs) < _FEWEST_WORDS:
        return None
    there, here = (np.array([pair[side] for pair in pairs], np.float64) for side in (0, 1))
    turn, inliers = cv2.estimateAffine2D(here, there, ransacReprojThreshold=_OFF)
    if turn is None or int(inliers.sum()) < _FEWEST_WORDS or not _plausible(turn):
        return None
    turn = _refined(np.asarray(turn, np.float32), scan, known)
    size = known.page.width, known.page.height
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    paper = np.asarray(1 - scan.grey.astype(np.float32) / 255, np.float32)
    laid = cv2.blur(cv2.warpAffine(paper, turn, size, flags=flags), (3, 3))
    reached = cv2.warpAffine(np.ones_like(paper), turn, size, flags=flags)
    return np.asarray(np.where(reached > _WITHIN, laid, np.float32(np.nan)), np.float32)


def _pairs(
    scanned: Sequence[Word], served: Sequence[Word]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Middles of words that scan and page each hold once: (in the scan, in the page)."""
    once = [_once(words) for words in (scanned, served)]
    both = sorted(once[0].keys() & once[1].keys())
    return [(once[0][text].box.centre, once[1][text].box.centre) for text in both]


def _once(words: Sequence[Word]) -> dict[str, Word]:
    named = [("".join(_WORD.findall(word.text.lower())), word) for word in words]
    times = Counter(text for text, _ in named)
    return {text: word for text, word in named if text and times[text] == 1}


def _plausible(turn: NDArray[np.float64]) -> bool:
    """Whether a page is laid out so by a scanner, neither mirrored nor squeezed."""
    across, down = np.hypot(turn[0, 0], turn[1, 0]), np.hypot(turn[0, 1], turn[1, 1])
    area = turn[0, 0] * turn[1, 1] - turn[0, 1] * turn[1, 0]
    return bool(0.2 < across < 5 and 0.8 < down / across < 1.25 and area > 0)  # noqa: PLR2004


def _refined(turn: NDArray[np.float32], scan: Scan, known: Known) -> NDArray[np.float32]:
    """The same, set so that ink lies on ink; as it was where the two do not settle."""
    import cv2  # noqa: PLC0415  as above

    half = np.array([[0.5, 0, 0], [0, 0.5, 0], [0, 0, 1]])
    ink = np.unpackbits(known.page.ink(), axis=1)[:, : known.page.width]
    # Every place of every stroke, whoever's: on a page of few words the mark itself guides best.
    places = outline(known.page.width, known.page.height, known.mark)
    flat = places.points.reshape(-1, *places.points.shape[2:])
    letters = draw(flat, places.width, (known.page.width, known.page.height))
    page = _softened(np.maximum(ink, letters * np.float32(0.5)))
    other = _softened(np.asarray(1 - scan.grey.astype(np.float32) / 255, np.float32))
    whole = np.vstack((turn, [0, 0, 1]))
    small = np.asarray((half @ whole @ np.linalg.inv(half))[:2], np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _ROUNDS, _STILL)
    try:
        _, found = cv2.findTransformECC(page, other, small, cv2.MOTION_AFFINE, stop, None, 5)
    except cv2.error:  # no common ink to climb by
        return turn
    whole = np.linalg.inv(half) @ np.vstack((found, [0, 0, 1])) @ half
    return np.asarray(whole[:2], np.float32)


def _softened(dark: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2  # noqa: PLC0415  as above

    small = cv2.resize(dark, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 2.0), np.float32)


def _darkness(dark: NDArray[np.float32], lines: Outline) -> NDArray[np.float32]:
    """How dark each stroke would be at each of its places; NaN where the scan does not reach."""
    row = np.rint(lines.points[..., 1]).astype(np.intp).clip(0, dark.shape[0] - 1)
    column = np.rint(lines.points[..., 0]).astype(np.intp).clip(0, dark.shape[1] - 1)
    return np.asarray(dark[row, column].mean(axis=2), np.float32)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that is needed to hold a pattern against the scan."""

    lines: Outline
    clearance: NDArray[np.float32]
    seen: NDArray[np.float32]
    halo: float
    share: float

    def fit(self, seed: bytes) -> tuple[float, int]:
        """Mean darkness where that pattern has its strokes, and how many could be asked."""
        choice = choose(self.lines, self.clearance, seed)
        drawn = choice.drawn(self.halo, self.share) & (choice.clearance >= _CLEAR)
        dark = np.take_along_axis(self.seen, choice.step[:, None], axis=1)[drawn, 0]
        dark = dark[np.isfinite(dark)]
        return (float(dark.mean()) if len(dark) else 0.0), len(dark)


def _judged(scores: Mapping[str, float], strokes: int) -> Traced:
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    best, score = ranked[0]
    following = ranked[1][1] if len(ranked) > 1 else 0.0
    if score < _SURE:
        return _untold("no recipient's pattern fits better than chance", scores, strokes)
    if score - following < _APART:
        return _untold("two recipients' patterns fit about as well", scores, strokes)
    # The chance that a wrong pattern is so far above its like, for any of the recipients.
    chance = len(scores) * 0.5 * math.erfc(min(score, 8.0) / math.sqrt(2))
    return Traced(name=best, odds=1 / chance, scores=scores, strokes=strokes)


def _untold(why: str, scores: Mapping[str, float], strokes: int) -> Traced:
    return Traced(name="", odds=0.0, scores=scores, strokes=strokes, why=why)
