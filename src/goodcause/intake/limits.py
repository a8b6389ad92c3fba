"""How much of a stranger's file we are willing to swallow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what is handed in; beyond one, a file is refused with a sentence.

    Attributes:
        max_file_bytes: bytes of one file.
        max_pages: pages of one file.
        max_page_inches: longest side of a page.
        max_image_pixels: pixels one picture may claim.
        seconds_per_page: time a page may take; kept by the one who runs the reading.
        zip_members: members of one archive.
        zip_bytes: bytes that one archive may unpack to, nested archives included.
        zip_ratio: how many times larger a member may be than its packed bytes.
        zip_depth: how deep archives may be nested; 1 opens an archive but none inside it.
        table_rows: rows of one CSV file or sheet.
        table_columns: columns of one.
        table_cells: cells of one CSV file or workbook.
        cell_characters: characters of one cell.
        text_characters: characters of one text file.
    """

    max_file_bytes: int = 2 << 30
    max_pages: int = 5_000
    max_page_inches: int = 60
    max_image_pixels: int = 200_000_000
    seconds_per_page: int = 60
    zip_members: int = 50_000
    zip_bytes: int = 8 << 30
    zip_ratio: int = 200
    zip_depth: int = 3
    table_rows: int = 200_000
    table_columns: int = 500
    table_cells: int = 600_000
    cell_characters: int = 32_767
    text_characters: int = 20_000_000
