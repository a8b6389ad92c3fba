"""Reading ink with a text reader: whole scans, or the parts of a page that its words leave over.

Readings are kept under the digest of the pixels and the reader's name, so nothing is read twice.
The pixels themselves are never "improved" before reading: measured, that lost numbers.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import zstandard
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.ink import Cluster
from goodcause.pages.lines import Spot
from goodcause.pages.page import Origin
from goodcause.pages.raster import Raster
from goodcause.programs.reading import OcrReader, OcrWord

_MARGIN = 16  # pixels of paper that a reader wants around a crop
_LINE = 90  # pixels: a crop that is lower holds one line
# What a ruled line is read as: strokes, dashes and quotes (written by their numbers), never words.
_STROKES = re.compile(r"[|_=~.,'`:;\"\-\[\]{}()<>\\/!iIlL1\u2010-\u2015\u2018-\u201f]{1,3}")
_OVERLAP = 0.3
_NARROWEST, _LOWEST = 26, 18  # pixels: the smallest cluster that may be a word
_MANY = 12  # regions: from here on one reading of the whole page is cheaper
_LARGE = 0.35  # of the page, likewise
_POOR = 0.6  # mean confidence: below, the page may be upside down
_BETTER = 1.5  # times the score of the page as it is
_FEW = 3
_REDUCED = 0.5
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class OcrCache(Protocol):
    """Readings kept by key."""

    def get(self, key: str) -> bytes | None:
        """What was kept under the key, or nothing."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes under the key."""
        ...


@dataclass(frozen=True, slots=True)
class Ocr:
    """A reader with its memory."""

    reader: OcrReader
    cache: OcrCache

    def read(self, grey: NDArray[np.uint8], *, line: bool = False) -> list[OcrWord]:
        """The words of a picture, from the cache where it was read before."""
        grey = np.ascontiguousarray(grey)
        hasher = hashlib.sha256(repr((self.reader.name, grey.shape, line)).encode())
        hasher.update(grey.data)
        key = hasher.hexdigest()
        kept = self.cache.get(key)
        if kept is not None:
            return _unpack(kept)
        words = self.reader.read_line(grey) if line else self.reader.read(grey)
        self.cache.put(key, _pack(words))
        return words


def read_page(ocr: Ocr, grey: NDArray[np.uint8], rules: Sequence[Box]) -> list[Spot]:
    """The words of a whole scanned page."""
    return _spots(ocr.read(grey), rules, (0, 0))


def needs_reading(clusters: Iterable[Cluster]) -> list[Box]:
    """Where among the clusters there may be words: nothing smaller than a letter or two."""
    return [
        cluster.box
        for cluster in clusters
        if cluster.box.width >= _NARROWEST and cluster.box.height >= _LOWEST
    ]


def read_rest(
    ocr: Ocr, raster: Raster, places: Sequence[Box], words: Sequence[Spot], rules: Sequence[Box]
) -> list[Spot]:
    """The words in places that a page's own words leave over; never one of its words again."""
    if not places:
        return []
    wide = _LARGE * raster.page.area
    if len(places) > _MANY or sum(place.area for place in places) > wide:
        places = [raster.page]
    found: list[Spot] = []
    for place in places:
        crop = place.grown(_MARGIN).clipped(raster.width, raster.height)
        picture = _without(raster.page_grey, crop, words)
        line = crop.height < _LINE
        found += _spots(ocr.read(picture, line=line), rules, (crop.left, crop.top))
    return [spot for spot in found if not _taken(spot.box, words)]


def _without(page: NDArray[np.uint8], crop: Box, words: Iterable[Spot]) -> NDArray[np.uint8]:
    """A part of a page in which words are white."""
    picture = page[crop.top : crop.bottom, crop.left : crop.right].copy()
    left, top, right, bottom = crop.left, crop.top, crop.right, crop.bottom
    for word in words:
        box = word.box
        if box.left < right and left < box.right and box.top < bottom and top < box.bottom:
            rows = slice(max(box.top - top, 0), box.bottom - top)
            picture[rows, max(box.left - left, 0) : box.right - left] = 255
    return picture


