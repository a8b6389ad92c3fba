"""What a word processor's file holds that its pages may not show.

Tracked changes, comments, hidden text, targets of links, alternative texts, variables and data of
other programs are brought to whoever reviews the document, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from goodcause.intake.package import Package, Section, attribute, each, local, said_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHANGES = {"ins": "inserted", "del": "deleted", "moveFrom": "moved away", "moveTo": "moved here"}
_PARTS = ("document", "header", "footer", "footnotes", "endnotes")
_OFF = frozenset({"0", "false", "off"})
_PLAIN_FIELDS = frozenset(
    ["PAGE", "NUMPAGES", "DATE", "TIME", "TOC", "PAGEREF", "SEQ", "REF", "STYLEREF", "SECTIONPAGES"]
)


def behind_word(package: Package) -> tuple[Section, ...]:
    """The hidden matter of a DOCX file; sections without lines are left out.

    Raises:
        SourceError: a part of the file is damaged.
    """
    parts = _parts(package)
    sections = (
        Section(heading="Tracked changes", lines=_told(parts, _changes)),
        Section(heading="Comments", lines=tuple(_comments(package.xml("word/comments.xml")))),
        Section(heading="Hidden text", lines=_told(parts, _hidden)),
        Section(heading="Fields and links", lines=(*_told(parts, _fields), *_links(package))),
        Section(heading="Texts behind pictures", lines=_told(parts, _alternatives)),
        Section(heading="Variables", lines=tuple(_variables(package.xml("word/settings.xml")))),
        Section(heading="Data of other programs", lines=tuple(_custom(package))),
    )
    return tuple(section for section in sections if section.lines)


def word_paragraphs(package: Package) -> tuple[str, ...]:
    """Every paragraph of the file as it would be read, headers and notes among them."""
    every = (said_in(p, "t") for part in _parts(package) for p in each(part, "p"))
    return tuple(dict.fromkeys(filter(str.strip, every)))


def _parts(package: Package) -> list[Element]:
    return [
        tree
        for name in package.names("word/", ".xml")
        if name.count("/") == 1 and name.removeprefix("word/").startswith(_PARTS)
        for tree in (package.xml(name),)
        if tree is not None
    ]


def _told(parts: list[Element], teller: Callable[[Element], Iterator[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for part in parts for line in teller(part)))


def _changes(part: Element) -> Iterator[str]:
    for change in each(part, *_CHANGES):
        said = said_in(change, "t", "delText")
        if said.strip():
            who = attribute(change, "author") or "somebody"
            day = attribute(change, "date").partition("T")[0]
            yield f"{' '.join(filter(None, (who, day)))} {_CHANGES[local(change)]}: {said}"


def _comments(tree: Element | None) -> Iterator[str]:
    for comment in each(tree, "comment"):
        who = attribute(comment, "author") or "somebody"
        day = attribute(comment, "date").partition("T")[0]
        yield f"{' '.join(filter(None, (who, day)))}: {said_in(comment, 't')}"


def _hidden(part: Element) -> Iterator[str]:
    for run in each(part, "r"):
        marks = [m for m in each(run, "vanish", "webHidden", "specVanish")]
        if any(attribute(mark, "val").lower() not in _OFF for mark in marks):
            said = said_in(run, "t", "delText")
            if said.strip():
                yield said


def _fields(part: Element) -> Iterator[str]:
    for element in each(part, "instrText", "fldSimple"):
        said = (attribute(element, "instr") or element.text or "").strip()
        if said and said.split()[0].upper() not in _PLAIN_FIELDS:
            yield said


def _links(package: Package) -> tuple[str, ...]:
    """Targets outside the file, of links, linked pictures and templates."""
    relations = (
        relation
        for name in package.names("word/_rels/", ".rels")
        for relation in each(package.xml(name), "Relationship")
    )
    outside = (r.get("Target", "") for r in relations if r.get("TargetMode") == "External")
    return tuple(dict.fromkeys(outside))


def _alternatives(part: Element) -> Iterator[str]:
    for element in each(part, "docPr", "cNvPr"):
        said = (element.get("title", ""), element.get("descr", ""))
        if any(said):
            yield " ".join(filter(None, said))


def _variables(tree: Element | None) -> Iterator[str]:
    for variable in each(tree, "docVar"):
        yield f"{attribute(variable, 'name')}: {attribute(variable, 'val')}"


def _custom(package: Package) -> Iterator[str]:
    for name in package.names("customXml/item", ".xml"):
        tree = package.xml(name)
        if tree is not None and "Props" not in name and (said := said_in(tree)):
            yield said
