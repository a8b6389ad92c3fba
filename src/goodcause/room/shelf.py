"""What lies in the room: documents and pages, and looking at one, which is always logged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError, UsageError
from goodcause.room.book import Book, Doing, entries, moment, noted
from goodcause.room.viewers import Session

MOST_A_MINUTE: Final = 60
"""Pages that one session may open in a minute; nobody reads faster, and a copying program does."""

_LONGEST_STAY = 8 * 3600  # seconds; a page left open overnight was not looked at all night
_VIEW_LIVES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document in the room: its first number, its series in words, its pages."""

    begin: str
    title: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page, and its neighbours' numbers, empty at the ends."""

    bates: str
    document: Document
    number: int
    width: int
    height: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line of the log that somebody saw a page.

    Attributes:
        number: of the line.
        at: when it began, UTC.
        viewer: who.
        session: of the viewer.
        address: IP.
        bates: which page.
        seconds: how long it stayed open in front of them, as far as their browser told.
    """

    number: int
    at: str
    viewer: str
    session: int
    address: str
    bates: str
    seconds: int


def documents(book: Book, number: str = "") -> list[Document]:
    """Every document in served order; or the one that holds a page of that number."""
    with book.reading() as link:
        if number:
            rows = link.execute(
                "SELECT d.* FROM documents d JOIN pages p ON p.document = d.begin "
                "WHERE p.bates = ?", [number.strip().upper()],
            )  # fmt: skip
        else:
            rows = link.execute("SELECT * FROM documents ORDER BY place")
        return [Document(begin=r["begin"], title=r["title"], pages=r["pages"]) for r in rows]


def leaf(book: Book, bates: str) -> Leaf | None:
    """A page by its number; nothing where the room has none of that number."""
    with book.reading() as link:
        row = link.execute(
            "SELECT p.*, d.title, d.pages, d.place FROM pages p "
            "JOIN documents d ON d.begin = p.document WHERE p.bates = ?", [bates],
        ).fetchone()  # fmt: skip
        if row is None:
            return None
        around = [
            link.execute(
                "SELECT p.bates FROM pages p JOIN documents d ON d.begin = p.document "  # noqa: S608  our own words
                f"WHERE (d.place, p.number) {sign} (?, ?) "
                f"ORDER BY d.place {way}, p.number {way} LIMIT 1",
                (row["place"], row["number"]),
            ).fetchone()
            for sign, way in (("<", "DESC"), (">", "ASC"))
        ]
    before, after = (found["bates"] if found else "" for found in around)
    document = Document(begin=row["document"], title=row["title"], pages=row["pages"])
    return Leaf(bates=bates, document=document, number=row["number"], width=row["width"],
                height=row["height"], before=before, after=after)  # fmt: skip


def looked(book: Book, bates: str, doing: Doing) -> int | None:
    """Note that somebody opens a page; nothing where they open too many too fast.

    Returns:
        The number of the look, by which its picture is asked for.
    """
    with book.writing() as link:
        since = moment(doing.at - timedelta(minutes=1))
        (count,) = link.execute(
            "SELECT COUNT(*) FROM log WHERE session = ? AND what = 'viewed' AND at > ?",
            (doing.session, since),
        ).fetchone()
        if count >= MOST_A_MINUTE:
            hurried = link.execute(
                "SELECT 1 FROM log WHERE session = ? AND what = 'hurried' AND at > ?",
                (doing.session, since),
            ).fetchone()
            if hurried is None:  # once a minute is enough to be told
                noted(link, doing, "hurried", {"bates": bates})
            return None
        return noted(link, doing, "viewed", {"bates": bates})


def look_of(book: Book, number: int, sitting: Session, at: datetime) -> tuple[str, str] | None:
    """The page and the moment of a look of this very session, while it is fresh."""
    with book.reading() as link:
        row = link.execute(
            "SELECT at, json_extract(facts, '$.bates') AS bates FROM log "
            "WHERE number = ? AND session = ? AND what = 'viewed' AND at >= ?",
            (number, sitting.number, moment(at - _VIEW_LIVES)),
        ).fetchone()
    return (row["bates"], row["at"]) if row else None


def picture(book: Book, bates: str) -> Path:
    """The picture of a page, as it was when the room was made.

    Raises:
        CaseError: the file is another, or gone.
    """
    with book.reading() as link:
        row = link.execute("SELECT sha256 FROM pages WHERE bates = ?", [bates]).fetchone()
    path = book.picture(bates)
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
        raise CaseError(f"the picture of {bates} is not the one the room was made with; tell "
                        "whoever gave you the link: the room is to be made anew")  # fmt: skip
    return path


def stayed(book: Book, number: int, seconds: int, doing: Doing) -> None:
    """Note how long a look has lasted so far, as the browser tells.

    Raises:
        UsageError: it is no look of that session, or cannot have lasted so long.
    """
    with book.writing() as link:
        row = link.execute(
            "SELECT at FROM log WHERE number = ? AND session = ? AND what = 'viewed'",
            (number, doing.session),
        ).fetchone()
        began = datetime.fromisoformat(row["at"]) if row else doing.at
        most = min(int((doing.at - began).total_seconds()) + 1, _LONGEST_STAY)
        if row is None or not 0 <= seconds <= most:
            raise UsageError("this page was not opened for so long in this session; open it anew")
        noted(link, doing, "stayed", {"view": number, "seconds": seconds})


def looks(book: Book, viewer: str = "") -> list[Look]:
    """Who looked at what, when, for how long, from where; newest first."""
    lasted: dict[int, int] = {}
    opened = []
    for entry in entries(book, viewer):
        if entry.what == "stayed":
            view, seconds = entry.facts["view"], entry.facts["seconds"]
            if isinstance(view, int) and isinstance(seconds, int):
                lasted[view] = max(seconds, lasted.get(view, 0))
        elif entry.what == "viewed":
            opened.append(entry)
    return [
        Look(number=e.number, at=e.at, viewer=e.viewer, session=e.session, address=e.address,
             bates=str(e.facts["bates"]), seconds=lasted.get(e.number, 0))
        for e in reversed(opened)
    ]  # fmt: skip
