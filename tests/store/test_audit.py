"""The trail tells when an event was altered or is missing, and the database refuses both."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from goodcause.store import audit
from goodcause.store.append_only import allow
from goodcause.store.matter import Matter, new_matter
from goodcause.store.models import EventRow


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return new_matter(tmp_path / "case", "order", "schema: order-file/0.1\n")


@pytest.mark.usefixtures("matter")
def test_an_altered_event_breaks_the_chain_at_its_own_place() -> None:
    for n in range(5):
        audit.record("add", {"registered": n})
    assert audit.broken_at() is None

    third = EventRow.objects.order_by("number")[2]
    _open_the_database_with_another_program()
    EventRow.objects.filter(pk=third.pk).update(facts={"registered": 99})
    assert audit.broken_at() == third.number


@pytest.mark.usefixtures("matter")
def test_a_missing_event_breaks_the_chain() -> None:
    for n in range(5):
        audit.record("add", {"registered": n})
    _open_the_database_with_another_program()
    EventRow.objects.order_by("number")[1].delete()

    assert audit.broken_at() == EventRow.objects.order_by("number")[1].number


@pytest.mark.usefixtures("matter")
def test_the_database_itself_refuses_to_change_or_delete_an_event() -> None:
    audit.record("add", {"registered": 1})

    with pytest.raises(DatabaseError, match="only ever added"):
        EventRow.objects.update(facts={})
    with pytest.raises(DatabaseError, match="only ever added"):
        EventRow.objects.all().delete()


def _open_the_database_with_another_program() -> None:
    """Somebody with the file in hand can take the triggers off; the chain still tells."""
    with connection.schema_editor() as editor:
        allow(None, editor)
