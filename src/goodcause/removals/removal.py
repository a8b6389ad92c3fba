"""Regions taken out of a page, each with its clause, and what happens to the pixels."""

from __future__ import annotations

from dataclasses import dataclass

from goodcause.base.geometry import Box
from goodcause.pages.lettering import Lettering
from goodcause.pages.page import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One region taken out of one page under one clause.

    Attributes:
        document: key of the document.
        page: number within it, from 1.
        category: of the order's vocabulary.
        rule: the clause, such as ``D2-1``.
        label: the words printed in its place.
        boxes: everything that is blanked, in page pixels.
        label_box: where the label stands, in page pixels.
        callout: number of the margin legend when the label did not fit; 0 otherwise.
        labels: how often the label is printed for it. A label that stands for several removals
            is counted with the first of them: a page's labels are the sum over its removals.
        taken_with: surviving words that had to go with it (over-removal), in reading order.
        tight: on a tone page, survivors stand so near that the box could not be grown past the
            blocks in which a JPEG rings; paper around it is whitened all the same.
    """

    document: str
    page: int
    category: str
    rule: str
    label: str
    boxes: tuple[Box, ...]
    label_box: Box
    callout: int = 0
    labels: int = 1
    taken_with: tuple[str, ...] = ()
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """Blank every pixel of the box (white).

    Attributes:
        box: page pixels.
        hanging: whether ink that hangs together with it goes as well, a little above and below:
            where lines are set so tight that the box must end before the next one begins.
    """

    box: Box
    hanging: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """Set a surviving word again from its own lettering.

    Attributes:
        lettering: its pixels.
        left, top: where their first column and row come to stand, in page pixels.
    """

    lettering: Lettering
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Move:
    """Set the pixels of the box again, moved; for a surviving word without lettering."""

    box: Box
    dx: int
    dy: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """Print a text of ours (a label, a callout, a legend) from the fixed tiles.

    Attributes:
        text: the words.
        size: points; one of the fixed sizes, never derived from what was removed.
        left, top: page pixels.
    """

    text: str
    size: float
    left: int
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """All that happens to one page. Moves read the page as it was, fills come next, stamps last.

    Where each word of a touched line has its lettering there are no moves, and then nothing in a
    plan tells where on its line the source had set a word.

    Attributes:
        page: number within the document, from 1.
        moves, fills, stamps: in the order they are carried out; moves are lifted before any
            fill and set down after all of them.
        puts: words set again, after the fills and before the stamps.
        cleaned: paper around what goes in which a lossy picture keeps a trace of it: whitened with
            the fills.
        ruled: parts of ruled lines that lay there, drawn again at once after that.
        words: the surviving words at their final places, the printed labels among them.
        removals: what the log will say.
    """

    page: int
    moves: tuple[Move, ...]
    fills: tuple[Fill, ...]
    stamps: tuple[Stamp, ...]
    words: tuple[Word, ...]
    removals: tuple[Removal, ...]
    puts: tuple[Put, ...] = ()
    cleaned: tuple[Box, ...] = ()
    ruled: tuple[Box, ...] = ()
