"""Reading a file into pages and plates: which way each page takes, and nothing about how.

    PDF page -- one picture and nothing else --> its stream, ink of a scan, OCR
             '- anything else ----------------> rendered, its own words, OCR of what they leave
    TIFF, JPEG, PNG --------------------------> ink of a scan, OCR

CSV, XLSX and text files are made into PDF before they come here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodcause.base.errors import SourceError
from goodcause.base.geometry import Box
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages import digital, hidden, images, scan, tone
from goodcause.pages.alone import draw_words
from goodcause.pages.blocks import Blocks
from goodcause.pages.ink import (
    Cluster,
    clusters,
    cover,
    dark_squares,
    ink_of,
    notable,
    seen_words,
    sharpen,
    uncovered,
)
from goodcause.pages.lettering import Lettering
from goodcause.pages.lines import Spot, in_lines, in_slanting_lines
from goodcause.pages.ocr import (
    Ocr,
    OcrCache,
    Turn,
    best_turn,
    needs_reading,
    poor,
    read_page,
    read_rest,
)
from goodcause.pages.page import Channel, Hidden, Page
from goodcause.pages.pdfium import Pdf, PdfPage
from goodcause.pages.plate import Plate
from goodcause.pages.raster import Canvas, Raster, make_raster, pad, padded, with_ink
from goodcause.pages.rules import beside_words, ruled_lines
from goodcause.pages.shapes import Fonts, Lettered, lying, may_lie
from goodcause.pages.straight import slant_of, straightened
from goodcause.programs.reading import OcrReader

_PICTURES = {Kind.TIFF, Kind.JPEG, Kind.PNG}
_SURE = 0.6  # words read with less confidence do not account for the ink under them
_PICTURED = 0.4  # of a page under images: its ink is told from paper as a scan's
_LITTLE = 400  # pixels of ink on a whole page: nothing worth turning it for
_BLANK = 250  # a page with no shade darker than this shows nothing
_UNDRAWN = (
    "this page holds a picture of which nothing can be seen: it is blank or could not be decoded; "
    "compare it with the original"
)
_NO_READER = (
    "parts of this page are pictures and no text reader is installed, so they were not read; "
    "install Tesseract or rapidocr and read again"
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs besides the file.

    Attributes:
        limits: bounds on what is swallowed.
        reader: reads pictures; without one, pictures stay unread and a note says so.
        cache: keeps readings by their pixels.
    """

    limits: Limits
    reader: OcrReader | None
    cache: OcrCache


def count_pages(path: Path, kind: Kind, limits: Limits) -> int:
    """How many pages a file has, none of them too large.

    Raises:
        SourceError: it is encrypted, damaged, empty, or has too many or too large pages.
        ValueError: the kind has no pages before it is made into PDF.
    """
    _check_file(path, limits)
    if kind in _PICTURES:
        return images.count_frames(path, kind, limits)
    if kind is not Kind.PDF:
        raise ValueError(f"{kind} files are made into PDF before their pages are counted")
    with closing(Pdf(path, limits)) as pdf:
        pdf.check_sizes()
        return pdf.count


def read_pages(
    path: Path, kind: Kind, numbers: Sequence[int], tools: Tools
) -> Iterator[tuple[Page, Plate]]:
    """Read pages, counted from 1, in the order asked for.

    Raises:
        SourceError: the file or one of the pages cannot be read.
        ValueError: the kind has no pages before it is made into PDF.
    """
    _check_file(path, tools.limits)
    if kind in _PICTURES:
        canvas = Canvas()
        for number in numbers:
            grey = images.read_frame(path, kind, number, tools.limits)
            upright = _upright(grey, images.frame_blocks(path, kind, number))
            yield _read_picture(number, upright, canvas, tools)
    elif kind is Kind.PDF:
        yield from _read_pdf(path, numbers, tools)
    else:
        raise ValueError(f"{kind} files are made into PDF before they are read")


Asked = tuple[Page, Plate, Sequence[int]]
"""A page as it was read, its plate, and the indices of words to be drawn by themselves."""


def draw_pages(
    path: Path, asked: Mapping[int, Asked], limits: Limits
) -> Iterator[tuple[int, dict[int, Lettering]]]:
    """Draw words of a PDF's pages by themselves.

    Args:
        path: of the PDF.
        asked: by page number.
        limits: bounds on what is swallowed.

    Yields:
        The number of a page and, by index, the words that can be drawn as the page shows them.

    Raises:
        SourceError: the file or one of the pages cannot be read.
    """
    _check_file(path, limits)
    with closing(Pdf(path, limits)) as pdf:
        beside, _ = hidden.behind(path)
        try:
            for number, (page, plate, indices) in asked.items():
                unit = hidden.unit_of(beside, number) if beside else 1.0
                with pdf.page(number, unit) as loaded:
                    yield number, draw_words(pdf.raw, loaded, page, plate, indices)
        finally:
            if beside is not None:
                beside.close()


