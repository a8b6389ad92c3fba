"""Pages as one blob and back: columns of JSON under zstd, the same pages always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import chain
from typing import Any

import zstandard

from goodcause.base.geometry import Box
from goodcause.pages.blocks import Blocks
from goodcause.pages.page import Channel, Hidden, Origin, Page, Word

_MAGIC = b"GCPG1"
_MOST = 1 << 30  # bytes: a blob that unpacks to more was not written by us
_ORIGINS = (Origin.DIGITAL, Origin.OCR)
_DIGITAL_LINE = (1.0, Origin.DIGITAL)


def pages_to_bytes(pages: Iterable[Page]) -> bytes:
    """As one blob."""
    text = json.dumps([_page_out(page) for page in pages], separators=(",", ":"))
    return _MAGIC + zstandard.ZstdCompressor(level=3).compress(text.encode("ascii"))


def pages_from_bytes(data: bytes) -> tuple[Page, ...]:
    """Read a blob back.

    Raises:
        ValueError: the blob does not hold pages.
    """
    if not data.startswith(_MAGIC):
        raise ValueError("not a blob of pages")
    try:
        text = zstandard.ZstdDecompressor().decompress(data[len(_MAGIC) :], max_output_size=_MOST)
        return tuple(_page_in(row) for row in json.loads(text))
    except (zstandard.ZstdError, KeyError, TypeError, IndexError) as e:
        raise ValueError("not a blob of pages") from e


def _page_out(page: Page) -> dict[str, Any]:
    words = page.words
    row: dict[str, Any] = {
        "n": page.number,
        "s": [page.width, page.height],
        "t": [word.text for word in words],
        "b": _flat(word.box for word in words),
        "l": [word.line for word in words],
    }
    # Most pages are digital through and through; what is always the same is not written.
    if any((word.confidence, word.origin) != _DIGITAL_LINE for word in words):
        row["c"] = [word.confidence for word in words]
        row["o"] = [_ORIGINS.index(word.origin) for word in words]
    if page.rules:
        row["r"] = _flat(page.rules)
    if page.plate:
        row["p"] = page.plate
    if page.hidden:
        row["h"] = [[hidden.channel.value, hidden.text] for hidden in page.hidden]
    if page.notes:
        row["m"] = list(page.notes)
    if page.low_ink:
        row["i"] = _flat(page.low_ink)
    return row | _picture_out(page)


def _picture_out(page: Page) -> dict[str, Any]:
    """How a page lay in the picture it came from."""
    row: dict[str, Any] = {"a": page.slant} if page.slant else {}
    return row | ({"g": list(astuple(page.blocks))} if page.blocks else {})


def _page_in(row: dict[str, Any]) -> Page:
    count = len(row["t"])
    confidences = row.get("c") or [1.0] * count
    origins = [_ORIGINS[index] for index in row["o"]] if "o" in row else [Origin.DIGITAL] * count
    columns = (row["t"], _boxes(row["b"]), row["l"], confidences, origins)
    return Page(
        number=row["n"],
        width=row["s"][0],
        height=row["s"][1],
        words=tuple(map(Word, *columns)),
        rules=tuple(_boxes(row.get("r", []))),
        plate=row.get("p", ""),
        hidden=tuple(Hidden(Channel(channel), text) for channel, text in row.get("h", [])),
        notes=tuple(row.get("m", [])),
        low_ink=tuple(_boxes(row.get("i", []))),
        slant=row.get("a", 0.0),
        blocks=Blocks(*row["g"]) if "g" in row else None,
    )


def _flat(boxes: Iterable[Box]) -> list[int]:
    return list(chain.from_iterable((b.left, b.top, b.right, b.bottom) for b in boxes))


def _boxes(flat: Sequence[int]) -> Iterator[Box]:
    values = iter(flat)
    return map(Box, values, values, values, values)
