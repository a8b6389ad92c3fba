"""Made cases that several tests read: each is written once a session."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from goodcause.demo.truth import TrueDocument, Truth


@dataclass
class Case:
    """A case on disk."""

    folder: Path
    truth: Truth

    @cached_property
    def documents(self) -> dict[str, TrueDocument]:
        """By path."""
        return {document.path: document for document in self.truth.documents}

    def data(self, path: str) -> bytes:
        """The bytes of a document, also of a member of a ZIP."""
        archive, found, member = path.partition(".zip/")
        if not found:
            return (self.folder / path).read_bytes()
        with zipfile.ZipFile(self.folder / f"{archive}.zip") as opened:
            return opened.read(member)

    def page(self, path: str, number: int) -> NDArray[np.uint8]:
        """A page as grey pixels at 300 dpi, its fields drawn."""
        data = self.data(path)
        if path.endswith((".tif", ".jpg")):
            image = Image.open(io.BytesIO(data))
            image.seek(number - 1)
            return np.asarray(image.convert("L").resize((2550, 3300)))
        document = pypdfium2.PdfDocument(data)
        try:
            document.init_forms()
            bitmap = document[number - 1].render(scale=300 / 72, grayscale=True)
            pixels = np.array(bitmap.to_numpy())
            return pixels.reshape(pixels.shape[:2])
        finally:
            document.close()
