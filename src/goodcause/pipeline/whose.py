"""What a ruling on particulars may name a finding by: its document, its page, its person."""

from __future__ import annotations

from pathlib import PurePath

from goodcause.base.ids import Bates
from goodcause.order.particular import About
from goodcause.store.models import PersonRow, SourceRow


def about(row: SourceRow, page: int, finding: str, person: tuple[str, str] = ("", "")) -> About:
    """One finding as a ruling may name it.

    Args:
        row: its document.
        page: of the document, counted from 1.
        finding: its key within the document.
        person: key and name of the person whose document it is; empty when nobody knows.
    """
    names = {row.key, row.path, PurePath(row.path).name, row.bates}
    return About(
        documents=frozenset(names - {""}),
        page=str(Bates.parse(row.bates).plus(page - 1)) if row.bates else "",
        people=frozenset(set(person) - {""}),
        finding=finding,
    )


def about_document(document: str, page: int, finding: str) -> About:
    """The same by the document's key alone."""
    row = SourceRow.objects.get(key=document)
    person = PersonRow.objects.filter(documents=document).first()
    return about(row, page, finding, (person.key, person.name) if person else ("", ""))
