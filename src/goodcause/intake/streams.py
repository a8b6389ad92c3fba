"""Bytes of a stranger's stream, unpacked no further than asked: a kilobyte can hold a gigabyte."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf


def filter_of(stream: Any) -> str | None:
    """The name of a stream's only filter, empty when it has none, nothing when it has several."""
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        if len(filters) > 1:
            return None
        filters = filters[0] if len(filters) else None
    return str(filters) if filters is not None else ""


def unpacked(stream: Any, most: int) -> bytes:
    """At most so many bytes of a stream that is plain or deflated.

    Raises:
        ValueError: it is packed in another way, or damaged.
    """
    name = filter_of(stream)
    if name not in {"", "/FlateDecode"} or (name and "/DecodeParms" in stream):
        raise ValueError("a stream packed in an unusual way")
    raw = bytes(stream.read_raw_bytes())
    if not name:
        return raw[:most]
    try:
        return zlib.decompressobj().decompress(raw, most)
    except zlib.error as e:
        raise ValueError("a damaged stream") from e
