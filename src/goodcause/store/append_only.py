"""Tables whose rows may be added and never changed, held to it by the database itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES: Final = ("store_eventrow", "store_decisionrow", "store_classrow")

_SQLITE: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END
"""
_REFUSAL: Final = """
CREATE OR REPLACE FUNCTION goodcause_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$
"""
_POSTGRESQL: Final = """
CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION goodcause_only_added()
"""


def forbid(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse to change or delete a row of these tables (a migration's step)."""
    forbid_in(TABLES, editor)


def allow(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the refusal back (a migration undone)."""
    allow_in(TABLES, editor)


def forbid_in(tables: Sequence[str], editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse to change or delete a row of tables made later."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_REFUSAL, None)  # its % is its own, and no place for a parameter
        for table in tables:
            editor.execute(_POSTGRESQL.format(table=table))
        return
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(table=table, verb=verb))


def allow_in(tables: Sequence[str], editor: BaseDatabaseSchemaEditor) -> None:
    """Take the refusal back for tables made later."""
    for table in tables:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_only_added ON {table}")
        else:
            for verb in ("UPDATE", "DELETE"):
                editor.execute(f"DROP TRIGGER {table}_no_{verb}")
