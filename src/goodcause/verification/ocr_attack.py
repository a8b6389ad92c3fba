"""Reads produced pages and regions by OCR, as the other side would, and searches what is read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from goodcause.base.errors import GoodcauseError
from goodcause.programs.reader import best_reader
from goodcause.verification.attack import Attack
from goodcause.verification.content import LayerWord
from goodcause.verification.documents import ServedPage
from goodcause.verification.marks import Marks, ink_of, kind_of
from goodcause.verification.nearly import as_digits, one_off, runs
from goodcause.verification.needles import Needle, fold, tokens
from goodcause.verification.pictures import Picture
from goodcause.verification.region_attack import Kept
from goodcause.verification.tally import Tally
from goodcause.verification.text_attack import is_shy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodcause.programs.reading import OcrWord

_RECALL = 0.60  # of the layer's words; the mark across a page costs a machine the rest
_FEWEST_WORDS = 25  # below which a share says nothing
_MOST_CROPS = 25
_ALIKE = 80.0  # per cent of letters
_SURE = 0.5  # confidence below which what is read in a region is noise
_AROUND = 6  # pixels around a word's box when it is read by itself
_LEAST_LETTERS = 3
_WORD = re.compile(r"[a-z0-9]{3,}")  # what English data can be asked to read


class OcrAttack:
    """One reader of print, and everything that is asked of what it reads."""

    def __init__(self, attack: Attack, marks: Marks, tally: Tally) -> None:
        self._attack = attack
        self._marks = marks
        self._tally = tally
        self._waiting: dict[Needle, dict[str, None]] = defaultdict(dict)
        self._reader = best_reader()
        if self._reader is None:
            why = "neither Tesseract's English data nor the bundled reader is installed"
            tally.blind("produced pixels by OCR", why)

    @property
    def ready(self) -> bool:
        """Whether pages can be read at all."""
        return self._reader is not None

    def page(self, page: ServedPage) -> None:
        """Read a page and search it; compare what is read with its text layer."""
        if page.picture is None:
            return
        grey = self._unmarked(page, page.picture)
        words = self._read(grey, page.where, line=False)
        if words is None:
            return
        read = [w.text for w in words]
        if page.words is not None and _share(page.words, read) < _RECALL:
            # What pages have in common may be a printed form and not the mark alone: without it
            # nothing of the form is left to read, so the page is read as it is served, too.
            served = page.picture.whole()
            read += [w.text for w in self._read(served, page.where, line=False) or []]
            grey = served
        self._tally.looked("ocr")
        self._search(str(page.document.begin), page.where, read)
        if page.words is not None:
            self._compare(page, page.words, read, grey)

    def region(self, kept: Kept) -> None:
        """Read a region by itself and look for pieces of its document's removed values."""
        import numpy as np  # noqa: PLC0415 - heavy; only a verification needs it

        ink = kept.ink(self._marks.of(kept.kind))
        box = kept.inside().grown(_AROUND).clipped(kept.outer.width, kept.outer.height)
        grey = np.where(ink[box.top : box.bottom, box.left : box.right], 0, 255).astype(np.uint8)
        framed = np.pad(grey, 20, constant_values=255)
        words = self._read(framed, kept.where, line=False)
        if words is None:
            return
        self._tally.looked("ocr region")
        known = _squash(kept.label)
        strange = [w.text for w in words if w.confidence >= _SURE and not _printed(w.text, known)]
        for needle in self._own(kept.begin):
            if _shows(needle, strange, known):
                name = needle.name[:1].upper() + needle.name[1:]
                what = f"{name} can be read in part in the region it was removed from."
                self._tally.leak("ocr region", kept.where, what)

    def finish(self, common: frozenset[Needle]) -> None:
        """Report what was read of words that turned out not to be common."""
        for needle, places in self._waiting.items():
            if needle not in common:
                for where in places:
                    self._report(needle, where)

    def _own(self, begin: str) -> Sequence[Needle]:
        return self._attack.text.own(begin) if self._attack.active else ()

    def _search(self, begin: str, where: str, read: Sequence[str]) -> None:
        if not self._attack.active:
            return
        text = " ".join(read)
        own = self._own(begin)
        found: dict[Needle, None] = dict.fromkeys(self._attack.text.found(begin, text))
        found |= dict.fromkeys(self._attack.text.found(begin, as_digits(text)))
        found |= dict.fromkeys(one_off(own, as_digits(text)))
        found |= dict.fromkeys(one_off(own, text))
        for needle in found:
            if is_shy(needle):
                self._waiting[needle][where] = None
            else:
                self._report(needle, where)

    def _report(self, needle: Needle, where: str) -> None:
        name = needle.name[:1].upper() + needle.name[1:]
        self._tally.leak("ocr", where, f"{name} can be read from the pixels of the page.")

    def _compare(
        self,
        page: ServedPage,
        layer: Sequence[LayerWord],
        read: Sequence[str],
        grey: NDArray[np.uint8],
    ) -> None:
        wanted = _readable(layer)
        if any(not fold(word.text).isascii() for word in layer):
            why = "the reader knows English letters only"
            self._tally.blind("words in other scripts, read again from the pixels", why)
        if len(wanted) < _FEWEST_WORDS:
            return
        self._tally.looked("I6 read", len(wanted))
        missing = _missing(wanted, read)
        share = 1 - len(missing) / len(wanted)
        if share < _RECALL and missing:
            step = max(len(missing) // _MOST_CROPS, 1)
            tried = missing[::step][:_MOST_CROPS]
            again = sum(self._reads_as(word, grey, page.where) for word in tried)
            share += (1 - share) * again / len(tried)
        if share < _RECALL:
            what = f"Only {share:.0%} of the words of the text layer can be read from the pixels."
            self._tally.broken("I6 read", page.where, what)

    def _reads_as(self, word: LayerWord, grey: NDArray[np.uint8], where: str) -> bool:
        import numpy as np  # noqa: PLC0415 - see above
        from rapidfuzz import fuzz  # noqa: PLC0415 - only OCR attacks need it

        height, width = grey.shape
        box = word.box.grown(_AROUND).clipped(width, height)
        crop = np.pad(grey[box.top : box.bottom, box.left : box.right], 20, constant_values=255)
        # A word taller than it is wide may stand on its side, either way.
        turns = (1, 3, 0) if box.height > box.width else (0,)
        for turn in turns:
            words = self._read(np.ascontiguousarray(np.rot90(crop, turn)), where, line=True) or []
            read = _squash("".join(w.text for w in words))
            if fuzz.ratio(_squash(word.text), read) >= _ALIKE:
                return True
        return False

    def _unmarked(self, page: ServedPage, picture: Picture) -> NDArray[np.uint8]:
        import numpy as np  # noqa: PLC0415 - see above

        mark = self._marks.of(kind_of(page, picture))
        if picture.bits is None or mark is None:
            return picture.whole()
        ink = np.unpackbits(ink_of(picture) & ~mark, axis=1)[:, : picture.width]
        return np.where(ink, np.uint8(0), np.uint8(255))

    def _read(self, grey: NDArray[np.uint8], where: str, *, line: bool) -> list[OcrWord] | None:
        if self._reader is None:
            return None
        try:
            return self._reader.read_line(grey) if line else self._reader.read(grey)
        except GoodcauseError:
            self._tally.blind(f"{where} by OCR", "reading it took too long")
            return None


def _squash(text: str) -> str:
    return "".join(tokens(text))


def _printed(text: str, label: str) -> bool:
    """Whether a word read in a region is a part of the label, perhaps misread."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only OCR attacks need it

    squashed = _squash(text)
    if len(squashed) < _LEAST_LETTERS:
        return True
    return fuzz.partial_ratio(squashed, label) >= _ALIKE


def _shows(needle: Needle, words: Iterable[str], label: str) -> bool:
    pieces = {piece for piece in runs(needle) if piece not in label}
    text = " ".join(words)
    read = {_squash(text), _squash(as_digits(text))}
    return any(piece in one for piece in pieces for one in read)


def _readable(layer: Sequence[LayerWord]) -> list[LayerWord]:
    return [word for word in layer if _WORD.search(fold(word.text))]


def _missing(wanted: Sequence[LayerWord], read: Sequence[str]) -> list[LayerWord]:
    seen = Counter(piece for text in read for piece in tokens(text))
    return [word for word in wanted if not _take(seen, tokens(word.text))]


def _share(layer: Sequence[LayerWord], read: Sequence[str]) -> float:
    """The share of a layer's words that were read; 1 where there are too few to say."""
    wanted = _readable(layer)
    if len(wanted) < _FEWEST_WORDS:
        return 1.0
    return 1 - len(_missing(wanted, read)) / len(wanted)


def _take(seen: Counter[str], pieces: Sequence[str]) -> bool:
    """Whether all pieces were read; each is used up."""
    if not pieces or any(seen[piece] < 1 for piece in pieces):
        return False
    seen.subtract(pieces)
    return True
