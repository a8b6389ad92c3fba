"""What each column of a load file holds of a document, whatever the column is called."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from goodcause.order.specification import Specification
from goodcause.production.volume import ProducedDocument

NO_FAMILY = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is the same for every document of a volume.

    Attributes:
        volume: its name.
        folder: where it lies, for sizes and digests of served natives; nothing to leave them out.
        day: the production date.
        party: who produces.
        number: of the case.
        families: by first number of a document, the range of its family.
        begins: first numbers of the documents, in order.
        replaces: by first number of a document, the volume it is replaced in.
    """

    volume: str
    folder: Path | None = None
    day: datetime.date | None = None
    party: str = ""
    number: str = ""
    families: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    begins: Sequence[str] = ()
    replaces: Mapping[str, str] = field(default_factory=dict)


def row(document: ProducedDocument, about: About, wanted: Specification) -> dict[str, str]:
    """The columns of one document by name."""
    held = {**_numbers(document, about, wanted), **_words(document, about, wanted)}
    held |= _native(document, about)
    return {each.name: held.get(each.holds, "") for each in wanted.fields}


def path_value(path: str) -> str:
    """A path of the volume as load files write it."""
    return path.replace("/", "\\")


def _numbers(document: ProducedDocument, about: About, wanted: Specification) -> dict[str, str]:
    begin = str(document.begin)
    family = about.families.get(begin, NO_FAMILY)
    members = [b for b in about.begins if about.families.get(b) == family] if family[0] else []
    parent = bool(family[0]) and begin == family[0]
    return {
        "begin": begin,
        "end": str(document.end),
        "family_begin": family[0],
        "family_end": family[1],
        "family_range": f"{family[0]} - {family[1]}" if family[0] else "",
        "parent": "" if parent else family[0],
        "attachments": wanted.several.join(b for b in members if b != begin) if parent else "",
        "pages": str(document.pages),
    }


def _words(document: ProducedDocument, about: About, wanted: Specification) -> dict[str, str]:
    clauses = sorted({removal.rule for removal in document.removals})
    return {
        "confidentiality": document.tier,
        "series": document.series,
        "has_removals": "Y" if document.removals else "N",
        "clauses": wanted.several.join(clauses),
        "slip_sheet": document.slip,
        "volume": about.volume,
        "replaces": about.replaces.get(str(document.begin), ""),
        "produced_on": about.day.strftime(wanted.dates) if about.day else "",
        "producing_party": about.party,
        "case_number": about.number,
        "image_path": path_value(document.images[0]),
        "pdf_path": path_value(document.pdf),
        "text_path": path_value(document.text),
        "native_path": path_value(document.native),
    }


def _native(document: ProducedDocument, about: About) -> dict[str, str]:
    """Size and digests of a native as it is served; of nothing else is there a digest."""
    if not document.native or about.folder is None:
        return {}
    path = about.folder / document.native
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        md5 = hashlib.file_digest(file, "md5").hexdigest()
    return {
        "native_extension": PurePosixPath(document.native).suffix.removeprefix("."),
        "native_size": str(path.stat().st_size),
        "native_sha256": sha256,
        "native_md5": md5,
    }
