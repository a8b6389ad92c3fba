"""What is lodged with the court for its eyes alone: papers, and what the court is asked to keep.

Each paper has a tab; each of its pages is an item to rule on (``2.3``: tab 2, page 3), and so is
each passage that the producing party asks to withhold (``2.3.1``).
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from goodcause.base.geometry import Box
from goodcause.order.shapes import Part, Slug, Text

Day = datetime.date


class Ruled(StrEnum):
    """What the court may rule of an item."""

    DISCLOSE = "disclose"
    IRRELEVANT = "irrelevant"
    CONFIDENTIAL = "confidential"


WORDS = {
    Ruled.DISCLOSE: "relevant: disclose",
    Ruled.IRRELEVANT: "irrelevant",
    Ruled.CONFIDENTIAL: "confidential: withhold",
}
"""The rulings as a paper and the judge's page print them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Part of a page that the producing party asks the court to withhold.

    Attributes:
        page: within the paper, from 1.
        finding: key of the finding it is.
        category: of the order's vocabulary.
        boxes: where it stands, in pixels of the page at 300 dpi.
        ground: why it should not be disclosed.
    """

    page: int
    finding: str
    category: str
    boxes: tuple[Box, ...]
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to rule on: a page, or a passage of one."""

    number: str
    tab: int
    page: int
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One paper as lodged.

    Attributes:
        number: of the tab, from 1.
        key: of the source in the case; never told to the court's page.
        kind: what it is, such as ``complaint``.
        dated, author: as counsel gives them; empty where nobody knows.
        pages: how many.
        relevant: whether the producing party holds it relevant.
        why: the ground for that.
        passages: what it asks to withhold, in reading order.
    """

    number: int
    key: str
    kind: str
    dated: str
    author: str
    pages: int
    relevant: bool
    why: str
    passages: tuple[Passage, ...] = ()

    @property
    def name(self) -> str:
        """What papers call it."""
        return f"Tab {self.number}, {self.kind}"

    @property
    def items(self) -> tuple[Item, ...]:
        """Pages and passages, in the order in which they are read."""
        return tuple(self._items())

    def _items(self) -> Iterator[Item]:
        for page in range(1, self.pages + 1):
            yield Item(number=f"{self.number}.{page}", tab=self.number, page=page)
            mine = (p for p in self.passages if p.page == page)
            for at, passage in enumerate(mine, 1):
                number = f"{self.number}.{page}.{at}"
                yield Item(number=number, tab=self.number, page=page, passage=passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The clause that sends a series to the court."""

    rule: str
    section: str
    order: str
    basis: tuple[str, ...]
    harm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodgement:
    """Everything that is lodged at once.

    Attributes:
        series, title: of the order.
        clause: that commands it.
        to: the judge.
        tabs: by number.
    """

    series: str
    title: str
    clause: Clause
    to: str
    tabs: tuple[Tab, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything to rule on."""
        return tuple(item for tab in self.tabs for item in tab.items)

    @property
    def digest(self) -> str:
        """SHA-256 that ties a ruling to what was lodged: items, places and papers."""
        said = [
            [t.number, t.key, t.pages, [[p.page, p.finding, p.category] for p in t.passages]]
            for t in self.tabs
        ]
        text = json.dumps([self.series, said], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class WithholdPart(Part):
    """A passage that counsel adds: words as they stand on the page."""

    page: int = Field(ge=1, le=100_000)
    words: Text
    ground: Text


class DeclarationPart(Part):
    """The five parts of the official's declaration on one paper; empty until written."""

    collected: str = ""
    reviewed: str = ""
    interests: str = ""
    harm_under_order: str = ""
    extent: str = ""


class DocumentPart(Part):
    """What counsel says of one paper."""

    document: Text
    kind: Text
    dated: datetime.date | Literal["undated"] = "undated"
    author: str = ""
    relevant: bool
    why: Text
    do_not_withhold: list[Slug] = Field(default_factory=list)
    withhold: list[WithholdPart] = Field(default_factory=list)
    declaration: DeclarationPart = Field(default_factory=DeclarationPart)


class CustodianPart(Part):
    """Who declares: the head of the department, or the official who has the papers."""

    name: Text
    title: Text
    department: Text
    reviewed_on: datetime.date


class LodgingFile(Part):
    """The whole file."""

    schema_: Annotated[Literal["lodging/0.1"], Field(alias="schema")]
    series: Slug
    to: Text
    custodian: CustodianPart
    documents: list[DocumentPart] = Field(min_length=1)
