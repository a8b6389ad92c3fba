"""What one file of somebody's volume turned out to be; plain values that cross processes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class FileFacts:
    """What was found in one file.

    Attributes:
        pages: how many pages it has; 0 when that could not be told.
        looked: by check, how many things were looked at.
        faults: check, page (0 for the file) and a sentence; a check in capitals of a leak is
            ``hidden``.
        blinds: what could not be looked at, and why.
        shown: words that its pixels show, by page; only where it has a layer of text.
    """

    pages: int = 0
    looked: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    blinds: list[tuple[str, str]] = field(default_factory=list)
    shown: str = ""
    has_text: bool = False

    def saw(self, check: str, count: int = 1) -> None:
        """Count things looked at."""
        self.looked[check] = self.looked.get(check, 0) + count

    def fault(self, check: str, what: str, page: int = 0) -> None:
        """Note something wrong."""
        self.faults.append((check, page, what))
