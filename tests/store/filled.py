"""A small case with something in every kind of column, and blobs; and whether it is whole."""

from __future__ import annotations

from goodcause.store import audit
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import PersonRow, SourceRow
from goodcause.store.rowform import tables, tally_of

ORIGINALS = [b"one original", b"another", b"\x00" * 70_000]


def filled(matter: Matter) -> Matter:
    """The same case with rows and blobs."""
    digests = [matter.blobs.put(data) for data in ORIGINALS]
    matter.memo.put("page", b"words")
    first = SourceRow.objects.create(
        key="s000001", path="a/ü\x00.pdf", sha256=digests[0], size=1 << 40, series="ccw", kind="pdf"
    )
    SourceRow.objects.create(
        key="s000002", path="b", series="ccw", kind="pdf", duplicate_of=first, parent=first,
        notes=["x\x00y", 1.5, {"b": 1, "a": None}],
    )  # fmt: skip
    person = PersonRow.objects.create(key="p1", occupation="jeweler", person_class="layperson")
    person.documents.add(first)
    audit.record("add", {"series": "ccw", "z": 1e20, "a": "\x00"})
    return matter


def held() -> dict[str, object]:
    """What every table of the open case holds."""
    return {name: tally_of(model) for name, model in tables().items() if "event" not in name}


def sound(matter: Matter) -> bool:
    """Whether the case opens with all of its blobs and an unbroken trail."""
    opened = open_matter(matter.folder)
    digests = [opened.blobs.put(data) for data in ORIGINALS]
    return (
        [opened.blobs.get(digest) for digest in digests] == ORIGINALS
        and opened.memo.get("page") == b"words"
        and audit.broken_at() is None
    )