def _check_file(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size
    except OSError as e:
        raise SourceError(f"this file cannot be read ({e.strerror}); check that it is there") from e
    if size == 0:
        raise SourceError("this file is empty; ask for a new copy")
    if size > limits.max_file_bytes:
        raise SourceError(
            f"this file has {size:,} bytes, more than the {limits.max_file_bytes:,} that are read; "
            "split it and add the parts"
        )


def _read_pdf(path: Path, numbers: Sequence[int], tools: Tools) -> Iterator[tuple[Page, Plate]]:
    canvas = Canvas()
    with closing(Pdf(path, tools.limits)) as pdf:
        beside, behind = hidden.behind(path)
        fonts = Fonts(pdf.raw)
        try:
            for number in numbers:
                unit = 1.0
                if beside:
                    unit = hidden.unit_of(beside, number)
                    pdf.pixels(number, *hidden.said_size(beside, number), unit)
                with pdf.page(number, unit) as loaded:
                    known = beside if beside and hidden.has_page(beside, number) else None
                    page, plate = _read_loaded(number, loaded, known, (canvas, tools, fonts))
                extra = hidden.on_page(beside, number) if beside else ()
                extra = hidden.unseen(extra, (word.text for word in page.words))
                turned_by = (Turn(loaded.turn).note,) if loaded.turn else ()
                notes = (*turned_by, *hidden.notes_of(extra))
                if number == 1:
                    extra = (*behind.whole, *(h for h in extra if h not in behind.whole))
                    notes = (*behind.notes, *notes)
                yield _with(page, extra, notes), plate
        finally:
            fonts.close()
            if beside is not None:
                beside.close()


def _with(page: Page, pieces: Sequence[Hidden], notes: Sequence[str]) -> Page:
    if not pieces and not notes:
        return page
    return replace(page, hidden=(*pieces, *page.hidden), notes=(*notes, *page.notes))


def _read_loaded(
    number: int,
    loaded: PdfPage,
    beside: Any,
    means: tuple[Canvas, Tools, Fonts],
) -> tuple[Page, Plate]:
    canvas, tools, fonts = means
    objects = digital.objects_of(loaded)
    if objects.image is not None and beside is not None:
        grey = scan.embedded(loaded, objects.image, beside.pages[number - 1], tools.limits)
        if grey is not None:
            blocks = scan.embedded_blocks(loaded, beside.pages[number - 1])
            return _read_picture(number, _upright(grey, blocks), canvas, tools)
    drawn = digital.render(loaded, canvas, pictures=objects.images > 0)
    words, unseen, glyphs = _own_words(number, loaded, objects, beside, fonts)
    if objects.images and not words:
        # Pictures and nothing to read: a scan in pieces, or one over its own hidden text.
        grey = drawn[: loaded.height, : loaded.width].copy()
        notes = () if grey.min() < _BLANK else (_UNDRAWN,)
        page, plate = _read_picture(number, _upright(grey, objects.blocks), canvas, tools)
        return _with(page, _unseen(unseen), notes), plate
    if objects.pictured >= _PICTURED:
        raster, is_tone, _ = _inked(drawn, (loaded.width, loaded.height), canvas)
    else:
        raster = make_raster(drawn, loaded.width, loaded.height, canvas)
        is_tone = tone.drawn_tone(drawn)
    seen, faint, blank = seen_words(raster, words)
    if faint:
        raster = with_ink(raster, sharpen(raster, faint))
        seen += faint
    seen, false = _believed(seen, glyphs, raster, tools)
    page = _drawn_page(number, raster, seen, tools)
    plate = raster.tone_plate() if is_tone else raster.plate()
    blocks = replace(objects.blocks, again=is_tone) if objects.blocks else None
    page = replace(page, blocks=blocks)
    return _finished(_with(page, _unseen([*unseen, *blank, *false]), ()), plate), plate


def _own_words(
    number: int, loaded: PdfPage, objects: digital.Objects, beside: Any, fonts: Fonts
) -> tuple[list[Spot], list[Spot], digital.Glyphs]:
    """The words that a page says it shows, and apart from them those that it does not."""
    if not objects.texts:
        return [], [], {}
    doubted = beside is None or may_lie(beside.pages[number - 1])
    return digital.words_of(loaded, objects.unseen | objects.said, fonts if doubted else None)


def _believed(
    seen: list[Spot], glyphs: digital.Glyphs, raster: Raster, tools: Tools
) -> tuple[list[Spot], list[Spot]]:
    """The words whose letters look like what they are said to be, and the others."""
    if not glyphs or tools.reader is None:
        return seen, []
    lettered = [Lettered(n, w.text, w.box, glyphs[w]) for n, w in enumerate(seen) if w in glyphs]
    false = lying(Ocr(tools.reader, tools.cache), raster.page_grey, lettered)
    kept = [word for n, word in enumerate(seen) if n not in false]
    return kept, [word for n, word in enumerate(seen) if n in false]


def _drawn_page(number: int, raster: Raster, seen: list[Spot], tools: Tools) -> Page:
    """A born-digital page: its own words, and a reading of the ink they leave over."""
    rules = beside_words(ruled_lines(raster, drawn=True), seen)
    left = dark_squares(raster)
    cover(left, (*(word.box for word in seen), *rules))
    rest = notable(raster, clusters(raster, left))
    notes: tuple[str, ...] = ()
    read: list[Spot] = []
    places = needs_reading(rest)
    if places and tools.reader is None:
        notes = (_NO_READER,)
    elif places and tools.reader is not None:
        read = read_rest(Ocr(tools.reader, tools.cache), raster, places, seen, rules)
    # Mostly scanned, with a few words printed over it: its lines may slant.
    words = (in_slanting_lines if len(read) > len(seen) else in_lines)([*seen, *read])
    if read:
        if len(words) < len(seen) + len(read):  # what is printed twice covers its ink once
            left = dark_squares(raster)
            cover(left, rules)
        cover(left, (word.box for word in words if word.confidence >= _SURE))
        rest = notable(raster, clusters(raster, left))
    return Page(
        number=number,
        width=raster.width,
        height=raster.height,
        words=words,
        rules=rules,
        notes=notes,
        low_ink=_boxes(rest),
    )


_Upright = tuple[float, NDArray[np.uint8], Blocks | None]
"""By how much a scan slanted, the scan set straight, and the blocks it was packed in."""


def _upright(grey: NDArray[np.uint8], blocks: Blocks | None) -> _Upright:
    """A scan set straight; nobody needs to keep the other."""
    slant = slant_of(grey)
    straight = straightened(grey, slant) if slant else grey
    return slant, straight, blocks.turned(slant) if blocks else None


def _read_picture(
    number: int, upright: _Upright, canvas: Canvas, tools: Tools
) -> tuple[Page, Plate]:
    """A scan: ink, lines, words by OCR; turned when it can only be read so."""
    slant, grey, blocks = upright
    raster, is_tone, legible = _scanned(grey, canvas)
    rules = ruled_lines(raster)
    words: list[Spot] = []
    notes: tuple[str, ...] = ()
    enough = ink_of(raster) > _LITTLE
    if tools.reader is None and enough:
        notes = (_NO_READER,)
    elif tools.reader is not None and enough:
        ocr = Ocr(tools.reader, tools.cache)
        words = read_page(ocr, legible, rules)
        turn = best_turn(ocr, legible) if poor(words) else Turn()
        if turn:
            raster, is_tone, legible = _scanned(turn.laid(grey), canvas)
            blocks = blocks.relaid(turn.degrees) if blocks else None
            rules = ruled_lines(raster)
            words = read_page(ocr, legible, rules)
            notes = (turn.note,)
    sure = [word.box for word in words if word.confidence >= _SURE]
    page = Page(
        number=number,
        width=raster.width,
        height=raster.height,
        words=in_slanting_lines(words),
        rules=rules,
        notes=notes,
        low_ink=_boxes(notable(raster, uncovered(raster, sure, rules))),
        slant=slant,
        blocks=replace(blocks, again=is_tone) if blocks else None,
    )
    plate = raster.tone_plate() if is_tone else raster.plate()
    return _finished(page, plate), plate


def _scanned(grey: NDArray[np.uint8], canvas: Canvas) -> tuple[Raster, bool, NDArray[np.uint8]]:
    """A scan's ink, whether it must stay grey, and the picture of it that a reader can read.

    That is the scan itself, unless half of it lies in shadow.
    """
    height, width = grey.shape
    raster, is_tone, uneven = _inked(pad(grey, canvas), (width, height), canvas)
    legible = tone.evened(raster.grey)[:height, :width] if uneven else grey
    return raster, is_tone, legible


def _inked(
    paper: NDArray[np.uint8], size: tuple[int, int], canvas: Canvas
) -> tuple[Raster, bool, bool]:
    """The ink of a padded page that shows a scan; whether it must stay grey, or is uneven."""
    width, height = size
    ink = canvas.ink(padded(width, height))
    is_tone, uneven = tone.scanned_ink(paper, ink)
    return with_ink(Raster(width, height, paper, ink, ink), ink), is_tone, uneven


def _unseen(words: Sequence[Spot]) -> tuple[Hidden, ...]:
    """Words that nobody sees, line by line; dots and dashes alone are no words."""
    lines: dict[int, list[str]] = {}
    for word in in_lines(words):
        lines.setdefault(word.line, []).append(word.text)
    texts = (" ".join(line) for line in lines.values())
    told = [text for text in texts if any(char.isalnum() for char in text)]
    return hidden.joined(Channel.UNSEEN_WORD, told)


def _boxes(clusters: Sequence[Cluster]) -> tuple[Box, ...]:
    return tuple(cluster.box for cluster in clusters)


def _finished(page: Page, plate: Plate) -> Page:
    return replace(page, plate=hashlib.sha256(plate.to_bytes()).hexdigest())
