"""One thing wrong with a volume as a loader meets it: the file, the line, a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that breaks a loader, or that loaders take in different ways.

    Attributes:
        file: path in the volume, with forward slashes; empty for the volume as a whole.
        line: of that file, counted from 1; 0 for the file as a whole.
        what: a sentence without its full stop.
        grave: whether something is lost or joined wrongly; else loaders merely disagree on it.
    """

    file: str
    line: int
    what: str
    grave: bool = True

    def __str__(self) -> str:
        where = f"{self.file} line {self.line}" if self.line else self.file
        return f"{where}: {self.what}" if where else self.what
