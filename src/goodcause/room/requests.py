"""What the receiving side asks from the room: disclosure, obscured text, process to forward."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.room.book import Book, Doing, noted

KINDS: Final = {
    "disclose": "Motion for disclosure for this applicant",
    "obscured": "The mark obscures text here",
    "forward": "Process to forward to this person",
}
PAPERS: Final = (
    "deposition subpoena",
    "subpoena for documents",
    "summons and complaint",
    "notice of deposition",
    "letter",
)
"""What may be forwarded."""

OPEN: Final = "asked"
_MOST_WORDS = 4_000
_MOST_OPEN = 200  # of one viewer; more is a program, not a person
_SIDES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing asked for.

    Attributes:
        number: in the room.
        at: when, UTC.
        viewer: who asked.
        kind: one of ``KINDS``.
        document: first number of the document whose subject it is about.
        bates: the page it was asked from.
        words: why, or what.
        box: left, top, right, bottom in pixels at 300 dpi; of ``obscured`` only.
        paper: of ``PAPERS``; of ``forward`` only.
        state: ``asked`` until the producing side has opened it; then as it says.
        reference: of the producing side's procedure.
    """

    number: int
    at: str
    viewer: str
    kind: str
    document: str
    bates: str
    words: str
    box: tuple[int, int, int, int] | None
    paper: str
    state: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was sent by a form, nothing of it checked yet."""

    kind: str
    bates: str
    words: str
    box: str = ""
    paper: str = ""


def asked(book: Book, wish: Wish, viewer: int, doing: Doing) -> int:
    """Write a request into the book.

    Returns:
        Its number.

    Raises:
        UsageError: something of it is missing or out of place.
    """
    words = " ".join(wish.words.split())
    if wish.kind not in KINDS:
        raise UsageError(f"{wish.kind!r} is nothing that can be asked for here")
    if not words or len(words) > _MOST_WORDS:
        raise UsageError(f"say in words what you ask for, in at most {_MOST_WORDS:,} letters")
    with book.writing() as link:
        page = link.execute("SELECT * FROM pages WHERE bates = ?", [wish.bates]).fetchone()
        if page is None:
            raise UsageError("no page of that number lies in this room; check the number")
        facts: dict[str, object] = {"words": words}
        if wish.kind == "obscured":
            facts["box"] = _box(wish.box, page)
        if wish.kind == "forward":
            facts["paper"] = _paper(wish.paper)
        row = "SELECT COUNT(*) FROM requests WHERE viewer = ? AND state = ?"
        if link.execute(row, (viewer, OPEN)).fetchone()[0] >= _MOST_OPEN:
            raise UsageError(f"{_MOST_OPEN} requests wait already; wait until they are taken up")
        made = link.execute(
            "INSERT INTO requests (at, viewer, kind, document, bates, facts, state) "
            "VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', ?), ?, ?, ?, ?, ?, ?)",
            (doing.at.isoformat(), viewer, wish.kind, page["document"], wish.bates,
             json.dumps(facts), OPEN),
        )  # fmt: skip
        number = int(made.lastrowid or 0)
        noted(link, doing, "asked", {"request": number, "kind": wish.kind, "bates": wish.bates})
        return number


def requests(book: Book, viewer: str = "", state: str = "") -> list[Request]:
    """Requests, oldest first; of one viewer, or in one state, where that is named."""
    with book.reading() as link:
        rows = link.execute(
            "SELECT r.*, v.name FROM requests r JOIN viewers v ON v.number = r.viewer "
            "WHERE ? IN ('', v.name) AND ? IN ('', r.state) ORDER BY r.number", (viewer, state),
        ).fetchall()  # fmt: skip
    return [_request(row) for row in rows]


def answered(book: Book, states: Mapping[int, tuple[str, str]], at: datetime) -> None:
    """Write what became of requests: by number, the producing side's reference and a state.

    A state in a few words is all that flows back.
    """
    with book.writing() as link:
        for number, (reference, state) in sorted(states.items()):
            row = link.execute("SELECT * FROM requests WHERE number = ?", [number]).fetchone()
            if row is None or (row["reference"], row["state"]) == (reference, state):
                continue
            link.execute(
                "UPDATE requests SET reference = ?, state = ? WHERE number = ?",
                (reference, state, number),
            )
            noted(link, Doing(at=at), "answered", {"request": number, "state": state})


def _request(row: sqlite3.Row) -> Request:
    facts = json.loads(row["facts"])
    box = facts.get("box")
    return Request(number=row["number"], at=row["at"], viewer=row["name"], kind=row["kind"],
                   document=row["document"], bates=row["bates"], words=facts["words"],
                   box=tuple(box) if box else None, paper=facts.get("paper", ""),
                   state=row["state"], reference=row["reference"])  # fmt: skip


def _paper(sent: str) -> str:
    if sent not in PAPERS:
        raise UsageError(f"say what kind of paper it is: {', '.join(PAPERS)}")
    return sent


def _box(sent: str, page: sqlite3.Row) -> list[int]:
    parts = sent.split(",")
    whole = len(parts) == _SIDES and all(p.isascii() and p.isdecimal() for p in parts)
    sides = [int(p[:7]) for p in parts] if whole else [0] * _SIDES
    left, top, right, bottom = sides
    if not (0 <= left < right <= page["width"] and 0 <= top < bottom <= page["height"]):
        raise UsageError("drag a box on the page around the text that cannot be read, then send")
    return sides
