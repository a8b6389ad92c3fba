"""Who may look: viewers with a name and a role, one-time links, sessions that end."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.room.book import Book, Doing, moment, noted
from goodcause.room.burn import printable

ROLES: Final = {
    "counsel": "counsel of the receiving party",
    "staff": "staff of receiving counsel",
    "expert": "an expert of the receiving party",
    "vendor": "a vendor or reporter who signed the undertaking",
    "court": "the court",
}
ASKING: Final = frozenset({"counsel", "staff"})
"""Roles that may ask the producing side for something."""

LINK_LIVES: Final = timedelta(days=3)
IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=8)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who may look.

    Attributes:
        number: in the room.
        name: as burned into what they see.
        role: one of ``ROLES``.
        grounds: why they may: a procedure of the case, or what the order says of the role.
        until: last day, ISO; empty for none.
        closed: when their seat was taken away; empty while they have it.
    """

    number: int
    name: str
    role: str
    grounds: str
    until: str
    closed: str

    @property
    def may_ask(self) -> bool:
        """Whether they may ask the producing side for something."""
        return self.role in ASKING

    def seated(self, at: datetime) -> bool:
        """Whether they may look at that moment."""
        return not self.closed and (not self.until or at.date().isoformat() <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sitting of one viewer in one browser."""

    number: int
    viewer: Viewer
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody to be let in; attributes as of ``Viewer``."""

    name: str
    role: str
    grounds: str
    until: str = ""


def seat(book: Book, wanted: Seat, at: datetime) -> Viewer:
    """Give somebody a seat, or the same person other grounds or another last day.

    Raises:
        UsageError: the name cannot be burned into a page, the role is none, or the same name has
            another role.
    """
    name = " ".join(wanted.name.split())
    if len(name) > _LONGEST_NAME or not printable(name):
        raise UsageError(
            f"{name!r} cannot be printed across a page; write the viewer's name in Latin letters, "
            f"at most {_LONGEST_NAME}"
        )
    if wanted.role not in ROLES:
        raise UsageError(f"{wanted.role!r} is not a role; the choices are {', '.join(ROLES)}")
    with book.writing() as link:
        known = link.execute("SELECT * FROM viewers WHERE name = ?", [name]).fetchone()
        if known and known["role"] != wanted.role:
            raise UsageError(
                f"{name} has a seat as {known['role']} already; close it, and seat them under "
                "another name, such as with a middle initial"
            )
        link.execute(
            "INSERT INTO viewers (name, role, grounds, until) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET grounds = excluded.grounds, "
            "until = excluded.until, closed = ''",
            (name, wanted.role, wanted.grounds, wanted.until),
        )
        facts = {"name": name, "role": wanted.role, "grounds": wanted.grounds}
        noted(link, Doing(at=at), "seated", {**facts, "until": wanted.until})
        return _viewer(link.execute("SELECT * FROM viewers WHERE name = ?", [name]).fetchone())


def unseat(book: Book, name: str, why: str, at: datetime) -> Viewer:
    """Take somebody's seat away; their sessions and links end with it."""
    with book.writing() as link:
        viewer = _named(link, name)
        link.execute("UPDATE viewers SET closed = ? WHERE number = ?", (moment(at), viewer.number))
        end = "UPDATE sessions SET ended = ? WHERE viewer = ? AND ended = ''"
        link.execute(end, (moment(at), viewer.number))
        link.execute("DELETE FROM links WHERE viewer = ? AND used = ''", [viewer.number])
        noted(link, Doing(at=at), "closed", {"name": viewer.name, "why": why})
        return viewer


def linked(book: Book, name: str, at: datetime) -> str:
    """A token that lets one browser in, once; the room keeps only its digest.

    Raises:
        UsageError: no such viewer, or one without a seat.
    """
    token = secrets.token_urlsafe(32)
    with book.writing() as link:
        viewer = _named(link, name)
        if not viewer.seated(at):
            raise UsageError(f"{viewer.name} has no seat any more; seat them anew first")
        until = moment(at + LINK_LIVES)
        row = (_digest(token), viewer.number, until)
        link.execute("INSERT INTO links (digest, viewer, until) VALUES (?, ?, ?)", row)
        noted(link, Doing(at=at), "linked", {"name": viewer.name, "until": until})
    return token


def entered(book: Book, token: str, doing: Doing) -> Session | None:
    """Use a link up and open a session; nothing where the link is not good."""
    with book.writing() as link:
        row = link.execute(
            "SELECT * FROM links WHERE digest = ? AND used = '' AND until >= ?",
            (_digest(token), moment(doing.at)),
        ).fetchone()
        if row is None:
            return None
        viewer = _by_number(link, row["viewer"])
        if not viewer.seated(doing.at):
            return None
        now = moment(doing.at)
        link.execute("UPDATE links SET used = ? WHERE digest = ?", (now, row["digest"]))
        made = "INSERT INTO sessions (viewer, since, seen) VALUES (?, ?, ?)"
        number = int(link.execute(made, (viewer.number, now, now)).lastrowid or 0)
        who = Doing(at=doing.at, viewer=viewer.name, session=number, address=doing.address)
        noted(link, who, "entered", {"role": viewer.role})
        return Session(number=number, viewer=viewer, since=now)


def session(book: Book, number: int, at: datetime) -> Session | None:
    """An open session, its idle time begun anew; nothing where it has ended."""
    with book.writing() as link:
        row = link.execute(
            "SELECT * FROM sessions WHERE number = ? AND ended = ''", [number]
        ).fetchone()
        if row is None:
            return None
        viewer = _by_number(link, row["viewer"])
        late = row["seen"] < moment(at - IDLE) or row["since"] < moment(at - LONGEST)
        if late or not viewer.seated(at):
            _ended(link, number, at)
            return None
        link.execute("UPDATE sessions SET seen = ? WHERE number = ?", (moment(at), number))
        return Session(number=number, viewer=viewer, since=row["since"])


def left(book: Book, doing: Doing) -> None:
    """End a session because its viewer leaves."""
    with book.writing() as link:
        _ended(link, doing.session, doing.at)
        noted(link, doing, "left", {})


def viewers(book: Book) -> list[Viewer]:
    """Everybody who has or had a seat."""
    with book.reading() as link:
        return [_viewer(row) for row in link.execute("SELECT * FROM viewers ORDER BY number")]


def _ended(link: sqlite3.Connection, number: int, at: datetime) -> None:
    link.execute("UPDATE sessions SET ended = ? WHERE number = ?", (moment(at), number))


def _named(link: sqlite3.Connection, name: str) -> Viewer:
    row = link.execute("SELECT * FROM viewers WHERE name = ?", [" ".join(name.split())]).fetchone()
    if row is None:
        names = [each["name"] for each in link.execute("SELECT name FROM viewers ORDER BY number")]
        raise UsageError(
            f"nobody called {name!r} has a seat; the viewers are {', '.join(names) or 'nobody yet'}"
        )
    return _viewer(row)


def _by_number(link: sqlite3.Connection, number: int) -> Viewer:
    return _viewer(link.execute("SELECT * FROM viewers WHERE number = ?", [number]).fetchone())


def _viewer(row: sqlite3.Row) -> Viewer:
    return Viewer(**{key: row[key] for key in row.keys()})  # noqa: SIM118  a Row iterates values


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
