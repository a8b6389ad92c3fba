"""A production volume as values: documents, pages, what was removed from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodcause.base.geometry import Box
from goodcause.base.ids import Bates


class Images(StrEnum):
    """In what form pages are served."""

    PDF = "pdf"
    TIFF = "tiff"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProducedRemoval:
    """One removal as it stands in a produced page.

    Attributes:
        bates: the page's number.
        category, rule: as decided.
        label: the words as they are printed.
        boxes: blanked pixels of the produced page.
        callout: number of the margin legend; 0 when the label stands in place.
        labels: how often the words of the label stand on the page and are counted with this
            removal: the labels printed for it and, with the first removal of that label, words
            of the paper itself that read the same.
    """

    bates: Bates
    category: str
    rule: str
    label: str
    boxes: tuple[Box, ...]
    callout: int = 0
    labels: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProducedDocument:
    """One document of a volume.

    Attributes:
        begin, end: first and last Bates number.
        series: of the order.
        tier: confidentiality tier printed on it, such as ``AEO``; empty for none.
        images: served image paths relative to the volume, with forward slashes; one for PDF,
            one a page for TIFF.
        pdf: the PDF beside the single images, where both are served; empty otherwise.
        text: served text path, relative likewise.
        native: path of an untouched native, or empty.
        slip: what its slip sheets say; empty for a document served as its pages.
        removals: in page order.
        image_bytes: bytes of compressed page images inside the served files.
    """

    begin: Bates
    end: Bates
    series: str
    tier: str
    images: tuple[str, ...]
    text: str
    native: str = ""
    slip: str = ""
    pdf: str = ""
    removals: tuple[ProducedRemoval, ...] = ()
    image_bytes: int = 0

    @property
    def pages(self) -> int:
        """How many pages, each with its own number."""
        return self.end.number - self.begin.number + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A finished volume.

    Attributes:
        name: such as ``VOL001``.
        documents: by Bates number.
        files: paths of all served files relative to the volume, with forward slashes, sorted.
    """

    name: str
    documents: tuple[ProducedDocument, ...]
    files: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages are served."""
        return sum(document.pages for document in self.documents)
