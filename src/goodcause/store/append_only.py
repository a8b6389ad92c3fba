"""Tables whose rows may be added and never changed, held to it by the database itself."""

from __future__ import annotations

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
    if editor.connection.vendor == "postgresql":
        editor.execute(_REFUSAL)
        for table in TABLES:
            editor.execute(_POSTGRESQL.format(table=table))
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(table=table, verb=verb))


def allow(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the refusal back (a migration undone)."""
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_only_added ON {table}")
        else:
            for verb in ("UPDATE", "DELETE"):
                editor.execute(f"DROP TRIGGER {table}_no_{verb}")
