"""A word's own pixels, free of its neighbours and of where on its page it stood.

Words of a line from which something goes are set again from these, because the pixels of the
page itself tell, to a fraction of a pixel, how wide the words were that stood beside them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEAD = struct.Struct("<6i?")
_MAGIC = b"GCLT1"
_MOST = 1 << 28  # bytes of one page's lettering; more was not written by us


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """The picture of one word, trimmed to its ink.

    Attributes:
        advance: columns that the word takes on its line.
        left, top: where the picture begins, counted from the word's pen and from the top of
            its box on the page; either may be negative.
        width, height: pixels of the picture.
        grey: its pixels row by row, 0 = black; on a bitonal page only 0 and 255.
        drawn: whether it was drawn by itself, and so says nothing of its neighbours; else it was
            cut from the page.
    """

    advance: int
    left: int
    top: int
    width: int
    height: int
    grey: bytes
    drawn: bool = True

    def pixels(self) -> NDArray[np.uint8]:
        """The picture, shape (height, width), 0 = black; not writable."""
        import numpy as np  # noqa: PLC0415  imported late: --help must not load it

        return np.frombuffer(self.grey, np.uint8).reshape(self.height, self.width)


def trimmed(
    picture: NDArray[np.uint8], pen: tuple[int, int], advance: int, cut: int
) -> Lettering | None:
    """A picture on white cut down to its ink; ``None`` when it has none.

    Args:
        picture: grey, shape (height, width), 0 = black.
        pen: column and row of the picture from which the lettering's place is counted.
        advance: columns that the word takes.
        cut: a pixel that dark or darker is ink.
    """
    import numpy as np  # noqa: PLC0415

    ink = picture <= cut
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    return Lettering(
        advance=advance,
        left=left - pen[0],
        top=top - pen[1],
        width=right - left,
        height=bottom - top,
        grey=picture[top:bottom, left:right].tobytes(),
    )


def letterings_to_bytes(letterings: Mapping[int, Lettering]) -> bytes:
    """The lettering of a page, by index of the word, as one blob."""
    parts = [struct.pack("<I", len(letterings))]
    for index, one in sorted(letterings.items()):
        shape = (one.advance, one.left, one.top, one.width, one.height)
        parts += [_HEAD.pack(index, *shape, one.drawn), one.grey]
    return _MAGIC + zstandard.ZstdCompressor(level=3).compress(b"".join(parts))


def letterings_from_bytes(blob: bytes) -> dict[int, Lettering]:
    """Read a blob back.

    Raises:
        ValueError: the blob holds no lettering.
    """
    if not blob.startswith(_MAGIC):
        raise ValueError("not a blob of lettering")
    data = zstandard.ZstdDecompressor().decompress(blob[len(_MAGIC) :], max_output_size=_MOST)
    found: dict[int, Lettering] = {}
    at = 4
    for _ in range(struct.unpack_from("<I", data)[0]):
        index, advance, left, top, width, height, drawn = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        found[index] = Lettering(
            advance=advance,
            left=left,
            top=top,
            width=width,
            height=height,
            grey=data[at : at + width * height],
            drawn=drawn,
        )
        at += width * height
    return found
