"""Whether the letters of a born-digital page look like the text that its fonts say they are.

A font brings a table from its glyphs to text, and a page may say that a stretch of it stands for
other text altogether; neither has anything to do with what is printed. So each glyph of a font
that could lie is looked at once, wherever it occurs first, by having a few words that hold it
read from their pixels; what a reader has confirmed once is remembered by its outline, for every
document of the case. Words with a glyph that reads otherwise are not believed: their ink is
left over, and is read like any other ink that has no words.
"""

from __future__ import annotations

import ctypes
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from uuid import uuid4

import numpy as np
import pikepdf
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.ocr import Ocr
from goodcause.programs.reading import OcrWord

_WORDS = 16  # read together; each glyph has that many chances in a round
_ROUNDS = 2
_SURE = 0.6  # a reading with less confidence neither confirms nor refutes
_ALIKE = 0.5  # a reading less like the word than this is of another word
_ROW = 40  # pixels of paper between words that are read together
_SIDE = 60
_ACROSS = 2000
_DEEPEST = 3  # forms within forms
_OWN_GLYPHS = {"/Type0", "/Type3"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_SEGMENTS = 4000  # of one outline; more is no letter

# Letters that no reader tells apart by shape alone, or that differ in size only.
_SAME = str.maketrans(
    {
        **dict.fromkeys("lI1ij", "l"),
        **dict.fromkeys("oO0", "o"),
        **dict.fromkeys("sS5", "s"),
        **dict.fromkeys("bB8", "b"),
        **dict.fromkeys("zZ2", "z"),
        **dict.fromkeys("gq9", "g"),
        **dict.fromkeys("uUvVyY", "u"),
    }
)


@dataclass(frozen=True, slots=True)
class Lettered:
    """A word with the glyphs it is made of.

    Attributes:
        place: index of the word in the caller's list.
        text: what the font says.
        box: pixels of the page.
        glyphs: key of each of its letters and digits, in order.
    """

    place: int
    text: str
    box: Box
    glyphs: tuple[str, ...]


@dataclass(slots=True)
class Fonts:
    """The fonts of an open document, held so that each is asked for an outline once.

    Attributes:
        document: PDFium's handle.
    """

    document: Any
    _held: dict[int, Any] = field(default_factory=dict)
    _keys: dict[tuple[int, str], str] = field(default_factory=dict)
    _own: str = field(default_factory=lambda: uuid4().hex)

    def glyph(self, font: Any, letter: str) -> str:
        """The key of the glyph that the font draws for a letter."""
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        key = self._keys.get((address, letter))
        if key is None:
            self._hold(font, address)
            outline = _outline(font, letter) or f"{self._own}:{address}"
            key = hashlib.sha256(f"{outline}\x1f{letter}".encode()).hexdigest()
            self._keys[address, letter] = key
        return key

    def glyphs(self, font: Any, text: str) -> tuple[str, ...]:
        """The keys of the letters and digits of a word; other signs are not looked at."""
        return tuple(self.glyph(font, c) for c in text if c.isalnum())

    def _hold(self, font: Any, address: int) -> None:
        """Keep a font from being freed, or another might come to lie at its address."""
        if address not in self._held:
            self._held[address] = pdfium.FPDFPageObj_CreateTextObj(self.document, font, 1.0)

    def close(self) -> None:
        """Let the fonts go; before the document is closed."""
        for held in self._held.values():
            pdfium.FPDFPageObj_Destroy(held)
        self._held.clear()
        self._keys.clear()


def may_lie(page: pikepdf.Page) -> bool:
    """Whether a page has fonts that say of themselves what their glyphs mean.

    A font that is not in the file, and has no table of its own, is drawn by what it is read by.
    """
    try:
        return any(_says(font) for font in _fonts(page.resources, _DEEPEST))
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError):
        return True


def _fonts(resources: Any, depth: int) -> Iterator[Any]:
    yield from (resources.get("/Font") or {}).values()
    if depth:
        for form in (resources.get("/XObject") or {}).values():
            inner = form.get("/Resources")
            if inner is not None:
                yield from _fonts(inner, depth - 1)


def _says(font: Any) -> bool:
    if font.get("/ToUnicode") is not None or str(font.get("/Subtype")) in _OWN_GLYPHS:
        return True
    if isinstance(font.get("/Encoding"), pikepdf.Dictionary):
        return True
    told = font.get("/FontDescriptor")
    return told is not None and any(key in told for key in _PROGRAMS)


