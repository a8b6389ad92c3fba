"""Pieces that several layouts share: captioned cells, heading bars, signature lines."""

from __future__ import annotations

from collections.abc import Sequence

from goodcause.demo.filing import Filing
from goodcause.demo.runs import Run, Sentence
from goodcause.demo.sheet import Sheet

LEFT, RIGHT = 36.0, 576.0

Cell = tuple[float, str, Sentence]
"""Width as a share of the row, caption, value."""


def bar(sheet: Sheet, top: float, text: str, *, dark: bool = False) -> float:
    """A heading bar across the page; gives the y below it."""
    sheet.box((LEFT, top, RIGHT, top + 14), fill=0.75 if dark else 0.88)
    sheet.say(LEFT + 4, top + 10, text, size=8.5, font="Helvetica-Bold")
    return top + 14


def row(sheet: Sheet, top: float, height: float, cells: Sequence[Cell]) -> float:
    """A row of boxed cells with small captions on top; gives the y below it."""
    left = LEFT
    for share, caption, runs in cells:
        right = left + share * (RIGHT - LEFT)
        sheet.box((left, top, right, top + height))
        sheet.say(left + 3, top + 7.5, caption, size=6)
        if runs:
            sheet.put(left + 6, top + height - 5.5, runs, width=right - left - 11)
        left = right
    return top + height


def signature(sheet: Sheet, top: float, filing: Filing, *, witness: bool = True) -> float:
    """A line to sign and date; gives the y below it."""
    sheet.line(LEFT, top + 26, 290, top + 26)
    sheet.line(310, top + 26, 390, top + 26)
    sheet.sign(LEFT + 10, top + 23, filing.person.short, filing.hand)
    sheet.put(315, top + 23, filing.applied(), width=72)
    sheet.say(LEFT, top + 34, "Applicant Signature", size=6.5)
    sheet.say(310, top + 34, "Date", size=6.5)
    if witness:
        sheet.line(410, top + 26, RIGHT, top + 26)
        sheet.say(410, top + 34, "Witness Signature / Badge No.", size=6.5)
        badge = filing.rng.randint(11, 899)
        sheet.put(470, top + 23, (Run(f"#{badge}", ""),), width=100)
    return top + 42


def table(
    sheet: Sheet, top: float, heads: Sequence[tuple[float, str]], rows: Sequence[Sequence[Sentence]]
) -> float:
    """A ruled table with a tinted head; gives the y below it."""
    height = 17.0
    edges = [LEFT]
    for share, _ in heads:
        edges.append(edges[-1] + share * (RIGHT - LEFT))
    for index, (_, head) in enumerate(heads):
        sheet.box((edges[index], top, edges[index + 1], top + 12), fill=0.9)
        sheet.say(edges[index] + 3, top + 9, head, size=6.5, font="Helvetica-Bold")
    top += 12
    for cells in rows:
        for index, runs in enumerate(cells):
            sheet.box((edges[index], top, edges[index + 1], top + height))
            if runs:
                wide = edges[index + 1] - edges[index] - 8
                sheet.put(edges[index] + 4, top + height - 5, runs, width=wide)
        top += height
    return top


def reference_rows(filing: Filing) -> list[list[Sentence]]:
    """References as table rows: name, calling, address, telephone; all of other people."""
    return [
        [
            (Run(who.name, "person_name"),),
            (Run(who.calling, ""),),
            (Run(who.address.line, "third_party_contact"),),
            (Run(filing.habits.phone(who.phone), "third_party_contact"),),
        ]
        for who in filing.person.references
    ]


def weapon_rows(filing: Filing, count: int = 3) -> list[list[Sentence]]:
    """Weapons as table rows: make, model, calibre, serial number."""
    rows: list[list[Sentence]] = []
    for gun in filing.person.weapons[:count]:
        cells = (gun.make, gun.model, gun.calibre, gun.serial)
        rows.append([(Run(text, "weapon"),) for text in cells])
    while len(rows) < count:
        rows.append([(), (), (), ()])
    return rows
