"""What a volume's certificate is written from: counts and the order, and no document's words."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from goodcause.base.ids import Bates
from goodcause.order.order import RuleSet
from goodcause.order.specification import Specification, load_specification
from goodcause.production.volume import ProducedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Documents of one series that are not in the volume, for one kind of reason.

    Attributes:
        series: of the order.
        disposition: held, withheld, duplicate or exception.
        why: the kind of reason in words; no name, no path, nothing of a document.
        count: how many.
    """

    series: str
    disposition: str
    why: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A document withheld, as the privilege log names it: nothing of what it says.

    Attributes:
        series: in words.
        pages: how many it has.
        begin, end: its numbers; empty when it has none.
        rule, section: the clause it is withheld under; empty for none.
        basis: authorities of that clause.
    """

    series: str
    pages: int
    begin: str = ""
    end: str = ""
    rule: str = ""
    section: str = ""
    basis: tuple[str, ...] = ()


REPLACED: Final = "replaced"
STANDS: Final = "stands"
ADDED: Final = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Numbers in a row, and where what was served under them is to be found.

    Attributes:
        begin, end: first and last.
        status: ``replaced`` in this volume, ``stands`` as served, or ``added`` by this volume.
        volume: in which it was served before; empty when it never was.
    """

    begin: Bates
    end: Bates
    status: str
    volume: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaces:
    """What a replacement volume takes the place of.

    Attributes:
        volumes: those it replaces in part, oldest first.
        order: id of the newest order in force.
        spans: every number served so far, by number; no gap within a prefix.
    """

    volumes: tuple[str, ...]
    order: str
    spans: tuple[Span, ...]

    def of(self, status: str) -> int:
        """How many numbers have a status."""
        spans = (s for s in self.spans if s.status == status)
        return sum(s.end.number - s.begin.number + 1 for s in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeFacts:
    """Everything the side files of a volume say.

    Attributes:
        name: of the volume.
        to: who receives it.
        rules: in force on the production date.
        documents: as built.
        absent: what is not in the volume.
        withheld: documents lodged with the court instead of served.
        checks: sentences on how the finished volume is checked before it is served.
        sampling: sentences on what reading a sample of pages showed; empty when none was drawn.
        specification: the form in which the volume is wanted.
        families: by first number of a document, the range of the family it belongs to.
        replaces: what the volume takes the place of; nothing for a whole volume.
    """

    name: str
    to: str
    rules: RuleSet
    documents: tuple[ProducedDocument, ...]
    absent: tuple[Absent, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    checks: tuple[str, ...] = ()
    sampling: tuple[str, ...] = ()
    families: tuple[tuple[str, tuple[str, str]], ...] = ()
    specification: Specification = field(default_factory=load_specification)
    replaces: Replaces | None = None

    @property
    def day(self) -> datetime.date:
        """The production date: the day whose rules were carried out."""
        return self.rules.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One series of a volume, in numbers."""

    series: str
    documents: int
    pages: int
    natives: int
    ranges: tuple[tuple[Bates, Bates], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Removals of one category under one clause and with one label, in numbers."""

    rule: str
    category: str
    label: str
    removals: int
    pages: int
    documents: int


def served_by_series(documents: Sequence[ProducedDocument]) -> tuple[Served, ...]:
    """The documents counted by series, in the order of the series' names."""
    by_name = sorted(documents, key=lambda document: (document.series, document.begin))
    found = []
    for series, group in groupby(by_name, key=lambda document: document.series):
        members = tuple(group)
        found.append(
            Served(
                series=series,
                documents=len(members),
                pages=sum(document.pages for document in members),
                natives=sum(bool(document.native) for document in members),
                ranges=_ranges(members),
            )
        )
    return tuple(found)


def _ranges(documents: Sequence[ProducedDocument]) -> tuple[tuple[Bates, Bates], ...]:
    """Numbers of documents in order, neighbours joined."""
    ranges: list[tuple[Bates, Bates]] = []
    for document in documents:
        if ranges and ranges[-1][1].plus(1) == document.begin:
            ranges[-1] = ranges[-1][0], document.end
        else:
            ranges.append((document.begin, document.end))
    return tuple(ranges)


def taken_by_clause(documents: Sequence[ProducedDocument]) -> tuple[Taken, ...]:
    """The removals counted by clause and category, in the order of their names.

    Labels are counted together: one that quotes what the order lets stay (four digits, a year)
    differs from removal to removal, and a certificate must not repeat it.
    """
    counts: Counter[tuple[str, str]] = Counter()
    pages: dict[tuple[str, str], set[Bates]] = {}
    begins: dict[tuple[str, str], set[Bates]] = {}
    labels: dict[tuple[str, str], set[str]] = {}
    for document in documents:
        for removal in document.removals:
            key = removal.rule, removal.category
            counts[key] += 1
            pages.setdefault(key, set()).add(removal.bates)
            begins.setdefault(key, set()).add(document.begin)
            labels.setdefault(key, set()).add(removal.label)
    return tuple(
        Taken(
            rule=key[0],
            category=key[1],
            label=labels[key].pop() if len(labels[key]) == 1 else "",
            removals=counts[key],
            pages=len(pages[key]),
            documents=len(begins[key]),
        )
        for key in sorted(counts)
    )
