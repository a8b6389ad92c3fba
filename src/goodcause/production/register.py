"""The private register of a volume: what became of each source. It is never served."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

from goodcause.production.files import write
from goodcause.production.logs import csv_file


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One source's row; the fields are the columns.

    Attributes:
        source_path: as given to ``add``.
        sha256: of its bytes.
        series: of the order.
        disposition: produced, held, withheld, duplicate or exception.
        begin_bates, end_bates: first and last number of what was produced of it, or empty.
        pages: pages produced or known of; 0 when nobody could count them.
        reason: a sentence; empty for a source produced in the ordinary way.
    """

    source_path: str
    sha256: str
    series: str
    disposition: str
    begin_bates: str = ""
    end_bates: str = ""
    pages: int = 0
    reason: str = ""


COLUMNS: Final = tuple(field.name for field in fields(RegisterRow))


def register_file(rows: Iterable[RegisterRow]) -> bytes:
    """The bytes of a register: one row a source, in the order given."""
    return csv_file([COLUMNS, *(map(str, astuple(row)) for row in rows)])


def write_register(path: Path, rows: Iterable[RegisterRow]) -> None:
    """Write ``registers/VOL001.csv`` whole.

    Raises:
        StoppedError: the disk is full.
    """
    write(path, register_file(rows))
