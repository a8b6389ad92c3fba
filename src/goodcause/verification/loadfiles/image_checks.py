"""Checks of files of page images: their rows, and that they and the documents say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodcause.verification.loadfiles.document import Document
from goodcause.verification.loadfiles.fault import Fault
from goodcause.verification.loadfiles.form_checks import encoding_faults
from goodcause.verification.loadfiles.images import ImageFile, ImageRow
from goodcause.verification.loadfiles.numbers import number

_KINDS = {"2": (".tif", ".tiff"), "4": (".jpg", ".jpeg", ".tif", ".tiff")}
_PDF_KINDS = ("5", "6", "7")


@dataclass(frozen=True, slots=True)
class ImageDocument:
    """A run of rows that a loader makes one document of."""

    rows: tuple[ImageRow, ...]

    @property
    def first(self) -> ImageRow:
        """The row that begins it."""
        return self.rows[0]


def image_documents(rows: Sequence[ImageRow]) -> tuple[ImageDocument, ...]:
    """The rows as loaders join them: up to the next document break."""
    found: list[list[ImageRow]] = []
    for row in rows:
        if row.starts or not found:
            found.append([])
        found[-1].append(row)
    return tuple(ImageDocument(tuple(each)) for each in found)


def image_faults(file: str, images: ImageFile) -> Iterator[Fault]:
    """What is wrong with the rows themselves."""
    yield from encoding_faults(file, images.source)
    if not images.rows:
        yield Fault(file, 0, "the file names no image")
        return
    if len(images.ends) > 1:
        yield Fault(file, 0, "lines end in different ways")
    elif images.ends and "\r\n" not in images.ends:
        yield Fault(file, 0, "lines do not end with CR LF", grave=False)
    if images.source.text and images.source.text[-1] not in "\r\n":
        yield Fault(file, images.rows[-1].line, "the last line has no end", grave=False)
    yield from _rows(file, images.rows)
    if not images.rows[0].starts and not images.rows[0].trouble:
        what = "the first row begins no document; its pages join whatever was loaded before"
        yield Fault(file, images.rows[0].line, what)


def _rows(file: str, rows: Sequence[ImageRow]) -> Iterator[Fault]:
    keys: dict[str, int] = {}
    volume = ""
    for row in rows:
        if row.trouble:
            yield Fault(file, row.line, row.trouble)
            continue
        if not row.key:
            yield Fault(file, row.line, "the image has no key")
        elif row.key in keys:
            yield Fault(file, row.line, f"the key is that of line {keys[row.key]}")
        keys.setdefault(row.key, row.line)
        if not row.path:
            yield Fault(file, row.line, "the image has no path")
        volume = volume or row.volume
        if row.volume != volume:
            yield Fault(file, row.line, "the row names another volume than the rows before")
        if row.broken:
            what = "loaders disagree on the order of folder and box break; leave both empty"
            yield Fault(file, row.line, what, grave=False)
        yield from _kind(file, row)
    yield from _order(file, rows)


def _order(file: str, rows: Sequence[ImageRow]) -> Iterator[Fault]:
    for before, after in pairwise(row for row in rows if not row.trouble):
        one, two = number(before.key), number(after.key)
        if one and two and one.line == two.line and two.count < one.count:
            yield Fault(file, after.line, "the row is out of the order of numbers")
            return


def _kind(file: str, row: ImageRow) -> Iterator[Fault]:
    if not row.kind and not row.offset:
        return
    lower = row.path.lower()
    known = _KINDS.get(row.kind, (".pdf",) if row.kind in _PDF_KINDS else ())
    if not known:
        yield Fault(file, row.line, f"{row.kind!r} is no type of image")
    elif not lower.endswith(known):
        yield Fault(file, row.line, f"type {row.kind} is not that of the file's name")


def opt_count_faults(file: str, images: ImageFile, pages: Mapping[int, int]) -> Iterator[Fault]:
    """Page counts of an OPT against its rows and its files.

    Args:
        file: the OPT.
        images: its rows.
        pages: by line, how many pages the row's file holds, where that is known.
    """
    for each in image_documents([row for row in images.rows if not row.trouble]):
        if each.first.line not in pages and len(each.rows) == 1:
            continue  # nobody counted its pages here
        held = sum(pages.get(row.line, 1) for row in each.rows)
        yield from _count(file, each.first, held)
        for row in each.rows[1:]:
            if row.pages:
                what = "a page count stands on a row that begins no document"
                yield Fault(file, row.line, what)
        if len(each.rows) > 1:
            for row in each.rows:
                if pages.get(row.line, 1) > 1:
                    what = "the file holds several pages and has a row for one"
                    yield Fault(file, row.line, what)


def _count(file: str, first: ImageRow, held: int) -> Iterator[Fault]:
    said = first.pages
    if not said:
        what = "the row begins a document and gives no page count"
        yield Fault(file, first.line, what, grave=False)
    elif not (said.isascii() and said.isdigit()):
        yield Fault(file, first.line, "the page count is no number")
    elif int(said[:12]) != held:
        what = f"the page count is {int(said[:12])} and the document has {held}"
        yield Fault(file, first.line, what)


def agreement_faults(
    file: str, images: ImageFile, dat: str, documents: Sequence[Document]
) -> Iterator[Fault]:
    """Whether images and documents begin and end at the same numbers."""
    begins = {str(each.begin): each for each in documents if each.begin}
    runs = image_documents([row for row in images.rows if not row.trouble])
    starts = {run.first.key: run for run in runs}
    if begins and not set(begins) & set(starts):
        yield Fault(file, 0, f"no document of it is in {dat}")
        return
    for key, run in starts.items():
        if key not in begins:
            what = f"a document begins here, and none does in {dat}"
            yield Fault(file, run.first.line, what)
    for key, each in begins.items():
        if key not in starts:
            yield Fault(dat, each.line, f"{file} begins no document with its number")
    yield from _keys(file, runs, begins)


def _keys(
    file: str, runs: Sequence[ImageDocument], begins: Mapping[str, Document]
) -> Iterator[Fault]:
    for run in runs:
        each = begins.get(run.first.key)
        if each is None or each.begin is None or each.pages is None or len(run.rows) == 1:
            continue
        expected = Counter(str(each.begin.plus(at)) for at in range(min(each.pages, 10**6)))
        keys = Counter(row.key for row in run.rows if not row.offset)
        for key in keys - expected:
            row = next(row for row in run.rows if row.key == key)
            yield Fault(file, row.line, "its key is no number of the document it stands in")
        missing = list(expected - keys)
        if missing and sum(keys.values()) > 1:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            what = f"the document has no image for {missing[0]}{more}"
            yield Fault(file, run.first.line, what)
