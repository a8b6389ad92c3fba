"""Slip sheets: pages with numbers that stand for a document served natively, held or withheld."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from goodcause.base.geometry import px
from goodcause.pages.page import Word
from goodcause.pages.plate import Plate
from goodcause.production.build import (
    DocumentJob,
    FinishedPage,
    endorsements,
    finish_page,
    write_pages,
)
from goodcause.production.files import whole
from goodcause.production.volume import ProducedDocument
from goodcause.removals import label
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import PagePlan, Stamp

SENTENCE: Final = "Document Produced Natively"
"""What a slip sheet says unless the caller has other words."""

HELD: Final = "Held"
WITHHELD: Final = "Withheld for in camera review"
UNAVAILABLE: Final = "Could not be produced"
"""What slip sheets say of documents that have numbers and are not in the volume."""

NATIVE_EXTENSIONS: Final = ("pdf", "tif", "jpg", "png", "csv", "xlsx", "txt")
"""How a native's name may end."""

_SPOKEN: Final = {"tiff": "tif", "jpeg": "jpg"}

_WIDTH, _HEIGHT = 2550, 3300
_SIZE = 14.0
_ROOM = _WIDTH - 2 * px(72)


def build_slip(
    job: DocumentJob, folder: Path, sentence: str = SENTENCE, native: str = ""
) -> ProducedDocument:
    """Write the pages that stand for a document that is not served as pages.

    Args:
        job: its numbers, dress and form of images; it needs no plan. A document served natively
            has one page; one that keeps the numbers of its pages has a sheet for each.
        folder: of the volume being built.
        sentence: what the page says.
        native: path of the native in the volume, as ``copy_native`` gives it.

    Returns:
        The document as it stands in the volume.

    Raises:
        ValueError: a native has more pages than one.
        StoppedError: the disk is full.
    """
    if native and job.pages != 1:
        raise ValueError(f"{job.begin}: a native's slip sheet is one page, not {job.pages}")
    plain = replace(job.dress, watermark=None)

    def sheets() -> Iterator[FinishedPage]:
        for at in range(job.pages):
            page = rebuild(_blank(), _plan(sentence))
            texts = endorsements(plain, job.begin.plus(at))
            yield finish_page(page, _words(sentence), texts, plain)

    return replace(write_pages(job, sheets(), folder), native=native, slip=sentence)


def copy_native(job: DocumentJob, source: Path, extension: str, folder: Path) -> str:
    """Copy a file that nothing may be removed from into the volume, byte for byte.

    Args:
        job: its number and sub-folder.
        source: the file as it was handed in.
        extension: one of ``NATIVE_EXTENSIONS``, or ``tiff`` or ``jpeg``.
        folder: of the volume being built.

    Returns:
        The path in the volume, relative to it.

    Raises:
        ValueError: the extension is not one that is served.
        StoppedError: the disk is full.
    """
    extension = _SPOKEN.get(extension, extension)
    if extension not in NATIVE_EXTENSIONS:
        known = ", ".join(NATIVE_EXTENSIONS)
        raise ValueError(f"{extension!r} is not served natively; the choices are {known}")
    name = f"NATIVES/{job.subfolder}/{job.begin}.{extension}"
    with source.open("rb") as original, whole(folder / name) as out:
        shutil.copyfileobj(original, out)
    return name


def _blank() -> Plate:
    return Plate.from_bits(np.zeros((_HEIGHT, (_WIDTH + 7) // 8), np.uint8), _WIDTH)


def _plan(sentence: str) -> PagePlan:
    return PagePlan(page=1, moves=(), fills=(), stamps=(_stamp(sentence),), words=(), removals=())


def _stamp(sentence: str) -> Stamp:
    """The sentence in a frame in the middle of the page, on as many lines as it needs."""
    text = label.cleaned(sentence)
    for lines in range(1, text.count(" ") + 2):
        if label.width(text, _SIZE) <= _ROOM:
            break
        text = label.wrapped(sentence, lines) or text
    left = (_WIDTH - label.width(text, _SIZE)) // 2
    return Stamp(text, _SIZE, left, (_HEIGHT - label.height(text, _SIZE)) // 2)


def _words(sentence: str) -> tuple[Word, ...]:
    """The words of the sentence where it is printed, one line of text a line of print."""
    words = label.words(_stamp(sentence))
    tops = sorted({word.box.top for word in words})
    return tuple(replace(word, line=tops.index(word.box.top)) for word in words)
