"""The connection to PostgreSQL. Django finds it by the name of this module.

A case must come to the same volume wherever its rows are, so three things differ from Django's
own: JSON keeps its text (``jsonb`` sorts keys, rewrites numbers and refuses U+0000), texts sort by
their code points whatever the server's language, and a connection that is lost while a command
holds the case is not silently opened again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django.db.backends.postgresql import base, operations
from psycopg.types.json import Json
from psycopg.types.string import StrDumper, StrDumperUnknown, TextLoader

from goodcause.base.errors import StoppedError

_BY_CODE_POINT: Final = ' COLLATE "C"'
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


def _varchar(facts: Mapping[str, object]) -> str:
    longest = facts["max_length"]
    return ("varchar" if longest is None else f"varchar({longest})") + _BY_CODE_POINT


class DatabaseOperations(operations.DatabaseOperations):
    """Values on their way to the database."""

    def adapt_json_value(self, value: object, encoder: type[json.JSONEncoder] | None) -> Any:
        """JSON as text, as it was made."""
        dumps: Callable[[Any], str] = json.dumps if encoder is None else partial(_dumps, encoder)
        return Json(value, dumps=dumps)


def _dumps(encoder: type[json.JSONEncoder], value: object) -> str:
    return json.dumps(value, cls=encoder)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection.

    Attributes:
        held_by: the command that holds the case through this connection; empty for none.
    """

    ops_class = DatabaseOperations
    data_types = {  # noqa: RUF012  Django's way
        **base.DatabaseWrapper.data_types,
        "CharField": _varchar,  # type: ignore[dict-item]  # Django's own is a function as well
        "TextField": "text" + _BY_CODE_POINT,
        "JSONField": "json",
    }
    held_by = ""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect.

        Raises:
            StoppedError: the connection that held the case was lost, and the hold with it.
        """
        if self.held_by:
            raise StoppedError(
                f"the connection to the database was lost while `{self.held_by}` held the case; "
                "what was finished is kept, run the same command again"
            )
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_loader("json", TextLoader)
        connection.adapters.register_dumper(str, _Unknown)
        connection.adapters.register_dumper(str, _Text)
        return connection
