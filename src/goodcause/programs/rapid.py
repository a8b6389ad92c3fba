"""Reading pictures with the rapidocr wheel: no system package, about five times slower.

Its models lie inside the wheel and are named to it by path, so it never looks for a download.
A process that reads with it needs 0.8 to 1.2 GB of memory, against 0.2 GB for Tesseract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.errors import MissingToolError
from goodcause.base.geometry import Box
from goodcause.programs.reading import OcrWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"
_SMALLEST = 10  # pixels
_LONGEST = 2000  # pixels of the longer side that its text finder sees; more costs memory
_LINE_MARGIN = 16  # pixels of white around a single line, without which its ends are lost


def find_models() -> Path | None:
    """The folder of the wheel that holds the models, or nothing."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None or find_spec("onnxruntime") is None:
        return None
    folder = Path(spec.origin).parent / "models"
    whole = all((folder / name).is_file() for name in (_DETECTION, _RECOGNITION))
    return folder if whole else None


class RapidReader:
    """The neural reader of rapidocr on one thread."""

    def __init__(self) -> None:
        """Load the models.

        Raises:
            MissingToolError: the wheel or its models are not there.
        """
        models = find_models()
        if models is None:
            raise MissingToolError(
                "the models of rapidocr are not in its package; install rapidocr 3.10 again"
            )
        import rapidocr  # noqa: PLC0415  imported late: it is large

        self._engine = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # pages are turned by us, with their pixels
                "Global.return_word_box": True,
                "Global.max_side_len": _LONGEST,
                "Det.model_path": str(models / _DETECTION),
                "Rec.model_path": str(models / _RECOGNITION),
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        self.name = f"rapidocr {version('rapidocr')} {Path(_RECOGNITION).stem}"

    def read(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """The words of a page or of a part of one."""
        import cv2  # noqa: PLC0415

        height, width = (int(side) for side in grey.shape)
        if min(height, width) < _SMALLEST:
            return []
        result = self._engine(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))
        return list(_words(getattr(result, "word_results", ()), width, height))

    def read_line(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """The words of a crop that holds a single line."""
        import numpy as np  # noqa: PLC0415

        wide = np.pad(grey, _LINE_MARGIN, constant_values=255)
        height, width = (int(side) for side in grey.shape)
        return [
            OcrWord(
                word.text,
                word.box.moved(-_LINE_MARGIN, -_LINE_MARGIN).clipped(width, height),
                word.confidence,
            )
            for word in self.read(wide)
        ]


def _words(lines: Iterable[object], width: int, height: int) -> Iterator[OcrWord]:
    for line in lines:
        # A line is a tuple of (text, score, four corners); an empty picture gives ("", 1, None).
        for word in line if isinstance(line, tuple) else ():
            if not isinstance(word, tuple | list) or len(word) != 3 or word[2] is None:  # noqa: PLR2004
                continue
            text = str(word[0]).strip()
            if not text:
                continue
            across = [round(float(corner[0])) for corner in word[2]]
            down = [round(float(corner[1])) for corner in word[2]]
            box = Box(min(across), min(down), max(across), max(down)).clipped(width, height)
            yield OcrWord(text, box, round(min(max(float(word[1]), 0.0), 1.0), 3))
