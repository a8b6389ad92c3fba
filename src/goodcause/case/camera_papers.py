"""The papers of a lodging in camera: cover, index, declaration, proposed order, notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from goodcause.case.declaration import PARTS
from goodcause.case.draft import (
    Block,
    Draft,
    Heading,
    PageBreak,
    Rows,
    Signature,
    Tick,
    Words,
    captioned,
)
from goodcause.case.lodging import WORDS, CustodianPart, DocumentPart, Lodgement, Ruled, Tab
from goodcause.order.clause import Case
from goodcause.order.vocabulary import spoken

_LOCAL_RULE = "L.R. 141"
_PERJURY = (
    "I declare under penalty of perjury under the laws of the United States that the foregoing is"
    " true and correct (28 U.S.C. 1746)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodging:
    """What the papers are written from.

    Attributes:
        case: the lawsuit.
        lodged: what goes to the court.
        custodian: who declares.
        documents: what counsel says of each paper, by tab.
        unread: papers of the series that could not be read: what they are, and why.
        on: the day of the papers.
    """

    case: Case
    lodged: Lodgement
    custodian: CustodianPart
    documents: tuple[DocumentPart, ...]
    unread: tuple[tuple[str, str], ...]
    on: datetime.date

    @property
    def cite(self) -> str:
        """The clause, as papers cite it."""
        clause = self.lodged.clause
        section = f"section {clause.section} of " if clause.section else ""
        return f"{section}{clause.order} ({clause.rule})"


def papers(lodging: Lodging) -> dict[str, Draft]:
    """Every paper by its file name, without ending."""
    return {
        "cover": _cover(lodging),
        "index": _index(lodging),
        "declaration": _declaration(lodging),
        "proposed-order": _proposed_order(lodging),
        "notice": _notice(lodging),
    }


def _draft(lodging: Lodging, title: tuple[str, ...], blocks: list[Block]) -> Draft:
    cites = (lodging.cite, *lodging.lodged.clause.basis)
    return captioned(lodging.case, title, tuple(blocks), cites)


def _cover(lodging: Lodging) -> Draft:
    lodged, party = lodging.lodged, lodging.case.producing_party or "the producing party"
    pages = sum(tab.pages for tab in lodged.tabs)
    blocks: list[Block] = [
        Heading("What is lodged"),
        Words(
            f"Under {lodging.cite}, {party} lodge for review in camera by {lodged.to}"
            f" {_count(len(lodged.tabs), 'paper')} on {_count(pages, 'page')} of the series"
            f" \u201c{lodged.title}\u201d. They are lodged, not filed, and are served on nobody."
        ),
        Heading("What the package holds"),
        Words("the papers as they are (folder unredacted, one file a tab);", 1),
        Words(
            "the same papers with what the producing party proposes to withhold marked in a"
            " see-through colour, labelled by item and clause, its words readable (folder"
            " proposed);",
            2,
        ),
        Words(f"an index of {_count(len(lodged.items), 'item')} to rule on;", 3),
        Words(f"the declaration of {lodging.custodian.name};", 4),
        Words("a proposed order with boxes to tick for each item.", 5),
    ]
    if lodging.unread:
        blocks += [
            Heading("What could not be shown as pages"),
            Rows(("Paper", "Why"), lodging.unread, (2, 3)),
        ]
    blocks += [
        Heading("Request"),
        Words(
            "The Court is asked to rule on each item. Nothing leaves the package unless the Court"
            " finds it discoverable; a passage found irrelevant or confidential is removed from a"
            " page that leaves."
        ),
        Signature(f"Dated {_day(lodging.on)}.", ("Counsel for " + party, "Name and address")),
    ]
    return _draft(lodging, ("COVER DECLARATION", "Records lodged for review in camera"), blocks)


def _index(lodging: Lodging) -> Draft:
    head = ("Tab", "Paper", "Date", "Author", "Pages", "Relevant", "Ground", "Proposed")
    body = tuple(
        (
            str(tab.number),
            tab.kind,
            tab.dated,
            tab.author or "not stated",
            str(tab.pages),
            "yes" if tab.relevant else "no",
            tab.why,
            _action(tab),
        )
        for tab in lodging.lodged.tabs
    )
    blocks: list[Block] = [
        Heading("Papers"),
        Rows(head, body, (0.7, 1.7, 1.6, 1.2, 0.9, 1.3, 2.1, 1.6)),
    ]
    for tab in lodging.lodged.tabs:
        if tab.passages:
            blocks += [Heading(f"Passages proposed to be withheld: {tab.name}"), _passages(tab)]
    return _draft(lodging, ("INDEX", "Records lodged for review in camera"), blocks)


def _passages(tab: Tab) -> Rows:
    body = tuple(
        (item.number, str(item.page), spoken(item.passage.category), item.passage.ground)
        for item in tab.items
        if item.passage
    )
    return Rows(("Item", "Page", "What it is", "Ground"), body, (0.8, 0.6, 2.0, 4.0))


def _action(tab: Tab) -> str:
    if not tab.relevant:
        return "withhold"
    return "disclose but for the passages marked" if tab.passages else "disclose"


def _declaration(lodging: Lodging) -> Draft:
    custodian = lodging.custodian
    number = _counter()
    blocks: list[Block] = [
        Words(f"I, {custodian.name}, declare:"),
        Words(
            f"I am {custodian.title} of {custodian.department}, and have control of the records"
            " named below. I make this declaration of my own knowledge.",
            next(number),
        ),
        Words(
            f"I reviewed each of them myself; I finished on {_day(custodian.reviewed_on)}.",
            next(number),
        ),
    ]
    for tab, document in zip(lodging.lodged.tabs, lodging.documents, strict=True):
        blocks.append(Heading(f"{tab.name} ({tab.dated})"))
        for part in PARTS:
            said = getattr(document.declaration, part).strip()
            blocks.append(Words(said or f"[not written yet: {PARTS[part]}]", next(number)))
    blocks.append(Signature(_PERJURY, ("Date and place", custodian.name, custodian.title)))
    return _draft(
        lodging, (f"DECLARATION OF {custodian.name.upper()}", "In support of review in camera"),
        blocks,
    )  # fmt: skip


def _counter() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def _proposed_order(lodging: Lodging) -> Draft:
    lodged = lodging.lodged
    blocks: list[Block] = [
        Words(
            f"Having reviewed in camera the records lodged under {lodging.cite}, the Court orders"
            " as to each item. Where a page is not to be disclosed, the passages on it need no"
            " ruling. What is not ruled relevant stays with the Court."
        )
    ]
    for tab in lodged.tabs:
        blocks.append(Heading(f"{tab.name}, {_count(tab.pages, 'page')}"))
        for item in tab.items:
            what = (
                f"{spoken(item.passage.category)} on page {item.page}"
                if item.passage
                else f"page {item.page}"
            )
            blocks.append(Words(f"Item {item.number}: {what}"))
            blocks += [Tick(WORDS[each]) for each in Ruled]
    blocks += [
        PageBreak(),
        Words(
            f"{lodging.case.producing_party or 'The producing party'} shall produce what is ruled"
            " relevant within ____ days, with the words of the order printed in the place of each"
            " removal. IT IS SO ORDERED."
        ),
        Signature("", ("Date", lodged.to)),
        Words(f"Package {lodged.digest}"),
    ]
    return _draft(lodging, ("[PROPOSED] ORDER", "After review in camera"), blocks)


def _notice(lodging: Lodging) -> Draft:
    party = lodging.case.producing_party or "The producing party"
    blocks: list[Block] = [
        Words(
            f"PLEASE TAKE NOTICE that under {lodging.cite} {party} have lodged"
            f" {_count(len(lodging.lodged.tabs), 'paper')} of the series"
            f" \u201c{lodging.lodged.title}\u201d with {lodging.lodged.to} for review in camera"
            f" ({_LOCAL_RULE}). The papers themselves, the index, the declaration and the proposed"
            " order are lodged under seal and are not served."
        ),
        Signature(f"Dated {_day(lodging.on)}.", (f"Counsel for {party}",)),
    ]
    return _draft(lodging, ("NOTICE OF LODGING", "Records for review in camera"), blocks)


def _day(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word if number == 1 else word + 's'}"
