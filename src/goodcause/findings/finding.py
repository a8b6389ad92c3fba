"""What we noticed on a page, before anyone decides what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodcause.base.geometry import Box


class Layout(StrEnum):
    """How the matter stands on the page; the removal's geometry follows it."""

    CELL = "cell"
    """In a field of a form or table: the whole region goes, whatever is in it."""
    LINE = "line"
    """In running text: the words go, and the rest of the line is set again after the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where on a page.

    Attributes:
        page: number within the document, from 1.
        words: indices into ``Page.words``, ascending; may be empty in a cell nobody could read.
        layout: cell or line.
        region: for a cell, the pixels of the value (not of its label), bounded by ruled lines
            or neighbours and never by the value itself; ``None`` in running text.
    """

    page: int
    words: tuple[int, ...]
    layout: Layout
    region: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing on one page that a clause of the order may reach.

    Attributes:
        key: stable within the document: the same page and span give the same key.
        category: a category of the order's vocabulary, such as ``home_address``.
        span: where.
        text: the words read there, joined by spaces; empty where nothing could be read.
        probability: that the category is right, 0 to 1.
        because: a sentence a lawyer can read: what on the page led to it.
        detector: the name of the detector; never served.
        label_text: the words of the form's label or the column heading, if any.
    """

    key: str
    category: str
    span: Span
    text: str
    probability: float
    because: str
    detector: str
    label_text: str = ""