def poor(words: Sequence[Spot]) -> bool:
    """Whether a reading is so bad that the page may stand on its head or lie on its side."""
    letters = sum(len(word.text) for word in words)
    if letters < _FEW:
        return True
    sure = sum(len(word.text) * word.confidence for word in words) / letters
    # The lines of a page lying on its side may be read well, but in tall boxes.
    long = [word for word in words if len(word.text) > _FEW]
    tall = sum(word.box.height > word.box.width for word in long)
    return sure < _POOR or 2 * tall > len(long) > _FEW


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page must be laid to be read: first its mirror image, then clockwise degrees."""

    degrees: int = 0
    mirrored: bool = False

    def __bool__(self) -> bool:
        return self.mirrored or self.degrees != 0

    def laid(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture so laid."""
        seen = np.ascontiguousarray(picture[:, ::-1]) if self.mirrored else picture
        return turned(seen, self.degrees)

    @property
    def note(self) -> str:
        """A sentence for the register and the reviewer."""
        told = ["turned back from its mirror image"] if self.mirrored else []
        told += [f"turned by {self.degrees} degrees clockwise"] if self.degrees else []
        return f"this page was {' and '.join(told)} to be read"


_MIRRORED = (Turn(mirrored=True), Turn(180, mirrored=True))


def best_turn(ocr: Ocr, grey: NDArray[np.uint8]) -> Turn:
    """How the page must be laid to be read; as it lies when nothing reads clearly better.

    Its mirror image (a transparency laid on the glass the wrong way) is tried only when no turn
    gives sentences.
    """
    small = cv2.resize(grey, None, fx=_REDUCED, fy=_REDUCED, interpolation=cv2.INTER_AREA)
    upright = np.asarray(small, np.uint8)
    best, most = Turn(), _BETTER * _score(ocr.read(upright)) + 40  # 40: ten sure words of four
    found = False
    for tried in ([Turn(degrees) for degrees in _TURNS], _MIRRORED):
        for turn in tried:
            score = _score(ocr.read(turn.laid(upright)))
            if score > most:
                best, most, found = turn, score, True
        if found:
            break
    return best


def turned(picture: NDArray[np.uint8], degrees: int) -> NDArray[np.uint8]:
    """A picture turned clockwise."""
    return np.asarray(cv2.rotate(picture, _TURNS[degrees]), np.uint8) if degrees else picture


def _score(words: Iterable[OcrWord]) -> float:
    return sum(
        len(word.text) * word.confidence
        for word in words
        if word.confidence > _POOR and len(word.text) > 1 and word.box.width >= word.box.height
    )


def _spots(words: Iterable[OcrWord], rules: Sequence[Box], at: tuple[int, int]) -> list[Spot]:
    spots: list[Spot] = []
    for word in words:
        box = word.box.moved(*at)
        text = "".join(word.text.split())
        if not text or not box.area or not text.isprintable():
            continue
        if _STROKES.fullmatch(text) and _on_rule(box, rules):
            continue
        spots.append(Spot(text, box, word.confidence, Origin.OCR))
    return spots


def _on_rule(box: Box, rules: Sequence[Box]) -> bool:
    """Whether a ruled line runs through most of a box, which holds the line then, no letter."""
    reach = box.grown(2)
    return any(
        2 * reach.overlap(rule) >= min(box.width, box.height) * max(box.width, box.height) // 4
        and (reach.overlap(rule) * 2 >= rule.width or reach.overlap(rule) * 2 >= rule.height)
        for rule in rules
        if reach.meets(rule)
    )


def _taken(box: Box, words: Sequence[Spot]) -> bool:
    return any(
        box.overlap(word.box) >= _OVERLAP * max(min(box.area, word.box.area), 1)
        for word in words
        if box.meets(word.box)
    )


def _pack(words: Iterable[OcrWord]) -> bytes:
    rows = [(w.text, w.box.left, w.box.top, w.box.right, w.box.bottom, w.confidence) for w in words]
    return zstandard.ZstdCompressor(level=3).compress(json.dumps(rows).encode("ascii"))


def _unpack(data: bytes) -> list[OcrWord]:
    rows = json.loads(zstandard.ZstdDecompressor().decompress(data, max_output_size=1 << 28))
    return [OcrWord(text, Box(*box), sure) for text, *box, sure in rows]
