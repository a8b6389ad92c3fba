"""Looks for very many byte strings at once, in one pass over the data."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEY = 7
"""Bytes compared at once; nothing shorter can be looked for."""

_BITS = 22
_MIX = 0x9E3779B97F4A7C15
_CHUNK = 1 << 22
_LOWER = bytes(range(256)).lower()


def lowered(data: bytes) -> bytes:
    """The bytes with ASCII capitals made small; also right inside UTF-16."""
    return data.translate(_LOWER)


class Windows:
    """A set of byte strings of at least `KEY` bytes, given with small ASCII letters.

    Every position's next seven bytes are looked up in a bitmap of hashes; only the rare
    candidates are compared in full, so the time hardly depends on how many strings there are.
    """

    __slots__ = ("_bitmap", "_keys", "_lengths", "_wanted")

    def __init__(self, wanted: Collection[bytes]) -> None:
        """Prepare the search.

        Args:
            wanted: the strings; kept, and asked for membership, so a mapping of them will do.

        Raises:
            ValueError: one is shorter than `KEY` bytes.
        """
        import numpy as np  # noqa: PLC0415 - heavy; only a verification needs it

        lengths: dict[bytes, set[int]] = {}
        for one in wanted:
            if len(one) < KEY:
                raise ValueError(f"a byte search needs at least {KEY} bytes")
            lengths.setdefault(one[:KEY], set()).add(len(one))
        # Few different sets of lengths occur; each is held once.
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        ordered = ((key, tuple(sorted(some))) for key, some in lengths.items())
        self._lengths = {key: shared.setdefault(some, some) for key, some in ordered}
        self._wanted = wanted
        numbers = (int.from_bytes(key, "little") for key in self._lengths)
        self._keys = np.sort(np.fromiter(numbers, np.uint64, len(self._lengths)))
        self._bitmap = np.zeros(1 << _BITS, dtype=np.bool_)
        self._bitmap[_mixed(self._keys)] = True

    def find(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield each place and string found, capitals and small letters alike."""
        if not self._lengths:
            return
        small = lowered(data)
        for start in range(0, max(len(small) - KEY + 1, 0), _CHUNK):
            for at in self._candidates(small[start : start + _CHUNK + KEY]):
                where = start + at
                if at < _CHUNK:
                    for found in self._at(small, where):
                        yield where, found

    def _at(self, small: bytes, where: int) -> Iterator[bytes]:
        for length in self._lengths.get(small[where : where + KEY], ()):
            piece = small[where : where + length]
            if len(piece) == length and piece in self._wanted:
                yield piece

    def _candidates(self, piece: bytes) -> list[int]:
        import numpy as np  # noqa: PLC0415 - see above

        padded = piece + b"\0" * (8 - KEY)
        count = len(padded) - 7
        if count <= 0:
            return []
        view: NDArray[np.uint64] = np.ndarray((count,), "<u8", padded, 0, (1,))
        keys = view & np.uint64((1 << (8 * KEY)) - 1)
        maybe = np.flatnonzero(self._bitmap[_mixed(keys)])
        if not len(maybe):
            return []
        some = keys[maybe]
        at = np.searchsorted(self._keys, some)
        at[at == len(self._keys)] = 0
        return [int(i) for i in maybe[self._keys[at] == some]]


def _mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    import numpy as np  # noqa: PLC0415 - see above

    return (keys * np.uint64(_MIX)) >> np.uint64(64 - _BITS)
