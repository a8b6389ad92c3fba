"""Pages of Schedule A with truth: three layouts, digital or through a scanner."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from goodcause.base.blobs import Memo
from goodcause.demo.chance import chance
from goodcause.demo.media import draw_scanner, image_pdf, scan
from goodcause.demo.sheet import Face, Sheet
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.page import Page
from goodcause.pages.plate import Plate
from goodcause.pages.read import Tools, read_pages
from goodcause.programs.reader import best_reader

from benchmarks.linkage.population import make

_LEFT, _RIGHT = 36.0, 576.0
_COUNTY = (
    ("DATE RECEIVED", 0.11),
    ("FULL NAME, STREET ADDRESS AND ZIP CODE OF CONTRIBUTOR", 0.34),
    ("CONTRIBUTOR CODE", 0.1),
    ("IF AN INDIVIDUAL, ENTER OCCUPATION AND EMPLOYER", 0.23),
    ("AMOUNT RECEIVED THIS PERIOD", 0.11),
    ("CUMULATIVE TO DATE CALENDAR YEAR", 0.11),
)
_TYPED = (
    ("DATE RECD.", 0.12),
    ("FULL NAME AND ADDRESS OF CONTRIBUTOR", 0.36),
    ("OCCUPATION (AND EMPLOYER)", 0.3),
    ("AMOUNT", 0.11),
    ("TO DATE", 0.11),
)


LAYOUTS = ("county", "plain", "typed")
OCR = best_reader()
"""Of this machine; without one scans have no words, and every figure says so."""


@dataclass(frozen=True)
class Entry:
    """One row as the treasurer meant it."""

    day: str
    name: str
    street: str
    town: str
    zip: str
    code: str
    work: str
    employer: str
    amount: Decimal
    mark: str = ""
    through: str = ""


@dataclass(frozen=True)
class Paper:
    """One page, what it should say, and what it prints as its subtotal."""

    pdf: bytes
    entries: tuple[Entry, ...]
    subtotal: Decimal


def entries(count: int, seed: int) -> list[Entry]:
    """Rows with the hazards of real filings."""
    rng = chance(seed, "entries")
    town = make(60, max(400, count * 2), seed)
    found = []
    for row in town.donors[:count]:
        person = row["kind"] == "IND"
        first = f"{row['first']} {row['middle']}".strip().rstrip(".")
        name = f"{row['last']}, {first}" if person else row["last"]
        year, month, day = row["received"].split("-")
        amount = Decimal(rng.choice((100, 150, 250, 500, 1000, 2500, 5000)))
        mark = ""
        if rng.random() < 0.04:
            mark = "(loan forgiven)"
        elif rng.random() < 0.04:
            amount, mark = -amount, "(refund)"
        elif rng.random() < 0.1:
            amount += Decimal("0.50")
        found.append(
            Entry(
                f"{month}/{day}/{year}",
                name,
                row["street"],
                row["city"],
                row["zip"],
                "IND" if person else "OTH",
                row["occupation"] if person else "",
                row["employer"] if person and len(row["employer"]) < 26 else "",
                amount,
                mark,
                "Intermediary: Pat Q. Bundler" if rng.random() < 0.05 else "",
            )
        )
    return found


def paper(found: list[Entry], layout: str, *, off: int = 0) -> Paper:
    """Draw one page.

    Args:
        found: its rows.
        layout: ``county`` (ruled, codes with tick boxes), ``plain`` (ruled, one code) or
            ``typed`` (typewriter, nothing ruled but the heads).
        off: dollars by which the printed subtotal is wrong.
    """
    typed = layout == "typed"
    sheet = Sheet(Face(font="Courier", size=8.5) if typed else Face(size=8.5))
    _head(sheet, layout)
    heads = _TYPED if typed else _COUNTY
    top = 118.0
    for entry in found:
        top = _row(sheet, top, entry, layout)
    total = sum((e.amount for e in found), Decimal(0)) + off
    font = "Courier" if typed else "Helvetica-Bold"
    left = _LEFT + sum(share for _, share in heads[:-2]) * (_RIGHT - _LEFT)
    sheet.say(left - 70, top + 16, "SUBTOTAL $", size=9, font=font)
    sheet.say(left + 6, top + 16, f"{total:,.2f}" if total % 1 else f"{total:,}", size=9, font=font)
    return Paper(sheet.pdf(), tuple(found), total)


def _head(sheet: Sheet, layout: str) -> None:
    typed = layout == "typed"
    sheet.say(_LEFT, 46, "Schedule A", size=13, font="Helvetica-Bold")
    sheet.say(_LEFT, 60, "Monetary Contributions Received", size=10, font="Helvetica-Bold")
    sheet.say(400, 46, f"CALIFORNIA FORM {'490' if typed else '460'}", size=9)
    sheet.say(380, 58, "Statement covers period from 01/01/1998 through 06/30/1998", size=6.5)
    sheet.say(_LEFT, 80, "NAME OF FILER: Friends of a Specimen Sheriff", size=8)
    sheet.say(420, 80, "I.D. NUMBER 9900117", size=8)
    left = _LEFT
    for head, share in _TYPED if typed else _COUNTY:
        right = left + share * (_RIGHT - _LEFT)
        if not typed:
            sheet.box((left, 88, right, 118))
        sheet.prose(left + 3, 97, right - left - 5, head, size=6)
        left = right


def _row(sheet: Sheet, top: float, entry: Entry, layout: str) -> float:
    typed = layout == "typed"
    lines = [entry.name, entry.mark, entry.street, f"{entry.town}, CA {entry.zip}", entry.through]
    ticks = [
        f"{'[X]' if entry.code == c else '[ ]'} {c}" for c in ("IND", "COM", "OTH", "PTY", "SCC")
    ]
    codes = ticks if layout == "county" else [entry.code]
    amount = f"{entry.amount:,}"
    if entry.amount < 0:
        amount = f"({-entry.amount:,})"
    cells: list[list[str]] = [
        [entry.day],
        [w for w in lines if w],
        codes,
        [w for w in (entry.work, entry.employer) if w],
        [amount],
        [amount],
    ]
    if typed:
        del cells[2]
    high = 11.0 * max(len(cell) for cell in cells) + 6
    font, size = ("Courier", 8.0) if typed else ("Helvetica", 8.0)
    left = _LEFT
    for (_, share), cell in zip(_TYPED if typed else _COUNTY, cells, strict=True):
        right = left + share * (_RIGHT - _LEFT)
        if not typed:
            sheet.box((left, top, right, top + high))
        for n, line in enumerate(cell):
            sheet.say(left + 4, top + 11 + 11 * n, line, size=size, font=font)
        left = right
    return top + high


def read(pdf: bytes, *, scanned: bool, seed: int, poor: bool = False) -> Page:
    """The page as the program reads it."""
    return scan_of(pdf, seed=seed, poor=poor)[0] if scanned else _read(pdf)[0]


def scan_of(pdf: bytes, *, seed: int, poor: bool = False) -> tuple[Page, NDArray[np.uint8]]:
    """The page as the program reads it from a scanner's picture, and its pixels."""
    scanner = draw_scanner(chance(seed, "scanner"), poor=poor, bitonal=bool(seed % 2))
    page, plate = _read(image_pdf(scan(pdf, scanner, seed), bitonal=bool(scanner.threshold)))
    return page, plate.grey()


def _read(pdf: bytes) -> tuple[Page, Plate]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        tools = Tools(limits=Limits(), reader=OCR, cache=Memo(Path(folder) / "ocr"))
        ((page, plate),) = read_pages(path, Kind.PDF, [1], tools)
    return page, plate


def leaves(found: list[Entry], size: int) -> list[list[Entry]]:
    """Rows dealt onto pages."""
    return [found[n : n + size] for n in range(0, len(found), size)]
