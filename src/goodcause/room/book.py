"""The room's own database: pages, viewers, and a log that is only ever added to."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError, StoppedError

DATABASE: Final = "room.db"
PAGES: Final = "pages"
KEY: Final = "key"
_FORMAT: Final = "1"
_FIRST: Final = "0" * 64
_PATIENCE = 30.0  # seconds that one writer waits for another

_TABLES: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE terms (version INTEGER PRIMARY KEY, title TEXT NOT NULL, words TEXT NOT NULL,
  rules TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE documents (begin TEXT PRIMARY KEY, place INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL, pages INTEGER NOT NULL) STRICT;
CREATE TABLE pages (bates TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents,
  number INTEGER NOT NULL, sha256 TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  UNIQUE (document, number)) STRICT;
CREATE TABLE viewers (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  grounds TEXT NOT NULL, until TEXT NOT NULL, closed TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE links (digest TEXT PRIMARY KEY, viewer INTEGER NOT NULL REFERENCES viewers,
  until TEXT NOT NULL, used TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE sessions (number INTEGER PRIMARY KEY, viewer INTEGER NOT NULL REFERENCES viewers,
  since TEXT NOT NULL, seen TEXT NOT NULL, ended TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE accepted (viewer INTEGER NOT NULL REFERENCES viewers,
  version INTEGER NOT NULL REFERENCES terms, at TEXT NOT NULL,
  PRIMARY KEY (viewer, version)) STRICT;
CREATE TABLE requests (number INTEGER PRIMARY KEY, at TEXT NOT NULL, viewer INTEGER NOT NULL
  REFERENCES viewers, kind TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents,
  bates TEXT NOT NULL REFERENCES pages, facts TEXT NOT NULL, state TEXT NOT NULL,
  reference TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT NOT NULL, viewer TEXT NOT NULL,
  session INTEGER NOT NULL, address TEXT NOT NULL, what TEXT NOT NULL, facts TEXT NOT NULL,
  chain TEXT NOT NULL) STRICT;
CREATE INDEX log_of_session ON log (session, what, number);
CREATE TRIGGER log_no_update BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'rows of log are only ever added'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'rows of log are only ever added'); END;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the access log.

    Attributes:
        number: counted from 1 without a gap.
        at: UTC, to the second.
        viewer: the name; empty for what the producing side did.
        session: of the viewer; 0 for none.
        address: the viewer's IP address.
        what: ``entered``, ``accepted``, ``viewed``, ``stayed``, ``asked``, ``hurried``, ``left``,
            or the producing side's ``seated``, ``closed``, ``linked``, ``renewed``, ``answered``.
        facts: what else there is to say.
    """

    number: int
    at: str
    viewer: str
    session: int
    address: str
    what: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Book:
    """A room's folder, opened; one connection a piece of work."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only looks."""
        with closing(self._connected()) as link:
            yield link

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept or none.

        Raises:
            StoppedError: the disk is full, or another process writes for ever.
        """
        try:
            with closing(self._connected()) as link:
                # Begun as a writer, or two readers that both go on to write refuse each other.
                link.execute("BEGIN IMMEDIATE")
                with link:
                    yield link
        except sqlite3.OperationalError as e:
            raise StoppedError(
                f"the room's database cannot be written ({e}); see that its disk has space, and "
                "try again: what was done before is kept"
            ) from e

    def fact(self, name: str) -> str:
        """A fact of the room as it was made."""
        with self.reading() as link:
            return str(link.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()[0])

    def picture(self, bates: str) -> Path:
        """Where the picture of a page lies; the number comes from the database, never a request."""
        return self.folder / PAGES / f"{bates}.png"

    def _connected(self) -> sqlite3.Connection:
        link = sqlite3.connect(self.database, timeout=_PATIENCE, isolation_level=None)
        link.row_factory = sqlite3.Row
        link.execute("PRAGMA foreign_keys = ON")
        return link


def new_book(folder: Path, facts: Mapping[str, str]) -> Book:
    """Make the database of a room in a folder that has none."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as link:
        link.execute("PRAGMA journal_mode = WAL")
        link.executescript(f"BEGIN;{_TABLES}COMMIT;")
        rows = {"format": _FORMAT, **facts}
        link.executemany("INSERT INTO facts VALUES (?, ?)", rows.items())
    return Book(folder)


def open_book(folder: Path) -> Book:
    """Open a room.

    Raises:
        CaseError: the folder is not a room, or one of another version.
    """
    book = Book(folder)
    if not book.database.is_file():
        raise CaseError(
            f"{folder} is not a viewing room (it has no {DATABASE}); make one with "
            f"`goodcause room make CASE --volume VOL001 {folder}`"
        )
    try:
        made_by = book.fact("format")
    except (sqlite3.DatabaseError, TypeError) as e:
        raise CaseError(
            f"{book.database} cannot be opened as a viewing room ({e}); make the room anew"
        ) from e
    if made_by != _FORMAT:
        raise CaseError(f"{folder} was made by a newer version; install that version to open it")
    return book


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does something, from where, when.

    Attributes:
        viewer: empty for the producing side.
        session: 0 for the producing side.
        address: IP; empty for the producing side.
        at: the moment.
    """

    at: datetime
    viewer: str = ""
    session: int = 0
    address: str = ""


def moment(at: datetime) -> str:
    """A moment as the book writes it: UTC, to the second, sortable as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def noted(link: sqlite3.Connection, doing: Doing, what: str, facts: Mapping[str, object]) -> int:
    """Add a line to the log inside a transaction; each line is chained to the one before.

    Returns:
        Its number.
    """
    last = link.execute("SELECT number, chain FROM log ORDER BY number DESC LIMIT 1").fetchone()
    number, before = (last["number"] + 1, last["chain"]) if last else (1, _FIRST)
    line = (number, moment(doing.at), doing.viewer, doing.session, doing.address, what)
    written = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    chain = _link(before, *line, written)
    link.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*line, written, chain))
    return int(number)


def entries(book: Book, viewer: str = "") -> list[Entry]:
    """The log, oldest first; of one viewer where one is named."""
    with book.reading() as link:
        rows = link.execute(
            "SELECT * FROM log WHERE ? IN ('', viewer) ORDER BY number", [viewer]
        ).fetchall()
    return [
        Entry(**{**{k: row[k] for k in row.keys() if k != "chain"}, "facts": _facts(row)})  # noqa: SIM118  a Row iterates values
        for row in rows
    ]


def broken_at(book: Book) -> int | None:
    """The number of the first line of the log that does not follow from the one before."""
    before = _FIRST
    with book.reading() as link:
        for expected, row in enumerate(link.execute("SELECT * FROM log ORDER BY number"), 1):
            if row["number"] != expected or row["chain"] != _link(before, *tuple(row)[:-1]):
                return int(row["number"])
            before = row["chain"]
    return None


def _facts(row: sqlite3.Row) -> dict[str, object]:
    value = json.loads(row["facts"])
    return value if isinstance(value, dict) else {}


def _link(before: str, *line: object) -> str:
    return hashlib.sha256(json.dumps([before, *line], ensure_ascii=False).encode()).hexdigest()
