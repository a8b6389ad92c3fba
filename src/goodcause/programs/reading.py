"""What every text reader takes and gives, whichever engine does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from goodcause.base.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word as an engine read it.

    Attributes:
        text: never blank, without surrounding space.
        box: pixels of the picture that was given, close to the ink.
        confidence: 0 to 1, on the engine's own scale.
    """

    text: str
    box: Box
    confidence: float


class OcrReader(Protocol):
    """Reads the words of a grey picture."""

    name: str
    """Engine, version and model; two readers with one name read one picture alike."""

    def read(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """The words of a page or of a part of one, in the engine's order."""
        ...

    def read_line(self, grey: NDArray[np.uint8]) -> list[OcrWord]:
        """The words of a crop that holds a single line of text."""
        ...
