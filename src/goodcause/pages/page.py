"""A page as values: words with boxes, ruled lines, and text that the eye cannot see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodcause.base.geometry import Box
from goodcause.pages.blocks import Blocks


class Origin(StrEnum):
    """Where a word was read from."""

    DIGITAL = "digital"
    OCR = "ocr"


class Channel(StrEnum):
    """Where hidden text was met. None of it is ever printed; detectors and reviewers see it."""

    FORM_VALUE = "form_value"
    ANNOTATION = "annotation"
    UNSEEN_WORD = "unseen_word"
    METADATA = "metadata"
    ATTACHMENT = "attachment"
    XFA = "xfa"


@dataclass(frozen=True, slots=True)
class Word:
    """One word that can be read on the page.

    Attributes:
        text: the characters, without surrounding space; never empty.
        box: pixels; loose (advance and ascent) for digital words, the reader's box for OCR.
        line: index of the visual line it stands on, counted from 0 down the page. Words of
            ``Page.words`` are ordered by line, then from left to right.
        confidence: 0 to 1; 1 for a digital word.
        origin: digital or OCR.
    """

    text: str
    box: Box
    line: int
    confidence: float = 1.0
    origin: Origin = Origin.DIGITAL


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that a source carries on or behind a page without showing it."""

    channel: Channel
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, read.

    Attributes:
        number: counted from 1 within its document.
        width, height: pixels at 300 dpi; the size of its plate.
        words: in reading order by line.
        rules: ruled lines as thin boxes, horizontal (wider than high) and vertical.
        plate: digest of the plate (the page's pixels) among the blobs.
        hidden: text the eye cannot see.
        notes: sentences for the register and the reviewer ("dynamic XFA form: ...").
        low_ink: boxes of ink that no confident word covers (handwriting, stamps, pictures).
        slant: degrees by which a scan's lines fell to the right before it was set straight;
            everything else speaks of the page as it stands straight.
        blocks: the grid of the lossy picture that the page came from, or that was drawn on it.
    """

    number: int
    width: int
    height: int
    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    plate: str = ""
    hidden: tuple[Hidden, ...] = ()
    notes: tuple[str, ...] = ()
    low_ink: tuple[Box, ...] = ()
    slant: float = 0.0
    blocks: Blocks | None = None
