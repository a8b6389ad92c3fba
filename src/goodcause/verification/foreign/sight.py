"""Text of a PDF that its pixels do not show: under a dark box, white, off the page, on no layer."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.geometry import Box
from goodcause.verification.foreign.facts import FileFacts

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray

_DPI = 150
_MOST_PAGES, _MOST_CHARACTERS = 5_000, 200_000
_LARGEST = 6_000  # pixels of a side; larger pages are drawn smaller
_AROUND = 2  # pixels around a letter that are looked at with it
_FLAT = 40  # levels of grey between the lightest and the darkest place of what shows nothing
_DARK = 110  # a level of grey; boxes for removal are black or dark
_MOSTLY = 0.6  # of the ring around a letter; at the end of a box a side of it is paper
_FEWEST = 3  # letters or digits in a row; fewer are specks and marks
_FINE = 64  # parts of a pixel in which places are asked for


class State(Enum):
    """Whether a letter can be seen."""

    SEEN = "seen"
    COVERED = "under a dark box"
    UNSEEN = "not visible"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the text and whether the page shows it."""

    text: str
    state: State


def check_sight(path: Path, facts: FileFacts) -> None:
    """Compare the text of every page with its pixels.

    Raises:
        RuntimeError: the reader cannot open the file or draw a page.
    """
    import pypdfium2  # noqa: PLC0415 - heavy; only foreign files need it

    seen: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        facts.pages = len(document)
        document.init_forms()
        for at in range(min(len(document), _MOST_PAGES)):
            page = document[at]
            letters = list(_letters(page))
            facts.saw("hidden")
            facts.has_text |= bool(letters)
            _report(letters, at + 1, facts)
            seen.append("".join(one.text for one in letters if one.state is State.SEEN))
            page.close()
    if facts.pages > _MOST_PAGES:
        facts.blinds.append(("text of later pages", f"only {_MOST_PAGES:,} pages were looked at"))
    facts.shown = " ".join(seen)


def _report(letters: list[Letter], page: int, facts: FileFacts) -> None:
    covered = sum(1 for _ in _runs(letters, State.COVERED))
    unseen = sum(1 for _ in _runs(letters, State.UNSEEN))
    if covered:
        what = f"{covered} words of the text lie under dark boxes and can be copied."
        facts.fault("covered", what, page)
    if unseen:
        facts.fault("hidden", f"{unseen} words of the text are not visible on the page.", page)


def _runs(letters: list[Letter], state: State) -> Iterator[str]:
    """Words, or parts of words, of one state."""
    run = ""
    for one in (*letters, Letter(" ", State.SEEN)):
        if one.state is state and one.text.isalnum():
            run += one.text
            continue
        if len(run) >= _FEWEST:
            yield run
        run = ""


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - heavy, see above

    text = page.get_textpage()
    count = min(text.count_chars(), _MOST_CHARACTERS)
    if not count:
        return
    grey = _drawn(page)
    place = _Places(page, grey.shape[1], grey.shape[0])
    for at in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text.raw, at) or 0xFFFD)
        if not letter.isalnum():
            yield Letter(letter if letter.isprintable() else " ", State.SEEN)
            continue
        yield Letter(letter, _state(grey, place.of(text.get_charbox(at))))


def _drawn(page: pypdfium2.PdfPage) -> NDArray[np.uint8]:
    import numpy as np  # noqa: PLC0415 - heavy, see above

    longest = max(page.get_size())
    scale = min(_DPI / 72, _LARGEST / max(longest, 1))
    picture = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    return np.asarray(picture.to_pil().convert("L"))


class _Places:
    """From places of the page to pixels of its picture, turned and cropped as it is drawn."""

    def __init__(self, page: pypdfium2.PdfPage, width: int, height: int) -> None:
        origin = _device(page, 0, 0, width, height)
        right = _device(page, 1000, 0, width, height)
        upper = _device(page, 0, 1000, width, height)
        self._origin = origin
        self._across = tuple((b - a) / 1000 for a, b in zip(origin, right, strict=True))
        self._up = tuple((b - a) / 1000 for a, b in zip(origin, upper, strict=True))

    def of(self, box: tuple[float, float, float, float]) -> Box:
        """The pixels of left, bottom, right, top."""
        corners = [self._pixel(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        across, down = [c[0] for c in corners], [c[1] for c in corners]
        low, high = (int(min(across)), int(min(down))), (int(max(across)) + 1, int(max(down)) + 1)
        return Box(*low, *high)

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + x * self._across[0] + y * self._up[0],
            self._origin[1] + x * self._across[1] + y * self._up[1],
        )


def _device(
    page: pypdfium2.PdfPage, x: float, y: float, width: int, height: int
) -> tuple[float, float]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - heavy, see above

    across, down = ctypes.c_int(), ctypes.c_int()
    size = (0, 0, width * _FINE, height * _FINE, 0)
    pdfium.FPDF_PageToDevice(page.raw, *size, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _state(grey: NDArray[np.uint8], inner: Box) -> State:
    inner = inner.clipped(grey.shape[1], grey.shape[0])
    if not inner.area:
        return State.UNSEEN  # off the page, or of no size
    box = inner.grown(_AROUND).clipped(grey.shape[1], grey.shape[0])
    part = grey[box.top : box.bottom, box.left : box.right]
    core = grey[inner.top : inner.bottom, inner.left : inner.right]
    if int(core.max()) < _DARK:
        # An upright stroke fills its own box; only round a covered letter is it dark, too.
        around = int((part < _DARK).sum()) - core.size
        return State.COVERED if around >= _MOSTLY * (part.size - core.size) else State.SEEN
    flat = int(part.max()) - int(part.min()) < _FLAT
    return State.UNSEEN if flat else State.SEEN
