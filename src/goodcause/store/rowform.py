"""Rows of a case in a form that no database has a part in: for moving, for backups.

One line of JSON a row, its values in the order of the columns' names; one file a table. Equal rows
give equal lines on SQLite and PostgreSQL, so tables are compared by counting and hashing lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.apps import apps as today
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from goodcause.base.errors import CaseError

_APP: Final = "store"
_BATCH: Final = 500
_NUL, _SHOWN = "\x00", "\ufffd"

Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a table holds: how many rows, and the SHA-256 of their lines."""

    rows: int
    sha256: str


class Counter:
    """Counts and hashes lines as they pass."""

    def __init__(self) -> None:
        self._rows, self._hash = 0, hashlib.sha256()

    def of(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines."""
        for line in lines:
            self._rows += 1
            self._hash.update(line)
            yield line

    @property
    def tally(self) -> Tally:
        """What has passed."""
        return Tally(self._rows, self._hash.hexdigest())


def tables() -> Mapping[str, Model]:
    """Every table of a case by its name, those that others point at first."""
    return _sorted(today.get_app_config(_APP).get_models(include_auto_created=True))


def version() -> str:
    """The newest migration of the open case: what its tables look like."""
    executor = MigrationExecutor(connection)
    return max(name for app, name in executor.loader.applied_migrations if app == _APP)


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, and nobody who writes waits for it."""
    mode = getattr(connection, "transaction_mode", None)
    try:
        if connection.vendor == "sqlite":
            setattr(connection, "transaction_mode", "DEFERRED")  # noqa: B010  a reader under WAL
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            setattr(connection, "transaction_mode", mode)  # noqa: B010


def lines_of(model: Model) -> Iterator[bytes]:
    """Every row of a table, by its primary key."""
    columns = _columns(model)
    rows = model._base_manager.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=_BATCH):
        line = json.dumps(row, ensure_ascii=True, separators=(",", ":"), default=_told)
        yield line.encode() + b"\n"


def tally_of(model: Model) -> Tally:
    """What a table of the open case holds."""
    counter = Counter()
    for _ in counter.of(lines_of(model)):
        pass
    return counter.tally


def for_this_database(lines: Iterable[bytes], model: Model) -> Iterator[bytes]:
    """Lines as the open database can keep them: PostgreSQL has no U+0000 in a text."""
    if connection.vendor != "postgresql":
        yield from lines
        return
    texts = [isinstance(model._meta.get_field(name), _TEXTS) for name in _columns(model)]
    for line in lines:
        if b"\\u0000" not in line:
            yield line
            continue
        row = json.loads(line)
        clean = [
            value.replace(_NUL, _SHOWN) if is_text and isinstance(value, str) else value
            for value, is_text in zip(row, texts, strict=True)
        ]
        yield json.dumps(clean, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def make_tables(as_of: str) -> Mapping[str, Model]:
    """Make the tables of an empty database as they were at a migration; returns them.

    Raises:
        CaseError: this version does not know that migration.
    """
    executor = MigrationExecutor(connection)
    node = (_APP, as_of)
    if node not in executor.loader.graph.nodes:
        raise CaseError(f"its rows were written by a newer version ({as_of}); install that version")
    executor.migrate([node])
    state = executor.loader.project_state(node)
    found = state.apps.get_models(include_auto_created=True)
    return _sorted(model for model in found if model._meta.app_label == _APP)


def load(model: Model, lines: Iterable[bytes]) -> None:
    """Add rows to a table; inside a transaction, for rows may point at rows yet to come.

    Raises:
        CaseError: a line is no row of the table.
    """
    columns = _columns(model)
    rows = (_row(model, columns, line) for line in lines)
    while batch := list(islice(rows, _BATCH)):
        model._base_manager.bulk_create(batch)


def count_on(models_of: Iterable[Model]) -> None:
    """Let numbers that the database gives begin after those that were loaded."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), list(models_of)):
            cursor.execute(line)


def _row(model: Model, columns: Sequence[str], line: bytes) -> models.Model:
    try:
        values = json.loads(line)
        facts = dict(zip(columns, values, strict=True))
    except (ValueError, TypeError) as e:
        raise CaseError(f"a row of {model._meta.db_table} is damaged; take another backup") from e
    for name, value in facts.items():
        if isinstance(value, str) and isinstance(model._meta.get_field(name), models.DateTimeField):
            facts[name] = datetime.fromisoformat(value)
    return model(**facts)


def _columns(model: Model) -> list[str]:
    return sorted(field.attname for field in model._meta.concrete_fields)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a row holds {type(value).__name__}, for which there is no line")


_TEXTS: Final[tuple[Any, ...]] = (models.CharField, models.TextField)


def _sorted(found: Iterable[Model]) -> Mapping[str, Model]:
    """By name, each after those that its rows point at."""
    waiting = {m._meta.db_table: m for m in sorted(found, key=lambda m: m._meta.db_table)}
    ready: dict[str, Model] = {}
    while waiting:
        free = [
            name for name, model in waiting.items() if not _needs(model) & set(waiting) - {name}
        ]
        if not free:
            raise RuntimeError(f"tables point at each other in a circle: {sorted(waiting)}")
        for name in free:
            ready[name] = waiting.pop(name)
    return ready


def _needs(model: Model) -> set[str]:
    """The tables that its rows point at."""
    related = (field.related_model for field in model._meta.concrete_fields)
    return {m._meta.db_table for m in related if m is not None and not isinstance(m, str)}
