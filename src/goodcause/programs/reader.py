"""Which engine reads scans on this machine."""

from __future__ import annotations

from goodcause.programs.rapid import RapidReader, find_models
from goodcause.programs.reading import OcrReader
from goodcause.programs.tesseract import TesseractReader, find_data


def best_reader() -> OcrReader | None:
    """Tesseract where its English data is found, else rapidocr, else nothing.

    A process with Tesseract needs about 0.2 GB, with rapidocr about 1 GB: ask ``reader_kind``
    first when deciding how many processes to start.
    """
    kind = reader_kind()
    if kind == "tesseract":
        return TesseractReader()
    return RapidReader() if kind == "rapidocr" else None


def reader_kind() -> str:
    """``tesseract``, ``rapidocr`` or an empty string, found out without loading an engine."""
    if find_data() is not None:
        return "tesseract"
    return "rapidocr" if find_models() is not None else ""
