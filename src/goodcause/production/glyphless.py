"""The one font of a produced PDF: glyphs without outlines, and the map from codes to characters.

It carries positions and characters of the text layer and draws nothing. Both streams are
constants, built here from the numbers that the TrueType format asks for, so that no font file
of anybody's travels with a production.
"""

from __future__ import annotations

import struct
from typing import Final

UNITS: Final = 1000
"""Units of the em; a glyph is half an em wide, one em high, and stands on its baseline."""

_GLYPHS: Final = 1
_CHECKSUM_MAGIC: Final = 0xB1B0AFBA


def _tables() -> dict[bytes, bytes]:
    """The six tables a TrueType font embedded in a PDF must have."""
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0x000B, UNITS),
        *(0, 0),  # created, modified: no dates
        *(0, 0, UNITS // 2, UNITS),  # bounding box
        *(0, 8, 2, 0, 0),  # style, smallest size, direction, short offsets, glyph format
    )
    hhea = struct.pack(
        ">IhhhHhhhhhhhhhhhH",
        *(0x00010000, UNITS, 0, 0, UNITS // 2),
        *(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, _GLYPHS),
    )
    maxp = struct.pack(">IH13H", 0x00010000, _GLYPHS, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
    return {
        b"glyf": bytes(4),  # nothing points into it, but some readers refuse an empty table
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">Hh", UNITS // 2, 0),
        b"loca": struct.pack(">HH", 0, 0),
        b"maxp": maxp,
    }


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _checksum(data: bytes) -> int:
    return sum(int.from_bytes(data[at : at + 4]) for at in range(0, len(data), 4)) & 0xFFFFFFFF


def _font() -> bytes:
    tables = _tables()
    head_at = 0
    offset = 12 + 16 * len(tables)
    directory = [struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, len(tables) * 16 - 64)]
    for tag, data in tables.items():
        if tag == b"head":
            head_at = offset
        directory.append(struct.pack(">4sIII", tag, _checksum(_padded(data)), offset, len(data)))
        offset += len(_padded(data))
    font = b"".join(directory) + b"".join(_padded(data) for data in tables.values())
    adjustment = (_CHECKSUM_MAGIC - _checksum(font)) & 0xFFFFFFFF
    return font[: head_at + 8] + struct.pack(">I", adjustment) + font[head_at + 12 :]


FONT: Final = _font()
"""A TrueType font of one empty glyph."""

CHARACTER_MAP: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
"""A ToUnicode map that reads every two-byte code as the same UTF-16 unit."""
