"""Rows of a case out of one database and into another, counted and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from goodcause.base.database_url import Server
from goodcause.base.errors import CaseError
from goodcause.base.whereabouts import DATABASE, Whereabouts
from goodcause.store import audit
from goodcause.store.connecting import (
    connect,
    current,
    drop_schema,
    facts_of,
    make_schema,
    migrate,
    postgresql,
)
from goodcause.store.holding import held_folder, held_rows, nobody_reviewing
from goodcause.store.rowform import (
    Counter,
    Tally,
    count_on,
    for_this_database,
    lines_of,
    load,
    make_tables,
    snapshot,
    tables,
    tally_of,
    version,
)

UNFINISHED = f"{DATABASE}.new"
"""The file that rows are moved into, until all of them are there."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the rows of a case were at one moment.

    Attributes:
        version: what their tables looked like (the name of a migration).
        tables: what each held.
    """

    version: str
    tables: Mapping[str, Tally]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(tally.rows for tally in self.tables.values())


def write_rows(folder: Path) -> Inventory:
    """Write every row of the open case, as of one moment, one file a table."""
    found = {}
    with snapshot():
        as_of = version()
        for name, model in tables().items():
            counter = Counter()
            with rows_file(folder, name).open("wb") as out:
                for line in counter.of(lines_of(model)):
                    out.write(line)
            found[name] = counter.tally
    return Inventory(as_of, found)


def read_rows(folder: Path, inventory: Inventory) -> None:
    """Put the rows into the open, empty database, and see that they arrived.

    Raises:
        CaseError: files and inventory do not agree, or what arrived is not what was sent.
    """
    made = make_tables(inventory.version)
    if set(made) != set(inventory.tables):
        other = sorted(set(made) ^ set(inventory.tables))[0]
        raise CaseError(f"the table {other} is on one side only; take another backup")
    with transaction.atomic():
        expected = {name: _loaded(folder, name, made, inventory) for name in made}
        count_on(made.values())
    for name, model in made.items():
        if tally_of(model) != expected[name]:
            raise CaseError(f"rows of {name} changed on their way; nothing was switched, try again")
    migrate()
    broken = audit.broken_at()
    if broken is not None:
        raise CaseError(f"the trail does not hold from event {broken} on; take another backup")


def _loaded(folder: Path, name: str, made: Mapping[str, type], inventory: Inventory) -> Tally:
    """Load one table; says what it should hold now."""
    sent, kept = Counter(), Counter()
    with rows_file(folder, name).open("rb") as lines:
        clean = for_this_database(sent.of(lines), made[name])
        load(made[name], kept.of(clean))
    if sent.tally != inventory.tables[name]:
        raise CaseError(f"the rows of {name} are damaged; take another backup")
    return kept.tally


def rows_file(folder: Path, table: str) -> Path:
    """Where the rows of a table are written."""
    return folder / f"{table}.jsonl"


@contextmanager
def leaving(folder: Path, where: Whereabouts, command: str) -> Iterator[None]:
    """Hold a case whose rows are about to go elsewhere, by a connection that stays with them.

    Raises:
        CaseError: a command or a review server has it.
    """
    facts = facts_of(folder, where)
    with held_folder(folder, command), nobody_reviewing(folder):
        if not where.schema:
            yield
            return
        apart: BaseDatabaseWrapper = load_backend(facts["ENGINE"]).DatabaseWrapper(facts, "left")
        try:
            with held_rows(folder, command, apart):
                yield
        finally:
            apart.close()


def open_target(folder: Path, server: Server | None, schema: str) -> None:
    """Make an empty database for rows to go to, and point Django at it."""
    if server is None:
        _remove(folder / UNFINISHED)
        facts = facts_of(folder, Whereabouts())
        connect({**facts, "NAME": str(folder / UNFINISHED)})
    else:
        make_schema(server, schema)


def drop_target(folder: Path, server: Server | None, schema: str) -> None:
    """Take away what an interrupted move left."""
    if server is None:
        _remove(folder / UNFINISHED)
    else:
        drop_schema(server, schema)


def close_target(server: Server | None) -> None:
    """Write everything down before the case is told to look there."""
    if server is None:
        # Its journal goes into the file, which will be renamed without it.
        with current().cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        current().close()


def connect_to(folder: Path, where: Whereabouts, server: Server | None) -> None:
    """Point Django at the rows where they are now, whatever the environment names."""
    connect(postgresql(server, where.schema) if server else facts_of(folder, where))


def _remove(database: Path) -> None:
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
