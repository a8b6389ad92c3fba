"""A case whose rows are in PostgreSQL: the same answers as from a file, and plain words if not."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.database_url import server_of
from goodcause.base.errors import CaseError, StoppedError, UsageError
from goodcause.order.load import packaged_order
from goodcause.store import audit
from goodcause.store.holding import held_rows
from goodcause.store.matter import Matter, locked, new_matter, open_matter
from goodcause.store.models import EventRow, FactRow, RosterRow

from tests.cli.command import inside, new_case
from tests.store import servers
from tests.store.servers import Postgres

ORDER = ("order", packaged_order("mehl-v-blanas").read_text(encoding="utf-8"))
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'goodcause%' ORDER BY 1"


@pytest.fixture(scope="module")
def shared(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Postgres, Path]]:
    """One database with one case, for tests that leave it usable."""
    with servers.database(postgres_server) as made, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", made.url)
        yield made, new_matter(tmp_path_factory.mktemp("pg") / "case", *ORDER).folder


@pytest.fixture
def matter(shared: tuple[Postgres, Path], monkeypatch: pytest.MonkeyPatch) -> Matter:
    monkeypatch.setenv("DATABASE_URL", shared[0].url)
    return open_matter(shared[1])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.usefixtures("matter")
def test_json_comes_back_as_it_went_in_down_to_the_order_of_its_keys() -> None:
    @settings(max_examples=25)
    @given(JSON)
    def holds(value: object) -> None:
        FactRow.objects.update_or_create(name="tried", defaults={"value": {"it": value}})
        found = FactRow.objects.get(name="tried").value

        assert repr(found) == repr({"it": value})

    holds()


@pytest.mark.usefixtures("matter")
def test_rows_are_found_by_their_json_whatever_other_rows_hold() -> None:
    for line, entry in enumerate(({}, {"a": "\x00"}, {"b": [1, None]})):
        RosterRow.objects.create(roster="json", line=line, entry=entry)
    rows = RosterRow.objects.filter(roster="json").order_by("line")

    assert [row.line for row in rows.exclude(entry={})] == [1, 2]
    assert [row.line for row in rows.filter(entry={"b": [1, None]})] == [2]
    assert [row.line for row in rows.filter(entry__icontains="null")] == [2]


@pytest.mark.usefixtures("matter")
def test_texts_sort_by_code_point_and_keep_everything_but_the_nul() -> None:
    names = ["b", "B", "a_b", "a-b", "ä", "Z", "s000010", "s00001", "\x00nul"]
    for line, name in enumerate(names):
        RosterRow.objects.create(roster=name, line=line, entry={})

    rows = RosterRow.objects.exclude(roster="json").order_by("roster")
    found = list(rows.values_list("roster", flat=True))

    assert found == sorted(name.replace("\x00", "\ufffd") for name in names)


@pytest.mark.usefixtures("matter")
def test_the_server_itself_refuses_to_change_or_delete_an_event() -> None:
    audit.record("add", {"number": 1.0, "text": "a\x00b", "z": 1, "a": 2})

    for spoil in (EventRow.objects.all().delete, lambda: EventRow.objects.update(what="no")):
        with pytest.raises(DatabaseError, match="rows of store_eventrow are only ever added"):
            spoil()
    assert audit.broken_at() is None


def test_cases_in_one_database_do_not_mix(
    shared: tuple[Postgres, Path], tmp_path: Path, matter: Matter
) -> None:
    FactRow.objects.create(name="mine", value="first")
    other = new_matter(tmp_path / "case", *ORDER)

    assert not FactRow.objects.filter(name="mine").exists()
    audit.record("new", {"of": "the second"})
    open_matter(matter.folder)
    assert FactRow.objects.get(name="mine").value == "first"
    assert not [row for row in EventRow.objects.all() if row.facts.get("of") == "the second"]
    assert len(shared[0].ask(SCHEMAS)) == 2
    assert not (other.folder / "case.db").exists()


def test_a_second_command_on_the_same_rows_is_told_which_has_them(
    matter: Matter, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"  # the same rows from another folder, as from another machine
    (elsewhere / "blobs").mkdir(parents=True)
    (elsewhere / "case.json").write_bytes((matter.folder / "case.json").read_bytes())

    def from_there() -> str:
        try:
            with locked(Matter(elsewhere), "add"):
                return "let in"
        except CaseError as e:
            return e.message
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:  # a thread has a connection of its own
        with locked(matter, "read"):
            told = thread.submit(from_there).result()
        after = thread.submit(from_there).result()

    assert f"{elsewhere} is in use by `goodcause read (process {os.getpid()} on " in told
    assert after == "let in"


def test_a_lost_connection_is_made_again_while_nobody_else_had_the_case(
    matter: Matter, shared: tuple[Postgres, Path]
) -> None:
    with locked(matter, "read"):
        lose_connection(shared[0])
        assert FactRow.objects.get(name="format").value == 1
        with ThreadPoolExecutor(1) as thread:  # the hold is there again
            assert "in use by" in thread.submit(taken_by_another, matter).result()


def test_a_lost_connection_ends_the_command_when_another_had_the_case(
    matter: Matter, shared: tuple[Postgres, Path]
) -> None:
    with locked(matter, "read"):
        lose_connection(shared[0])
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(taken_by_another, matter).result() == "let in"
        with pytest.raises(StoppedError, match="was lost while `goodcause read` held the case"):
            FactRow.objects.count()

    with locked(matter, "read"):
        assert FactRow.objects.get(name="format").value == 1


def lose_connection(server: Postgres) -> None:
    assert server.cut() >= 1
    with pytest.raises(DatabaseError):
        FactRow.objects.count()
    connection.close()  # as Django does at the end of a request or a broken transaction


def taken_by_another(matter: Matter) -> str:
    """What becomes of a command on another machine."""
    try:
        with held_rows(matter.folder, "produce"):
            return "let in"
    except CaseError as e:
        return e.message
    finally:
        connection.close()


def test_a_server_that_goes_away_is_told_in_a_sentence(
    matter: Matter, shared: tuple[Postgres, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_folder: Path) -> Matter:
        open_matter(matter.folder)
        shared[0].cut()
        return matter

    monkeypatch.setattr("goodcause.store.matter.open_matter", interrupted)
    ended = inside("status", matter.folder)

    assert ended.code == 1
    assert "went away" in ended.sentence
    assert "run the same command again" in ended.sentence


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://u:secret@h/db", "is not of the form postgres://"),
        ("postgres://u:secret@h", "is not of the form postgres://"),
        ("postgres://u:secret@h:port/db", "cannot be read"),
        ("postgres://u:secret@h/db?search_path=public", "sets 'search_path'; it may set"),
        ("postgres://u:secret@127.0.0.1:9/db", "cannot be entered"),
    ],
)
def test_a_wrong_address_is_one_sentence_without_the_password(
    url: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    ended = inside("new", tmp_path / "case", "--order", "mehl-v-blanas")

    assert ended.code == 2
    assert says in ended.sentence
    assert "secret" not in ended.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_password_and_a_missing_database_are_told_apart(
    matter: Matter, shared: tuple[Postgres, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, _ = shared
    for url, says in (
        (server.url.replace("postgres:@", "nobody:secret@"), 'role "nobody" does not exist'),
        (server.url.replace("/t", "/missing_t", 1), "does not exist"),
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        ended = inside("status", matter.folder)

        assert ended.code == 2
        assert says in ended.sentence
        assert "correct DATABASE_URL" in ended.sentence
        assert "secret" not in ended.sentence


def test_a_case_in_a_server_asks_for_its_address(
    matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(CaseError, match=r"are in PostgreSQL \(.*; set DATABASE_URL to the address"):
        open_matter(matter.folder)


def test_another_database_is_not_taken_for_the_case(matter: Matter, postgres: Postgres) -> None:
    ended = inside("status", matter.folder)

    assert postgres.ask(SCHEMAS) == []
    assert ended.code == 2
    assert "see that DATABASE_URL names the database and the user of this case" in ended.sentence


def test_a_case_in_a_file_stays_there_whatever_the_environment_names(
    tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.delenv("DATABASE_URL")
        case = new_case(tmp_path / "case")

    assert inside("status", case).code == 0
    assert (case / "case.db").is_file()
    assert postgres.ask(SCHEMAS) == []


def test_a_case_that_could_not_be_made_leaves_no_schema(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("planted")

    monkeypatch.setattr("goodcause.store.matter.settle", fail)
    with pytest.raises(sqlite3.OperationalError):
        new_matter(tmp_path / "case", *ORDER)

    assert postgres.ask(SCHEMAS) == []
    assert list(tmp_path.iterdir()) == []


def test_an_address_is_read_with_its_encoded_parts() -> None:
    server = server_of("postgresql://a%40b:p%2Fw@db.example:5433/the%20db?sslmode=require")

    assert (server.user, server.password, server.name) == ("a@b", "p/w", "the db")
    assert server.shown == "db.example:5433/the db"
    assert ("sslmode", "require") in server.options
    assert "p/w" not in repr(server)
    with pytest.raises(UsageError):
        server_of("")


def test_the_test_server_is_real(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url) as opened:
        assert opened.info.server_version >= 140000
