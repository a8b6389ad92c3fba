"""Bytes that may be text: which encoding, if any, and how they read."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SOME = 200  # one control character in so many is an accident of an old machine, more is no text


def decode(data: bytes, *, cut: bool = False) -> str | None:
    """The text, or nothing when the bytes are no text.

    UTF-8 and UTF-16 by their marks, UTF-8 without one, else the Windows code page of Western
    Europe, which takes nearly any bytes; control characters tell that they are none.

    Args:
        data: all of a file, or its beginning.
        cut: whether the end may be in the middle of a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tried(data, encoding, cut=cut)
    text = _tried(data, "utf-8", cut=cut)
    return text if text is not None else _tried(data, "cp1252", cut=cut)


def _tried(data: bytes, encoding: str, *, cut: bool) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data, final=not cut)
    except UnicodeDecodeError:
        return None
    odd = len(_CONTROL.findall(text))
    return text if odd <= 1 + len(text) // _SOME and "\x00" not in text else None
