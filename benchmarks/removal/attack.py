"""Attacks on what a tool gives out: is the secret anywhere in it, and did the keepers stay?"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text
from pdfminer.pdfparser import PDFException
from PIL import Image

from goodcause.programs.tesseract import TesseractReader, find_data

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STREAM = re.compile(rb"stream\r?\n")
_MOST = 1 << 26
_FAINT, _DARK = 20_000, 40  # pixels beyond those of soft edges of print; grey level
_PROSE = re.compile(r"[^a-z0-9]")


def squashed(text: str) -> str:
    """Letters and digits alone, without case, ligatures and widths."""
    return _PROSE.sub("", unicodedata.normalize("NFKD", text).casefold())


class Eyes:
    """Reads pages by OCR, where an engine is installed; one a process."""

    def __init__(self, *, blind: bool = False) -> None:
        self._reader = TesseractReader() if find_data() is not None and not blind else None

    def page(self, path: Path, number: int = 0) -> str:
        """The words of a page as printed, and again with its contrast stretched."""
        if self._reader is None:
            return ""
        with pypdfium2.PdfDocument(path) as document:
            picture = document[number].render(scale=300 / 72).to_pil().convert("L")
        texts = [self._read(picture)]
        levels = picture.histogram()
        if sum(levels[201:255]) > _FAINT:  # what is nearly white, made black
            texts.append(self._read(picture.point(lambda v: 0 if 200 < v < 255 else 255)))
        if sum(levels[1:_DARK]) > _FAINT:  # what is nearly black, made white
            texts.append(self._read(picture.point(lambda v: 255 if 0 < v < _DARK else 0)))
        return " ".join(texts)

    def _read(self, picture: Image.Image) -> str:
        import numpy as np  # noqa: PLC0415 - with the engine only

        if self._reader is None:
            return ""
        grey: NDArray[np.uint8] = np.array(picture)
        return " ".join(word.text for word in self._reader.read(grey))


def recovered(
    files: Sequence[Path],
    spelled: Iterable[str],
    *,
    name: str = "",
    seen: Callable[[], str] | None = None,
) -> str:
    """How one of the spellings can be got out of the files; an empty string when it cannot.

    Args:
        files: what was given out for one paper.
        spelled: the secret in every spelling that gives it away.
        name: names of files and folders, searched too.
        seen: reads the pixels; asked last, because it takes the longest.
    """
    wanted = [one for one in spelled if len(squashed(one)) >= 6]
    keys = [squashed(one) for one in wanted]
    ways = [("names", lambda: name)]
    for path in files:
        ways += [(f"text by {who}", lambda p=path, r=read: r(p)) for who, read in _READERS]
    for how, text in ways:
        plain = squashed(text())
        if any(key in plain for key in keys):
            return how
    codes = [code for one in wanted for code in _codes(one)]
    for path in files:
        for part in _parts(path.read_bytes()):
            low = part.lower()
            if any(code in low for code in codes):
                return "bytes"
    plain = squashed(seen()) if seen is not None else ""
    return "pixels" if any(key in plain for key in keys) else ""


def _codes(value: str) -> tuple[bytes, ...]:
    low = value.lower()
    return tuple(
        code.lower()
        for code in (
            low.encode(), low.encode("utf-16-be"), low.encode("utf-16-le"),
            value.encode().hex().encode(), value.encode("utf-16-be").hex().encode(),
        )
    )  # fmt: skip


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and whatever inflates in it."""
    yield data
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], _MOST)
        except zlib.error:
            continue


def _plain(path: Path) -> str:
    return path.read_text("utf-8-sig", "replace") if path.suffix in (".txt", ".csv") else ""


def _pdfminer(path: Path) -> str:
    if path.suffix != ".pdf":
        return ""
    try:
        return extract_text(io.BytesIO(path.read_bytes()))
    except (PDFException, ValueError, TypeError, KeyError):
        return ""


def _pdfium(path: Path) -> str:
    if path.suffix != ".pdf":
        return ""
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def _poppler(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None or path.suffix != ".pdf":
        return ""
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        [program, str(path), "-"], capture_output=True, check=False, timeout=60
    )
    return done.stdout.decode("utf-8", "replace")


def _objects(path: Path) -> str:
    """Every string of every object that a parser can find."""
    if path.suffix != ".pdf":
        return ""
    found: list[str] = []
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            _strings(item, found, 0)
    return " ".join(found)


def _strings(item: object, found: list[str], depth: int) -> None:
    if isinstance(item, pikepdf.String | pikepdf.Name):
        found.append(str(item))
    elif isinstance(item, pikepdf.Array) and depth < 8:
        for one in item:
            _strings(one, found, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 8:
        for key in item.keys():  # noqa: SIM118 - a PDF object, no mapping
            _strings(item.get(key), found, depth + 1)


_READERS = (
    ("plain", _plain),
    ("pdfium", _pdfium),
    ("pdfminer", _pdfminer),
    ("poppler", _poppler),
    ("objects", _objects),
)


def kept(text: str, keepers: Sequence[str]) -> int:
    """How many of the keepers stand in the text."""
    plain = squashed(text)
    return sum(squashed(keeper) in plain for keeper in keepers)
