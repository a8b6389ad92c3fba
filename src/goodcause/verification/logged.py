"""What the served log says of the labels of each page, and how many of them the page prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_COUNT = re.compile(r"0|[1-9][0-9]{0,4}")
_FORMULA = ("=", "+", "-", "@")
_NONE: Mapping[str, Labels] = MappingProxyType({})


@dataclass(slots=True)
class Labels:
    """What the log says of one label on one page.

    Attributes:
        rows: removals with that label.
        printed: how often the page prints it, by their column ``labels``.
    """

    rows: int = 0
    printed: int = 0

    def fault(self, found: int) -> str:
        """What is wrong when the page prints the label so often; empty for nothing."""
        if not found:
            return "A removal is logged for this page but its label is not in the page's text."
        if found < self.printed:
            return "The page prints fewer labels than its removals in the log have."
        if found > self.printed:
            return "The page prints more labels than its removals in the log have."
        return ""


class Logged:
    """The log of removals, by page.

    Attributes:
        counted: whether it says how many labels are printed; logs of older volumes do not.
    """

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.counted = all("labels" in row for row in rows)
        self._pages: dict[str, dict[str, Labels]] = {}
        self._documents: dict[str, dict[str, Labels]] = {}
        for row in rows:
            label = _plain(row.get("label", ""))
            for table, key in ((self._pages, "bates"), (self._documents, "document")):
                labels = table.setdefault(row.get(key, ""), {}).setdefault(label, Labels())
                labels.rows += 1
                labels.printed += count(row.get("labels", "")) or 0

    def of(self, bates: str) -> Mapping[str, Labels]:
        """The labels that a page must print."""
        return self._pages.get(bates, _NONE)

    def beside(self, document: str) -> Mapping[str, Labels]:
        """The labels of all pages of a document, by its first number."""
        return self._documents.get(document, _NONE)


def count(text: str) -> int | None:
    """A count of labels as the log writes it; ``None`` for anything else."""
    return int(text) if _COUNT.fullmatch(text) else None


def printed_labels(labels: Iterable[str], words: Sequence[str]) -> Counter[str]:
    """How often each label stands among the words of a page; no word belongs to two.

    A label that holds another one is looked for first, and what it takes is not looked at again.
    """
    found: Counter[str] = Counter()
    free: list[str | None] = list(words)
    for label in sorted(labels, key=lambda one: -len(one.split())):
        parts = label.split()
        starts = (at for at, word in enumerate(words) if parts and word == parts[0])
        for at in starts:
            if free[at : at + len(parts)] == parts:
                free[at : at + len(parts)] = [None] * len(parts)
                found[label] += 1
    return found


def _plain(label: str) -> str:
    """A label as printed: the log puts an apostrophe before what a spreadsheet would run."""
    guarded = label.startswith("'") and label[1:].startswith(_FORMULA)
    return " ".join((label[1:] if guarded else label).split())