def _outline(font: Any, letter: str) -> str:
    """A digest of the outline of the glyph that a font draws for a letter; empty without one."""
    path = pdfium.FPDFFont_GetGlyphPath(font, ord(letter), 1000.0)
    count = min(int(pdfium.FPDFGlyphPath_CountGlyphSegments(path)), _SEGMENTS) if path else 0
    if count <= 0:
        return ""
    x, y = ctypes.c_float(), ctypes.c_float()
    told = []
    for n in range(count):
        segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        told.append((pdfium.FPDFPathSegment_GetType(segment), round(x.value), round(y.value)))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def lying(ocr: Ocr, page: NDArray[np.uint8], words: Sequence[Lettered]) -> frozenset[int]:
    """The places of words whose letters do not look like the text they are said to be.

    Args:
        ocr: a reader with its memory, in which confirmed glyphs are kept.
        page: the grey page, shape (height, width).
        words: the words of fonts that may lie.
    """
    unknown = {g for word in words for g in word.glyphs if not _confirmed(ocr, g)}
    if not unknown:
        return frozenset()
    refuted: set[str] = set()
    tried: set[int] = set()
    for _ in range(_ROUNDS):
        chosen = _chosen(words, unknown, tried)
        if not chosen:
            break
        tried.update(word.place for word in chosen)
        for word, read in zip(chosen, _readings(ocr, page, chosen), strict=True):
            good, bad = _judged(word, read)
            for glyph in good & unknown:
                ocr.cache.put(_memo(ocr, glyph), b"1")
            unknown -= good
            refuted |= bad
    false = refuted & unknown
    return frozenset(word.place for word in words if not false.isdisjoint(word.glyphs))


def _memo(ocr: Ocr, glyph: str) -> str:
    return f"glyph:{ocr.reader.name}:{glyph}"


def _confirmed(ocr: Ocr, glyph: str) -> bool:
    return ocr.cache.get(_memo(ocr, glyph)) is not None


def _chosen(
    words: Sequence[Lettered], unknown: Iterable[str], tried: Iterable[int]
) -> list[Lettered]:
    """A few words not yet read that hold as many of the unknown glyphs as possible."""
    left, done = set(unknown), set(tried)
    ranked = sorted(words, key=lambda w: (-len(left.intersection(w.glyphs)), w.place))
    found: list[Lettered] = []
    for word in ranked:
        if len(found) == _WORDS or not left:
            break
        if word.place in done or left.isdisjoint(word.glyphs):
            continue
        found.append(word)
        left.difference_update(word.glyphs)
    return found


def _readings(
    ocr: Ocr, page: NDArray[np.uint8], words: Sequence[Lettered]
) -> Iterator[list[OcrWord]]:
    """What a reader makes of each word, all of them on one sheet, a line each."""
    rows: list[tuple[int, int]] = []
    pieces: list[NDArray[np.uint8]] = [np.full((_SIDE, _ACROSS), 255, np.uint8)]
    top = _SIDE
    for word in words:
        box = word.box.grown(2).clipped(page.shape[1], page.shape[0])
        piece = page[box.top : box.bottom, box.left : min(box.right, box.left + _ACROSS - _SIDE)]
        strip = np.full((piece.shape[0] + _ROW, _ACROSS), 255, np.uint8)
        strip[: piece.shape[0], _SIDE : _SIDE + piece.shape[1]] = piece
        pieces.append(strip)
        rows.append((top, top + piece.shape[0]))
        top += strip.shape[0]
    sheet = np.vstack(pieces)
    read = ocr.read(sheet[:, : _widest(sheet)])
    for first, last in rows:
        yield [w for w in read if first - _ROW // 2 <= w.box.centre[1] < last + _ROW // 2]


def _widest(sheet: NDArray[np.uint8]) -> int:
    """Columns of a sheet up to its last ink, and some paper."""
    columns = np.flatnonzero((sheet < 255).any(axis=0))  # noqa: PLR2004  white
    return min(int(columns[-1]) + _SIDE if len(columns) else _ACROSS, _ACROSS)


def _judged(word: Lettered, read: Sequence[OcrWord]) -> tuple[set[str], set[str]]:
    """The glyphs of a word that a reading confirms, and those that it refutes."""
    said = _letters(word.text)
    seen = _letters("".join(w.text for w in sorted(read, key=lambda w: w.box.left)))
    sure = bool(read) and min(w.confidence for w in read) >= _SURE
    good: set[str] = set()
    bad: set[str] = set()
    matcher = SequenceMatcher(None, said, seen, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return good, set(word.glyphs) if sure and seen else bad
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            good.update(word.glyphs[a:b])
        elif tag == "replace" and b - a == d - c and sure:
            bad.update(word.glyphs[a:b])
    return good, bad - good


def _letters(text: str) -> str:
    """The letters and digits of a word without accents, one each, alike where shapes are."""
    plain = "".join(unicodedata.normalize("NFKD", c)[0] for c in text if c.isalnum())
    return plain.translate(_SAME).lower()
