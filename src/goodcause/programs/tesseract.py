"""Reading pictures with Tesseract through tesserocr: one engine a process, English data.

The wheel of tesserocr brings the engine; its language data is a system package, looked for in
the places where Debian, Homebrew and MacPorts put it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.errors import MissingToolError, SourceError
from goodcause.base.geometry import DPI, Box
from goodcause.programs.reading import OcrWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LANGUAGE = "eng"
_SMALLEST = 10  # pixels; the engine complains about lower pictures and reads nothing in them
_LARGEST = 32_767  # pixels; the engine's own limit on a side
_WORD_LEVEL = "5"
_TSV_COLUMNS = 12
_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/opt/homebrew/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/local/share/tessdata",
)


def find_data() -> Path | None:
    """The folder that holds English data, or nothing.

    ``TESSDATA_PREFIX`` wins where it is set and holds the data; the newest version otherwise.
    """
    places: list[Path] = []
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        places += [Path(named), Path(named) / "tessdata"]
    for pattern in _PLACES:
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((p for p in places if (p / f"{_LANGUAGE}.traineddata").is_file()), None)


class TesseractReader:
    """Tesseract, kept open; not for use by several threads at once."""

    def __init__(self, data: Path | None = None, *, seconds: int = 60) -> None:
        """Open the engine.

        Args:
            data: the folder of its data; looked for when not given.
            seconds: the longest time one picture may take.

        Raises:
            MissingToolError: the data is not there.
        """
        folder = data or find_data()
        model = folder / f"{_LANGUAGE}.traineddata" if folder else None
        if folder is None or model is None or not model.is_file():
            raise MissingToolError(
                "the English data of Tesseract is not installed; install the package "
                "tesseract-ocr-eng (Debian) or tesseract (Homebrew)"
            )
        # Before the import: OpenMP reads it once. Its threads only get in each other's way here.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr  # noqa: PLC0415  after the environment is set

        self._seconds = seconds
        self._whole, self._line = tesserocr.PSM.AUTO, tesserocr.PSM.SINGLE_LINE
        self._engine = tesserocr.PyTessBaseAPI(
            path=str(folder), lang=_LANGUAGE, psm=self._whole, oem=tesserocr.OEM.LSTM_ONLY
        )
        digest = hashlib.sha256(model.read_bytes()).hexdigest()[:12]
        version = tesserocr.tesseract_version().split()[1]
        self.name = f"tesseract {version} {_LANGUAGE} {digest}"

    def read(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """The words of a page or of a part of one.

        Raises:
            SourceError: the picture took too long.
        """
        return self._read(grey, self._whole)

    def read_line(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """The words of a crop that holds a single line.

        Raises:
            SourceError: the picture took too long.
        """
        return self._read(grey, self._line)

    def _read(self, grey: NDArray[np.uint8], mode: int) -> list[OcrWord]:
        height, width = (int(side) for side in grey.shape)
        if min(height, width) < _SMALLEST or max(height, width) > _LARGEST:
            return []
        self._engine.SetPageSegMode(mode)
        self._engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
        self._engine.SetSourceResolution(DPI)
        try:
            if not self._engine.Recognize(self._seconds * 1000):
                raise SourceError(
                    f"reading a page took longer than {self._seconds} seconds; "
                    "scan it again with less noise, or enter it by hand"
                )
            return list(_words(self._engine.GetTSVText(0), width, height))
        finally:
            self._engine.Clear()


def _words(tsv: str, width: int, height: int) -> Iterator[OcrWord]:
    for row in tsv.splitlines():
        cells = row.split("\t", _TSV_COLUMNS - 1)
        if cells[0] != _WORD_LEVEL or len(cells) < _TSV_COLUMNS:
            continue
        text = cells[-1].strip()
        if not text:  # ruled lines are read as a blank of high confidence
            continue
        left, top, wide, high = (int(cell) for cell in cells[6:10])
        box = Box(left, top, left + wide, top + high).clipped(width, height)
        confidence = round(float(cells[10]) / 100, 3)
        yield OcrWord(text, box, min(max(confidence, 0.0), 1.0))
