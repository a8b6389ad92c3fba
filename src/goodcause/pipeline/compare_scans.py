"""The second look at scanned schedules of a case: from the pixels that the case keeps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from goodcause.linkage import reread
from goodcause.pages.ocr import Ocr
from goodcause.pages.page import Page
from goodcause.pages.plate import Plate
from goodcause.programs.reader import best_reader
from goodcause.programs.reading import OcrReader, OcrWord
from goodcause.store.matter import Matter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@lru_cache(1)
def _reader() -> OcrReader | None:
    return best_reader()


def second_look(matter: Matter, page: Page) -> tuple[Page, tuple[str, ...]]:
    """A page of a schedule as its doubtful lines are read again, and what stays in doubt.

    Readings are kept in the case, so that the next comparison costs none. Where no reader is
    installed the page stays as it was read.
    """
    reader = _reader()
    if reader is None or not page.plate or not reread.in_doubt(page):
        return page, ()
    ocr = Ocr(reader, matter.memo)

    def read_line(crop: NDArray[np.uint8]) -> list[OcrWord]:
        return ocr.read(crop, line=True)

    grey = Plate.from_bytes(matter.blobs.get(page.plate)).grey()
    seen = reread.look_again(page, grey, read_line)
    return seen.page, seen.doubts
