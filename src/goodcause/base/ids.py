"""Names of things: pages of documents, and the numbers stamped on what is served."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BATES = re.compile(r"([A-Z][A-Z0-9_-]*?)([0-9]{4,12})")


@dataclass(frozen=True, slots=True, order=True)
class PageRef:
    """A page of a document: the document's key in the case, and the page counted from 1."""

    document: str
    number: int


@dataclass(frozen=True, slots=True, order=True)
class Bates:
    """A Bates number: prefix and zero-padded count, such as ``CCW0000001``."""

    prefix: str
    number: int
    width: int = 7

    def __str__(self) -> str:
        return f"{self.prefix}{self.number:0{self.width}d}"

    def plus(self, count: int) -> Bates:
        """The number ``count`` pages further on."""
        return Bates(self.prefix, self.number + count, self.width)

    @classmethod
    def parse(cls, text: str) -> Bates:
        """Read a printed number back.

        Raises:
            ValueError: the text is not a prefix in capitals followed by 4 to 12 digits.
        """
        match = _BATES.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a Bates number such as CCW0000001")
        return cls(match[1], int(match[2]), len(match[2]))
