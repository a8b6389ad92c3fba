"""A document as a row of a load file presents it, with what its numbers come to."""

from __future__ import annotations

from dataclasses import dataclass

from goodcause.verification.loadfiles.numbers import Number, number
from goodcause.verification.loadfiles.shape import Row
from goodcause.verification.loadfiles.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a load file.

    Attributes:
        line: of its row.
        row: as it stands.
        begin, end: its numbers; nothing where a value is no number. Without a column for the
            last number, both are the first.
        ranged: whether the load file has a column for the last number.
    """

    line: int
    row: Row
    begin: Number | None
    end: Number | None
    ranged: bool

    @property
    def pages(self) -> int | None:
        """How many pages its numbers give it; nothing where they give no count."""
        if self.begin is None or self.end is None or not self.ranged:
            return None
        return self.end.count - self.begin.count + 1 if self.begin.line == self.end.line else None


def documents_of(table: Table) -> tuple[Document, ...]:
    """The rows of a load file as documents; blank rows and rows of another width are left out."""
    ranged = "end" in table.roles
    return tuple(
        Document(
            line=row.line,
            row=row,
            begin=number(table.value(row, "begin")),
            end=number(table.value(row, "end" if ranged else "begin")),
            ranged=ranged,
        )
        for row in table.rows
        if len(row.cells) == table.width
    )
