"""Looks for removed values in bytes: raw files, inflated streams, strings of foreign PDFs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from goodcause.verification.forms import ByteSearch, Hit
from goodcause.verification.needles import Needle
from goodcause.verification.tally import Tally
from goodcause.verification.text_attack import is_shy

_BLOCK = 1 << 23
_OVERLAP = 1 << 13  # longer than any encoded value that is searched
_MOST_INFLATED = 1 << 28
_STREAM = re.compile(rb"stream\r?\n")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST_PARTS = 100_000
_MOST_MEMBERS = 10_000
_DEEPEST = 50

Scope = Callable[[Needle], bool]
"""Whether a needle must be absent from what is being searched."""


class FileAttack:
    """All needles as bytes against one file after another."""

    def __init__(self, search: ByteSearch, tally: Tally) -> None:
        tally.begin("bytes", "removed values in every byte and every inflated stream")
        self._search = search
        self._tally = tally

    def raw(self, path: Path, where: str, scope: Scope, *, binary: bool) -> None:
        """Search a file as it lies on disk.

        Raises:
            OSError: it cannot be read.
        """
        self._tally.looked("bytes")
        with path.open("rb") as file:
            tail = b""
            while block := file.read(_BLOCK):
                hits = self._search.find(tail + block, binary=binary)
                self._report(hits, where, scope, binary=binary)
                tail = (tail + block)[-_OVERLAP:]

    def plain(self, data: bytes, where: str, scope: Scope) -> None:
        """Search bytes that are text or inflated from a file."""
        self._tally.looked("bytes")
        hits = self._search.find(data, binary=False)
        self._report(hits, where, scope, binary=False)

    def carved(self, path: Path, where: str, scope: Scope) -> None:
        """Search whatever inflates anywhere in a file, listed by it or not.

        Raises:
            OSError: the file cannot be read.
        """
        data = path.read_bytes()
        budget = _MOST_INFLATED
        for part in inflatable(data):
            self.plain(part, where, scope)
            budget -= len(part)
            if budget < 0:
                self._tally.blind(f"part of {where}", "its streams inflate to more than 256 MB")
                return

    def foreign_pdf(self, path: Path, where: str, scope: Scope) -> str:
        """Search every string and stream of a PDF that is not canonical; return its text."""
        import pikepdf  # noqa: PLC0415 - heavy, and needed for few files

        shown: list[str] = []
        try:
            with pikepdf.Pdf.open(path) as pdf:
                for item in pdf.objects:
                    self.plain(_object_bytes(item), where, scope)
                shown += [_page_text(page) for page in pdf.pages]
        except (pikepdf.PdfError, OSError, ValueError, RuntimeError, RecursionError, TypeError):
            self._tally.blind(f"the objects of {where}", "the file cannot be parsed as a PDF")
        return "\n".join(shown)

    def members(self, path: Path, where: str, scope: Scope) -> None:
        """Search the members of a ZIP container, such as a spreadsheet."""
        try:
            with zipfile.ZipFile(path) as container:
                for info in container.infolist()[:_MOST_MEMBERS]:
                    with container.open(info) as member:
                        self.plain(member.read(_MOST_INFLATED), where, scope)
                    self.plain(info.filename.encode("utf-8", "replace"), where, scope)
        except (zipfile.BadZipFile, OSError, zlib.error, NotImplementedError, RuntimeError):
            self._tally.blind(f"the members of {where}", "the container cannot be opened")

    def _report(self, hits: Iterator[Hit], where: str, scope: Scope, *, binary: bool) -> None:
        for hit in hits:
            needle, plain = hit.form.needle, hit.form.encoding == "plain text"
            if plain and not binary and is_shy(needle):
                continue  # words that may be common are judged by the text attack
            if scope(needle):
                name = needle.name[:1].upper() + needle.name[1:]
                self._tally.leak("bytes", where, f"{name} stands there as {hit.form.encoding}.")


def inflatable(data: bytes) -> Iterator[bytes]:
    """Everything in the data that inflates to at least a few bytes."""
    starts = [match.end() for match in _STREAM.finditer(data)]
    starts += [match.start() for match in _ZLIB.finditer(data)]
    view, done = memoryview(data), -1
    for start in sorted(set(starts))[:_MOST_PARTS]:
        if start < done:
            continue
        engine = zlib.decompressobj()
        try:
            plain = engine.decompress(view[start:], _MOST_INFLATED)
        except zlib.error:
            continue
        if plain:
            done = len(data) - len(engine.unused_data) if engine.eof else start
            yield plain


def _object_bytes(item: Any) -> bytes:
    """The strings and the decoded stream of one object of a PDF."""
    import pikepdf  # noqa: PLC0415 - see above

    if not isinstance(item, pikepdf.Object):
        return b""
    found = io.BytesIO()
    if isinstance(item, pikepdf.Stream):
        try:
            found.write(item.read_bytes())
        except pikepdf.PdfError:
            found.write(item.read_raw_bytes())
        found.write(b"\n")
        item = item.stream_dict
    for text in _strings(item, 0):
        found.write(text + b"\n")
    return found.getvalue()


def _strings(item: Any, depth: int) -> Iterator[bytes]:
    import pikepdf  # noqa: PLC0415 - see above

    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode("utf-8", "replace")
    elif isinstance(item, pikepdf.Name):
        yield str(item).encode("utf-8", "replace")
    elif isinstance(item, pikepdf.Object) and item.is_indirect and depth:
        return  # walked on its own
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from _strings(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary) and depth < _DEEPEST:
        for key, part in item.items():
            yield key.encode("utf-8", "replace")
            yield from _strings(part, depth + 1)


def _page_text(page: Any) -> str:
    """The strings a page shows, in the order it shows them, for standard fonts."""
    import pikepdf  # noqa: PLC0415 - see above

    shown = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("Tj", "TJ", "'", '"'):
            parts = [p for o in operands for p in (o if isinstance(o, pikepdf.Array) else (o,))]
            shown.append(b"".join(bytes(p) for p in parts if isinstance(p, pikepdf.String)))
    return " ".join(piece.decode("latin-1") for piece in shown)
