"""Whether a case that a server holds open is still the one it opened.

A program that has a file open goes on writing to it after somebody moved it away or put a backup
in its place; what is decided then would be in a file that nobody can find again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import StoppedError
from goodcause.base.whereabouts import DATABASE
from goodcause.store.matter import FORMAT, Matter
from goodcause.store.models import FactRow


@dataclass(frozen=True, slots=True)
class Opened:
    """The file that the rows of a case were in when it was opened; zeros for a server."""

    device: int = 0
    inode: int = 0


def opened(matter: Matter) -> Opened:
    """Which file the rows of a case are in."""
    return _file(matter.folder / DATABASE)


def _file(path: Path) -> Opened:
    try:
        facts = path.stat()
    except OSError:
        return Opened()
    return Opened(facts.st_dev, facts.st_ino)


def refuse_another(matter: Matter, then: Opened) -> None:
    """Make sure that rows may still be read and written.

    Args:
        matter: the case, whose rows are the ones in use.
        then: what ``opened`` said when it was opened.

    Raises:
        StoppedError: its file is gone or another one, or a newer version has taken it over.
    """
    if opened(matter) != then:
        raise StoppedError(
            "the case's database is no longer the file that was opened; put it back, or start "
            "the server anew, then press Try again: what you did is kept"
        )
    if FactRow.objects.get(name="format").value > FORMAT:
        raise StoppedError(
            "a newer version of the program has taken this case over; start the server with that "
            "version, then press Try again: what you did is kept"
        )
