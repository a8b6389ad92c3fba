"""A file of documents (DAT, CSV, text) read as it is: rows, names of columns, how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodcause.verification.loadfiles.roles import is_header, roles_of
from goodcause.verification.loadfiles.shape import Row, Shape, guessed, joined, parted
from goodcause.verification.loadfiles.text import Decoded, decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A load file of documents.

    Attributes:
        source: its characters and their encoding.
        shape: what parts and quotes its fields.
        header: the row that names the columns; none where the first row is a document.
        rows: the documents, blank rows among them.
        roles: by role (``begin``, ``text`` ...) its column; empty without a header.
    """

    source: Decoded
    shape: Shape
    header: Row | None
    rows: tuple[Row, ...]
    roles: Mapping[str, int]

    @property
    def width(self) -> int:
        """How many fields a row should have."""
        if self.header is not None:
            return len(self.header.cells)
        return len(self.rows[0].cells) if self.rows else 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns; empty without a header."""
        return self.header.cells if self.header else ()

    def value(self, row: Row, role: str) -> str:
        """What a row says in a role; empty where it says nothing."""
        at = self.roles.get(role, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    def written(self) -> bytes:
        """The bytes that were read; nothing of a sound file is lost in the reading."""
        rows = [*([self.header] if self.header else []), *self.rows]
        text = joined(rows, self.shape)
        return Decoded(text, self.source.encoding, self.source.mark).encoded()


def read_table(data: bytes, shape: Shape | None = None) -> Table:
    """Read a load file of documents in whatever encoding and with whatever delimiters.

    Args:
        data: the bytes; hostile.
        shape: the delimiters, where they are known; else they are guessed from the first rows.
    """
    source = decoded(data)
    shape = shape or guessed(source.text)
    rows = parted(source.text, shape)
    header = rows.pop(0) if rows and is_header(rows[0].cells) else None
    return Table(
        source=source,
        shape=shape,
        header=header,
        rows=tuple(rows),
        roles=roles_of(header.cells) if header else {},
    )
