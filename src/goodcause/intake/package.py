"""Office packages, ZIP files of XML parts: read within bounds, no entity, no link followed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_UNPACKED = 600 << 20  # bytes of XML in one package
_PART = 120 << 20  # bytes of XML in one part
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    KeyError,
)
_WORDS = (
    "this office file is damaged; open it in the program that wrote it, save it again and add that"
)
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_TELLING = frozenset(
    (
        *("title", "subject", "creator", "keywords", "description", "lastModifiedBy"),
        *("category", "contentStatus", "Company", "Manager", "HyperlinkBase"),
    )
)
"""Properties that a person wrote or that name one; counts, versions and dates are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Matter of a file that its pages do not show, under a heading."""

    heading: str
    lines: tuple[str, ...]


class Package:
    """One package, its directory read and its size found bearable."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open a package.

        Raises:
            SourceError: it is damaged, or unpacks to more than is read.
        """
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self._sizes = {info.filename: info.file_size for info in archive.infolist()}
        except (*_DAMAGED, OSError) as e:
            raise SourceError(_WORDS) from e
        total = sum(self._sizes.values())
        xml = sum(size for name, size in self._sizes.items() if name.endswith((".xml", ".rels")))
        if xml > _UNPACKED or total > limits.zip_bytes:
            raise SourceError(
                f"this office file unpacks to {total:,} bytes, more than is read; split it and add "
                "the parts"
            )

    def names(self, start: str = "", end: str = "") -> tuple[str, ...]:
        """Names of its parts, sorted as a reader counts: slide2 before slide10."""
        found = (n for n in self._sizes if n.startswith(start) and n.endswith(end))
        return tuple(sorted(found, key=lambda name: (len(name), name)))

    def size(self, name: str) -> int:
        """Bytes of a part, as the directory says."""
        return self._sizes[name]

    def data(self, name: str, most: int) -> bytes:
        """The bytes of a part, at most that many.

        Raises:
            SourceError: the part is damaged.
        """
        try:
            with zipfile.ZipFile(self._path) as archive, archive.open(name) as part:
                return part.read(most)
        except (*_DAMAGED, OSError) as e:
            raise SourceError(_WORDS) from e

    def xml(self, name: str) -> Element | None:
        """A part as a tree; nothing when there is none of that name.

        Raises:
            SourceError: the part is damaged, too large, or declares entities.
        """
        if name not in self._sizes:
            return None
        from defusedxml import DefusedXmlException  # noqa: PLC0415  late: few cases need it
        from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

        data = self.data(name, _PART + 1)
        if len(data) > _PART:
            raise SourceError(
                f"the part {name} of this office file is larger than the {_PART >> 20} MiB "
                "that are read; split the file and add the parts"
            )
        try:
            tree: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as e:
            raise SourceError(_WORDS) from e
        return tree

    def properties(self) -> str:
        """What the file says of itself: author, company, title, properties of a user's own.

        It goes behind the pages, as a PDF's own metadata do: detectors and reviewers see it.
        """
        lines: list[str] = []
        for name in _PROPERTIES:
            tree = self.xml(name)
            for element in tree if tree is not None else ():
                custom = element.get("name")
                said = said_in(element)
                if said and (custom or local(element) in _TELLING):
                    lines.append(f"{custom or local(element)}: {said}")
        return "; ".join(lines)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, whatever namespace it is in; empty when absent."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def said_in(element: Element, *names: str) -> str:
    """The text under an element: of all of it, or of the descendants of those names."""
    if not names:
        return " ".join("".join(element.itertext()).split())
    return "".join(found.text or "" for found in each(element, *names))


def each(tree: Element | None, *names: str) -> Iterator[Element]:
    """Descendants with one of those names, in the order of the file."""
    if tree is not None:
        yield from (element for element in tree.iter() if local(element) in names)
