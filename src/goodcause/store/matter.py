"""A case folder opened: its database, its blobs, its orders, and the lock on it.

CASE/ order/      every order file ever in force, numbered
      case.db     SQLite
      blobs/      content-addressed originals and derived data
      registers/  private registers
      volumes/    what is served
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction

from goodcause.base.blobs import Blobs, Memo
from goodcause.base.errors import CaseError, StoppedError
from goodcause.store.models import FactRow

FORMAT = 1
_DATABASE = "case.db"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_ROOM = "the disk is full; free some space and run the same command again"
_WEAK = (
    "the disk did not take the case's database; see that it has space and is sound, and run the "
    "same command again"
)


@dataclass(frozen=True, slots=True)
class Matter:
    """An opened case."""

    folder: Path

    @property
    def blobs(self) -> Blobs:
        """Originals and derived data."""
        return Blobs(self.folder / "blobs")

    @property
    def memo(self) -> Memo:
        """The OCR cache."""
        return Memo(self.folder / "blobs" / "ocr")

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
    def registers(self) -> Path:
        """Folder of the private registers."""
        return self.folder / "registers"


def new_matter(folder: Path, order_name: str, order_text: str) -> Matter:
    """Make a case folder with its first order file.

    Raises:
        CaseError: the folder exists and is not empty, or cannot be made.
        StoppedError: the disk is full.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CaseError(f"{folder} already exists and is not empty; name a new folder")
        # It is made under another name, so that a case is there whole or not at all.
        with _unfinished(folder) as made:
            _furnish(made, order_name, order_text)
            connections.close_all()
            made.replace(folder)
    except OSError as e:
        if e.errno in _FULL:
            raise StoppedError(_ROOM) from e
        raise CaseError(f"{folder} cannot be made ({e.strerror}); name another place") from e
    except DatabaseError as e:
        _raise_what_passes(e)
        raise
    _connect(folder / _DATABASE)
    return Matter(folder)


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


def _furnish(folder: Path, order_name: str, order_text: str) -> None:
    folder.chmod(0o777 & ~_umask())  # as if it had been made in the ordinary way
    for part in ("order", "blobs", "registers", "volumes"):
        (folder / part).mkdir()
    (folder / "order" / f"0001-{order_name}.yaml").write_text(order_text, encoding="utf-8")
    _connect(folder / _DATABASE)
    _migrate()
    FactRow.objects.create(name="format", value=FORMAT)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def open_matter(folder: Path) -> Matter:
    """Open a case folder.

    Raises:
        CaseError: it is not a case, or was made by a newer version.
    """
    database = folder / _DATABASE
    if not database.is_file():
        raise CaseError(
            f"{folder} is not a case folder (it has no {_DATABASE}); "
            f"make one with `goodcause new {folder} --order NAME`"
        )
    _connect(database)
    try:
        _migrate()
        made_by = FactRow.objects.get(name="format").value
    except DatabaseError as e:
        _raise_what_passes(e)
        raise CaseError(
            f"{database} cannot be opened as a case of this program ({e}); see that it may be "
            "read and written, or restore it from a backup"
        ) from e
    except FactRow.DoesNotExist as e:
        raise CaseError(f"{database} was never finished; delete the folder and run new") from e
    if made_by > FORMAT:
        raise CaseError(f"{folder} was made by a newer version; install that version to open it")
    return Matter(folder)


@contextmanager
def locked(matter: Matter, command: str) -> Iterator[None]:
    """Hold the case for one command that changes it; the lock dies with the process.

    Raises:
        CaseError: another process holds it.
    """
    path = matter.folder / ".lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            held = os.pread(handle, 200, 0).decode(errors="replace").strip() or "another command"
            raise CaseError(
                f"{matter.folder} is in use by `{held}`; wait until it is done, or stop it"
            ) from e
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"goodcause {command} (process {os.getpid()})".encode(), 0)
        matter.blobs.sweep()
        yield
    finally:
        os.close(handle)


@contextmanager
def together() -> Iterator[None]:
    """Rows written inside are all kept or none."""
    with transaction.atomic():
        yield


def _connect(database: Path) -> None:
    """Point Django at the case; one case is open at a time in a process."""
    settings.DATABASES["default"]["NAME"] = str(database)
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(database)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _raise_what_passes(error: DatabaseError) -> None:
    """Raise an error of ours where nothing is wrong with the database itself."""
    if "full" in str(error):
        raise StoppedError(_ROOM) from error
    if "I/O" in str(error):  # SQLite's word when the files beside the database find no room
        raise StoppedError(_WEAK) from error
    if "locked" in str(error):
        words = "the case is being written by another command; wait until it is done"
        raise CaseError(words) from error
