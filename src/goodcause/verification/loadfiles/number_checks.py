"""Checks of what the rows of a load file say: numbers, page counts, families, volumes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from goodcause.verification.loadfiles.document import Document
from goodcause.verification.loadfiles.fault import Fault
from goodcause.verification.loadfiles.numbers import Number, number
from goodcause.verification.loadfiles.table import Table

_LARGEST = 1_000_000  # pages of one document


SKIPPED: Final = "are skipped"
"""How the sentence on a gap ends."""
BEGINS_NONE: Final = "the family begins with a number that begins no document"
ENDS_NONE: Final = "the family ends with a number that ends no document"


def number_faults(file: str, table: Table, documents: Sequence[Document]) -> Iterator[Fault]:
    """What is wrong with the numbers of documents, each by itself and one after another."""
    if "begin" not in table.roles:
        return
    for each in documents:
        yield from _own(file, table, each)
    yield from _series(file, documents)
    yield from _volumes(file, table, documents)


def _own(file: str, table: Table, each: Document) -> Iterator[Fault]:
    for role, said, value in (("begin", "first", each.begin), ("end", "last", each.end)):
        if value is None and role in table.roles:
            written = table.value(each.row, role)
            what = f"the {said} number is {'no number' if written.strip() else 'missing'}"
            yield Fault(file, each.line, what)
    if each.begin is None or each.end is None:
        return
    if each.begin.line != each.end.line:
        yield Fault(file, each.line, "the first and last number have different letters")
    elif each.begin.digits != each.end.digits:
        yield Fault(file, each.line, "the first and last number have different counts of digits")
    elif each.end.count < each.begin.count:
        yield Fault(file, each.line, "the last number stands before the first")
    elif each.end.count - each.begin.count >= _LARGEST:
        yield Fault(file, each.line, "the document has more pages than any document has")
    else:
        yield from _pages(file, table, each)


def _pages(file: str, table: Table, each: Document) -> Iterator[Fault]:
    if "pages" not in table.roles:
        return
    said = table.value(each.row, "pages")
    if not (said.isascii() and said.isdigit()):
        yield Fault(file, each.line, f"the page count is {'no number' if said else 'missing'}")
    elif int(said[:12]) == 0:
        yield Fault(file, each.line, "the page count is zero")
    elif each.pages is not None and int(said[:12]) != each.pages:
        what = f"the page count is {int(said[:12])} and the numbers are {each.pages}"
        yield Fault(file, each.line, what)


def _series(file: str, documents: Sequence[Document]) -> Iterator[Fault]:
    """Duplicates, overlaps, gaps and order within each line of numbers."""
    lines: dict[tuple[str, str], list[tuple[Number, Number, Document]]] = defaultdict(list)
    for each in documents:
        if each.begin is not None and each.end is not None:
            lines[each.begin.line].append((each.begin, each.end, each))
    for found in lines.values():
        given = [begin.count for begin, _, _ in found]
        ranged = found[0][2].ranged
        if ranged and given != sorted(given):
            at = next(i for i, (a, b) in enumerate(pairwise(given)) if b < a)
            yield Fault(file, found[at + 1][2].line, "the row is out of the order of numbers")
        yield from _neighbours(file, sorted(found, key=lambda f: f[0].count), gaps=ranged)


def _neighbours(
    file: str, found: Sequence[tuple[Number, Number, Document]], *, gaps: bool
) -> Iterator[Fault]:
    highest = found[0][1]
    for (before, _, _), (begin, end, each) in pairwise(found):
        if begin.count == before.count:
            yield Fault(file, each.line, f"the number {begin} is given to two documents")
        elif begin.count <= highest.count:
            what = f"its numbers overlap those of the document before, which ends with {highest}"
            yield Fault(file, each.line, what)
        elif gaps and begin.count > highest.count + 1:
            last = highest.plus(begin.count - highest.count - 1)
            yield Fault(file, each.line, f"the numbers {highest.plus(1)} to {last} {SKIPPED}")
        if begin.digits != before.digits:
            yield Fault(file, each.line, "its number has another count of digits than the others")
        highest = max(highest, end, key=lambda n: n.count)


def _volumes(file: str, table: Table, documents: Sequence[Document]) -> Iterator[Fault]:
    if "volume" not in table.roles:
        return
    first = ""
    for each in documents:
        said = table.value(each.row, "volume")
        first = first or said
        if not said:
            yield Fault(file, each.line, "the volume is missing")
        elif said != first:
            yield Fault(file, each.line, "the row names another volume than the rows before")


def family_faults(file: str, table: Table, documents: Sequence[Document]) -> Iterator[Fault]:
    """Families that are half said, that do not hold their own members, or that are torn apart."""
    if "family_begin" not in table.roles and "family_end" not in table.roles:
        return
    begins = {str(each.begin) for each in documents if each.begin}
    ends = {str(each.end) for each in documents if each.end}
    closed: set[tuple[str, str]] = set()
    last: tuple[str, str] = ("", "")
    for each in documents:
        family = table.value(each.row, "family_begin"), table.value(each.row, "family_end")
        if family != last:
            closed.add(last)
            last = family
        if family == ("", ""):
            continue
        if "" in family:
            missing = "last" if family[0] else "first"
            yield Fault(file, each.line, f"the family has no {missing} number")
            continue
        if family in closed:
            yield Fault(file, each.line, "the family is torn apart by another document")
        yield from _family(file, each, family, (begins, ends))
    yield from _overlapping(file, table, documents)


def _family(
    file: str, each: Document, family: tuple[str, str], known: tuple[set[str], set[str]]
) -> Iterator[Fault]:
    first, final = number(family[0]), number(family[1])
    if first is None or final is None or first.line != final.line:
        yield Fault(file, each.line, "the family's range is no range of numbers")
        return
    if final.count < first.count:
        yield Fault(file, each.line, "the family ends before it begins")
        return
    if family[0] not in known[0]:
        yield Fault(file, each.line, BEGINS_NONE)
    if each.ranged and family[1] not in known[1]:
        yield Fault(file, each.line, ENDS_NONE)
    if each.begin and each.end and each.begin.line == first.line:
        inside = first.count <= each.begin.count and (
            each.end.count <= final.count or not each.ranged
        )
        if not inside:
            yield Fault(file, each.line, "the document lies outside its own family")
    elif each.begin:
        yield Fault(file, each.line, "the document lies outside its own family")


def _overlapping(file: str, table: Table, documents: Sequence[Document]) -> Iterator[Fault]:
    """Documents that lie within a family's range and do not say so."""
    ranges: list[tuple[Number, Number]] = []
    for each in documents:
        first = number(table.value(each.row, "family_begin"))
        final = number(table.value(each.row, "family_end"))
        inside = [
            r
            for r in ranges[-1:]
            if each.begin
            and each.begin.line == r[0].line
            and r[0].count <= each.begin.count <= r[1].count
        ]
        if inside and (first, final) != inside[0]:
            yield Fault(file, each.line, "the document lies within a family and does not say so")
        if first and final and (first, final) not in ranges[-1:]:
            ranges.append((first, final))
