"""The hold that one command has on a case while it changes it; it dies with the process."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.db.backends.base.base import BaseDatabaseWrapper

from goodcause.base.errors import CaseError
from goodcause.store.connecting import current
from goodcause.store.postgresql import hold

_LONGEST: Final = 63  # bytes of a name that PostgreSQL shows of a connection
_REVIEW: Final = ".review"


@contextmanager
def held_folder(folder: Path, command: str) -> Iterator[None]:
    """Hold the folder of a case against other commands of this machine.

    Raises:
        CaseError: another process holds it.
    """
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            if e.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            held = os.pread(handle, 200, 0).decode(errors="replace").strip() or "another command"
            raise _in_use(folder, held) from e
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"goodcause {command} (process {os.getpid()})".encode(), 0)
        yield
    finally:
        os.close(handle)


_IN_REVIEW: list[int] = []


def open_for_review(folder: Path) -> None:
    """Say that this process decides about the case, as long as it lives, beside other commands."""
    handle = os.open(folder / _REVIEW, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)
    _IN_REVIEW.append(handle)  # the hold is the open file's


@contextmanager
def nobody_reviewing(folder: Path) -> Iterator[None]:
    """Keep reviewers out: what they decide must not go to a place that the case is leaving.

    Raises:
        CaseError: a review server has the case open.
    """
    handle = os.open(folder / _REVIEW, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            raise CaseError(f"{folder} is open in review; stop `goodcause review` first") from e
        yield
    finally:
        os.close(handle)


@contextmanager
def held_rows(
    folder: Path, command: str, connection: BaseDatabaseWrapper | None = None
) -> Iterator[None]:
    """Hold the rows of a case against commands of other machines.

    On SQLite the hold on the folder is enough: its rows are in it. On PostgreSQL it is an advisory
    lock of the very connection that writes, so it cannot be lost while that connection works. A
    connection that was lost is made again only if nobody else had the case meanwhile.

    Args:
        folder: of the case.
        command: who holds it, for others to read.
        connection: to its rows; the open one of this thread if none is given.

    Raises:
        CaseError: another process holds them.
    """
    connection = connection or current()
    if connection.vendor != "postgresql":
        yield
        return
    me = f"goodcause {command} (process {os.getpid()} on {socket.gethostname()})"
    with connection.cursor() as cursor:
        cursor.execute(hold.TAKE, [hold.SPACE])
        (taken,) = cursor.fetchone()
        if not taken:
            cursor.execute(hold.WHO, [hold.SPACE])
            found = cursor.fetchone()
            raise _in_use(folder, found[0] if found else "another command")
        cursor.execute("SELECT set_config('application_name', %s, false)", [me[:_LONGEST]])
        cursor.execute(hold.COUNT)
        cursor.execute(hold.NEXT)
        (number,) = cursor.fetchone()
    setattr(connection, "hold", number)  # noqa: B010  attributes of our own backend
    setattr(connection, "held_by", f"goodcause {command}")  # noqa: B010
    try:
        yield
    finally:
        setattr(connection, "held_by", "")  # noqa: B010
        _give_back(connection)


def _give_back(connection: BaseDatabaseWrapper) -> None:
    """Let go; where the connection is gone, so is the hold."""
    if connection.connection is None:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(hold.GIVE, [hold.SPACE])
    except (DatabaseError, InterfaceError):
        connection.close()


def _in_use(folder: Path, held: str) -> CaseError:
    return CaseError(f"{folder} is in use by `{held}`; wait until it is done, or stop it")
