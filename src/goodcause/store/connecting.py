"""Which database the rows of a case are in, and what its errors mean to a person."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    NotSupportedError,
    OperationalError,
    connections,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from goodcause.base.database_url import VARIABLE, Server, server_of
from goodcause.base.errors import CaseError, GoodcauseError, MissingToolError, StoppedError
from goodcause.base.whereabouts import DATABASE, Whereabouts
from goodcause.store.settings import SQLITE

Facts = dict[str, Any]
"""Django's description of one database."""

ROOM: Final = "the disk is full; free some space and run the same command again"
_WEAK: Final = (
    "the disk did not take the case's database; see that it has space and is sound, and run the "
    "same command again"
)
_DRIVER: Final = (
    "the driver for PostgreSQL is not installed; install it with "
    "`pip install 'goodcause[postgresql]'`"
)
_REFUSALS: Final = ("InsufficientPrivilege", "InvalidSchemaName", "ReadOnlySqlTransaction")
_POSTGRESQL: Final = "goodcause.store.postgresql"
_LONGEST: Final = 24  # characters of a folder's name that a schema's name repeats


def server_asked() -> Server | None:
    """The PostgreSQL database that the environment names, if it names one.

    Raises:
        UsageError: what it names is none.
    """
    url = os.environ.get(VARIABLE, "")
    return server_of(url) if url else None


def fresh_schema(folder: Path) -> str:
    """A name for the schema of a new case that no other case has."""
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in folder.name.lower())
    return f"goodcause_{plain[:_LONGEST].strip('_') or 'case'}_{secrets.token_hex(5)}"


def facts_of(folder: Path, where: Whereabouts) -> Facts:
    """Django's description of the database of a case.

    Raises:
        CaseError: its rows are in PostgreSQL and the environment names no server.
        UsageError: what the environment names is none.
    """
    if not where.schema:
        return _sqlite(folder / DATABASE)
    server = server_asked()
    if server is None:
        raise CaseError(
            f"the rows of {folder} are in PostgreSQL ({where.server}); set {VARIABLE} to the "
            "address of that database, with user and password"
        )
    return postgresql(server, where.schema)


def _sqlite(path: Path) -> Facts:
    kept = settings.DATABASES[DEFAULT_DB_ALIAS].get("CONN_MAX_AGE", 0)
    wait = getattr(settings, "LOCK_SECONDS", SQLITE["OPTIONS"]["timeout"])
    options = {**SQLITE["OPTIONS"], "timeout": wait}
    return {**_EMPTY, **SQLITE, "NAME": str(path), "CONN_MAX_AGE": kept, "OPTIONS": options}


def postgresql(server: Server, schema: str) -> Facts:
    """Django's description of one schema of a PostgreSQL database."""
    return {
        **_EMPTY,
        "ENGINE": _POSTGRESQL,
        "NAME": server.name,
        "USER": server.user,
        "PASSWORD": server.password,
        "HOST": server.host,
        "PORT": server.port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**dict(server.options), "options": f"-c search_path={schema}"},
    }


_EMPTY: Final[Facts] = {
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False,
    "TIME_ZONE": None,
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
    "OPTIONS": {},
    "TEST": {"CHARSET": None, "COLLATION": None, "MIGRATE": True, "MIRROR": None, "NAME": None},
}


def connect(facts: Facts) -> None:
    """Point Django at a database; one case is open at a time in a process."""
    connections.close_all()
    described = connections.settings[DEFAULT_DB_ALIAS]
    described.clear()
    described.update(facts)
    with suppress(AttributeError):  # this thread had none yet
        del connections[DEFAULT_DB_ALIAS]


def current() -> BaseDatabaseWrapper:
    """The connection of this thread.

    Raises:
        MissingToolError: its driver is not installed.
    """
    try:
        return connections[DEFAULT_DB_ALIAS]
    except ImproperlyConfigured as e:
        raise MissingToolError(_DRIVER) from e


def migrate() -> None:
    """Bring the tables of the open database up to this version."""
    current()
    call_command("migrate", verbosity=0, interactive=False)


def make_schema(server: Server, schema: str) -> None:
    """Make the schema of a case and point Django at it.

    Raises:
        CaseError: the server does not let us.
        MissingToolError: there is no driver.
    """
    connect(postgresql(server, schema))
    try:
        with current().cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {current().ops.quote_name(schema)}")
    except DatabaseError as e:
        raise told(e) or CaseError(
            f"{server.shown} refused to make a schema for the case ({first_line(e)}); "
            f"let the user of {VARIABLE} create schemas there"
        ) from e


def drop_schema(server: Server, schema: str) -> None:
    """Take a schema away with everything in it."""
    connect(postgresql(server, schema))
    with current().cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {current().ops.quote_name(schema)} CASCADE")


def told(error: Exception) -> GoodcauseError | None:
    """The error of ours that says what a database's error means; nothing where it is a defect."""
    if isinstance(error, ImproperlyConfigured):
        return MissingToolError(_DRIVER) if "psycopg" in str(error) else None
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    server = current().vendor == "postgresql"
    return _told_by_server(error) if server else _told_by_file(str(error))


def _told_by_file(text: str) -> GoodcauseError | None:
    if "full" in text:
        return StoppedError(ROOM)
    if "I/O" in text:  # SQLite's word when the files beside the database find no room
        return StoppedError(_WEAK)
    if "locked" in text:
        words = "the case is being written by another command; wait until it is done"
        return CaseError(words)
    return None


def _told_by_server(error: Exception) -> GoodcauseError | None:
    text = str(error)
    causes = _causes(error)
    if "DiskFull" in causes:
        return StoppedError(
            "the disk of the database server is full; free some space there and run the same "
            "command again"
        )
    if isinstance(error, NotSupportedError) and "or later is required" in text:
        return CaseError(f"the database server is too old ({first_line(error)}); upgrade it")
    refused = [causes[name] for name in _REFUSALS if name in causes]
    if refused:
        return CaseError(
            f"the database refused ({first_line(refused[0])}); see that {VARIABLE} names "
            "the database and the user of this case"
        )
    if "connection failed" in text or "connection is bad" in text or "ConnectionTimeout" in causes:
        return CaseError(
            f"{_shown()} cannot be entered ({_last_line(error)}); correct {VARIABLE}, or start "
            "the server"
        )
    if isinstance(error, OperationalError | InterfaceError):
        return StoppedError(
            f"the database at {_shown()} went away ({first_line(error)}); what was finished is "
            "kept, run the same command again when it is back"
        )
    return None


def _causes(error: BaseException) -> dict[str, BaseException]:
    """The errors behind an error by their own names, the driver's last."""
    found: dict[str, BaseException] = {}
    behind: BaseException | None = error
    while behind is not None:
        found[type(behind).__name__] = behind
        behind = behind.__cause__ or behind.__context__
    return found


def _shown() -> str:
    facts = current().settings_dict
    return Server(name=facts["NAME"], host=facts["HOST"], port=facts["PORT"]).shown


def first_line(error: BaseException) -> str:
    """What an error says, without the quotations that follow."""
    return (str(error).strip().splitlines() or ["no reason given"])[0]


def _last_line(error: Exception) -> str:
    """The reason in a driver's message: it comes after the attempts, and after ``FATAL:``."""
    last = (str(error).strip().splitlines() or ["no reason given"])[-1]
    _, told_fatal, reason = last.rpartition("FATAL:")
    return " ".join((reason if told_fatal else last).split())
