"""What a workbook holds that its cells do not show: stored data of pivot tables, names, links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from goodcause.intake.package import Package, Section, each, said_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST = 200_000  # values of pivot caches that are listed


def behind_book(package: Package) -> tuple[Section, ...]:
    """The hidden matter of an XLSX file; sections without lines are left out.

    Raises:
        SourceError: a part of the file is damaged.
    """
    sections = (
        Section(heading="Data kept for pivot tables", lines=tuple(_caches(package))),
        Section(heading="Names", lines=tuple(_names(package.xml("xl/workbook.xml")))),
        Section(heading="Kept from other workbooks", lines=tuple(_elsewhere(package))),
        Section(heading="Texts in shapes and headers", lines=tuple(_drawn(package))),
    )
    return tuple(section for section in sections if section.lines)


def _caches(package: Package) -> Iterator[str]:
    """Rows of every cache; a pivot table shows sums of them, and its source may be gone."""
    left = _MOST
    for name in package.names("xl/pivotCache/pivotCacheDefinition", ".xml"):
        tree = package.xml(name)
        fields = list(each(tree, "cacheField"))
        shared = [[item.get("v", "") for item in _items(field)] for field in fields]
        yield " | ".join(field.get("name", "") for field in fields)
        number = PurePosixPath(name).stem.removeprefix("pivotCacheDefinition")
        records = package.xml(f"xl/pivotCache/pivotCacheRecords{number}.xml")
        if records is None:
            yield from (" | ".join(values) for values in shared if values)
        for record in each(records, "r"):
            values = [_value(cell, shared, place) for place, cell in enumerate(record)]
            left -= len(values)
            if left < 0:
                yield f"(more than {_MOST:,} values; the rest is not listed)"
                return
            yield " | ".join(values)


def _items(field: Element) -> list[Element]:
    return [item for shared in each(field, "sharedItems") for item in shared]


def _value(cell: Element, shared: list[list[str]], place: int) -> str:
    said = cell.get("v", "")
    known = shared[place] if place < len(shared) else []
    is_index = cell.tag.rpartition("}")[2] == "x" and said.isdigit()
    return known[int(said)] if is_index and int(said) < len(known) else said


def _names(tree: Element | None) -> Iterator[str]:
    for name in each(tree, "definedName"):
        if not name.get("name", "").startswith("_xlnm."):
            yield f"{name.get('name', '')}: {name.text or ''}"


def _elsewhere(package: Package) -> Iterator[str]:
    for name in package.names("xl/externalLinks/_rels/", ".rels"):
        for relation in each(package.xml(name), "Relationship"):
            yield relation.get("Target", "")
    for name in package.names("xl/externalLinks/externalLink", ".xml"):
        values = [said_in(v) for v in each(package.xml(name), "v")]
        if values:
            yield " | ".join(values)


def _drawn(package: Package) -> Iterator[str]:
    for name in package.names("xl/drawings/", ".xml"):
        tree = package.xml(name)
        yield from filter(str.strip, (said_in(p, "t") for p in each(tree, "p")))
        yield from filter(None, (picture.get("descr") for picture in each(tree, "cNvPr")))
    for name in package.names("xl/worksheets/sheet", ".xml"):
        edges = each(package.xml(name), "oddHeader", "oddFooter", "firstHeader", "firstFooter")
        yield from filter(None, (edge.text for edge in edges))
