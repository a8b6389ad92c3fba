"""One geometry on one page: words read through it, ink kept, and what three copies leave dark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from goodcause.order.clause import Watermark
from goodcause.production import watermark
from goodcause.production.legibility import grey_of, lost_words
from goodcause.programs.reading import OcrWord

from benchmarks.watermark.pages import Sheet

Read = Callable[[NDArray[np.uint8]], Sequence[OcrWord]]
COPIES = 3
_SHRINK, _BLUR, _NOISE, _CUT = 0.97, 0.8, 12.0, 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a geometry does to a page.

    Attributes:
        page, kind, tuned: of the page.
        words: read without the mark.
        recall: share of them read through it.
        kept: share of the mark's ink that the page shows.
        dark: share of what was drawn that is dark after three copies.
    """

    page: str
    kind: str
    tuned: bool
    words: int
    recall: float
    kept: float
    dark: float


def measure(sheet: Sheet, mark: Watermark, read: Read) -> Measured:
    """Mark a page and read it without and with its mark."""
    bare = sheet.rebuilt()
    before = np.unpackbits(bare.ink(), axis=1)[:, : sheet.width].astype(bool)
    without = read(grey_of(bare))
    marked = watermark.stamp(bare, mark, f"bench {sheet.name}".encode())
    after = np.unpackbits(marked.page.ink(), axis=1)[:, : sheet.width].astype(bool)
    words, lost = lost_words(without, read(grey_of(marked.page)))
    drawn = after & ~before
    dark = float((copied(after) < _CUT)[drawn].mean()) if drawn.any() else 1.0
    return Measured(
        page=sheet.name,
        kind=sheet.kind,
        tuned=sheet.tuned,
        words=words,
        recall=1 - len(lost) / words if words else 1.0,
        kept=marked.kept,
        dark=dark,
    )


def copied(ink: NDArray[np.bool_], seed: int = 7) -> NDArray[np.float64]:
    """A page after three copies, at its first size: shrunk, blurred, noisy, black or white."""
    chance = np.random.default_rng(seed)
    page = np.where(ink, 0.0, 255.0)
    for _ in range(COPIES):
        page = cv2.resize(page, None, fx=_SHRINK, fy=_SHRINK, interpolation=cv2.INTER_AREA)
        page = cv2.GaussianBlur(page, (0, 0), _BLUR) + chance.normal(0, _NOISE, page.shape)
        page = np.where(page < _CUT, 0.0, 255.0)
    high, wide = ink.shape
    return np.asarray(cv2.resize(page, (wide, high), interpolation=cv2.INTER_LINEAR), np.float64)
