"""The ledger knows what is done, and forgets it when input, code or parameters change."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from goodcause.store import audit, ledger
from goodcause.store.append_only import allow
from goodcause.store.ledger import MAX_ATTEMPTS, Unit
from goodcause.store.matter import Matter, new_matter, open_matter
from goodcause.store.models import EventRow, WorkRow


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return new_matter(tmp_path / "case", "order", "schema: order-file/0.1\n")


def unit(fingerprint: str = "f1") -> Unit:
    return Unit(name="read:s000001:1", kind="read", fingerprint=fingerprint)


def test_a_done_unit_answers_with_its_output(matter: Matter) -> None:
    ledger.done(unit(), '{"pages": "abc"}', 0.5)

    assert ledger.finished([unit()]) == {"read:s000001:1": '{"pages": "abc"}'}
    assert WorkRow.objects.get().attempt == 1
    assert open_matter(matter.folder) == matter


@pytest.mark.usefixtures("matter")
def test_what_was_done_under_another_fingerprint_does_not_count() -> None:
    ledger.done(unit("f1"), "{}", 0.5)

    assert ledger.finished([unit("f2")]) == {}


@pytest.mark.usefixtures("matter")
def test_a_unit_is_given_up_on_after_its_last_attempt_and_not_before() -> None:
    ends = [ledger.failed(unit(), "it died", most=MAX_ATTEMPTS) for _ in range(MAX_ATTEMPTS)]

    assert ends == [False] * (MAX_ATTEMPTS - 1) + [True]
    assert ledger.quarantined([unit()]) == {"read:s000001:1": "it died"}


@pytest.mark.usefixtures("matter")
def test_changed_input_gives_a_unit_its_attempts_back() -> None:
    for _ in range(MAX_ATTEMPTS):
        ledger.failed(unit("f1"), "it died", most=MAX_ATTEMPTS)

    assert ledger.quarantined([unit("f2")]) == {}
    assert not ledger.failed(unit("f2"), "it died", most=MAX_ATTEMPTS)


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
