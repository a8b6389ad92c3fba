"""A case folder opened: its database, its blobs, its orders, and the lock on it.

CASE/ order/      every order file ever in force, numbered
      case.db     SQLite (absent with PostgreSQL)
      case.json   where rows and blobs are, when they are not here
      blobs/      content-addressed originals and derived data
      registers/  private registers
      volumes/    what is served
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connections, transaction

from goodcause.base.blobs import Blobs, Memo
from goodcause.base.bucket import blobs_asked
from goodcause.base.custody import Custody, custodians_of, wrap
from goodcause.base.errors import CaseError, StoppedError
from goodcause.base.opened import BLOBS, kept_at, open_blobs
from goodcause.base.sealing import Ring, fresh
from goodcause.base.whereabouts import DATABASE, Whereabouts, is_case, settle, whereabouts
from goodcause.store.connecting import (
    ROOM,
    connect,
    drop_schema,
    facts_of,
    first_line,
    fresh_schema,
    make_schema,
    migrate,
    server_asked,
    told,
)
from goodcause.store.holding import held_folder, held_rows
from goodcause.store.models import FactRow

FORMAT = 1
PARTS = ("order", BLOBS, "registers", "volumes")
"""Folders that every case has."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Matter:
    """An opened case."""

    folder: Path

    @property
    def blobs(self) -> Blobs:
        """Originals and derived data."""
        return Blobs(self.folder / BLOBS)

    @property
    def memo(self) -> Memo:
        """The OCR cache."""
        return Memo(self.folder / BLOBS / "ocr")

    @property
    def orders(self) -> Path:
        """Folder of the numbered order files."""
        return self.folder / "order"

    @property
    def order_file(self) -> Path:
        """The order file in force: the one with the highest number.

        Raises:
            CaseError: there is none.
        """
        files = sorted(self.orders.glob("*.yaml"))
        if not files:
            raise CaseError(f"{self.orders} holds no order file; put one there as 0001-NAME.yaml")
        return files[-1]

    @property
    def volumes(self) -> Path:
        """Folder of the served volumes."""
        return self.folder / "volumes"

    @property
    def custodians(self) -> tuple[str, ...]:
        """Who may open the blobs; nobody in particular where they are not sealed."""
        return custodians_of(self.folder) if whereabouts(self.folder).sealed else ()

    @property
    def registers(self) -> Path:
        """Folder of the private registers."""
        return self.folder / "registers"


def new_matter(
    folder: Path, order_name: str, order_text: str, custodians: Sequence[str] = ()
) -> Matter:
    """Make a case folder with its first order file; rows and blobs go where the environment says.

    Args:
        folder: to be made.
        order_name: of its first order.
        order_text: the text of that order's file.
        custodians: who may open its blobs (recipients of age); none leaves them in the clear.

    Raises:
        CaseError: the folder exists and is not empty, or cannot be made; or the database refuses.
        StoppedError: the disk is full.
    """
    with made_whole(folder, sealed=bool(custodians)) as (made, where):
        _furnish(made, order_name, order_text)
        if custodians:
            wrap(made, Custody(ring=Ring((fresh(1),)), custodians=tuple(custodians)))
    connect(facts_of(folder, where))
    open_blobs(folder / BLOBS, where)
    return Matter(folder)


@contextmanager
def made_whole(folder: Path, *, sealed: bool) -> Iterator[tuple[Path, Whereabouts]]:
    """A case being made under another name, so that it is there whole or not at all.

    Inside, its database is open and empty; afterwards the case has its name.

    Raises:
        CaseError: the folder exists and is not empty, or cannot be made; or the database refuses.
        StoppedError: the disk is full.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CaseError(f"{folder} already exists and is not empty; name a new folder")
        with _unfinished(folder) as made, _rows_for(folder) as rows:
            made.chmod(0o777 & ~_umask())  # as if it had been made in the ordinary way
            where = replace(rows, blobs=blobs_asked(folder), sealed=sealed)
            kept_at(made / BLOBS, where).shelf.ready()
            connect(facts_of(made, where))
            yield made, where
            settle(made, where)
            connections.close_all()
            made.replace(folder)
    except OSError as e:
        if e.errno in _FULL:
            raise StoppedError(ROOM) from e
        raise CaseError(f"{folder} cannot be made ({e.strerror}); name another place") from e
    except DatabaseError as e:
        foreseen = told(e)
        if foreseen is None:
            raise
        raise foreseen from e


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A folder beside the one to be made, gone again when making it fails."""
    beside = folder.absolute().parent
    beside.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=beside, prefix=f".{folder.name}.", suffix=".new"))
    whole = False
    try:
        yield made
        whole = True
    finally:
        if not whole:
            connections.close_all()
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _rows_for(folder: Path) -> Iterator[Whereabouts]:
    """Where the rows of a new case go; a schema made for them is gone again when that fails."""
    server = server_asked()
    if server is None:
        yield Whereabouts()
        return
    schema = fresh_schema(folder.absolute())
    make_schema(server, schema)
    whole = False
    try:
        yield Whereabouts(schema=schema, server=server.shown)
        whole = True
    finally:
        if not whole:
            drop_schema(server, schema)


def _furnish(folder: Path, order_name: str, order_text: str) -> None:
    for part in PARTS:
        (folder / part).mkdir()
    (folder / "order" / f"0001-{order_name}.yaml").write_text(order_text, encoding="utf-8")
    migrate()
    FactRow.objects.create(name="format", value=FORMAT)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def open_matter(folder: Path) -> Matter:
    """Open a case folder.

    Raises:
        CaseError: it is not a case, was made by a newer version, or its database cannot be entered.
        MissingToolError: the driver of its database is not installed.
    """
    if not is_case(folder):
        raise CaseError(
            f"{folder} is not a case folder (it has no {DATABASE}); "
            f"make one with `goodcause new {folder} --order NAME`"
        )
    where = whereabouts(folder)
    if not where.schema and not (folder / DATABASE).is_file():
        raise CaseError(f"{folder} has lost its {DATABASE}; restore it from a backup")
    connect(facts_of(folder, where))
    rows = where.server or folder / DATABASE
    try:
        migrate()
        made_by = FactRow.objects.get(name="format").value
    except (DatabaseError, InterfaceError) as e:
        raise told(e) or CaseError(
            f"{rows} cannot be opened as a case of this program ({first_line(e)}); see that "
            "it may be read and written, or restore it from a backup"
        ) from e
    except FactRow.DoesNotExist as e:
        raise CaseError(f"{rows} was never finished; delete the folder and run new") from e
    if made_by > FORMAT:
        raise CaseError(f"{folder} was made by a newer version; install that version to open it")
    open_blobs(folder / BLOBS, where)
    return Matter(folder)


@contextmanager
def locked(matter: Matter, command: str) -> Iterator[None]:
    """Hold the case for one command that changes it; the hold dies with the process.

    Raises:
        CaseError: another process holds it.
    """
    with held_folder(matter.folder, command), held_rows(matter.folder, command):
        matter.blobs.ready()
        try:
            yield
        finally:
            matter.blobs.put_away()


@contextmanager
def together() -> Iterator[None]:
    """Rows written inside are all kept or none."""
    with transaction.atomic():
        yield
