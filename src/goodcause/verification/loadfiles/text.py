"""Bytes of a load file or a text file as characters, with the name of their encoding."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4096  # bytes that tell two-byte text from others
_SHARE = 0.35  # of every second byte is zero in two-byte text of Western letters


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as characters.

    Attributes:
        text: without the byte-order mark.
        encoding: by Python's name.
        mark: whether a byte-order mark said so; else the encoding is a guess.
        trouble: a sentence when bytes had to be replaced; the reading is then not exact.
    """

    text: str
    encoding: str
    mark: bool
    trouble: str = ""

    def encoded(self) -> bytes:
        """The bytes again; the same as were read where there was no trouble."""
        mark = dict((name, code) for code, name in _MARKS)[self.encoding] if self.mark else b""
        return mark + self.text.encode(self.encoding)


def decoded(data: bytes) -> Decoded:
    """Decode by the mark, else by what the bytes can only be; nothing is ever refused.

    Without a mark: two-byte text shows by its zero bytes, UTF-8 by being valid, and the rest is
    taken for Western European (cp1252), or for Latin 1 where cp1252 has no such letter.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    wide = _two_bytes(data)
    if wide:
        return _unmarked(data, wide)
    for name in ("utf-8", "cp1252", "latin-1"):
        try:
            return Decoded(data.decode(name), name, mark=False)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes every byte")


def _strictly(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, mark=True)
    except UnicodeDecodeError as e:
        line = data[: e.start].count(b"\n") + 1
        what = f"its mark says {name.upper()}, and the bytes of line {line} are not"
        return Decoded(data.decode(name, "replace"), name, mark=True, trouble=what)


def _unmarked(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, mark=False)
    except UnicodeDecodeError:
        what = f"the bytes look like {name.upper()} and are not"
        return Decoded(data.decode(name, "replace"), name, mark=False, trouble=what)


def _two_bytes(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) / half > _SHARE:
        return "utf-16-le"
    if head[0::2].count(0) / half > _SHARE:
        return "utf-16-be"
    return ""
