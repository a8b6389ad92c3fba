"""The connection to PostgreSQL. Django finds it by the name of this module.

A case must come to the same volume wherever its rows are, so three things differ from Django's
own: JSON keeps its text (``jsonb`` sorts keys, rewrites numbers and refuses U+0000), texts sort by
their code points whatever the server's language, and a connection that is lost while a command
holds the case is not silently opened again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db.backends.postgresql import base, operations, schema
from django.db.models import Field, Model
from psycopg.types.string import StrDumper, StrDumperUnknown, TextLoader

from goodcause.base.errors import StoppedError
from goodcause.store.postgresql import hold

_BY_CODE_POINT: Final = "C"
UNPRINTABLE: Final = "\ufffd"
"""What stands in a text for U+0000, which PostgreSQL cannot keep."""


class _Text(StrDumper):
    """Text as PostgreSQL can keep it."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\x00", UNPRINTABLE))


class _Unknown(StrDumperUnknown):
    """The same for texts whose column decides their type."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\x00", UNPRINTABLE))


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Tables; texts in them sort by code point."""

    def _iter_column_sql(
        self,
        column_db_type: str,
        params: list[Any],
        model: type[Model],
        field: Field[Any, Any],
        field_db_params: Mapping[str, Any],
        include_default: bool,
    ) -> Iterator[str]:
        facts = {**field_db_params, "collation": _collation(column_db_type)}
        yield from super()._iter_column_sql(  # type: ignore[misc]
            column_db_type, params, model, field, facts, include_default
        )

    def _alter_column_type_sql(
        self,
        model: type[Model],
        old_field: Field[Any, Any],
        new_field: Field[Any, Any],
        new_type: str,
        old_collation: str | None,
        new_collation: str | None,
    ) -> Any:
        return super()._alter_column_type_sql(  # type: ignore[misc]
            model, old_field, new_field, new_type, old_collation, _collation(new_type)
        )


def _collation(column: str) -> str | None:
    return _BY_CODE_POINT if column.startswith(("varchar", "text")) else None


class DatabaseOperations(operations.DatabaseOperations):
    """Values on their way to the database."""

    def adapt_json_value(self, value: object, encoder: type[json.JSONEncoder] | None) -> str:
        """JSON as text, as it was made; the column says that it is JSON."""
        return json.dumps(value, cls=encoder)

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        """JSON is compared by its text, as in SQLite: ``json`` has no equality of its own."""
        if internal_type == "JSONField" and lookup_type in ("exact", "in"):
            return "%s::text"
        return super().lookup_cast(lookup_type, internal_type)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection.

    Attributes:
        held_by: the command that holds the case through this connection; empty for none.
        hold: the number of that hold.
    """

    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
    data_types = {**base.DatabaseWrapper.data_types, "JSONField": "json"}  # noqa: RUF012  Django's way
    held_by = ""
    hold = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; where a connection that held the case was lost, take the case up again.

        Raises:
            StoppedError: somebody else had the case meanwhile.
        """
        connection = super().get_new_connection(conn_params)
        if self.held_by and not self._taken_up(connection):
            connection.close()
            raise StoppedError(
                f"the connection to the database was lost while `{self.held_by}` held the case, "
                "and another command took it; what was finished is kept, run the same command again"
            )
        connection.adapters.register_loader("json", TextLoader)
        connection.adapters.register_dumper(str, _Unknown)
        connection.adapters.register_dumper(str, _Text)
        return connection

    def _taken_up(self, connection: Any) -> bool:
        """Whether the hold could be had again, and nobody had one in between."""
        for wait in _WAITS:
            (taken,) = connection.execute(hold.TAKE, [hold.SPACE]).fetchone()
            if taken:
                (last,) = connection.execute(hold.LAST).fetchone()
                connection.commit()
                return bool(last == self.hold)
            connection.rollback()
            time.sleep(wait)  # the server may not have noticed yet that the old one is gone
        return False


_WAITS: Final = (0.1, 0.3, 1.0, 3.0)
